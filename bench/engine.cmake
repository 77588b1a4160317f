# For executions.py: each fuzz target with a mutator that changes nothing, the empty target, and how long
# a run of each seed takes.
include(${PROJECT_SOURCE_DIR}/harnesses/fuzz_targets.cmake)
get_property(targets DIRECTORY ${PROJECT_SOURCE_DIR}/harnesses PROPERTY BUILDSYSTEM_TARGETS)
set(engine_main)
if(REDZONE_ENGINE STREQUAL "libfuzzer")
  set(engine_main steady_libfuzzer.c)
  set(suffix _fuzzer)
else()
  set(suffix _afl)
  # Loaded by afl-fuzz: neither instrumented nor sanitized.
  set(plainly ${CMAKE_COMMAND} -E env AFL_NOOPT=1)
  add_library(steady_afl MODULE steady_afl.c)
  set_target_properties(
    steady_afl
    PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin
               C_COMPILER_LAUNCHER "${plainly}" C_LINKER_LAUNCHER "${plainly}")
endif()

add_executable(empty_steady empty.c ${engine_main})
target_link_libraries(empty_steady PRIVATE driver support redzone_parser_flags)

redzone_uncovered(${PROJECT_SOURCE_DIR}/harnesses/channel_file.c ${PROJECT_SOURCE_DIR}/harnesses/interpreter.c
                  ${PROJECT_SOURCE_DIR}/harnesses/validator_contract.c) # as there
foreach(target IN LISTS targets)
  if(NOT target MATCHES "^(.+)${suffix}$")
    continue()
  endif()
  set(name ${CMAKE_MATCH_1})
  get_target_property(libraries ${target} LINK_LIBRARIES)
  foreach(library IN LISTS libraries) # imported targets are known in the folder that found them alone
    if(library MATCHES "^PkgConfig::NEED_(.+)$")
      redzone_find_needs(${CMAKE_MATCH_1} found missing)
    endif()
  endforeach()
  add_executable(${name}_steady ${PROJECT_SOURCE_DIR}/harnesses/${name}.c ${engine_main})
  target_link_libraries(${name}_steady PRIVATE ${libraries})
  list(REMOVE_ITEM libraries driver)
  add_executable(${name}_times ${PROJECT_SOURCE_DIR}/harnesses/${name}.c seed_times.c)
  target_compile_definitions(${name}_times PRIVATE _DEFAULT_SOURCE)
  target_link_libraries(${name}_times PRIVATE ${libraries})
endforeach()

# For reach.py: targets without their mutator, and one that ends with the first criterion that it
# evaluates in a valid file: with and without the mutator, with and without repair of checksums.
if(NOT REDZONE_ENGINE STREQUAL "libfuzzer")
  return()
endif()

function(redzone_first name)
  add_executable(${name} ${PROJECT_SOURCE_DIR}/harnesses/channel_file.c first_criterion.c)
  target_link_libraries(${name} PRIVATE driver subject_channel support channel_internals redzone_parser_flags)
  target_link_options(${name} PRIVATE
                      LINKER:--wrap=fuzz_one_input,--wrap=channel_evaluate,--wrap=criterion_test)
endfunction()

foreach(name IN ITEMS channel_file interpreter validator_contract)
  add_executable(${name}_plain ${PROJECT_SOURCE_DIR}/harnesses/${name}.c)
  target_link_libraries(${name}_plain PRIVATE driver subject_channel support)
endforeach()
foreach(mutator IN ITEMS mutator plain)
  redzone_first(first_${mutator}_repair)
  redzone_first(first_${mutator}_strict)
  target_compile_definitions(first_${mutator}_strict PRIVATE FIRST_STRICT)
  target_link_options(first_${mutator}_strict PRIVATE LINKER:--wrap=repair_open)
endforeach()
redzone_give_mutator(first_mutator_repair subject_channel)
redzone_give_mutator(first_mutator_strict subject_channel)

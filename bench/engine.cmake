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

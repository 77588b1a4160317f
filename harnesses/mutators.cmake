# How a subject's mutator gets to the engine: linked into the target for libFuzzer, in a shared library
# that afl-fuzz loads for AFL++. Only for subjects with the property REDZONE_MUTATES; other targets
# keep the engine's own mutation, and nothing of this is linked into them.

set(REDZONE_SUPPORT ${CMAKE_CURRENT_LIST_DIR}/support)

# `redzone_plain_copy(LIBRARY)`: a static library LIBRARY_plain of the same sources, and of those that
# it links, without sanitizers and instrumentation: what runs inside afl-fuzz must not report to it.
function(redzone_plain_copy library)
  set(copy ${library}_plain)
  if(TARGET ${copy})
    return()
  endif()
  get_target_property(folder ${library} SOURCE_DIR)
  get_target_property(sources ${library} REDZONE_PLAIN_SOURCES) # where they are others
  if(NOT sources)
    get_target_property(sources ${library} SOURCES)
  endif()
  list(TRANSFORM sources PREPEND ${folder}/)
  add_library(${copy} STATIC EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${copy} PRIVATE $<TARGET_PROPERTY:${library},INCLUDE_DIRECTORIES>)
  get_target_property(definitions ${library} COMPILE_DEFINITIONS)
  if(definitions)
    target_compile_definitions(${copy} PRIVATE ${definitions})
  endif()
  redzone_make_plain(${copy})
  set_target_properties(${copy} PROPERTIES C_VISIBILITY_PRESET hidden) # afl-fuzz has names of its own
  get_target_property(linked ${library} LINK_LIBRARIES)
  foreach(other IN LISTS linked)
    if(NOT TARGET ${other})
      continue()
    endif()
    get_target_property(type ${other} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      redzone_plain_copy(${other})
      target_link_libraries(${copy} PUBLIC ${other}_plain)
    endif()
  endforeach()
endfunction()

# afl-clang-fast is a plain compiler when AFL_NOOPT says so.
function(redzone_make_plain target)
  set_target_properties(
    ${target}
    PROPERTIES C_STANDARD 11
               POSITION_INDEPENDENT_CODE ON
               C_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;AFL_NOOPT=1"
               C_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;AFL_NOOPT=1")
  target_compile_options(${target} PRIVATE -O2)
endfunction()

# `redzone_mutator_library(SUBJECT LIBRARY)`: lib/LIBRARY.so of a subject, for AFL++.
function(redzone_mutator_library subject library)
  if(TARGET ${library})
    return()
  endif()
  redzone_plain_copy(${subject})
  add_library(${library} MODULE EXCLUDE_FROM_ALL ${REDZONE_SUPPORT}/mutator_afl.c)
  redzone_make_plain(${library})
  target_link_libraries(${library} PRIVATE ${subject}_plain)
  target_link_options(${library} PRIVATE -Wl,-z,defs) # afl-fuzz would find out only when it loads it
  set_target_properties(${library} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY
                                                        ${PROJECT_BINARY_DIR}/lib)
endfunction()

# `redzone_give_mutator(PROGRAM SUBJECT)`: lets the engine of this tree use the subject's mutator.
function(redzone_give_mutator program subject)
  get_target_property(mutates ${subject} REDZONE_MUTATES)
  if(NOT mutates)
    return()
  endif()
  if(REDZONE_ENGINE STREQUAL "libfuzzer")
    target_sources(${program} PRIVATE ${REDZONE_SUPPORT}/mutator_libfuzzer.c)
  elseif(REDZONE_ENGINE STREQUAL "afl")
    string(REPLACE subject_ mutator_ library ${subject})
    redzone_mutator_library(${subject} ${library})
    add_dependencies(${program} ${library})
  endif()
endfunction()

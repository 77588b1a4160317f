# Builds the fuzz targets that a list names, each for the engine of this build tree.
#
# A line of the list: `name needs=yaml,jansson,pcre2 subject=channel`, both attributes optional; lines
# that begin with # are comments. `name`.c lies beside the list. `needs` names libraries without which
# the target is left out, and that is said; `subject=x` links the library subject_x: what the target
# knows of a format. Call after support/ was added.

include(${CMAKE_CURRENT_LIST_DIR}/mutators.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/support/survive.cmake)

set(REDZONE_NEED_yaml yaml-0.1)
set(REDZONE_NEED_jansson jansson)
set(REDZONE_NEED_pcre2 libpcre2-8)

# Sets `out` to the library targets for `needs`, and `missing` to the needs that this machine lacks.
function(redzone_find_needs needs out missing)
  set(libraries)
  set(absent)
  foreach(need IN LISTS needs)
    if(NOT DEFINED REDZONE_NEED_${need})
      message(FATAL_ERROR "${list}: needs=${need}: no such library")
    endif()
    find_package(PkgConfig QUIET)
    if(PKG_CONFIG_FOUND)
      pkg_check_modules(NEED_${need} QUIET IMPORTED_TARGET ${REDZONE_NEED_${need}})
    endif()
    # Without the compiler a variant is built without libraries: those of the host are of no use to it.
    if(NEED_${need}_FOUND AND (REDZONE_COMPILER OR NOT DEFINED REDZONE_COMPILER))
      list(APPEND libraries PkgConfig::NEED_${need})
    else()
      list(APPEND absent ${need})
    endif()
  endforeach()
  set(${out} ${libraries} PARENT_SCOPE)
  set(${missing} ${absent} PARENT_SCOPE)
endfunction()

function(redzone_fuzz_target name libraries)
  set(suffix_none "")
  set(suffix_libfuzzer _fuzzer)
  set(suffix_afl _afl)
  set(program ${name}${suffix_${REDZONE_ENGINE}})
  add_executable(${program} ${name}.c)
  # The subject before support, which has stand-ins for what a subject does not define.
  target_link_libraries(${program} PRIVATE driver ${libraries} support)
  if(REDZONE_SURVIVE)
    redzone_check_wraps(${program})
  endif()
  list(GET libraries 0 subject)
  if(TARGET "${subject}")
    redzone_give_mutator(${program} ${subject})
  endif()
endfunction()

# `redzone_fuzz_targets(LIST OUT)`: sets OUT to the names of the targets that are built.
function(redzone_fuzz_targets list out)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  set(built)
  file(STRINGS ${list} lines REGEX "^[^#]")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^([a-z][a-z0-9_]*)( +needs=([a-z0-9,]+))?( +subject=([a-z_]+))? *$")
      message(FATAL_ERROR "${list}: cannot read the line: ${line}")
    endif()
    set(name ${CMAKE_MATCH_1})
    string(REPLACE "," ";" needs "${CMAKE_MATCH_3}")
    set(subject)
    if(CMAKE_MATCH_5)
      set(subject subject_${CMAKE_MATCH_5})
    endif()
    redzone_find_needs("${needs}" libraries missing)
    if(missing)
      message(STATUS "fuzz target ${name} is skipped: needs ${missing}")
      continue()
    endif()
    redzone_fuzz_target(${name} "${subject};${libraries}")
    list(APPEND built ${name})
  endforeach()
  set(${out} ${built} PARENT_SCOPE)
endfunction()

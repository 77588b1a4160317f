# Integration code that supplies another number of inputs than its template type declares must not
# compile, and the compiler must say so. Run by
#   cmake -DCC=<compiler> -DINCLUDE=<parser/include> -P check.cmake
foreach(variable IN ITEMS CC INCLUDE)
  if(NOT DEFINED ${variable})
    message(FATAL_ERROR "check.cmake needs -D${variable}=...")
  endif()
endforeach()

function(compile result output)
  execute_process(
    COMMAND ${CC} -std=c11 -fsyntax-only -ffreestanding -Wall -Wextra -Wpedantic -Werror
            -I${INCLUDE} ${ARGN} ${CMAKE_CURRENT_LIST_DIR}/integration.c
    RESULT_VARIABLE status
    OUTPUT_VARIABLE text
    ERROR_VARIABLE text)
  set(${result} "${status}" PARENT_SCOPE)
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

function(compiles)
  compile(status text ${ARGN})
  if(NOT status STREQUAL "0")
    message(FATAL_ERROR "integration.c must compile with ${ARGN}:\n${text}")
  endif()
endfunction()

# Any other error than the expected one would hide that the check is gone.
function(refused_with sentence)
  compile(status text ${ARGN})
  if(status STREQUAL "0")
    message(FATAL_ERROR "integration.c compiles with ${ARGN}, and must not")
  endif()
  string(FIND "${text}" "static assertion failed" asserted)
  string(FIND "${text}" "static_assert failed" asserted_before_clang_16)
  if(asserted EQUAL -1 AND asserted_before_clang_16 EQUAL -1)
    message(FATAL_ERROR "no static assertion refused integration.c with ${ARGN}:\n${text}")
  endif()
  string(FIND "${text}" "${sentence}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "the compiler does not say '${sentence}' with ${ARGN}:\n${text}")
  endif()
endfunction()

set(other_number "the integration code supplies another number of inputs than template type \
INTERPROCESS declares")
set(other_place "the integration code supplies input PipeType at another place than template type \
INTERPROCESS declares")

compiles(-DSUPPLIED=21)
refused_with("${other_number}" -DSUPPLIED=20)
refused_with("${other_number}" -DSUPPLIED=22)
refused_with("${other_place}" -DSUPPLIED=21 -DSWAPPED)

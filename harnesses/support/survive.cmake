# The survive build: every report of the sanitizers is wrapped at link time.

# `redzone_survive(HITS)`: HITS gets the wrappers, and whoever links it their `--wrap` options, which are
# derived from the wrappers that there are.
function(redzone_survive hits)
  if(NOT REDZONE_SANITIZE STREQUAL "address,undefined")
    message(FATAL_ERROR "REDZONE_SURVIVE needs REDZONE_SANITIZE=address,undefined")
  endif()
  target_sources(
    ${hits} PRIVATE spool.c survive.c survive_asan.c survive_libc.c survive_signals.c survive_ubsan.c
                    write_whole.c)
  target_compile_options(${hits} PRIVATE -fno-omit-frame-pointer)
  set(wraps ${CMAKE_CURRENT_BINARY_DIR}/wraps.rsp)
  add_custom_command(
    TARGET ${hits} POST_BUILD
    COMMAND sh ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/list_wraps.sh $<TARGET_FILE:${hits}> ${wraps}
    BYPRODUCTS ${wraps} VERBATIM)
  target_link_options(${hits} INTERFACE @${wraps})
endfunction()

# `redzone_check_wraps(PROGRAM)`: the build of PROGRAM fails when one of its objects calls a report that
# is not wrapped, or a function that reports from inside the run-time.
function(redzone_check_wraps program)
  add_custom_command(
    TARGET ${program} POST_BUILD
    COMMAND sh ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_wraps.sh ${CMAKE_CURRENT_BINARY_DIR}/support/wraps.rsp
            ${CMAKE_BINARY_DIR}/parser ${CMAKE_BINARY_DIR}/compiler
    VERBATIM)
endfunction()

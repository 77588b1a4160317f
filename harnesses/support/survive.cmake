# The survive build: every report of the sanitizers is wrapped at link time.

# `redzone_survive(HITS)`: HITS gets the wrappers, and whoever links it their `--wrap` options, which are
# derived from the wrappers that there are.
function(redzone_survive hits)
  if(NOT REDZONE_SANITIZE STREQUAL "address,undefined")
    message(FATAL_ERROR "REDZONE_SURVIVE needs REDZONE_SANITIZE=address,undefined")
  endif()
  get_target_property(plain ${hits} SOURCES)
  set_target_properties(${hits} PROPERTIES REDZONE_PLAIN_SOURCES "${plain};protect_plain.c")
  target_sources(
    ${hits} PRIVATE spool.c survive.c survive_asan.c survive_ends.c survive_heap.c survive_libc.c survive_memory.c survive_signals.c survive_ubsan.c
                    write_whole.c)
  target_compile_options(${hits} PRIVATE -fno-omit-frame-pointer)
  set(wraps ${CMAKE_CURRENT_BINARY_DIR}/wraps.rsp)
  add_custom_command(
    TARGET ${hits} POST_BUILD
    COMMAND sh ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/list_wraps.sh $<TARGET_FILE:${hits}> ${wraps}
    BYPRODUCTS ${wraps} VERBATIM)
  target_link_options(${hits} INTERFACE @${wraps})
endfunction()

# Sets `out` to the static libraries that a target links, directly or not, which are neither of support:
# what is instrumented and may run into a report.
function(redzone_static_libraries target out)
  set(found ${${out}})
  get_target_property(linked ${target} LINK_LIBRARIES)
  foreach(library IN LISTS linked)
    if(NOT TARGET "${library}" OR library IN_LIST found OR library MATCHES "^(support|guard|hits|driver)$")
      continue()
    endif()
    get_target_property(type ${library} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND found ${library})
      redzone_static_libraries(${library} found)
    endif()
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

# `redzone_check_wraps(PROGRAM)`: the build of PROGRAM fails when one of its objects calls a report that
# is not wrapped, or a function that reports from inside the run-time.
function(redzone_check_wraps program)
  set(libraries)
  redzone_static_libraries(${program} libraries)
  set(objects $<TARGET_OBJECTS:${program}>)
  foreach(library IN LISTS libraries)
    list(APPEND objects $<TARGET_OBJECTS:${library}>)
  endforeach()
  get_target_property(support hits BINARY_DIR)
  add_custom_command(
    TARGET ${program} POST_BUILD
    COMMAND sh ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_wraps.sh ${support}/wraps.rsp ${objects}
    COMMAND_EXPAND_LISTS VERBATIM)
endfunction()

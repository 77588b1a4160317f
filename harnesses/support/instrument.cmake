# What makes an object one of a fuzzing build: sanitizers, and coverage for the engine.

set(REDZONE_SANITIZE "" CACHE STRING "Sanitizers for everything, as -fsanitize takes them: address,undefined")
set(REDZONE_ENGINE "none" CACHE STRING "Fuzzing engine: none, libfuzzer or afl")
set_property(CACHE REDZONE_ENGINE PROPERTY STRINGS none libfuzzer afl)

option(REDZONE_SURVIVE "Note what the sanitizers see and go on (clang, address,undefined)" OFF)
set(REDZONE_RECOVER -fno-sanitize-recover=all)
if(REDZONE_SURVIVE)
  # In functions with very many accesses compilers otherwise call checks that report by themselves.
  set(REDZONE_RECOVER -fsanitize-recover=all "SHELL:-mllvm -asan-instrumentation-with-call-threshold=-1")
endif()

# `redzone_instrument(FLAGS)`: whoever links the interface library FLAGS is compiled for the sanitizers
# and the engine of this build tree.
function(redzone_instrument flags)
  if(REDZONE_SANITIZE)
    # Tail calls and missing frame pointers erase the frames that crash keys need.
    target_compile_options(
      ${flags} INTERFACE -fsanitize=${REDZONE_SANITIZE} ${REDZONE_RECOVER}
                         -fno-omit-frame-pointer -fno-optimize-sibling-calls)
    target_link_options(${flags} INTERFACE -fsanitize=${REDZONE_SANITIZE})
  endif()
  if(REDZONE_ENGINE STREQUAL "libfuzzer")
    # The code under test reports its coverage, not the harness alone. (afl-clang-fast does so by itself.)
    target_compile_options(${flags} INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(${flags} INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

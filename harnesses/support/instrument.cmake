# What makes an object one of a fuzzing build: sanitizers, and coverage for the engine.

set(REDZONE_SANITIZE "" CACHE STRING "Sanitizers for everything, as -fsanitize takes them: address,undefined")
set(REDZONE_ENGINE "none" CACHE STRING "Fuzzing engine: none, libfuzzer or afl")
set_property(CACHE REDZONE_ENGINE PROPERTY STRINGS none libfuzzer afl)

option(REDZONE_SURVIVE "Note what the sanitizers see and go on (clang, address,undefined)" OFF)
set(REDZONE_RECOVER -fno-sanitize-recover=all)
if(REDZONE_SURVIVE)
  # In functions with very many accesses compilers otherwise call checks that report by themselves.
  if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    set(REDZONE_RECOVER -fsanitize-recover=all "SHELL:--param asan-instrumentation-with-call-threshold=2147483647")
  else()
    set(REDZONE_RECOVER -fsanitize-recover=all "SHELL:-mllvm -asan-instrumentation-with-call-threshold=-1")
  endif()
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
    if(REDZONE_SANITIZE STREQUAL "memory")
      target_compile_options(${flags} INTERFACE -fsanitize-memory-track-origins)
    endif()
  endif()
  if(REDZONE_ENGINE STREQUAL "libfuzzer")
    # The code under test reports its coverage, not the harness alone. (afl-clang-fast does so by itself.)
    target_compile_options(${flags} INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(${flags} INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# `redzone_uncovered(SOURCE...)`: sources of this folder that are not what is fuzzed, and take no decision
# that an engine should learn of. libFuzzer looks at every edge that a run took: a third of a run of a
# small parser. (OSS-Fuzz covers everything; AFL++ pays little for an edge.)
function(redzone_uncovered)
  if(REDZONE_ENGINE STREQUAL "libfuzzer")
    set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_OPTIONS -fno-sanitize=fuzzer-no-link)
  endif()
endfunction()

# `redzone_untraced(FLAGS)`: whoever links FLAGS does not report comparisons to libFuzzer. For a parser whose
# mutator and dictionary know what it compares with: a third of a run (bench/README.md, reach).
function(redzone_untraced flags)
  if(REDZONE_ENGINE STREQUAL "libfuzzer")
    target_compile_options(${flags} INTERFACE -fno-sanitize-coverage=trace-cmp)
  endif()
endfunction()

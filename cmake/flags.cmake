# What every target of the project is compiled with. Targets take it by linking redzone_flags
# (or redzone_parser_flags inside parser/); nothing is set globally.

add_library(redzone_flags INTERFACE)
target_compile_features(redzone_flags INTERFACE c_std_11)
target_compile_options(
  redzone_flags
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wconversion
            -Wsign-conversion
            -Wshadow
            -Wstrict-prototypes
            -Wmissing-prototypes
            -Wold-style-definition
            -Wpointer-arith
            -Wcast-align
            -Wcast-qual
            -Wwrite-strings
            -Wundef
            -Wvla
            -Wformat=2
            -Wswitch-enum
            -Wimplicit-fallthrough)
if(REDZONE_WERROR)
  target_compile_options(redzone_flags INTERFACE -Werror)
endif()

if(REDZONE_COVERAGE)
  target_compile_options(redzone_flags INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(redzone_flags INTERFACE -fprofile-instr-generate)
endif()

add_library(redzone_parser_flags INTERFACE)
target_link_libraries(redzone_parser_flags INTERFACE redzone_flags)

if(REDZONE_SANITIZE)
  # Tail calls and missing frame pointers erase the frames that crash keys need.
  target_compile_options(
    redzone_flags INTERFACE -fsanitize=${REDZONE_SANITIZE} -fno-sanitize-recover=all
                            -fno-omit-frame-pointer -fno-optimize-sibling-calls)
  target_link_options(redzone_flags INTERFACE -fsanitize=${REDZONE_SANITIZE})
  if(CMAKE_C_COMPILER_ID MATCHES "Clang" AND REDZONE_SANITIZE MATCHES "undefined")
    # The parser alone promises to be free of these; libyaml's callers and harnesses are not.
    target_compile_options(
      redzone_parser_flags INTERFACE -fsanitize=integer,implicit-conversion
                                     -fno-sanitize-recover=all)
    target_link_options(redzone_flags INTERFACE -fsanitize=integer,implicit-conversion)
  endif()
endif()

if(REDZONE_ENGINE STREQUAL "libfuzzer")
  # The code under test reports its coverage, not the harness alone. (afl-clang-fast does so by itself.)
  target_compile_options(redzone_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(redzone_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What every target of the project is compiled with. Targets take it by linking redzone_flags
# (or redzone_parser_flags inside parser/); nothing is set globally.

add_library(redzone_warnings INTERFACE)
target_compile_features(redzone_warnings INTERFACE c_std_11)
target_compile_options(
  redzone_warnings
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
  target_compile_options(redzone_warnings INTERFACE -Werror)
endif()

add_library(redzone_flags INTERFACE)
target_link_libraries(redzone_flags INTERFACE redzone_warnings)

if(REDZONE_COVERAGE)
  target_compile_options(redzone_flags INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(redzone_flags INTERFACE -fprofile-instr-generate)
endif()

add_library(redzone_parser_flags INTERFACE)
target_link_libraries(redzone_parser_flags INTERFACE redzone_flags)

if(REDZONE_GUARDS)
  # The macros of the guards come before the parser's own, in its objects alone (harnesses/support/guard.h).
  set(guard_macros ${CMAKE_CURRENT_LIST_DIR}/../harnesses/support/guard_macros.h)
  target_compile_options(redzone_parser_flags INTERFACE "SHELL:-include ${guard_macros}")
  target_link_libraries(redzone_parser_flags INTERFACE guard)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/../harnesses/support/instrument.cmake)
redzone_instrument(redzone_flags)
redzone_untraced(redzone_parser_flags)
if(CMAKE_C_COMPILER_ID MATCHES "Clang" AND REDZONE_SANITIZE MATCHES "undefined")
  # The parser alone promises to be free of these; libyaml's callers and harnesses are not.
  target_compile_options(
    redzone_parser_flags INTERFACE -fsanitize=integer,implicit-conversion ${REDZONE_RECOVER})
  target_link_options(redzone_flags INTERFACE -fsanitize=integer,implicit-conversion)
endif()

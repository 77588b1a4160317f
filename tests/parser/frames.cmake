# No function of the parser has a stack frame of 512 bytes or more, at -O2. Run by
#   cmake -DCC=<compiler> -DPARSER=<parser folder> -DOUT=<folder for objects> -P frames.cmake
# Ends with "SKIP: ..." when the compiler is missing (ctest counts that as skipped).
cmake_minimum_required(VERSION 3.25)

foreach(variable IN ITEMS CC PARSER OUT)
  if(NOT DEFINED ${variable})
    message(FATAL_ERROR "frames.cmake needs -D${variable}=...")
  endif()
endforeach()

find_program(compiler ${CC} NO_CACHE)
if(NOT compiler)
  message("SKIP: ${CC} is not installed")
  return()
endif()

file(GLOB sources ${PARSER}/*.c)
if(NOT sources)
  message(FATAL_ERROR "${PARSER} holds no sources")
endif()

# A frame of 8 KiB must be refused: the option means what is believed here.
set(large "int f(char *); int g(void); int g(void) { char room[8192]; return f(room); }")
set(options -std=c11 -O2 -ffreestanding -Wframe-larger-than=511 -Werror)
set(probe ${OUT}/frame_probe.c)
file(WRITE ${probe} "${large}\n")
execute_process(COMMAND ${compiler} ${options} -c ${probe} -o ${probe}.o RESULT_VARIABLE status
                ERROR_VARIABLE text)
if(status STREQUAL "0" OR NOT text MATCHES "frame")
  message(FATAL_ERROR "${compiler} accepts a frame of 8 KiB:\n${text}")
endif()

foreach(source IN LISTS sources)
  execute_process(
    COMMAND ${compiler} ${options} -I${PARSER}/include -I${PARSER} -c ${source} -o ${probe}.o
    RESULT_VARIABLE status
    ERROR_VARIABLE text)
  if(NOT status STREQUAL "0")
    message(FATAL_ERROR "${source} with ${CC}:\n${text}")
  endif()
endforeach()

# The parser's objects need nothing but mem* and each other, and hold nothing that can be written.
# Run by
#   cmake -DCC=<compiler> -DPARSER=<parser folder> -DOUT=<folder for objects> [-DBITS=32]
#         -P objects.cmake
# At 32 bits libgcc's arithmetic on 64-bit numbers may be needed, too. Ends with "SKIP: ..." when a tool
# is missing (ctest counts that as skipped).
cmake_minimum_required(VERSION 3.25)

foreach(variable IN ITEMS CC PARSER OUT)
  if(NOT DEFINED ${variable})
    message(FATAL_ERROR "objects.cmake needs -D${variable}=...")
  endif()
endforeach()

foreach(tool IN ITEMS ${CC} nm size)
  find_program(found_${tool} ${tool} NO_CACHE)
  if(NOT found_${tool})
    message("SKIP: ${tool} is not installed")
    return()
  endif()
endforeach()

set(allowed "^mem(cpy|move|set|cmp)$")
set(options -std=c11 -O2 -ffreestanding -nostdlib -fno-stack-protector)
if(BITS EQUAL 32)
  # Debian's gcc makes position-independent code, which at 32 bits refers to a table of the linker.
  list(APPEND options -m32 -fno-pic)
  set(allowed "^(mem(cpy|move|set|cmp)|__u?(div|mod|divmod)di[34])$")
endif()

file(GLOB sources ${PARSER}/*.c)
file(MAKE_DIRECTORY ${OUT})
set(objects "")
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  set(object ${OUT}/${name}.o)
  execute_process(
    COMMAND ${found_${CC}} ${options} -I${PARSER}/include -I${PARSER} -c ${source} -o ${object}
            COMMAND_ERROR_IS_FATAL ANY)
  list(APPEND objects ${object})
endforeach()
if(NOT objects)
  message(FATAL_ERROR "${PARSER} holds no sources")
endif()

function(names_of option result)
  execute_process(COMMAND ${found_nm} ${option} ${objects} OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " [A-Za-z] [A-Za-z_][A-Za-z0-9_.]*" names "${text}")
  list(TRANSFORM names REPLACE "^ [A-Za-z] " "")
  set(${result} "${names}" PARENT_SCOPE)
endfunction()

names_of(--undefined-only undefined)
names_of(--defined-only defined)
if(NOT defined)
  message(FATAL_ERROR "nm names nothing that the objects define")
endif()
foreach(name IN LISTS undefined)
  if(NOT name MATCHES "${allowed}" AND NOT name IN_LIST defined)
    message(FATAL_ERROR "the parser needs ${name}")
  endif()
endforeach()

# Section sizes of each object: what can be written is there at run time. (Constant tables of
# pointers are .data.rel.ro, read-only once they are linked.)
foreach(object IN LISTS objects)
  execute_process(COMMAND ${found_size} -A ${object} OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  if(NOT text MATCHES "\\.text")
    message(FATAL_ERROR "size says nothing of ${object}:\n${text}")
  endif()
  string(REGEX MATCHALL "\n\\.(data|bss|tdata|tbss|data\\.local|bss\\.[^ ]*)[ ]+[0-9]+" sections
               "${text}")
  foreach(section IN LISTS sections)
    if(NOT section MATCHES "[ ]0$")
      message(FATAL_ERROR "${object} holds what can be written:${section}")
    endif()
  endforeach()
endforeach()

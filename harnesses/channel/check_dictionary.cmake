# Fails when a dictionary that is checked in differs from what TOOL prints for TARGET.
execute_process(COMMAND ${TOOL} ${TARGET} OUTPUT_VARIABLE made COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FOLDER}/${TARGET}.dict stored)
if(NOT made STREQUAL stored)
  message(FATAL_ERROR "stale: ${TOOL} ${TARGET} > ${FOLDER}/${TARGET}.dict")
endif()

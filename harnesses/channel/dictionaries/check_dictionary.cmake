# Fails when a dictionary that is checked in differs from what TOOL prints for TARGET. A target that
# TOOL does not know has one that is written by hand.
execute_process(COMMAND ${TOOL} ${TARGET} OUTPUT_VARIABLE made ERROR_VARIABLE said
                RESULT_VARIABLE code)
file(READ ${FOLDER}/${TARGET}.dict stored)
if(code EQUAL 2)
  if(stored STREQUAL "" OR stored MATCHES "^# Made by make_dictionary")
    message(FATAL_ERROR "${FOLDER}/${TARGET}.dict: empty, or made for another target: ${said}")
  endif()
elseif(NOT code EQUAL 0)
  message(FATAL_ERROR "${TOOL} ${TARGET}: ${code}: ${said}")
elseif(NOT made STREQUAL stored)
  message(FATAL_ERROR "stale: ${TOOL} ${TARGET} > ${FOLDER}/${TARGET}.dict")
endif()

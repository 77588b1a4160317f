/* Every way in which a channel file, its content or an event can be refused: enumerator, and the
 * sentence that a person reads. One error per rule; within a function no error stands twice, so
 * function and error together name a check for ever. New errors go to the end of their group. */
#ifndef CHANNEL_ERRORS_H
#define CHANNEL_ERRORS_H

/* What the container layer refuses: header, directory, sections. */
#define CHANNEL_ERRORS_CONTAINER(X)                                                                \
    X(FILE_TOO_LARGE, "the file is larger than a channel file may be")                             \
    X(HEADER_TRUNCATED, "the file ends inside its header")                                         \
    X(MAGIC, "the file does not begin with the magic of a channel file")                           \
    X(VERSION, "the version of the format is not supported")                                       \
    X(FILE_SIZE, "the size in the header is not the size of the file")                             \
    X(CASE_FOLDING, "the header names an unknown case folding")                                    \
    X(HEADER_RESERVED, "a reserved byte of the header is not zero")                                \
    X(DIRECTORY_TRUNCATED, "the file ends inside its section directory")                           \
    X(SECTION_KIND, "sections are not listed in ascending order of their kinds")                   \
    X(SECTION_GAP, "a section does not begin where the one before it ended")                       \
    X(SECTION_END, "a section ends beyond the end of the file")                                    \
    X(SECTION_COUNT, "a section holds more records than fit into it")                              \
    X(SECTION_SIZE, "the size of a section is not that of its records")                            \
    X(SECTION_PADDING, "a padding byte at the end of a section is not zero")                       \
    X(SECTION_RESERVED, "a section that is reserved in this version is not empty")                 \
    X(TRAILING_BYTES, "bytes follow the last section")                                             \
    X(CHECKSUM, "the checksum does not fit the bytes of the file")

/* What the tables layer refuses: records, and the order in which they stand. */
#define CHANNEL_ERRORS_TABLES(X)                                                                   \
    X(STRING_ENCODING, "a string is not valid UTF-8")                                              \
    X(STRING_NUL, "a string holds a NUL byte")                                                     \
    X(STRING_BEGIN, "a string begins beyond the end of the string pool")                           \
    X(STRING_END, "a string ends beyond the end of the string pool")                               \
    X(STRING_ORDER, "a string does not begin where the one before it ended")                       \
    X(STRING_SPLIT, "a string begins in the middle of a code point")                               \
    X(STRING_UNUSED, "the string pool is longer than the strings that are used")                   \
    X(TEXT_TOO_LONG, "a text is longer than allowed")                                              \
    X(TYPE_INDEX, "there is no template type of this index")                                       \
    X(TYPE_ORDER, "template types do not stand in ascending order of their identifiers")           \
    X(TYPE_COUNT, "there are more template types than allowed")                                    \
    X(TYPE_NO_FIELDS, "a template type declares no input field")                                   \
    X(TYPE_FIELDS, "a template type declares more input fields than allowed")                      \
    X(TYPE_FIELDS_BEGIN, "the fields of a template type begin beyond the table of fields")         \
    X(TYPE_FIELDS_END, "the fields of a template type end beyond the table of fields")             \
    X(TYPE_FIELDS_ORDER, "the fields of a template type do not follow those of the one before")    \
    X(TYPE_EMPTY, "a template type has no instance")                                               \
    X(TYPE_INSTANCES_BEGIN, "the instances of a template type begin beyond the table")             \
    X(TYPE_INSTANCES_END, "the instances of a template type end beyond the table")                 \
    X(TYPE_INSTANCES_ORDER, "the instances of a template type do not follow those before")         \
    X(FIELD_KIND_ABSENT, "a field is declared to be always absent")                                \
    X(FIELD_KIND, "a field is of an unknown kind")                                                 \
    X(FIELDS_UNUSED, "fields belong to no template type")                                          \
    X(RULE_INDEX, "there is no rule of this index")                                                \
    X(RULE_LEVEL, "a rule has an unknown level")                                                   \
    X(RULE_RESERVED, "a reserved byte of a rule is not zero")                                      \
    X(RULE_ID_EMPTY, "a rule has an empty identifier")                                             \
    X(RULE_ORDER, "rule identifiers repeat or do not ascend")                                      \
    X(RULE_COUNT, "there are not as many rules as template instances")                             \
    X(RULE_INSTANCE, "a rule and its template instance do not name each other")                    \
    X(INSTANCE_COUNT, "there are more template instances than allowed")                            \
    X(INSTANCE_INDEX, "there is no template instance of this index")                               \
    X(INSTANCE_ORDER, "the instances of a type do not stand in the order of their rules")          \
    X(INSTANCE_RESERVED, "a reserved byte of a template instance is not zero")                     \
    X(INSTANCE_NO_CRITERIA, "a template instance has no criterion")                                \
    X(INSTANCE_CRITERIA, "a template instance has more criteria than allowed")                     \
    X(INSTANCE_CRITERIA_BEGIN, "the criteria of an instance begin beyond the table")               \
    X(INSTANCE_CRITERIA_END, "the criteria of an instance end beyond the table")                   \
    X(INSTANCE_CRITERIA_ORDER, "the criteria of an instance do not follow those before")           \
    X(INSTANCE_NO_NODES, "a template instance has no condition")                                   \
    X(INSTANCE_NODES, "a template instance has a larger condition than allowed")                   \
    X(INSTANCE_NODES_BEGIN, "the condition of an instance begins beyond the table")                \
    X(INSTANCE_NODES_END, "the condition of an instance ends beyond the table")                    \
    X(INSTANCE_NODES_ORDER, "the condition of an instance does not follow the one before")         \
    X(INSTANCES_UNUSED, "template instances belong to no template type")                           \
    X(CRITERION_INDEX, "there is no criterion of this index")                                      \
    X(CRITERION_KIND, "a criterion is of an unknown kind")                                         \
    X(CRITERION_FLAGS, "a criterion has a flag that its kind does not take")                       \
    X(CRITERION_FIELD, "a criterion names a field that its template type does not declare")        \
    X(CRITERION_KEYWORD, "a criterion of this kind cannot search all fields")                      \
    X(CRITERION_RESERVED, "a reserved byte of a criterion is not zero")                            \
    X(CRITERION_NO_VALUES, "a criterion lacks the values that its kind needs")                     \
    X(CRITERION_VALUE_FREE, "a criterion has values, and its kind takes none")                     \
    X(CRITERION_VALUE_FREE_BEGIN, "a criterion names a place for values, and its kind takes none") \
    X(CRITERION_VALUES, "a criterion has more values than allowed")                                \
    X(CRITERION_VALUES_BEGIN, "the values of a criterion begin beyond their table")                \
    X(CRITERION_VALUES_END, "the values of a criterion end beyond their table")                    \
    X(CRITERION_VALUES_ORDER, "the values of a criterion do not follow those before")              \
    X(CRITERION_ALL_OF_ONE, "a criterion asks for all values and has only one")                    \
    X(CRITERIA_UNUSED, "criteria belong to no template instance")                                  \
    X(VALUE_INDEX, "there is no value of this index")                                              \
    X(VALUE_NONE, "a criterion of this kind has no values")                                        \
    X(VALUES_UNUSED, "values belong to no criterion")                                              \
    X(PATTERN_EMPTY, "a pattern that cannot be empty is empty")                                    \
    X(PATTERN_CASE, "a caseless pattern holds an upper-case letter")                               \
    X(GLOB_ESCAPE_END, "a glob ends with a backslash that escapes nothing")                        \
    X(GLOB_ESCAPE, "a backslash in a glob escapes a byte that needs no escape")                    \
    X(GLOB_RUN, "a star in a glob is followed by another wildcard")                                \
    X(GLOB_SIMPLER, "another kind of criterion says the same as this glob")                        \
    X(RANGE_EMPTY, "the minimum of a range is above its maximum")                                  \
    X(NETWORK_PREFIX, "the prefix of a network is longer than its address")                        \
    X(NETWORK_HOST_BITS, "a network has bits behind its prefix")                                   \
    X(NETWORK_RESERVED, "a reserved byte of a network is not zero")                                \
    X(REFERENCE_FIELD, "a reference names a field that its template type does not declare")        \
    X(REFERENCE_MODE, "a reference compares in an unknown way")                                    \
    X(REFERENCE_RESERVED, "a reserved byte of a reference is not zero")                            \
    X(NODE_INDEX, "there is no condition node of this index")                                      \
    X(NODE_OPERATOR, "a condition node has an unknown operator")                                   \
    X(NODE_RESERVED, "a reserved byte of a condition node is not zero")                            \
    X(NODE_EMPTY, "an operator of a condition has no operand")                                     \
    X(NODE_SPAN, "a condition node spans more nodes than the one around it")                       \
    X(NODE_ROOT, "a condition has nodes behind its root")                                          \
    X(NODE_DEPTH, "a condition is nested deeper than allowed")                                     \
    X(NODE_NESTING, "a condition node repeats the operator around it")                             \
    X(NODE_NOT, "a negation has more than one operand")                                            \
    X(NODE_SINGLE, "a conjunction or disjunction has a single operand")                            \
    X(NODE_CRITERION, "a condition tests a criterion that its instance does not have")             \
    X(NODE_USE_ORDER, "criteria do not stand in the order of their first use")                     \
    X(CRITERION_UNUSED, "a criterion is not used by the condition of its instance")                \
    X(NODES_UNUSED, "condition nodes belong to no template instance")

/* What the tables layer refuses of regular expressions and their programs. */
#define CHANNEL_ERRORS_EXPRESSIONS(X)                                                              \
    X(EXPRESSION_EMPTY, "a regular expression has no instruction")                                 \
    X(EXPRESSION_LENGTH, "a regular expression has more instructions than allowed")                \
    X(EXPRESSION_BEGIN, "the instructions of an expression begin beyond the table")                \
    X(EXPRESSION_END, "the instructions of an expression end beyond the table")                    \
    X(EXPRESSION_ORDER, "the instructions of an expression do not follow those before")            \
    X(EXPRESSION_FLAGS, "a regular expression has an unknown flag")                                \
    X(EXPRESSION_RESERVED, "a reserved byte of a regular expression is not zero")                  \
    X(EXPRESSION_UNFINISHED, "a program does not end with its match")                              \
    X(INSTRUCTION_INDEX, "there is no instruction of this index")                                  \
    X(INSTRUCTION_KIND, "an instruction is of an unknown kind")                                    \
    X(INSTRUCTION_FLAGS, "an instruction has a flag that its kind does not take")                  \
    X(INSTRUCTION_OPERAND, "an instruction has a first operand, and its kind takes none")          \
    X(INSTRUCTION_OPERAND_SECOND, "an instruction has a second operand, and its kind takes none")  \
    X(INSTRUCTION_TARGET, "an instruction goes on beyond its program")                             \
    X(INSTRUCTION_TARGET_RANGE, "an instruction goes on inside a class")                           \
    X(INSTRUCTION_ASSERTION, "an assertion asks for something unknown")                            \
    X(INSTRUCTION_POINT, "a code point is none of Unicode")                                        \
    X(INSTRUCTION_CASE, "a caseless code point is no lower-case ASCII letter")                     \
    X(INSTRUCTION_MATCH, "a program has a match before its end")                                   \
    X(CLASS_END, "a class has more ranges than its program")                                       \
    X(CLASS_RANGE, "a class has an instruction in it that is no range")                            \
    X(CLASS_OUTSIDE, "a range stands outside of a class")                                          \
    X(CLASS_POINT, "a range ends beyond the last code point")                                      \
    X(CLASS_EMPTY_RANGE, "a range ends before it begins")                                          \
    X(CLASS_ORDER, "the ranges of a class touch, overlap or do not ascend")                        \
    X(INSTRUCTIONS_UNUSED, "instructions belong to no regular expression")

/* What the Content Validator refuses of sound content, for one sensor. */
#define CHANNEL_ERRORS_SENSOR(X)                                                                   \
    X(SENSOR_TOO_OLD, "the content says that it is not for a sensor as old as this")               \
    X(SENSOR_TYPE, "the sensor does not supply this template type")                                \
    X(SENSOR_INPUTS, "the sensor supplies fewer inputs than this criterion reads")                 \
    X(SENSOR_REFERENCE, "the sensor supplies fewer inputs than this reference reads")              \
    X(SENSOR_KIND, "the sensor supplies this field in a kind that the criterion cannot read")      \
    X(DEFINITION_KIND, "the definition gives this field a kind that the criterion cannot read")

/* What the Content Interpreter refuses: of the call, of an event, of content at run time. */
#define CHANNEL_ERRORS_EVALUATION(X)                                                               \
    X(WORKSPACE_TOO_SMALL, "the workspace is smaller than this content needs")                     \
    X(EVENT_INPUTS, "the event has more inputs than an event may have")                            \
    X(EVENT_KIND, "an input of the event is of an unknown kind")                                   \
    X(EVENT_INPUT_SIZE, "an input of the event is longer than allowed")                            \
    X(EVENT_ABSENT_SIZE, "an absent input of the event has bytes")                                 \
    X(INPUT_MISSING, "the content reads an input that the event does not have")                    \
    X(INPUT_REFERENCE, "a reference reads an input that the event does not have")                  \
    X(INPUT_KIND, "the content reads an input in a kind that the event does not supply")           \
    X(EXPRESSION_WORKSPACE, "a regular expression needs more room than the workspace has")         \
    X(CONDITION_UNFINISHED, "a condition ended before it had a result")                            \
    X(CONDITION_STACK, "a condition needs more stack than the workspace has")                      \
    X(BUDGET, "the step budget is used up")

#define CHANNEL_ERRORS(X)                                                                          \
    CHANNEL_ERRORS_CONTAINER(X)                                                                    \
    CHANNEL_ERRORS_TABLES(X)                                                                       \
    CHANNEL_ERRORS_EXPRESSIONS(X)                                                                  \
    CHANNEL_ERRORS_SENSOR(X)                                                                       \
    CHANNEL_ERRORS_EVALUATION(X)

enum channel_error {
    CHANNEL_OK,
#define X(name, sentence) CHANNEL_ERROR_##name,
    CHANNEL_ERRORS(X)
#undef X
        CHANNEL_ERROR_END /* one behind the last; no function returns it */
};

/* The name of an error ("SECTION_GAP"; "ok" for CHANNEL_OK), and its sentence.
 * Static text; for a number that is no error both say so. */
const char *channel_error_name(enum channel_error error);
const char *channel_error_sentence(enum channel_error error);

#endif

/* One thing of a model that is wrong: `R`, which, what, value. Relies on nothing; counts only ever
 * shrink, so that no array is left. */
#include "model_making.h"

/* What the line's second byte chooses, from '0' on. */
enum {
    ID_TWICE,
    ID_EMPTY,
    LEVEL,
    TYPE,
    FIELD,
    KIND,
    FLAGS,
    TEXT,
    BOUNDS,
    PREFIX,
    ADDRESS,
    MODE,
    OTHER_FIELD,
    OPERATOR,
    OPERAND,
    NODE_COUNT,
    CRITERION_COUNT,
    VALUE_COUNT,
    INSTRUCTION_KIND,
    INSTRUCTION_FIRST,
    INSTRUCTION_SECOND,
    INSTRUCTION_FLAGS,
    INSTRUCTION_COUNT,
    EXPRESSION_FLAGS,
    FIELD_COUNT,
    FIELD_KIND,
    DEFECTS
};

static void break_instruction(struct channel_instruction *instruction, uint32_t defect,
                              uint8_t number)
{
    if (defect == INSTRUCTION_KIND)
        instruction->op = number;
    else if (defect == INSTRUCTION_FIRST)
        instruction->a = number * UINT32_C(0x1234);
    else if (defect == INSTRUCTION_SECOND)
        instruction->b = number * UINT32_C(0x1234);
    else
        instruction->flags = number;
}

static void break_expression(struct content_value *value, uint32_t defect, uint8_t number)
{
    if (defect == EXPRESSION_FLAGS)
        value->flags = number;
    else if (defect == INSTRUCTION_COUNT && value->instruction_count > 0)
        value->instruction_count--;
    else if (value->instruction_count > 0)
        break_instruction(&value->program[number % value->instruction_count], defect,
                          (uint8_t)(number / 4));
}

static void break_value(struct model_making *making, struct content_value *value, uint32_t defect,
                        struct model_line line)
{
    const uint8_t number = model_argument(line, 2);
    const struct model_line text = model_rest(line, 2);

    switch (defect) {
    case TEXT: /* as it stands: maybe no UTF-8, maybe empty, maybe no glob */
        if (!content_text(making->content, text.bytes, text.size, &value->text))
            model_need(NULL);
        break;
    case BOUNDS:
        value->minimum = number;
        break;
    case PREFIX:
        value->prefix = number;
        break;
    case ADDRESS:
        value->address[number % 16u] ^= 1;
        break;
    case MODE:
        value->mode = number;
        break;
    case OTHER_FIELD:
        value->field = number;
        break;
    default:
        break_expression(value, defect, number);
        break;
    }
}

static void break_criterion(struct model_making *making, struct content_criterion *criterion,
                            uint32_t defect, struct model_line line)
{
    const uint8_t number = model_argument(line, 2);

    if (defect == FIELD)
        criterion->field = number == '*' ? (uint16_t)CHANNEL_FIELD_ALL : number;
    else if (defect == KIND)
        criterion->kind = number % 16u;
    else if (defect == FLAGS)
        criterion->flags = number;
    else if (defect == VALUE_COUNT && criterion->value_count > 0)
        criterion->value_count--;
    else if (criterion->value_count > 0)
        break_value(making, &criterion->values[criterion->value_count - 1], defect, line);
}

static void break_nodes(struct content_instance *instance, uint32_t defect, uint8_t number)
{
    if (instance->node_count == 0)
        return;
    if (defect == NODE_COUNT)
        instance->node_count--;
    else if (defect == OPERATOR)
        instance->nodes[number % instance->node_count].op = number / 8u;
    else
        instance->nodes[number % instance->node_count].operand = number / 8u;
}

static void break_instance(struct model_making *making, struct content_instance *instance,
                           uint32_t defect, struct model_line line)
{
    const uint8_t number = model_argument(line, 2);

    if (defect == ID_TWICE)
        instance->id = making->content->instances[number % making->content->instance_count].id;
    else if (defect == ID_EMPTY)
        instance->id.size = 0;
    else if (defect == LEVEL)
        instance->level = number;
    else if (defect == TYPE)
        instance->type = number;
    else if (defect == OPERATOR || defect == OPERAND || defect == NODE_COUNT)
        break_nodes(instance, defect, number);
    else if (defect == CRITERION_COUNT && instance->criterion_count > 0)
        instance->criterion_count--;
    else if (instance->criterion_count > 0)
        break_criterion(making, &instance->criteria[number % instance->criterion_count], defect,
                        line);
}

void model_add_defect(struct model_making *making, struct model_line line)
{
    struct content *content = making->content;
    const uint8_t which = model_argument(line, 0);
    const uint32_t defect = model_number(model_argument(line, 1), DEFECTS);
    const uint8_t number = model_argument(line, 2);
    struct content_type *type = &content->types[model_number(which, content->type_count)];

    if (defect == FIELD_COUNT)
        type->field_count = number;
    else if (defect == FIELD_KIND)
        type->kinds[number % 4u] = (uint8_t)(number / 32u - 1); /* no argument is below 32 */
    else if (content->instance_count > 0)
        break_instance(making, &content->instances[model_number(which, content->instance_count)],
                       defect, line);
}

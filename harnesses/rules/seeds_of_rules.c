/* Seeds of the target `sigma`: rules to read, one for each modifier, form of a condition, form of a
 * stream, and reason to refuse. */
#include "rules/rule_seeds.h"

#include <string.h>

#define HEAD_OF(id, logsource)                                                                     \
    "title: Seed\nid: " id "\nlogsource: {product: windows, " logsource "}\ndetection:\n"
#define HEAD HEAD_OF("seed-1", "category: process_creation")
#define NETWORK_HEAD HEAD_OF("seed-1", "category: network_connection")
#define ITEM(key_and_value) HEAD "  s: {" key_and_value "}\n  condition: s\n"
#define NETWORK_ITEM(key_and_value) NETWORK_HEAD "  s: {" key_and_value "}\n  condition: s\n"
#define SELECTIONS                                                                                 \
    "  a1: {Image: a}\n  a2: {User: b}\n  c: {CommandLine|contains: c}\n  _d: {Image: d}\n"
#define CONDITION(text) HEAD SELECTIONS "  condition: " text "\n"
#define RULE(id) HEAD_OF(id, "category: process_creation") "  s: {Image: a}\n  condition: s\n"

static const struct rule_seed modifiers[] = {
    {"modifier-all", "every value", ITEM("CommandLine|contains|all: [' -a', ' -b']")},
    {"modifier-neq", "another value, or none", ITEM("Image|neq: a")},
    {"modifier-cased", "bytes as they are", ITEM("Image|cased: ['Abc', 'abC']")},
    {"modifier-contains", "a part", ITEM("CommandLine|contains: [whoami, 'a*b']")},
    {"modifier-startswith", "the beginning", ITEM("Image|startswith: 'C:\\'")},
    {"modifier-endswith", "the end", ITEM("Image|endswith: ['\\cmd.exe', '\\a?.exe']")},
    {"modifier-windash", "dashes in five spellings", ITEM("CommandLine|windash: ' -a -b /c'")},
    {"modifier-windash-all", "a choice inside of all",
     ITEM("CommandLine|windash|all: [' -a', ' -b']")},
    {"modifier-base64", "base64 of the bytes", ITEM("CommandLine|base64|cased: 'whoami'")},
    {"modifier-base64offset", "its three parts",
     ITEM("CommandLine|base64offset|contains: 'http://'")},
    {"modifier-wide", "UTF-16 inside of base64",
     ITEM("CommandLine|wide|base64offset|contains: 'ping'")},
    {"modifier-utf16le", "the same by its other name",
     ITEM("CommandLine|utf16le|base64: 'a\xc3\xa4'")},
    {"modifier-utf16be", "UTF-16, big-endian", ITEM("CommandLine|utf16be|base64: 'ping'")},
    {"modifier-utf16", "UTF-16 behind its mark",
     ITEM("CommandLine|utf16|base64offset: '\xf0\x9f\x94\xa5'")},
    {"modifier-exists", "a field that is there", ITEM("Image|exists: true")},
    {"modifier-exists-no", "a field that is not", ITEM("Image|exists: false")},
    {"modifier-cidr", "networks of both families",
     NETWORK_ITEM("DestinationIp|cidr: [10.0.0.0/8, 2001:db8::/32, 192.0.2.1]")},
    {"modifier-lt", "below a number", NETWORK_ITEM("DestinationPort|lt: 1024")},
    {"modifier-lte", "up to a number", NETWORK_ITEM("DestinationPort|lte: -5")},
    {"modifier-gt", "above a number", NETWORK_ITEM("DestinationPort|gt: 0x400")},
    {"modifier-gte", "from a number",
     NETWORK_ITEM("DestinationPort|gte: [9223372036854775807, 7]")},
    {"modifier-fieldref", "another field", ITEM("Image|fieldref: ParentImage")},
    {"modifier-fieldref-endswith", "the end of another field",
     ITEM("CommandLine|fieldref|endswith|cased: [Image, User]")},
    {"modifier-re", "a regular expression", ITEM("CommandLine|re: 'a(b|c)*[^d-f]{2,3}$'")},
    {"modifier-re-flags", "its flags", ITEM("CommandLine|re|i|m|s: ['^x.y$', '\\bz\\d']")},
    {"modifier-re-flags-long", "and their other names",
     ITEM("CommandLine|re|ignorecase|multiline|dotall: 'a.b'")},
    {"modifier-expand", "placeholders", ITEM("CommandLine|expand: ['%one%-%two%', '\\%port%']")},
    {"modifier-expand-base64", "and what they become", ITEM("CommandLine|expand|base64: '%one%'")},
};

static const struct rule_seed values[] = {
    {"value-exact", "texts without wildcards", ITEM("Image: [a, '', 'a\\*b\\\\c']")},
    {"value-wildcards", "every kind that wildcards come to",
     ITEM("Image: ['a*', '*b', '*c*', 'd*e?', '*']")},
    {"value-null", "an absent field", ITEM("Image: [null, ~, '']")},
    {"value-integers", "numbers in every base",
     ITEM("Image: [4688, -5, +7, 1_000, 0x1F, 0b101, 017, 190:20:30]")},
    {"value-booleans", "booleans", ITEM("Image: [true, no, ON]")},
    {"value-other-types", "what stays text", ITEM("Image: [1.5, 2024-07-19, .inf]")},
    {"value-unicode", "code points of two to four bytes",
     ITEM("Image|contains: '\xc3\xa4\xe2\x82\xac\xf0\x9f\x94\xa5'")},
    {"value-keywords", "keywords", HEAD "  s: [a, 'b*c', 5]\n  condition: s\n"},
    {"value-keywords-all", "all of them", HEAD "  s: {'|all': [a, b]}\n  condition: s\n"},
    {"value-keywords-re", "an expression in any field",
     HEAD "  s: {'|re': 'a+b'}\n  condition: s\n"},
    {"value-maps", "a list of maps",
     HEAD "  s: [{Image: a, User: b}, {Image: c}]\n  condition: s\n"},
    {"value-mixed", "keywords and maps", HEAD "  s: [a, {Image: c}]\n  condition: s\n"},
    {"value-service", "a type with numbers and addresses",
     HEAD_OF("seed-1", "service: security") "  s: {EventID: 4624, LogonType: 3}\n  condition: s\n"},
    {"value-newer-type", "a type that old sensors lack",
     HEAD_OF("seed-1", "category: file_executable_detected") "  s: {Image: a}\n  condition: s\n"},
};

static const struct rule_seed conditions[] = {
    {"condition-and", "and", CONDITION("a1 and a2 and c")},
    {"condition-or", "or", CONDITION("a1 or a2 or c")},
    {"condition-not", "not", CONDITION("not a1 and not not c")},
    {"condition-precedence", "or below and below not", CONDITION("a1 or not a2 and c")},
    {"condition-parentheses", "parentheses", CONDITION("(a1 or a2) and not (c or a1)")},
    {"condition-one-of", "1 of a pattern", CONDITION("1 of a* and c")},
    {"condition-any-of", "any of a pattern", CONDITION("any of a*")},
    {"condition-all-of", "all of a pattern", CONDITION("all of a* or c")},
    {"condition-them", "all selections but the hidden one", CONDITION("all of them")},
    {"condition-hidden", "a hidden one by its name", CONDITION("_d and 1 of *")},
    {"condition-list", "several conditions", CONDITION("[a1, not c, all of a*]")},
    {"condition-block", "a condition over lines", CONDITION(">\n    a1 and\n    c")},
};

static const struct rule_seed warnings[] = {
    {"warning-unused", "a selection that is never used", CONDITION("a1")},
    {"warning-constant", "a condition that is always true", CONDITION("a1 or not a1 or 1 of a*")},
    {"warning-repeated", "a value that stands twice", ITEM("Image: [a, b, A]")},
    {"warning-never", "a value that no field has", NETWORK_ITEM("DestinationPort: [http, 80]")},
    {"warning-empty-range", "a range of nothing",
     NETWORK_ITEM("DestinationPort|lt: -9223372036854775808")},
    {"warning-exclusion", "values that exclude each other", ITEM("Image|all: [a, b]")},
    {"warning-no-placeholder", "nothing to expand", ITEM("Image|expand: a")},
};

static const struct rule_seed streams[] = {
    {"stream-separators", "three rules, each way to part them",
     RULE("seed-1") "---\n" RULE("seed-2") "...\n" RULE("seed-3")},
    {"stream-empty-documents", "documents with nothing in them",
     "---\n# none\n---\n...\n" RULE("seed-1") "---\n---\n"},
    {"stream-refused", "a refused rule between others",
     RULE("seed-1") "---\ntitle: [\n---\n" RULE("seed-2")},
    {"stream-duplicate", "an identifier that was used before",
     RULE("seed-1") "---\n" RULE("seed-1") "---\n" RULE("seed-2")},
    {"stream-refused-first", "an identifier that only a refused rule has used",
     RULE("seed-1") "  t: {NoField: a}\n---\n" RULE("seed-1") "---\n" RULE("seed-1")},
    {"stream-action", "a collection, and what stands behind it",
     RULE("seed-1") "---\naction: global\ntitle: a\n---\n" RULE("seed-2")},
    {"stream-descending", "identifiers in another order than the file's",
     RULE("seed-9") "---\n" RULE("seed-10") "---\n" RULE("seed-1")},
    {"stream-two-types", "rules of two types",
     RULE("seed-1") "---\n" HEAD_OF(
         "seed-2", "service: powershell") "  s: {ScriptBlockText|contains: a}\n  condition: s\n"},
    {"stream-lax", "a rule that needs unknown fields, and one with its identifier",
     HEAD "  s: {NoField: a, Image: b}\n  condition: s\n---\n" RULE("seed-1")},
    {"yaml-aliases", "anchors and aliases",
     HEAD "  a: &x {Image: &y a}\n  b: *x\n  c: {User: *y}\n  condition: a or b or c\n"},
    {"yaml-styles", "block, folded, quoted, with a mark and CR LF",
     "\xef\xbb\xbf%YAML 1.2\r\n---\r\ntitle: |\r\n  a\r\n  b\r\nid: \"seed\\u002d1\"\r\nlevel: "
     "high\r\n"
     "logsource: {product: windows, category: dns_query}\r\n"
     "detection:\r\n  s:\r\n    ? QueryName\r\n    : >-\r\n     a\r\n     b\r\n"
     "  condition: 's'\r\n"},
    {"refused-no-end", "a last line without an end", "title: a\nid"},
    {"refused-other-breaks", "line breaks of YAML 1.1",
     "title: a\rid: b\xc2\x85"
     "level: [\xe2\x80\xa8"},
};

static const struct rule_seed refusals[] = {
    {"refused-empty", "nothing", ""},
    {"refused-scalar", "no map", "a\n"},
    {"refused-yaml", "no YAML", "title: [a\nid: b\n"},
    {"refused-nul", "a NUL byte that is escaped", "title: \"a\\0\"\n"},
    {"refused-encoding", "no UTF-8", "title: \xff\n"},
    {"refused-key-twice", "a key that stands twice", "title: a\ntitle: b\n"},
    {"refused-merge", "a merge key", "<<: {a: b}\n"},
    {"refused-tag", "a tag", "title: !!int 5\n"},
    {"refused-alias", "an alias inside its anchor", "title: &a [*a]\n"},
    {"refused-no-id", "a rule without an identifier", "title: a\n"},
    {"refused-level", "an unknown level", "title: a\nid: b\nlevel: highest\n"},
    {"refused-taxonomy", "another taxonomy", "title: a\nid: b\ntaxonomy: own\n"},
    {"refused-correlation", "a correlation", "title: a\nid: b\ncorrelation: {type: event_count}\n"},
    {"refused-filter", "a filter", "title: a\nid: b\nfilter: {rules: [c]}\n"},
    {"refused-logsource", "no template type", HEAD_OF("b", "category: webserver")},
    {"refused-product", "another product", "title: a\nid: b\nlogsource: {product: linux}\n"},
    {"refused-field", "a field that the type lacks", ITEM("NoField: a")},
    {"refused-field-kind", "a field of another kind", ITEM("Image|lt: 5")},
    {"refused-modifier", "an unknown modifier", ITEM("Image|like: a")},
    {"refused-modifier-order", "an order without meaning", ITEM("Image|contains|base64: a")},
    {"refused-modifier-time", "a part of a date", ITEM("UtcTime|minute: 5")},
    {"refused-value", "a value of the wrong type", ITEM("Image|exists: maybe")},
    {"refused-network", "bits behind the prefix", NETWORK_ITEM("DestinationIp|cidr: 10.0.0.1/8")},
    {"refused-list", "an empty list", ITEM("Image: []")},
    {"refused-placeholder", "a placeholder without values", ITEM("Image|expand: '%nobody%'")},
    {"refused-expression", "no automaton can do it", ITEM("Image|re: '(?<=a)b'")},
    {"refused-expression-size", "an expression that explodes",
     ITEM("Image|re: '((a{1000}){1000}){1000}'")},
    {"refused-dashes", "an expansion that explodes",
     ITEM("Image|windash: ' -a -b -c -d -e -f -g -h'")},
    {"refused-condition", "a condition that ends early", CONDITION("a1 and (c or")},
    {"refused-selection", "a selection that is not there", CONDITION("a1 and z")},
    {"refused-pattern", "a pattern that fits nothing", CONDITION("1 of z*")},
    {"refused-aggregation", "an aggregation", CONDITION("a1 | count() > 5")},
    {"refused-timeframe", "a time frame",
     HEAD "  s: {Image: a}\n  timeframe: 5m\n  condition: s\n"},
    {"refused-after-warning", "what would have been warned of",
     ITEM("Image: [a, b, A]") "  t: {NoField: a}\n"},
    {"refused-no-condition", "no condition", HEAD "  s: {Image: a}\n"},
};

#define SET(array) {(array), sizeof(array) / sizeof((array)[0])}

static const struct {
    const struct rule_seed *seeds;
    size_t count;
} sets[] = {SET(modifiers), SET(values),  SET(conditions),
            SET(warnings),  SET(streams), SET(refusals)};

const struct rule_seed *rule_seed_at(size_t index)
{
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (index < sets[i].count)
            return &sets[i].seeds[index];
        index -= sets[i].count;
    }
    return NULL;
}

void seeds_of_rules(struct seed_writer *writer)
{
    const struct rule_seed *seed;

    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i++)
        seed_write(writer, "sigma", seed->name, seed->holds, (const uint8_t *)seed->text,
                   strlen(seed->text));
}

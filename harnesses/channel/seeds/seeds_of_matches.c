/* Seeds of the target `matcher`, as text: each operator with subjects that it hits and misses, that
 * are empty, and that stand at its limits; each feature of the regular expressions of
 * docs/sigma.md. match_question.h says how they are read. */
#include <string.h>

#include "seed_writer.h"

#define PILCROW "\xc2\xb6" /* a line feed in value or subject */

struct match_seed {
    const char *name, *holds, *text;
};

static const struct match_seed texts[] = {
    {"exact", "whole values: either case, a byte more, a byte less",
     "exact\ncmd.exe\ncmd.exe\nCMD.EXE\ncmd.ex\ncmd.exee\nxcmd.exe\n\ncmd.exf\ndmd.exe\n"},
    {"exact-cased", "whole values in their own case",
     "exact cased\nCmd.exe\nCmd.exe\ncmd.exe\nCMD.EXE\nCmd.ex\n\n"},
    {"exact-empty", "the empty value, which an empty input is", "exact\n\n\na\n \n"},
    {"exact-numbers", "digits, which have no case", "exact\n4688\n4688\n04688\n468\n46888\n"},
    {"prefix", "beginnings: the value itself, longer, shorter, elsewhere",
     "prefix\n\\Device\\\n\\device\\null\n\\DEVICE\\\n\\Device\nx\\Device\\\n\n\\Devicf\\\n"},
    {"prefix-cased", "beginnings in their own case",
     "prefix cased\nAb\nAbc\nab\nAb\nABc\nA\nxAb\n\n"},
    {"suffix", "ends: the value itself, longer, shorter, elsewhere",
     "suffix\n\\cmd.exe\nC:\\WINDOWS\\cmd.EXE\n\\cmd.exe\ncmd.exe\n\\cmd.exe \n\n\\cmd.exf\n"},
    {"suffix-cased", "ends in their own case", "suffix cased\nYz\nxYz\nxyz\nYz\nz\nYzx\n\n"},
    {"contains", "parts: at the begin, in the middle, at the end, all of it, almost",
     "contains\nWhoAmI\nwhoami /all\ncmd /c whoami\n\nwhoam\n-whoami-\nwhoamwhoami\nhoami\nwhoa\n"},
    {"contains-cased", "parts in their own case",
     "contains cased\nEnC\n-EnC x\n-enc x\nEn\nEnC\n\n"},
    {"contains-one", "a part of one byte", "contains\na\na\nA\nb\nbbba\nabbb\n\n"},
    {"contains-two", "a part of two bytes, for which there is no sequence of three",
     "contains\nab\nab\naab\nacb\nb\nabc\ncab\n\n"},
    {"contains-three", "a part of three bytes, exactly one sequence of three",
     "contains\nabc\nabc\nababc\nab\nabd\nABCd\nab-c\n\n"},
    {"contains-scattered", "all sequences of three that a part has, and not the part",
     "contains\nabcab\nabc bca cab\nabcab\nabcaabcab\nbcabc\n"},
    {"contains-long", "a part of more than 64 bytes, with letters to fold at both ends",
     "contains cased\n"
     "A0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeZ\n"
     "-A0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeZ-\n"
     "-a0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeZ-\n"
     "-A0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdez-\n"},
    {"contains-long-folded", "the same without case, and a letter of two bytes at the 64th",
     "contains\n"
     "A0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab\xc3\xa9"
     "f0123456789abcdeZ\n"
     "a0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789ab\xc3\xa9"
     "F0123456789abcdez\n"
     "a0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789ab\xc3\x89"
     "F0123456789abcdez\n"},
    {"contains-overlaps", "a part whose beginning is in itself",
     "contains\naab\naaab\naaaa\nabaab\nab\n"},
    {"reference", "the other input is this one",
     "reference exact\nadmin\nadmin\nADMIN\nadmi\nadminn\n\n"},
    {"reference-empty", "the other input is empty, and the beginning of everything",
     "reference prefix\n\n\na\nabc\n"},
    {"reference-prefix", "begins with the other input",
     "reference prefix\nab\nabc\nab\na\nAB\nxab\n\n"},
    {"reference-suffix", "ends with the other input",
     "reference suffix\nyz\nxyz\nyz\nz\nYZ\nyzx\n\n"},
    {"reference-contains", "contains the other input",
     "reference contains\nmid\namidst\nmid\nmi\nMID\nmmiid\n\n"},
    {"reference-cased", "contains the other input in its own case",
     "reference contains cased\nMid\naMidst\namidst\nMid\n\n"},
    {"reference-equal-cased", "the other input is this one, case and all",
     "reference exact cased\nAb\nAb\nab\nAB\n\n"},
};

static const struct match_seed globs[] = {
    {"glob", "a star in the middle and a question mark",
     "glob\n*\\\\power?*.exe\n\\powershell.exe\n\\power.exe\n\\POWERx.EXE\npowerx.exe\n\\powerx."
     "exe "
     "\n\n"},
    {"glob-cased", "a glob in its own case", "glob cased\nA?c\nAbc\nabc\nABc\nAc\nAbbc\n\n"},
    {"glob-anchored", "begin and end without a star", "glob\na*z\naz\na-z\naza\nzaz\na\n\nAZ\n"},
    {"glob-question-marks", "code points of one to four bytes under a question mark",
     "glob\na?b\naxb\na\xc3\xa9"
     "b\na\xe2\x82\xac"
     "b\na\xf0\x9f\x94\xa5"
     "b\nab\naxxb\n"},
    {"glob-broken-input", "question marks on bytes that are no UTF-8",
     "glob\n?b\n\xff"
     "b\n\x80"
     "b\n\xc3"
     "b\n\xf0\x80\x80\x80\x80"
     "b\n\xf0\x80\x80\x80"
     "b\n\xc3\xa9\xa9"
     "b\n"},
    {"glob-beyond-ascii", "a star before a letter of two bytes",
     "glob\n*\xc3\xa9?"
     "\n\xc3\xc3\xa9x\n\xc3\xa9\nx\xc3\xa9\xe2\x82\xac\n\xc3\xa9\xc3\xa9\xc3\xa9\n"},
    {"glob-escapes", "wildcards and a backslash that are themselves",
     "glob\n\\*a\\?*\\\\b?\n*a?\\bx\n*a?xx\\bx\nxa?\\bx\n*a?\\b\n*axx\\bx\n"},
    {"glob-explodes", "many stars that almost match",
     "glob\n*a*a*a*a*a*a*a*b?\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaabc\n"},
    {"glob-retries", "what follows a star fits only at its last place",
     "glob\nx*ab?y\nxab1ab2y\nxab1y\nxaby\nxabab3y\nxab1yy\n"},
    {"glob-question-marks-alone", "as many code points as question marks",
     "glob\n???\nabc\nab\nabcd\n\n\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\n"},
    {"glob-question-mark-before-star", "at least one code point", "glob\n?*\na\n\nab\n\x80\n"},
};

static const struct match_seed numbers[] = {
    {"range", "numbers inside, at both ends, and beside them",
     "range\n1 1023\n1\n0\n1023\n1024\n512\n-1\n\nx\n"},
    {"range-negative", "numbers below zero", "range\n-10 -5\n-10\n-11\n-5\n-4\n-7\n5\n-\n"},
    {"range-from", "no end", "range\n49152 *\n49151\n49152\n65535\n9223372036854775807\n"},
    {"range-to", "no begin", "range\n* 100\n100\n101\n-9223372036854775808\n0\n"},
    {"range-forms", "what is an integer and what is not",
     "range\n7 7\n7\n+7\n07\n 7\n7 "
     "\n0x7\n7.0\n-7\n--7\n00000000000000000007\n000000000000000000007\n"},
    {"range-zero", "zero, with and without its sign", "range\n0 0\n0\n-0\n00\n-\n\n-00000\n"},
    {"cidr4", "a network of eight bits, and its neighbours",
     "cidr4\n10.0.0.0/8\n10.0.0.0\n10.255.255.255\n9.255.255.255\n11.0.0.0\n::a00:1\n\n"},
    {"cidr4-odd", "a prefix that ends inside a byte",
     "cidr4\n172.16.0.0/12\n172.16.0.0\n172.31.255.255\n172.32.0.0\n172.15.255.255\n"},
    {"cidr4-forms", "what is an IPv4 address and what is not",
     "cidr4\n0.0.0.0/"
     "0\n1.2.3.4\n1.2.3.04\n1.2.3\n1.2.3.4.\n1.2.3.4.5\n.1.2.3.4\n1.2.3.256\n1.2..4\n"
     "1.2.3.4 \n::ffff:1.2.3.4\n1.2.3.-4\n0001.2.3.4\n255.255.255.255\n1.2.3.0\n"},
    {"cidr6", "a network of 32 bits, and its neighbours",
     "cidr6\n2001:db8::/32\n2001:db8::1\n2001:0DB8:ffff:ffff:ffff:ffff:ffff:ffff\n2001:db7::\n"
     "2001:db9::\n10.0.0.1\n\n"},
    {"cidr6-odd", "a prefix that ends inside a byte",
     "cidr6\nfe80::/10\nfe80::1\nfebf::1\nfec0::1\nfe7f::1\n"},
    {"cidr6-forms", "what is an IPv6 address and what is not",
     "cidr6\n::/0\n::1\n::00001\n:::1\n::1::\n1::2::3\n:0:0:0:0:0:0:1\n0:0:0:0:0:0:0:1:\n"
     "0:0:0:0:0:0:1\n0:0:0:0:0:0:0:0:1\n::g\n0:0:0:0:0:0:0::1\n1.2.3.4\nabcd:ef01::ABCD:EF01\n"},
    {"cidr6-same", "one address, written in many ways",
     "cidr6\n::1/"
     "128\n::1\n0:0:0:0:0:0:0:1\n0::0:1\n::0001\n0:0:0:0:0:0::1\n::0:0.0.0.1\n::1:0\n1::\n"},
    {"cidr6-quad-forms", "where an IPv4 address may stand and where not",
     "cidr6\n::/0\n1:2:3:4:5:6:1.2.3.4\n1:2:3:4:5:6:7:1.2.3.4\n::1.2.3.4\n1::1.2.3.4\n1.2.3.4::\n"
     "::1.2.3.4:5\n1:2:3:4:5:1.2.3.4\n::1.2.3.04\n::1.2.3\n::1.2.3.4%1\n"},
    {"cidr6-gaps", "a gap at the begin, in the middle, at the end, for all of it",
     "cidr6\n::/0\n::\n1::\n::1\n1::1\n1:2:3:4:5:6:7::\n::2:3:4:5:6:7:8\n1:2:3:4:5:6:7:8::\n:\n"},
    {"cidr6-quads", "an IPv4 address at the end",
     "cidr6\n::ffff:0:0/96\n::ffff:1.2.3.4\n::FFFF:255.255.255.255\n::fffe:1.2.3.4\n"
     "0:0:0:0:0:ffff:1.2.3.4\n::ffff:1.2.3\n::ffff:1.2.3.4:5\n1.2.3.4::\n0:0:0:0:0:0:ffff:1.2.3."
     "4\n"},
    {"cidr6-zones", "zones, which do not count",
     "cidr6\nfe80::/64\nfe80::1%eth0\nfe80::1%\nfe80::1%%\n%eth0\nfe80:%0::1\n"},
};

static const struct match_seed limits[] = {
    {"limits/range-least", "the least number alone, and what is beyond it",
     "range\n-9223372036854775808 -9223372036854775808\n-9223372036854775808\n"
     "-9223372036854775807\n-9223372036854775809\n-99999999999999999999\n"},
    {"limits/range-most", "the most number alone, and what is beyond it",
     "range\n9223372036854775807 9223372036854775807\n9223372036854775807\n"
     "9223372036854775806\n9223372036854775808\n18446744073709551615\n18446744073709551616\n"},
    {"limits/range-all", "every integer, and what wraps around to one",
     "range\n-9223372036854775808 9223372036854775807\n0\n9223372036854775808\n"
     "-9223372036854775809\n99999999999999999999\n-1\n"},
    {"limits/range-one", "a minimum that is the maximum", "range\n5 5\n5\n4\n6\n"},
    {"limits/range-above", "a minimum above the maximum: refused", "range\n6 5\n5\n6\n"},
    {"limits/cidr4-none", "no bit counts", "cidr4\n0.0.0.0/0\n0.0.0.0\n255.255.255.255\n::\n\n"},
    {"limits/cidr4-one-bit", "one bit counts", "cidr4\n128.0.0.0/1\n128.0.0.0\n127.255.255.255\n"},
    {"limits/cidr4-all", "every bit counts",
     "cidr4\n255.255.255.255/32\n255.255.255.255\n255.255.255.254\n127.255.255.255\n"},
    {"limits/cidr4-all-but-one", "the last bit does not count",
     "cidr4\n192.168.0.2/31\n192.168.0.2\n192.168.0.3\n192.168.0.1\n192.168.0.4\n"},
    {"limits/cidr4-above", "more bits than there are: refused", "cidr4\n1.2.3.4/33\n1.2.3.4\n"},
    {"limits/cidr6-none", "no bit counts", "cidr6\n::/0\n::\nffff::\n0.0.0.0\n\n"},
    {"limits/cidr6-one-bit", "one bit counts", "cidr6\n8000::/1\n8000::\n7fff::\n"},
    {"limits/cidr6-all", "every bit counts",
     "cidr6\nffff::ffff/128\nffff::ffff\nffff::fffe\n7fff::ffff\n"},
    {"limits/cidr6-all-but-one", "the last bit does not count",
     "cidr6\n::2/127\n::2\n::3\n::1\n::4\n"},
    {"limits/cidr6-above", "more bits than there are: refused", "cidr6\n::/129\n::\n"},
    {"limits/cidr6-longest", "an address of 64 bytes, and one of 65",
     "cidr6\n::1/128\n"
     "::1%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
     "::1%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"},
    {"limits/fold", "the neighbours of the letters, which do not fold",
     "exact\n@AZ[`az{\n@az[`AZ{\n`az{@AZ[\n@AZ[@az{\n`AZ[`az{\n@AZ{`az{\n@AZ[`az[\n"},
    {"limits/fold-prefix", "a letter beyond ASCII, which does not fold",
     "prefix\n\xc3\x84\n\xc3\x84"
     "b\n\xc3\xa4"
     "b\n\xe3\xa4"
     "b\n"},
    {"limits/fold-contains", "bytes that differ from letters by one bit",
     "contains\na@z\nA@Z\na`z\n!@z\na@:\n\x81@z\n"},
    {"limits/glob-star-star", "a star behind a star: refused", "glob\na**b?\naxbx\n"},
    {"limits/glob-star-question", "a question mark behind a star: refused", "glob\na*?b\naxb\n"},
    {"limits/glob-simpler", "a glob that is a prefix: refused", "glob\nab*\nabc\n"},
    {"limits/glob-simpler-suffix", "a glob that is a suffix: refused", "glob\n*ab\ncab\n"},
    {"limits/glob-simpler-contains", "a glob that is a part: refused", "glob\n*ab*\ncabc\n"},
    {"limits/glob-simpler-exact", "a glob that is a whole value: refused", "glob\na\\*b\na*b\n"},
    {"limits/glob-simpler-exists", "a glob that everything matches: refused", "glob\n*\n\n"},
    {"limits/glob-escape", "a backslash that escapes a letter: refused", "glob\na\\b*c?\nabcc\n"},
    {"limits/glob-escape-end", "a backslash at the end: refused", "glob\na*c?\\\naccx\n"},
    {"limits/prefix-empty", "an empty beginning: refused", "prefix\n\n\na\n"},
    {"limits/text-broken", "a value that is no UTF-8: refused", "contains\na\xff\na\xff\na\n"},
};

static const struct match_seed expressions[] = {
    {"expression", "letters, which match anywhere in their own case",
     "expression\nwhoami\ncmd /c whoami\nWHOAMI\nwhoam\n\nwhoamwhoami\n"},
    {"expression-empty", "nothing, which is everywhere", "expression\n\n\na\n"},
    {"expression-dot", "any character but a line feed",
     "expression\na.b\na-b\na" PILCROW "b\nab\na\xc3\xa9"
     "b\na\xff"
     "b\na\\xb\n"},
    {"expression-dot-all", "flag s: any character", "expression s\na.b\na" PILCROW "b\na-b\nab\n"},
    {"expression-caseless", "flag i: letters in either case",
     "expression i\nAb[x-z]\naBY\nab`\nABz\n"},
    {"expression-multi-line", "flag m: begin and end of each line",
     "expression m\n^b$\na" PILCROW "b" PILCROW "c\nb\nab\nb" PILCROW "\nbc\n" PILCROW PILCROW
     "b\n"},
    {"expression-all-flags", "flags i, m and s together",
     "expression ims\n^B.C$\na" PILCROW "b" PILCROW "c\nb-c\nb-cd\n"},
    {"expression-begin-end", "begin and end, also before a line feed that ends the text",
     "expression\n^ab$\nab\nab" PILCROW "\nab" PILCROW PILCROW "\nxab\nabx\n\n"},
    {"expression-anchors", "begin and end whatever the flags",
     "expression m\n\\Aa|b\\z|c\\Z\na\nxa\nb\nb" PILCROW "\nc" PILCROW "\nc" PILCROW "x\nx" PILCROW
     "a\n"},
    {"expression-last-line", "no line begins behind a line feed that ends the text",
     "expression m\n\\n^\na" PILCROW "\na" PILCROW "b\n" PILCROW "\n" PILCROW PILCROW "\n"},
    {"expression-boundary", "words: at the begin, at the end, inside",
     "expression\n\\bnet\\b\nnet\nnet use\nuse net\nnetwork\nsubnet\n_net\n-net-\nnet\xc3\xa9\n"},
    {"expression-no-boundary", "inside of words, and outside",
     "expression\n\\Ba\\B\nbab\na\nba\nab\n-a-\n"},
    {"expression-boundary-empty", "no boundary in an empty text", "expression\n\\b\n\na\n-\n_\n"},
    {"expression-no-boundary-empty", "none in an empty text", "expression\n^\\B$\n\na\n-\n"},
    {"expression-digits", "digits and what is none",
     "expression\n^\\d\\D$\n1a\na1\n11\n1\xc3\xa9\n1\xff\n"},
    {"expression-words", "word characters and what is none",
     "expression\n^\\w\\W$\n_-\n9 \nA\xc3\xa9\n-_\n__\n@`\n"},
    {"expression-space", "white space and what is none",
     "expression\n^\\s\\S$\n x\n\tx\n\x0bx\n" PILCROW "x\nx \n\xc2\xa0x\n\x1cx\n"},
    {"expression-horizontal", "horizontal and vertical white space of Unicode",
     "expression\n^\\h\\v\\H\\V$\n\t\rxx\n\xc2\xa0\xc2\x85xx\n\xe3\x80\x80\xe2\x80\xa9xx\nxxxx\n"},
    {"expression-no-line-feed", "any character but a line feed, whatever the flags",
     "expression s\na\\Nb\na" PILCROW "b\na-b\nab\n"},
    {"expression-class", "a class of a range and characters",
     "expression\n^[a-f\\d_]+$\nabc_9\ng\n`\n\nF\n"},
    {"expression-class-negated", "none of a class",
     "expression\n^[^a-f\\n]$\ng\na\n" PILCROW "\n\xc3\xa9\n\xff\n\n"},
    {"expression-class-edges", "brackets, hyphens and carets in classes",
     "expression\n^[]a^-][^]][-a]$\n]a-\n^xa\n--a\nb]-\naa-\n"},
    {"expression-class-sets", "sets in classes, negated both ways",
     "expression\n^[\\s\\d][^\\W_][\\D]$\n1ax\n a-\n__x\n1a1\n"},
    {"expression-class-posix", "POSIX classes",
     "expression\n^[[:alpha:]][[:digit:]][[:^space:]][[:punct:]]$\na1x!\n11x!\na1 !\na1xx\n"},
    {"expression-class-posix-rest", "the other POSIX classes",
     "expression i\n^[[:upper:]][[:xdigit:]][[:blank:][:cntrl:]][[:graph:]][[:print:]][[:word:]]$\n"
     "aF\tx _\nzg x x\nQ0\x7f!~a\n"},
    {"expression-class-wide", "ranges beyond ASCII",
     "expression\n^[\xc3\xa9-\xe2\x82\xac]$\n\xc3\xa9\n\xe2\x82\xac\n\xc3\xa8\n\xe2\x82\xad\ne\n"},
    {"expression-escapes", "characters by their numbers",
     "expression\n^\\x41\\x{e9}\\x{1F525}\\0101\\t\\r\\f\\e\\a$\n"
     "A\xc3\xa9\xf0\x9f\x94\xa5\x08"
     "1\t\r\f\x1b\x07\nx\n"},
    {"expression-line-feed", "a line feed by its escape",
     "expression\na\\nb\na" PILCROW "b\na b\nanb\n"},
    {"expression-quoted", "characters that mean something, as themselves",
     "expression\n\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\\\/\n.*+?()[]{}|^$\\/"
     "\n.*+?()[]{}|^$\\\n"},
    {"expression-braces", "braces that count nothing",
     "expression\na{,2}b{x}c{\na{,2}b{x}c{\naab{x}c{\n"},
    {"expression-groups", "groups, named and not",
     "expression\n^(a)(?:b)(?<n>c)(?P<m>d)(?'k'e)$\nabcde\nabcd\nABCDE\n"},
    {"expression-flags-inside", "flags to the end of a group, and for a group",
     "expression\n^(a(?i)b|c)d(?i:e)(?-i)f$\naBdEf\nCdef\nabDef\nabdeF\nAbdef\n"},
    {"expression-alternatives", "alternatives, one of them empty",
     "expression\n^(a|bc|)d$\nad\nbcd\nd\nbd\nabcd\n"},
    {"expression-repeats", "greedy and lazy repetitions",
     "expression\n^a*b+?c??d$\nbd\naabbcd\nad\nbccd\n"},
    {"expression-counts", "counted repetitions: at each bound, one less, one more",
     "expression\n^a{2}b{1,3}c{2,}$"
     "\naabcc\naabbbcc\naabbbbcc\nabcc\naabc\naacc\naabcccc\naaabcc\n"},
    {"expression-count-none", "no repetition at all",
     "expression\n^a{0}b{0,0}c{0,1}$\n\nc\na\ncc\n"},
    {"expression-explodes", "nested loops, for which others backtrack without end",
     "expression\n^(a+)+$\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\naaaaaaaa\n\n"},
    {"expression-empty-loops", "loops around nothing",
     "expression\n^((a?)*b?)+c$\nc\naabc\nbac\nd\n"},
    {"expression-rule", "what a real rule looks like",
     "expression i\npower(?:shell)?(?:\\.exe)?\\s+.*-e(?:nc(?:odedcommand)?)?\\s\n"
     "PowerShell.exe -nop -EncodedCommand SQBFAFgA\npowershell -e x\npowershell -ex "
     "x\npowershell\n"},
    {"expression-address", "numbers up to 255, four of them",
     "expression\n(?:(?:25[0-5]|(?:2[0-4]|1\\d|[1-9])?\\d)(?:\\.|\\b)){4}\n"
     "at 192.168.10.254:80\n300.1.2.3\n1.2.3\n"},
    {"expression-broken-input", "bytes that are no UTF-8: alone, and under a negated class",
     "expression\n^.[^a]x$\n\xff\xfex\n\xc3\xa9\xc3x\n\xed\xa0x\n\xf4\x90x\nabx\n"},
    {"expression-broken-points",
     "what only looks like a code point: overlong, half of one, beyond the last",
     "expression\n^(?:.{2}|.{4})$\n\xc0\x80\n\xc1\xbf\n\xf0\x8f\xbf\xbf\n\xf4\x90\x80\x80\n"
     "\xf5\x80\x80\x80\n\xc3\xa9\n\xf4\x8f\xbf\xbf\n"},
    {"expression-broken-triples", "the same of three bytes",
     "expression\n^.{3}$\n\xe0\x9f\xbf\n\xed\xa0\x80\n\xed\xbf\xbf\n\xe2\x82\xac\n\xed\x9f\xbf\n"
     "\xe0\xa0\x80\n\xee\x80\x80\n\xf0\x90\x80\n"},
    {"limits/expression-kelvin",
     "letters that fold into ASCII elsewhere, or whose last byte is one",
     "expression i\n^-k$\n-k\n-K\n-\xe2\x84\xaa\n-\xc5\xbf\n-\xc5\xab\n-\xc5\x8b\n"},
    {"limits/expression-points", "the first and the last code point of each length",
     "expression\n^[\\x01-\\x7f][\\x{80}-\\x{7ff}][\\x{800}-\\x{ffff}][\\x{10000}-\\x{10ffff}]$\n"
     "\x01\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80\n\x7f\xdf\xbf\xef\xbf\xbf\xf4\x8f\xbf\xbf\n"
     "\x7f\xc1\xbf\xef\xbf\xbf\xf4\x90\x80\x80\n"},
    {"limits/expression-thousand", "the most repetitions", "expression\n^a{1000}$\naaa\n\n"},
    {"limits/expression-thousand-one", "a repetition too many: refused",
     "expression\na{1001}\na\n"},
    {"limits/expression-instructions", "a program of nearly as many instructions as there may be",
     "expression\n(?:a{1000}){8}b\nb\n"},
    {"limits/expression-too-large", "a program too large: refused",
     "expression\n(a{1000}){9}\na\n"},
    {"limits/expression-code-point", "a code point that does not exist: refused",
     "expression\n\\x{110000}\na\n"},
    {"limits/expression-surrogate", "half of a code point: refused", "expression\n\\x{d800}\na\n"},
    {"limits/expression-range-ends", "a range that ends before it begins: refused",
     "expression\n[b-a]\na\n"},
    {"refused/look-ahead", "refused: no automaton can do it", "expression\na(?=b)\nab\n"},
    {"refused/back-reference", "refused: no automaton can do it", "expression\n(a)\\1\naa\n"},
    {"refused/possessive", "refused: no automaton can do it", "expression\na++b\nab\n"},
    {"refused/atomic", "refused: no automaton can do it", "expression\n(?>a)b\nab\n"},
    {"refused/property", "refused: no rule needs it", "expression\n\\p{L}\na\n"},
    {"refused/not-closed", "refused: an error to PCRE2 as well", "expression\n(a\na\n"},
    {"refused/class-not-closed", "refused: an error to PCRE2 as well", "expression\n[a\na\n"},
    {"refused/nothing-repeated", "refused: an error to PCRE2 as well", "expression\n*a\na\n"},
    {"refused/address", "no address", "cidr4\n10.0.0/8\n10.0.0.1\n"},
};

static void write_all(struct seed_writer *writer, const struct match_seed *seeds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        seed_write(writer, "matcher", seeds[i].name, seeds[i].holds, (const uint8_t *)seeds[i].text,
                   strlen(seeds[i].text));
}

#define WRITE_ALL(writer, seeds) write_all((writer), (seeds), sizeof(seeds) / sizeof(seeds)[0])

void seeds_of_matches(struct seed_writer *writer)
{
    static const char nul[] = "expression\n^[^a]b\n\0b\nab\n";
    static const char nul_in_value[] = "contains\na\0b\na\0b\n";

    seed_write(writer, "matcher", "expression-nul", "a NUL byte, which no value can hold",
               (const uint8_t *)nul, sizeof nul - 1);
    seed_write(writer, "matcher", "limits/text-nul", "a value with a NUL byte: refused",
               (const uint8_t *)nul_in_value, sizeof nul_in_value - 1);
    WRITE_ALL(writer, texts);
    WRITE_ALL(writer, globs);
    WRITE_ALL(writer, numbers);
    WRITE_ALL(writer, limits);
    WRITE_ALL(writer, expressions);
}

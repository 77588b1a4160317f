/* Apart from compiled.c, because the dictionary names them where there is no compiler. */
#include "fixed_placeholders.h"

const char fixed_placeholders[] = "one: value\n"
                                  "two: ['first*', '?econd']\n"
                                  "hosts: [10.0.0.1, '*.example', '%one%']\n"
                                  "port: 8443\n";

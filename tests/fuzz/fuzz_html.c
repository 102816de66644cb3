/*
** fuzz_html.c - reads any bytes as an HTML page.
*/
#include "fuzz_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_input(INPUT_HTML, (str){(const char *)data, size}); }

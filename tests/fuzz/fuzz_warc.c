/*
** fuzz_warc.c - reads any bytes as an archive.
*/
#include "fuzz_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_input(INPUT_WARC, (str){(const char *)data, size}); }

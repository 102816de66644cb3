/*
** fuzz_feed.c - reads any bytes as a feed.
*/
#include "fuzz_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_input(INPUT_FEED, (str){(const char *)data, size}); }

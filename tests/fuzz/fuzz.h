/*
** fuzz.h - a fuzz target is a function over bytes. Built with libFuzzer (`make fuzz`), or with replay.c as an ordinary test over its corpus.
**
** A target tests/fuzz/fuzz_<name>.c has its corpus in tests/fuzz/corpus/<name>/, each file an input; every input that once broke something stays there.
*/
#ifndef ASANID_FUZZ_H
#define ASANID_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif

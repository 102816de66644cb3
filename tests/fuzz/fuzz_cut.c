/*
** fuzz_cut.c - any bytes as an input that streams by: the first byte tells the form and how little is at hand. Cut window by window, the pieces
** begin where they do when all of it is there.
*/
#include "fuzz_page.h"

#include "page/cut_made.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum input_form forms[] = {INPUT_JSONL, INPUT_WARC, INPUT_FEED, INPUT_TEXT};
    if (size == 0)
        return 0;
    str bytes = {(const char *)data + 1, size - 1};
    size_t step = (size_t)(data[0] >> 2) * (data[0] >> 2) + 1;
    struct input_cursor whole = input_open(S("fuzz"), forms[data[0] & 3], bytes), part = input_open(S("fuzz"), whole.form, STR_EMPTY);
    struct input_piece a, b;
    part.more = true;
    while (cut_next(&part, bytes, step, LIMIT_PAGE_BYTES + (1u << 20), &b)) {
        bool found = input_next(&whole, &a);
        ASSERT(found && a.offset == b.offset && a.line == b.line);
        ASSERT(b.raw.n <= a.raw.n && b.offset + b.raw.n <= bytes.n);
    }
    ASSERT(!input_next(&whole, &a));
    return 0;
}

/*
** segment.h - word and sentence boundaries after UAX 29 (revision of Unicode 15), as they stand, without tailoring.
**
** What a newspaper's text needs besides (text.h) is text.c's. Both functions go forward from a boundary (0 is one) to the next and
** look ahead only over characters that the rules ignore, so a whole text takes linear time. s need not be well-formed:
** broken bytes count as U+FFFD.
*/
#ifndef ASANID_SEGMENT_H
#define ASANID_SEGMENT_H

#include "text/unicode.h"

/* The first word boundary behind `at` (at < s.n); *seen: bit 1 << c for each enum word_class c of the stretch. */
size_t segment_word(str s, size_t at, u32 *seen);
/* The first sentence boundary behind `at` (at < s.n). */
size_t segment_sentence(str s, size_t at);
/* The same of an s that is part of a text: `limit` bytes may be looked at behind s.p, which no answer depends on. */
size_t segment_sentence_within(str s, size_t at, size_t limit);

#endif

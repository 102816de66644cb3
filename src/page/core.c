/*
** core.c - finds the run of lines that reads like prose.
*/
#include "page/core.h"

#define LINE_COST 18     /* words: a line that has fewer is more likely furniture */
#define STOP_BONUS 8     /* of a sentence's end */
#define WORDS_COUNTED 70 /* of one line: a long line tells no more than several */
#define CROWDED_LINES 40
#define LABEL_COST 6
#define GAP_COST 45      /* words: lines between the run and a paragraph close by */

static i32 score_of(const struct piece *p)
{
    if (p->label != NO_LABEL)
        return -LABEL_COST;
    if (p->flags & PIECE_EMPTY)
        return -1;
    i32 words = (i32)MIN_OF(p->words, WORDS_COUNTED), stop = p->flags & PIECE_STOP ? STOP_BONUS : 0;
    if (!(p->flags & PIECE_PROSE))
        return MIN_OF(words + stop / 2 - LINE_COST, -1);
    return words + stop - LINE_COST;
}

static bool is_paragraph(const struct piece *p) { return p->label == NO_LABEL && (p->flags & PIECE_PROSE); }

/* A page with so many lines around its article that paragraphs among them are teasers and notices. */
static bool is_crowded(const struct sheet *s, const struct core *core)
{
    u32 lines = 0;
    for (u32 i = 0; i < s->pieces.n; i++)
        lines += (i < core->first || i >= core->end) && !is_paragraph(&s->pieces.v[i]);
    return lines > CROWDED_LINES;
}

struct core core_of(const struct sheet *s)
{
    const struct piece *p = s->pieces.v;
    struct core core = {0, 0};
    i64 sum = 0, best = 0;
    u32 begin = 0;
    for (u32 i = 0; i < s->pieces.n; i++) {
        i32 score = score_of(&p[i]);
        if (sum <= 0) {
            sum = 0;
            begin = i;
        }
        sum += score;
        if (sum > best) {
            best = sum;
            core = (struct core){begin, i + 1};
        }
    }
    u32 first = s->pieces.n, last = 0;
    for (u32 i = 0; i < s->pieces.n; i++)
        if (is_paragraph(&p[i])) {
            first = MIN_OF(first, i);
            last = i + 1;
        }
    if (sheet_is_article(s) || best == 0)
        return last ? (struct core){first, last} : core;
    while (core.first < core.end && !is_paragraph(&p[core.first]))
        core.first++;
    while (core.end > core.first && !is_paragraph(&p[core.end - 1]))
        core.end--;
    if (is_crowded(s, &core))
        return core;
    i32 cost = 0;
    for (u32 i = core.end; i < s->pieces.n && cost < GAP_COST; i++) { /* a short paragraph close by, which does not outweigh the lines between */
        cost -= MIN_OF(score_of(&p[i]), 0);
        if (is_paragraph(&p[i])) {
            core.end = i + 1;
            cost = 0;
        }
    }
    cost = 0;
    for (u32 i = core.first; i > 0 && cost < GAP_COST; i--) {
        cost -= MIN_OF(score_of(&p[i - 1]), 0);
        if (is_paragraph(&p[i - 1])) {
            core.first = i - 1;
            cost = 0;
        }
    }
    return core;
}

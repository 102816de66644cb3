/*
** rules.h - inside of trace_rules: which words say little (stop words), which runs of words are stock phrases. Used by trace only.
*/
#ifndef ASANID_TRACE_RULES_H
#define ASANID_TRACE_RULES_H

#include "base/map.h"
#include "trace/match.h"

#define STOP_SLOTS 4096u /* of a table that is asked of every word of every pair: looser keys are hashes, and lead to their slot as they are */

struct trace_rules {
    u64 stop[STOP_SLOTS]; /* looser keys of stop words, each at its slot or behind it; 0 free */
    u32 n_stop;
    struct map formula; /* joined looser keys of the beginning of a phrase -> FORMULA_MORE | FORMULA_WHOLE */
    u32 formula_max;    /* words of the longest phrase */
};

/* The slot that holds the key, or the free one where it would stand. */
static inline u32 rules_stop_slot(const struct trace_rules *r, u64 loose)
{
    u32 i = (u32)loose % STOP_SLOTS;
    while (r->stop[i] && r->stop[i] != loose)
        i = (i + 1) % STOP_SLOTS;
    return i;
}

static inline bool rules_is_stop(const struct trace_rules *r, u64 loose) { return r->stop[rules_stop_slot(r, loose)] != 0; }
/* Words of the longest stock phrase that begins at word i and ends before `end`; 0 where there is none. */
u32 rules_formula(const struct trace_rules *r, const struct telling *t, u32 i, u32 end);

#endif

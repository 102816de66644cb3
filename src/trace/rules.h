/*
** rules.h - inside of trace_rules: which words say little (stop words), which runs of words are stock phrases. Used by trace only.
*/
#ifndef ASANID_TRACE_RULES_H
#define ASANID_TRACE_RULES_H

#include "base/map.h"
#include "trace/match.h"

struct trace_rules {
    struct map stop;    /* looser key of a stop word -> 1 */
    struct map formula; /* joined looser keys of the beginning of a phrase -> FORMULA_MORE | FORMULA_WHOLE */
    u32 formula_max;    /* words of the longest phrase */
};

static inline bool rules_is_stop(const struct trace_rules *r, u64 loose) { return map_get(&r->stop, loose) != NULL; }
/* Words of the longest stock phrase that begins at word i and ends before `end`; 0 where there is none. */
u32 rules_formula(const struct trace_rules *r, const struct telling *t, u32 i, u32 end);

#endif

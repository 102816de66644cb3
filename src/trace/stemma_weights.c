/*
** stemma_weights.c - the weights of lang/any/evidence.tsv: one a feature, in log-odds.
*/
#include "base/lang.h"
#include "trace/stemma_parts.h"

#include <stdlib.h>

static const struct {
    const char *name, *kind;
} features[F_COUNT] = {
#define X(id, name, kind) [F_##id] = {name, kind},
    STEMMA_FEATURES(X)
#undef X
};

const char *feature_kind(enum feature_id f) { return features[f].kind; }
const char *feature_name(enum feature_id f) { return features[f].name; }

struct stemma_weights stemma_weights_read(void)
{
    struct stemma_weights w = {{0}};
    const struct lang_table *t = lang_table("any", "evidence");
    for (u32 r = 0; t && r < t->n; r++)
        for (u32 f = 0; f < F_COUNT; f++)
            if (str_eq(str_of(t->rows[r].column[0]), str_of(features[f].name)))
                w.of[f] = strtod(t->rows[r].column[1], NULL);
    return w;
}

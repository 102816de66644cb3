/*
** stemma_weights.c - what the stemma knows beforehand: the weights of lang/any/evidence.tsv (one a feature, in log-odds), agencies' names.
*/
#include "base/hash.h"
#include "text/fold.h"
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

static void read_weights(struct stemma_rules *r)
{
    const struct lang_table *t = lang_table("any", "evidence");
    for (u32 row = 0; t && row < t->n; row++)
        for (u32 f = 0; f < F_COUNT; f++)
            if (str_is(str_of(features[f].name), t->rows[row].column[0]))
                r->weight[f] = strtod(t->rows[row].column[1], NULL);
}

const struct stemma_rules *stemma_rules_new(struct arena *a)
{
    struct stemma_rules *r = ARENA_NEW(a, struct stemma_rules);
    read_weights(r);
    for (const char *code = NULL; lang_next(&code);) {
        const struct lang_table *t = lang_table(code, "vague_credits");
        for (u32 row = 0; t && row < t->n; row++)
            vec_push(a, &r->vague, fold_str(a, str_of(t->rows[row].column[0])));
    }
    map_init(&r->agencies, a, 256);
    r->agency_table = lang_table("any", "agencies");
    for (u32 row = 0; r->agency_table && row < r->agency_table->n; row++) {
        u64 *at = map_put(&r->agencies, hash_str(fold_str(a, str_of(r->agency_table->rows[row].column[0]))));
        *at = *at ? *at : row + 1;
    }
    return r;
}

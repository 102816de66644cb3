/* fuzz_match.c - any two texts (parted by a form feed) aligned: passages and edits inside the texts, a side without words without a span. */
#include "fuzz.h"

#include "base/utf8.h"
#include "trace/match.h"

static struct telling telling(struct arena *a, const struct text_rules *rules, const char *id, str bytes)
{
    struct utf8_mending what;
    struct article *x = ARENA_NEW(a, struct article);
    x->id = str_of(id);
    x->lang = "ar";
    str raw = utf8_mend(a, bytes, &what);
    if (raw.n) vec_push(a, &x->zones, ((struct zone){span_of(0, raw.n), ZONE_BODY}));
    struct text *text = ARENA_NEW(a, struct text);
    *text = text_read(a, rules, raw, x->lang, x->zones.v, x->zones.n);
    return telling_make(a, x->id, x, text, NULL, 0);
}

static void check(span s, str raw, bool may_be_null)
{
    if (span_is_null(s)) ASSERT(may_be_null);
    else ASSERT(s.len > 0 && span_end(s) <= raw.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct arena rules_arena;
    static const struct text_rules *text_rules;
    static const struct trace_rules *rules;
    struct arena a;
    if (!rules) {
        arena_init(&rules_arena, SIZE_MAX / 2);
        text_rules = text_rules_new(&rules_arena);
        rules = trace_rules_new(&rules_arena, text_rules);
    }
    arena_init(&a, 512u << 20);
    if (arena_guard(&a)) {
        arena_release(&a);
        return 0;
    }
    const uint8_t *cut = n ? memchr(data, '\f', n) : NULL;
    size_t half = cut ? (size_t)(cut - data) : n / 2;
    struct telling x = telling(&a, text_rules, "a", (str){(const char *)data, half});
    struct telling y = telling(&a, text_rules, "b", (str){(const char *)data + half, n - half});
    struct matches m = {0};
    match_pair(&a, rules, &x, &y, &m);
    for (u32 i = 0; i < m.n; i++) {
        check(m.v[i].in_a, x.raw, false);
        check(m.v[i].in_b, y.raw, false);
        ASSERT(m.v[i].equal <= m.v[i].words);
        for (u32 k = 0; k < m.v[i].edits.n; k++) {
            const struct edit *e = &m.v[i].edits.v[k];
            check(e->a, x.raw, e->op == EDIT_INSERT);
            check(e->b, y.raw, e->op == EDIT_DELETE);
        }
    }
    arena_release(&a);
    return 0;
}

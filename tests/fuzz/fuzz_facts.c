/* fuzz_facts.c - dates, numbers, figures, statements and names of any text: spans stay inside it, and nothing else goes wrong. */
#include "fuzz.h"

#include "base/utf8.h"
#include "fact/fact.h"

static const struct text_rules *text_rules;
static const struct page_rules *page_rules;
static const struct fact_rules *fact_rules;

static void make_rules(void)
{
    static struct arena arena;
    if (text_rules) return;
    arena_init(&arena, SIZE_MAX / 2);
    text_rules = text_rules_new(&arena);
    page_rules = page_rules_new(&arena, text_rules);
    fact_rules = fact_rules_new(&arena, text_rules);
}

static void check(str raw, span s)
{
    if (!span_is_null(s)) ASSERT(s.off <= raw.n && s.len <= raw.n - s.off);
}

static void check_facts(str raw, const struct facts *f)
{
    for (u32 i = 0; i < f->dates.n; i++) check(raw, f->dates.v[i].span);
    for (u32 i = 0; i < f->figures.n; i++) check(raw, f->figures.v[i].span), check(raw, f->figures.v[i].counted.span);
    for (u32 i = 0; i < f->names.n; i++) check(raw, f->names.v[i].span);
    for (u32 i = 0; i < f->statements.n; i++) {
        const struct statement *s = &f->statements.v[i];
        check(raw, s->speaker.span), check(raw, s->cue.span), check(raw, s->content.span);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    struct utf8_mending what;
    make_rules();
    arena_init(&a, 256u << 20);
    if (arena_guard(&a)) {
        arena_release(&a);
        return 0;
    }
    struct article x = {.id = S("fuzz"), .lang = n && data[0] & 1 ? "en" : "ar", .headline = FIELD_NONE, .kicker = FIELD_NONE, .dateline = FIELD_NONE};
    str raw = utf8_mend(&a, n ? (str){(const char *)data + 1, n - 1} : STR_EMPTY, &what);
    x.published.span = SPAN_NULL;
    if (n && data[0] & 2) civil_parse(S("2024-01-26"), &x.published.when);
    for (size_t at = 0; at < raw.n;) {
        const char *end = memchr(raw.p + at, '\n', raw.n - at);
        size_t stop = end ? (size_t)(end - raw.p) : raw.n;
        if (stop > at) vec_push(&a, &x.zones, ((struct zone){span_of(at, stop - at), ZONE_BODY}));
        at = stop + 1;
    }
    struct text text = text_read(&a, text_rules, raw, x.lang, x.zones.v, x.zones.n);
    struct facts facts = {0};
    fact_read(&a, fact_rules, page_rules, &text, &x, &facts);
    check_facts(raw, &facts);
    struct published day = {.span = SPAN_NULL};
    struct weekday_hints hints;
    fact_published(fact_rules, &text, &x, &facts, &day);
    fact_weekdays(&text, &facts, &hints);
    arena_release(&a);
    return 0;
}

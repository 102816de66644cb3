/*
** rules.c - loads the page's words from lang/, and names agencies.
*/
#include "page/rules.h"

#include "base/utf8.h"
#include "page/dom.h"

static const char *const furniture_names[] = {
    [FURNITURE_SECTION] = "section",   [FURNITURE_KICKER] = "kicker",       [FURNITURE_DATE] = "date",
    [FURNITURE_BYLINE] = "byline",     [FURNITURE_CREDIT] = "credit",       [FURNITURE_KEYWORDS] = "keywords",
    [FURNITURE_RELATED] = "related",   [FURNITURE_HEADLINES] = "headlines", [FURNITURE_CAPTION] = "caption",
    [FURNITURE_PROMO] = "promo",       [FURNITURE_SHARE] = "share",         [FURNITURE_COMMENTS] = "comments",
    [FURNITURE_NAV] = "nav",           [FURNITURE_MARKUP] = "markup",       [FURNITURE_OTHER] = "other",
};

const char *furniture_name(enum furniture_kind k)
{
    ASSERT((size_t)k < COUNT_OF(furniture_names));
    return furniture_names[k];
}

const char *basis_name(enum basis b)
{
    static const char *const names[] = {NULL, "input", "metadata", "page", "text", "story"};
    ASSERT((size_t)b < COUNT_OF(names));
    return names[b];
}

static enum cue_form form_named(const char *name)
{
    str s = str_of(name);
    if (str_is(s, "colon"))
        return CUE_COLON;
    if (str_is(s, "alone"))
        return CUE_ALONE;
    if (str_is(s, "any"))
        return CUE_ANY;
    ASSERT(str_is(s, "open")); /* a table with another word is a fault of the build */
    return CUE_OPEN;
}

static enum furniture_kind furniture_named(const char *name)
{
    for (size_t k = 0; k < COUNT_OF(furniture_names); k++)
        if (strcmp(furniture_names[k], name) == 0)
            return (enum furniture_kind)k;
    BUG("a label of an unknown kind in lang/");
}

static u32 label_kind(const struct lang_row *r)
{
    if (strcmp(r->column[1], "updated") == 0)
        return CUE_KIND(FURNITURE_DATE, form_named(r->column[2])) | CUE_MODIFIED;
    return CUE_KIND(furniture_named(r->column[1]), form_named(r->column[2]));
}

static u32 form_kind(const struct lang_row *r) { return (u32)form_named(r->column[1]); }
static u32 weight_kind(const struct lang_row *r)
{
    u64 w = 0;
    ASSERT(str_u64(str_of(r->column[1]), &w));
    return (u32)w;
}
/* As weight_kind; 0 for what is no call by itself. */
static u32 call_kind(const struct lang_row *r) { return weight_kind(r) >= PROMO_CALL ? weight_kind(r) : 0; }
static u32 agency_kind(const struct lang_row *r) { return strcmp(r->column[2], "weak") == 0; }

static u32 noun_kind(const struct lang_row *r) { return strcmp(r->column[1], "noun") == 0; }

static void add_table(struct lexicon *l, const char *lang, const char *name, u32 (*kind)(const struct lang_row *))
{
    const struct lang_table *t = lang_table(lang, name);
    for (u32 i = 0; t && i < t->n; i++)
        if (kind != call_kind || call_kind(&t->rows[i]))
            lexicon_add_row(l, &t->rows[i], t->rows[i].column[0], lang, kind ? kind(&t->rows[i]) : 0);
}

/* A lexicon of one or more tables (names parted by spaces) of lang/any and every language. */
static struct lexicon *load(struct arena *a, const char *tables, u32 (*kind)(const struct lang_row *))
{
    struct lexicon *l = lexicon_new(a);
    char name[32];
    while (*tables) {
        size_t n = strcspn(tables, " ");
        ASSERT(n < sizeof name);
        memcpy(name, tables, n);
        name[n] = 0;
        tables += n + (tables[n] == ' ');
        add_table(l, "any", name, kind);
        for (const char *code = NULL; lang_next(&code);)
            add_table(l, code, name, kind);
    }
    lexicon_done(l);
    return l;
}

const struct page_rules *page_rules_new(struct arena *a, const struct text_rules *text)
{
    struct page_rules *r = ARENA_NEW(a, struct page_rules);
    dom_ready();
    r->text = text;
    r->labels = load(a, "labels", label_kind);
    r->captions = load(a, "captions", form_kind);
    r->bylines = load(a, "bylines", form_kind);
    r->promo = load(a, "promo", weight_kind);
    r->calls = load(a, "promo", call_kind);
    r->agencies = load(a, "agencies", agency_kind);
    r->sections = load(a, "sections", NULL);
    r->share = load(a, "share", NULL);
    r->lead_verbs = load(a, "leadverbs", noun_kind);
    r->via_cues = load(a, "viacues", NULL);
    r->notes = load(a, "notes", NULL);
    r->agency_words = load(a, "agencywords", NULL);
    r->places = load(a, "places", NULL);
    r->calendar = load(a, "months weekdays datewords", NULL);
    r->stop_words = load(a, "stopwords", NULL);
    r->given_names = load(a, "given_names", NULL);
    r->vocabulary = load(a, "frequency common_words function_words stopwords places leadverbs", NULL);
    r->begins = ARENA_NEW(a, struct lexicon_begins);
    _Static_assert(PAGE_LEXICON_COUNT <= 32, "a bit for each lexicon");
#define X(name) if (LEXICON_##name != LEXICON_vocabulary) lexicon_mark_begins(r->name, r->begins, 1u << LEXICON_##name);
    PAGE_LEXICONS(X)
#undef X
    return r;
}

/* True where a word of letters or digits stands at cp; enough to find where words begin. */
static bool is_wordish(u32 cp)
{
    return cp > 0x7f ? cp != 0xa0 && cp != 0xab && cp != 0xbb && cp != 0x60c && cp != 0x61b && cp != 0x61f &&
                           (cp < 0x2000 || cp > 0x206f)
                     : (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

bool agency_holds(const struct lexicon_hit *h, str printed)
{
    for (size_t i = 0; h->kind && i < printed.n; i++)
        if (printed.p[i] >= 'a' && printed.p[i] <= 'z')
            return false;
    return true;
}

str page_agency(const struct page_rules *rules, str text)
{
    bool inside = false;
    for (size_t at = 0; at < text.n;) {
        size_t begin = at;
        bool word = is_wordish(utf8_next(text, &at));
        if (word && !inside) {
            size_t len = 0;
            struct lexicon_hit h = lexicon_prefix(rules->agencies, str_skip(text, begin), &len);
            if (h.row && (agency_holds(&h, str_head(str_skip(text, begin), len)) || len == text.n))
                return agency_code(&h);
        }
        inside = word;
    }
    return STR_EMPTY;
}

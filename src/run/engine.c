/* engine.c - reading one page with all rules. */
#include "run/engine.h"

#include "base/limits.h"
#include "page/hold.h"

#include <math.h>
#include <stdlib.h>

bool engine_init(struct engine *e, const char *lang, const char *reference_time)
{
    *e = (struct engine){.lang = lang, .reference = {.span = SPAN_NULL}};
    arena_init(&e->arena, SIZE_MAX / 2);
    e->text = text_rules_new(&e->arena);
    e->page = page_rules_new(&e->arena, e->text);
    e->fact = fact_rules_new(&e->arena, e->text);
    e->trace = trace_rules_new(&e->arena, e->text);
    e->stemma = stemma_rules_new(&e->arena);
    e->story = story_rules_new(&e->arena, e->text);
    if (!reference_time) return true;
    e->reference.basis = BASIS_INPUT;
    return civil_parse(str_of(reference_time), &e->reference.when);
}

void engine_release(struct engine *e) { arena_release(&e->arena); }

static int mark_order(const void *x, const void *y)
{
    const struct mark *a = x, *b = y;
    if (a->span.off != b->span.off) return a->span.off < b->span.off ? -1 : 1;
    if (a->span.len != b->span.len) return a->span.len > b->span.len ? -1 : 1;
    return a->kind - b->kind;
}

/* Facts as marks, sorted by place; where two overlap the date wins over the figure, and both over the name. */
static u32 marks_of(struct arena *a, const struct facts *f, const struct mark **out)
{
    struct { VEC(struct mark); } v = {0};
    for (u32 i = 0; i < f->dates.n; i++)
        if (f->dates.v[i].type != DATE_DURATION)
            vec_push(a, &v, ((struct mark){f->dates.v[i].span, MARK_DATE, f->dates.v[i].begin == DAY_UNKNOWN ? 0 : f->dates.v[i].begin}));
    for (u32 i = 0; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i];
        span where = span_is_null(x->number) ? x->span : x->number;
        double thousandths = isnan(x->value) ? 0 : x->value * 1000;
        vec_push(a, &v, ((struct mark){where, MARK_FIGURE, fabs(thousandths) < 9e18 ? (i64)thousandths : 0}));
    }
    for (u32 i = 0; i < f->names.n; i++) vec_push(a, &v, ((struct mark){f->names.v[i].span, MARK_NAME, (i64)f->names.v[i].key}));
    if (v.n) qsort(v.v, v.n, sizeof *v.v, mark_order);
    u32 kept = 0;
    for (u32 i = 0; i < v.n; i++) {
        if (kept && span_overlap(v.v[kept - 1].span, v.v[i].span)) {
            bool wins = (v.v[i].kind == MARK_DATE && v.v[kept - 1].kind != MARK_DATE) || (v.v[i].kind == MARK_FIGURE && v.v[kept - 1].kind == MARK_NAME);
            if (wins) v.v[kept - 1] = v.v[i];
            continue;
        }
        v.v[kept++] = v.v[i];
    }
    *out = v.v;
    return kept;
}

static struct telling telling_of(struct arena *a, str id, const struct article *article, const struct facts *facts, const struct text *text)
{
    const struct mark *marks;
    u32 n = marks_of(a, facts, &marks);
    return telling_make(a, id, article, text, marks, n);
}

/* Facts need the day the article was published, and that day may stand in its text: find dates, find the day, resolve. */
static void resolve_by_text(const struct engine *e, const struct text *text, struct article *article, struct facts *facts)
{
    struct published day = article->published;
    if (day.when.precision == PRECISION_NONE) {
        if (fact_published(e->fact, text, article, facts, &day)) article->published = day;
        else if (e->reference.when.precision == PRECISION_NONE) return;
        else day = e->reference;
    }
    for (u32 i = 0; i < facts->dates.n; i++) date_resolve(&facts->dates.v[i], &day);
}

static void read_facts(const struct engine *e, struct arena *a, const struct text *text, struct article *article, struct facts *facts)
{
    fact_read(a, e->fact, e->page, text, article, facts);
    if (article->published.when.precision == PRECISION_NONE) resolve_by_text(e, text, article, facts);
    if (!span_is_null(article->modified.span) && !fact_modified(article, facts, &article->modified)) article->modified.span = SPAN_NULL;
}

static void read_articles(const struct engine *e, struct arena *a, struct reading_of_page *r)
{
    struct page *page = r->page;
    r->facts = ARENA_ARRAY(a, struct facts, page->articles.n);
    r->prints = ARENA_ARRAY(a, struct prints, page->articles.n);
    for (u32 i = 0; i < page->articles.n; i++) {
        struct article *article = &page->articles.v[i];
        struct text text = text_read(a, e->text, page->text, article->lang, article->zones.v, article->zones.n);
        read_facts(e, a, &text, article, &r->facts[i]);
        struct telling telling = telling_of(a, article->id, article, &r->facts[i], &text);
        r->prints[i] = prints_make(a, &telling);
    }
}

/* The day that an undated page's own text tells, found as read_facts finds it: dates need no other facts. */
static void find_day(const struct engine *e, struct arena *a, str raw, struct article *article)
{
    struct facts dates = {0};
    struct published day = article->published;
    if (day.when.precision != PRECISION_NONE) return;
    struct text text = text_read(a, e->text, raw, article->lang, article->zones.v, article->zones.n);
    fact_dates(a, e->fact, &text, &dates);
    if (fact_published(e->fact, &text, article, &dates, &day)) article->published = day;
}

static struct prints prints_of(struct arena *a, struct key_memo *memo, str raw, const struct article *article)
{
    struct keys keys = {0};
    for (u32 i = 0; i < article->zones.n; i++)
        if (telling_holds(article->zones.v[i].kind)) keys_read(a, memo, span_text(raw, article->zones.v[i].span), &keys);
    return prints_of_keys(a, keys.v, keys.n);
}

static void print_articles(const struct engine *e, struct arena *a, struct key_memo *memo, struct reading_of_page *r)
{
    struct page *page = r->page;
    r->prints = ARENA_ARRAY(a, struct prints, page->articles.n);
    for (u32 i = 0; i < page->articles.n; i++) {
        struct article *article = &page->articles.v[i];
        r->prints[i] = prints_of(a, memo, page->text, article);
        find_day(e, a, page->text, article);
    }
}

/* Fills page->unread and gives false, where the reading does not end. */
static bool read_page(const struct engine *e, struct arena *a, const struct input_cursor *c, const struct input_piece *piece,
                      struct reading_of_page *out)
{
    *out = (struct reading_of_page){.page = ARENA_NEW(a, struct page)};
    input_page(a, c, piece, out->page);
    if (out->page->unread.n) return false;
    page_read(a, e->page, out->page, e->lang);
    return true;
}

void engine_give_up(struct arena *a, const struct input_cursor *c, const struct input_piece *piece, struct reading_of_page *out)
{
    enum arena_failure why = a->failed;
    arena_reset(a);
    if (arena_guard(a)) BUG("no memory to say that there is none");
    *out = (struct reading_of_page){.page = ARENA_NEW(a, struct page)};
    out->page->name = input_name(a, c, piece);
    out->page->raw = piece->raw;
    out->page->unread = why == ARENA_NO_MEMORY
        ? S("reading it needs more memory than there is; give it to a larger machine, or split it")
        : S("reading it passes the limit of one page (LIMIT_DOCUMENT_ARENA or LIMIT_DOCUMENT_TOKENS); split it");
}

/* A page that fills the arena to the last byte leaves its caller a little room: what a caller makes of a reading is made
** without a boundary. */
#define ROOM_BEHIND 4096u

static void reading_begin(struct arena *a, struct hold *hold)
{
    hold_begin(a, hold);
    a->cap -= ROOM_BEHIND;
}

static void reading_end(struct arena *a, const struct hold *hold)
{
    a->cap += ROOM_BEHIND;
    hold_end(a, hold);
}

/* The caller's boundary is put back: what it does next with the arena is its own. */
void engine_read(const struct engine *e, struct arena *a, const struct input_cursor *c, const struct input_piece *piece,
                 struct reading_of_page *out)
{
    struct hold hold;
    reading_begin(a, &hold);
    if (arena_guard(a)) engine_give_up(a, c, piece, out);
    else if (read_page(e, a, c, piece, out)) read_articles(e, a, out);
    reading_end(a, &hold);
}

void engine_read_prints(const struct engine *e, struct arena *a, struct key_memo *memo, const struct input_cursor *c,
                        const struct input_piece *piece, struct reading_of_page *out, struct published **told)
{
    struct hold hold;
    reading_begin(a, &hold);
    if (arena_guard(a)) {
        engine_give_up(a, c, piece, out);
    } else if (read_page(e, a, c, piece, out)) {
        struct page *page = out->page;
        *told = ARENA_ARRAY(a, struct published, page->articles.n);
        for (u32 i = 0; i < page->articles.n; i++) (*told)[i] = page->articles.v[i].published;
        print_articles(e, a, memo, out);
    }
    reading_end(a, &hold);
}

u32 engine_marks(const struct engine *e, struct arena *a, struct fact_memo *memo, const struct text *text, const u8 *only, const struct mark **out)
{
    struct facts facts = {.memo = memo, .only = only}; /* statements leave no marks */
    fact_dates(a, e->fact, text, &facts);
    fact_names(a, e->fact, text, NULL, &facts);
    fact_figures(a, e->fact, text, &facts);
    return marks_of(a, &facts, out);
}

void engine_read_again(const struct engine *e, struct arena *a, str name, str raw, struct reading_of_page *out)
{
    struct input_cursor c;
    struct input_piece piece;
    input_kept(name, raw, &c, &piece);
    engine_read(e, a, &c, &piece, out);
}

struct text engine_text(const struct engine *e, struct arena *a, struct account *acc)
{
    struct text text = text_read(a, e->text, acc->raw, acc->article->lang, acc->article->zones.v, acc->article->zones.n);
    acc->telling = ARENA_NEW(a, struct telling);
    *acc->telling = telling_of(a, acc->article->id, acc->article, acc->facts, &text);
    return text;
}

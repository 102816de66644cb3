/* query.c - questions to a store: a story's dossier, the list of stories, where a text was printed; and two pages side by side. */
#include "run/session.h"

#include "base/limits.h"

#include "base/utf8.h"
#include "base/map.h"
#include "run/source.h"

#include <stdio.h>
#include <stdlib.h>

static enum asanid_status trouble(struct session *s, enum asanid_status st)
{
    if (st != ASANID_OK) snprintf(s->error, sizeof s->error, "%s", store_errmsg(s->store));
    return st;
}

/* ---- dossiers ---- */

static void renumber_matches(struct arena *a, const u64 *rows, u32 n, struct matches *m)
{
    struct map at;
    map_init(&at, a, n);
    for (u32 i = 0; i < n; i++) *map_put(&at, rows[i]) = i;
    for (u32 i = 0; i < m->n; i++) {
        const u64 *g = map_get(&at, m->v[i].group);
        m->v[i].a = (u32)*map_get(&at, m->v[i].a);
        m->v[i].b = (u32)*map_get(&at, m->v[i].b);
        m->v[i].group = g ? (u32)*g : UINT32_MAX;
    }
}

static enum asanid_status dossier_of(struct session *s, struct arena *a, struct story *story, struct dossier *out)
{
    u32 n = story->members.n;
    u64 *rows = ARENA_ARRAY(a, u64, n);
    struct account *accounts = ARENA_ARRAY(a, struct account, n);
    struct stemma *stemma = ARENA_NEW(a, struct stemma);
    struct matches *matches = ARENA_NEW(a, struct matches);
    enum asanid_status st = ASANID_OK;
    for (u32 i = 0; i < n && st == ASANID_OK; i++) {
        rows[i] = story->members.v[i].article;
        story->members.v[i].article = i;
        st = store_account(s->store, a, rows[i], &accounts[i]);
        if (st == ASANID_OK) engine_text(&s->engine, a, &accounts[i]);
    }
    if (st == ASANID_OK) st = store_stemma(s->store, a, rows, n, stemma);
    if (st == ASANID_OK) st = store_matches_of(s->store, a, rows, n, matches);
    if (st != ASANID_OK) return trouble(s, st);
    renumber_matches(a, rows, n, matches);
    dossier_make(a, s->engine.story, story, accounts, n, stemma, matches, out);
    return ASANID_OK;
}

#define ID_LEAST 4u /* letters of a story id's beginning that may stand for it */

/*
** The story that a reader means by something that is no story id: the one that holds the article of that id, or the only one whose id
** begins so ("story:" may be left out). "" with s->error where there is none or more than one.
*/
static enum asanid_status story_meant(struct session *s, struct arena *a, str said, str *out)
{
    struct article_rows rows = {0};
    str begins = str_starts(said, S("story:")) ? said : arena_fmt(a, "story:%.*s", STR_ARG(said)), other = STR_EMPTY;
    enum asanid_status st = store_articles(s->store, a, &rows);
    *out = STR_EMPTY;
    if (st != ASANID_OK) return trouble(s, st);
    for (u32 i = 0; i < rows.n; i++)
        if (str_eq(rows.v[i].id, said)) {
            *out = rows.v[i].story;
            return ASANID_OK;
        }
    for (u32 i = 0; i < rows.n && begins.n >= sizeof "story:" - 1 + ID_LEAST; i++) {
        if (!str_starts(rows.v[i].story, begins) || str_eq(rows.v[i].story, *out)) continue;
        if (out->n) other = rows.v[i].story;
        else *out = rows.v[i].story;
    }
    if (other.n) snprintf(s->error, sizeof s->error, "'%.*s' may be %.*s, %.*s or another story; give more of its id", STR_ARG(said), STR_ARG(*out), STR_ARG(other));
    else if (out->n == 0)
        snprintf(s->error, sizeof s->error, "no story or article '%.*s'; 'asanid stories' lists stories, 'asanid search' finds articles", STR_ARG(said));
    return other.n || out->n == 0 ? ASANID_NOTHING : ASANID_OK;
}

enum asanid_status session_dossier(struct session *s, struct arena *a, str id, struct dossier *out)
{
    struct story *story = NULL;
    enum asanid_status st = store_story(s->store, a, id, &story);
    if (st != ASANID_OK) return trouble(s, st);
    if (!story) {
        st = story_meant(s, a, id, &id);
        if (st == ASANID_OK) st = trouble(s, store_story(s->store, a, id, &story));
        if (st != ASANID_OK) return st;
        if (!story) {
            snprintf(s->error, sizeof s->error, "this article is in no story yet: an 'add' was cut short; run it again");
            return ASANID_NOTHING;
        }
    }
    return dossier_of(s, a, story, out);
}

static int latest_first(const void *x, const void *y)
{
    const struct story_line *a = x, *b = y;
    if (a->last != b->last) return a->last > b->last ? -1 : 1;
    if (a->articles != b->articles) return a->articles > b->articles ? -1 : 1;
    return str_cmp(a->id, b->id);
}

enum asanid_status session_stories(struct session *s, struct arena *a, struct story_lines *out)
{
    struct stories stories = {0};
    struct article_rows rows = {0};
    struct map at;
    enum asanid_status st = store_articles(s->store, a, &rows);
    if (st == ASANID_OK) st = store_stories(s->store, a, &stories);
    if (st != ASANID_OK) return trouble(s, st);
    map_init(&at, a, rows.n);
    for (u32 i = 0; i < rows.n; i++) *map_put(&at, rows.v[i].row) = i;
    for (u32 i = 0; i < stories.v.n; i++) {
        const struct story *x = &stories.v.v[i];
        struct story_line *line = vec_add(a, out);
        struct map outlets;
        map_init(&outlets, a, x->members.n);
        *line = (struct story_line){x->id, x->label, DAY_UNKNOWN, DAY_UNKNOWN, x->members.n, 0, x->independent};
        for (u32 k = 0; k < x->members.n; k++) {
            const struct article_row *r = &rows.v[*map_get(&at, x->members.v[k].article)];
            if (r->outlet.n) *strmap_put(&outlets, r->outlet) = 1;
            if (r->day == DAY_UNKNOWN) continue;
            if (line->first == DAY_UNKNOWN || r->day < line->first) line->first = r->day;
            if (line->last == DAY_UNKNOWN || r->day > line->last) line->last = r->day;
        }
        line->outlets = outlets.n;
    }
    if (out->n) qsort(out->v, out->n, sizeof *out->v, latest_first);
    return ASANID_OK;
}

enum asanid_status session_search(struct session *s, struct arena *a, str query, u32 most, struct hits *out)
{
    struct founds found = {0};
    struct article_rows rows = {0};
    struct map at;
    enum asanid_status st = store_search(s->store, a, query, most, &found);
    if (st == ASANID_OK && found.n) st = store_articles(s->store, a, &rows);
    if (st != ASANID_OK) return trouble(s, st);
    map_init(&at, a, rows.n);
    for (u32 i = 0; i < rows.n; i++) *map_put(&at, rows.v[i].row) = i;
    for (u32 i = 0; i < found.n; i++) {
        const struct article_row *r = &rows.v[*map_get(&at, found.v[i].row)];
        vec_push(a, out, ((struct hit){found.v[i], r->outlet, r->story, r->day}));
    }
    if (out->n == 0) snprintf(s->error, sizeof s->error, "no page of the store holds all of '%.*s'", STR_ARG(query));
    return out->n ? ASANID_OK : ASANID_NOTHING;
}

/* ---- a text without a store of its own ---- */

/* The main article of a page, with facts and words; false with s->error. The piece's bytes must outlive the arena's use. */
static bool account_of(struct session *s, struct arena *a, const struct input_cursor *c, const struct input_piece *piece, struct account *out)
{
    struct reading_of_page r;
    engine_read(&s->engine, a, c, piece, &r);
    if (r.page->unread.n || r.page->articles.n == 0) {
        snprintf(s->error, sizeof s->error, "cannot read '%.*s': %.*s", STR_ARG(r.page->name),
                 STR_ARG(r.page->unread.n ? r.page->unread : S("no article in it")));
        return false;
    }
    *out = (struct account){.page = r.page->name, .raw = r.page->text, .article = &r.page->articles.v[0], .facts = &r.facts[0]};
    engine_text(&s->engine, a, out);
    return true;
}

/* A plain text as it is: every line that is not blank a paragraph of one article. */
static void plain_account(struct session *s, struct arena *a, str name, str bytes, struct account *out)
{
    struct utf8_mending what;
    str raw = utf8_mend(a, bytes, &what);
    struct article *x = ARENA_NEW(a, struct article);
    x->id = name;
    x->published.span = SPAN_NULL;
    x->lang = s->engine.lang ? s->engine.lang : text_lang(s->engine.text, str_head(raw, 1 << 16));
    struct plain_zones zones = telling_plain_zones(a, raw);
    for (u32 i = 0; i < zones.n; i++) vec_push(a, &x->zones, zones.v[i]);
    for (u32 i = 0; i < x->zones.n; i++) vec_push(a, &x->body, x->zones.v[i].span);
    *out = (struct account){.page = name, .raw = raw, .article = x, .facts = ARENA_NEW(a, struct facts)};
    engine_text(&s->engine, a, out);
}

/* Reads one side of a comparison; its bytes and names stay in `a`, what is read from them in the comparison's arena. */
static bool compare_read(struct session *s, struct arena *a, char *path, bool align_only, struct comparison *x, struct account *out)
{
    struct source *source = source_open((char *const[]){path}, 1);
    struct source_piece *p = source_next(source);
    struct input_piece piece = {.raw = STR_EMPTY};
    struct input_cursor cursor = {.name = STR_EMPTY};
    if (!p && !s->error[0]) snprintf(s->error, sizeof s->error, "no page in '%.800s'", path);
    if (p) {
        piece = p->piece;
        cursor = p->cursor;
        piece.raw = arena_str(a, piece.raw);
        piece.unread = arena_str(a, piece.unread);
        cursor.name = arena_str(a, cursor.name);
        cursor.head = arena_str(a, cursor.head);
        source_drop(p);
    }
    source_close(source);
    if (!p) return false;
    if (!align_only || piece.unread.n) return account_of(s, &x->arena, &cursor, &piece, out);
    plain_account(s, &x->arena, cursor.name, piece.raw, out);
    return true;
}

enum asanid_status session_compare(struct session *s, struct arena *a, const char *path_a, const char *path_b, bool align_only,
                                   struct comparison *out)
{
    char paths[2][900]; /* shown in a message */
    memset(out, 0, sizeof *out);
    arena_init(&out->arena, LIMIT_COMPARE_ARENA);
    if (arena_guard(&out->arena)) {
        snprintf(s->error, sizeof s->error, "comparing '%.400s' with '%.400s' passes a limit (LIMIT_COMPARE_ARENA or LIMIT_DOCUMENT_TOKENS); %s", path_a,
                 path_b, align_only ? "split them" : "split them, or compare them as they are with --align-only");
        return ASANID_NOTHING;
    }
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s", i ? path_b : path_a);
        if (!compare_read(s, a, paths[i], align_only, out, &out->acc[i])) return ASANID_NOTHING;
    }
    match_pair(&out->arena, s->engine.trace, out->acc[0].telling, out->acc[1].telling, &out->matches);
    for (u32 i = 0; i < out->matches.n; i++) out->matches.v[i].a = 0, out->matches.v[i].b = 1, out->matches.v[i].group = UINT32_MAX;
    return ASANID_OK;
}

static int earliest_first(const void *x, const void *y)
{
    const struct printed *a = x, *b = y;
    const struct civil *p = &a->acc.article->published.when, *q = &b->acc.article->published.when;
    i64 s = p->precision ? civil_seconds(p) : INT64_MAX, t = q->precision ? civil_seconds(q) : INT64_MAX;
    return s != t ? (s < t ? -1 : 1) : str_cmp(a->acc.article->id, b->acc.article->id);
}

enum asanid_status session_trace(struct session *s, struct arena *a, str text, struct printing *out)
{
    struct account asked;
    struct article_rows rows = {0};
    memset(out, 0, sizeof *out);
    plain_account(s, a, S("-"), text, &asked);
    out->text = asked.telling;
    struct prints mine = prints_make(a, asked.telling);
    struct print_index *index = index_new(a);
    enum asanid_status st = store_articles(s->store, a, &rows);
    for (u32 i = 0; i < rows.n && st == ASANID_OK; i++) {
        struct prints p;
        st = store_prints(s->store, a, rows.v[i].row, &p);
        if (st == ASANID_OK) index_add(index, i, &p);
    }
    if (st != ASANID_OK) return trouble(s, st);
    index_done(index);
    struct candidates found = index_candidates(a, index, UINT32_MAX, &mine);
    for (u32 i = 0; i < found.n && st == ASANID_OK; i++) {
        struct printed p = {0};
        st = store_account(s->store, a, rows.v[found.v[i].doc].row, &p.acc);
        if (st != ASANID_OK) break;
        engine_text(&s->engine, a, &p.acc);
        match_pair(a, s->engine.trace, asked.telling, p.acc.telling, &p.matches);
        for (u32 k = 0; k < p.matches.n; k++) p.words += p.matches.v[k].equal;
        if (p.matches.n) vec_push(a, &out->v, p);
    }
    if (st != ASANID_OK) return trouble(s, st);
    if (out->v.n) qsort(out->v.v, out->v.n, sizeof *out->v.v, earliest_first);
    return out->v.n ? ASANID_OK : ASANID_NOTHING;
}

/* ---- why ---- */

struct node_names {
    const struct stemma *stemma;
    str id[2];
};

static str node_name(const struct node_names *n, u32 node) { return node & NODE_UNSEEN ? n->stemma->unseen.v[node & ~NODE_UNSEEN].id : n->id[node]; }

/* True where an unseen source has both articles below it. */
static bool shares_unseen(const struct stemma *m, u32 node)
{
    return node & NODE_UNSEEN && m->unseen.v[node & ~NODE_UNSEEN].witnesses.n > 1;
}

enum asanid_status session_why(struct session *s, str a, str b, session_edge_fn *edge, void *arg)
{
    struct arena arena;
    struct stemma m = {0};
    struct node_names names = {&m, {a, b}};
    u64 rows[2] = {store_row(s->store, a), store_row(s->store, b)};
    for (int i = 0; i < 2; i++)
        if (!rows[i]) {
            snprintf(s->error, sizeof s->error, "no article '%.*s' in the store; 'asanid export articles' lists them", STR_ARG(i ? b : a));
            return ASANID_NOTHING;
        }
    arena_init(&arena, SIZE_MAX / 2);
    enum asanid_status st = trouble(s, store_stemma(s->store, &arena, rows, 2, &m));
    for (u32 kind = 0; kind < 2 && st == ASANID_OK; kind++)
        for (u32 i = 0; i < (kind ? m.rejected.n : m.edges.n); i++) {
            const struct edge *e = kind ? &m.rejected.v[i] : &m.edges.v[i];
            bool joins = (!(e->child & NODE_UNSEEN) && !(e->parent & NODE_UNSEEN)) || shares_unseen(&m, e->parent) || shares_unseen(&m, e->child);
            if (joins && !edge(arg, e, node_name(&names, e->child), node_name(&names, e->parent))) break;
        }
    arena_release(&arena);
    return st;
}

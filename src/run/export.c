/* export.c - every kind of FORMATS over a store, rows in the order of FORMATS. */
#include "run/session.h"

#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>

const char *const session_kinds[] = {"articles", "matches",     "edges",  "unseen",    "origins", "stories",   "forwards", "differences",
                                     "agenda",   "events",      "dates",  "figures",   "statements", "names",  "revisions", NULL};

struct export {
    struct session *s;
    bool all;
    session_line_fn *line;
    void *arg;
    struct arena names; /* ids and rows */
    struct article_rows rows;
    struct stemma stemma;
    bool stopped;
};

static enum asanid_status trouble(struct session *s, enum asanid_status st)
{
    if (st != ASANID_OK && !s->error[0]) snprintf(s->error, sizeof s->error, "%s", store_errmsg(s->store));
    return st;
}

/* Writes one object and passes its line on. */
#define EMIT(x, write)                                                                                                         \
    do {                                                                                                                       \
        struct arena emit_arena;                                                                                               \
        struct out emit_out;                                                                                                   \
        struct json emit_json, *j = &emit_json;                                                                                \
        arena_init(&emit_arena, SIZE_MAX / 2);                                                                                 \
        out_init(&emit_out, &emit_arena);                                                                                      \
        json_init(j, &emit_out);                                                                                               \
        write;                                                                                                                 \
        if (!(x)->stopped && !(x)->line((x)->arg, out_view(&emit_out))) (x)->stopped = true;                                   \
        arena_release(&emit_arena);                                                                                            \
    } while (0)

/* ---- articles and their facts, by id ---- */

static int by_id(const void *x, const void *y)
{
    const struct article_row *a = x, *b = y;
    return str_cmp(a->id, b->id);
}

enum fact_kind { ARTICLES, DATES, FIGURES, STATEMENTS, NAMES };

static void emit_account(struct export *x, enum fact_kind kind, const struct account *acc, const struct extras *extras)
{
    const struct facts *f = acc->facts;
    str id = acc->article->id;
    if (kind == ARTICLES) EMIT(x, object_article(j, acc, extras, NULL));
    for (u32 i = 0; kind == DATES && i < f->dates.n; i++) EMIT(x, object_date(j, &f->dates.v[i], acc->raw, id));
    for (u32 i = 0; kind == FIGURES && i < f->figures.n; i++) EMIT(x, object_figure(j, &f->figures.v[i], acc->raw, id));
    for (u32 i = 0; kind == STATEMENTS && i < f->statements.n; i++) EMIT(x, object_statement(j, &f->statements.v[i], id));
    for (u32 i = 0; kind == NAMES && i < f->names.n; i++) EMIT(x, object_name(j, &f->names.v[i], acc->raw, id));
}

static enum asanid_status export_accounts(struct export *x, enum fact_kind kind)
{
    enum asanid_status st = ASANID_OK;
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    if (x->rows.n) qsort(x->rows.v, x->rows.n, sizeof *x->rows.v, by_id);
    for (u32 i = 0; i < x->rows.n && st == ASANID_OK && !x->stopped; i++) {
        struct account acc;
        struct page page = {0};
        arena_reset(&a);
        st = store_account(x->s->store, &a, x->rows.v[i].row, &acc);
        if (st == ASANID_OK && kind == ARTICLES && x->rows.v[i].part == 0) st = store_page_of(x->s->store, &a, x->rows.v[i].row, &page);
        struct extras extras = record_extras(&a, page.raw);
        if (st == ASANID_OK) emit_account(x, kind, &acc, &extras);
    }
    arena_release(&a);
    return st;
}

static enum asanid_status emit_revision(void *arg, const struct account *acc, u32 revision)
{
    struct export *x = arg;
    (void)revision;
    emit_account(x, ARTICLES, acc, NULL);
    return ASANID_OK;
}

/* ---- matches and the stemma ---- */

static str node_id(const void *arg, u32 node)
{
    const struct export *x = arg;
    return node & NODE_UNSEEN ? x->stemma.unseen.v[node & ~NODE_UNSEEN].id : x->rows.v[node].id;
}

static _Thread_local const struct export *sorting; /* qsort passes no context */

static int id_order(const void *p, const void *q)
{
    const struct match *a = p, *b = q;
    int c = str_cmp(node_id(sorting, a->a), node_id(sorting, b->a));
    if (!c) c = str_cmp(node_id(sorting, a->b), node_id(sorting, b->b));
    if (!c) c = (a->in_a.off > b->in_a.off) - (a->in_a.off < b->in_a.off);
    return c ? c : (a->in_b.off > b->in_b.off) - (a->in_b.off < b->in_b.off);
}

static enum asanid_status export_matches(struct export *x)
{
    struct matches m = {0};
    struct map at;
    struct naming names = {node_id, x};
    enum asanid_status st = store_matches(x->s->store, &x->names, &m);
    if (st != ASANID_OK) return st;
    map_init(&at, &x->names, x->rows.n);
    for (u32 i = 0; i < x->rows.n; i++) *map_put(&at, x->rows.v[i].row) = i;
    for (u32 i = 0; i < m.n; i++) {
        const u64 *g = map_get(&at, m.v[i].group);
        m.v[i].a = (u32)*map_get(&at, m.v[i].a);
        m.v[i].b = (u32)*map_get(&at, m.v[i].b);
        m.v[i].group = g ? (u32)*g : UINT32_MAX;
    }
    sorting = x;
    if (m.n) qsort(m.v, m.n, sizeof *m.v, id_order);
    for (u32 i = 0; i < m.n && !x->stopped; i++)
        if (x->all || m.v[i].kind != MATCH_BOILERPLATE) EMIT(x, object_match(j, &m.v[i], &names));
    return ASANID_OK;
}

static int edge_order(const void *p, const void *q)
{
    const struct edge *a = p, *b = q;
    int c = str_cmp(node_id(sorting, a->child), node_id(sorting, b->child));
    return c ? c : str_cmp(node_id(sorting, a->parent), node_id(sorting, b->parent));
}

static int unseen_order(const void *p, const void *q) { return str_cmp(((const struct unseen *)p)->id, ((const struct unseen *)q)->id); }

static int origin_order(const void *p, const void *q)
{
    const struct origin *a = p, *b = q;
    return str_cmp(node_id(sorting, a->article), node_id(sorting, b->article));
}

static enum asanid_status export_stemma(struct export *x, const char *kind)
{
    struct naming names = {node_id, x};
    u64 *rows = ARENA_ARRAY(&x->names, u64, x->rows.n);
    for (u32 i = 0; i < x->rows.n; i++) rows[i] = x->rows.v[i].row;
    enum asanid_status st = store_stemma(x->s->store, &x->names, rows, x->rows.n, &x->stemma);
    struct stemma *m = &x->stemma;
    sorting = x;
    if (st != ASANID_OK) return st;
    if (strcmp(kind, "edges") == 0) {
        if (m->edges.n) qsort(m->edges.v, m->edges.n, sizeof *m->edges.v, edge_order);
        for (u32 i = 0; i < m->edges.n && !x->stopped; i++) EMIT(x, object_edge(j, &m->edges.v[i], &names));
    } else if (strcmp(kind, "unseen") == 0) {
        if (m->unseen.n) qsort(m->unseen.v, m->unseen.n, sizeof *m->unseen.v, unseen_order);
        for (u32 i = 0; i < m->unseen.n && !x->stopped; i++) EMIT(x, object_unseen(j, &m->unseen.v[i], &names));
    } else {
        if (m->origins.n) qsort(m->origins.v, m->origins.n, sizeof *m->origins.v, origin_order);
        for (u32 i = 0; i < m->origins.n && !x->stopped; i++) EMIT(x, object_origin(j, &m->origins.v[i], &names));
    }
    return ASANID_OK;
}

/* ---- what a dossier holds ---- */

static void emit_dossier(struct export *x, const char *kind, const struct dossier *d)
{
    if (strcmp(kind, "stories") == 0) EMIT(x, object_story(j, d));
    else if (strcmp(kind, "events") == 0) for (u32 i = 0; i < d->events.n; i++) EMIT(x, object_event(j, d, i));
    else if (strcmp(kind, "differences") == 0) for (u32 i = 0; i < d->differences.n; i++) EMIT(x, object_difference(j, d, &d->differences.v[i]));
    else for (u32 i = 0; i < d->agenda.n; i++) EMIT(x, object_appointment(j, d, &d->agenda.v[i]));
}

static enum asanid_status export_stories(struct export *x, const char *kind)
{
    struct stories stories = {0};
    struct arena a;
    enum asanid_status st = store_stories(x->s->store, &x->names, &stories);
    arena_init(&a, SIZE_MAX / 2);
    for (u32 i = 0; i < stories.forwards.n && st == ASANID_OK && strcmp(kind, "forwards") == 0; i++)
        EMIT(x, object_forward(j, &stories.forwards.v[i]));
    for (u32 i = 0; i < stories.v.n && st == ASANID_OK && !x->stopped && strcmp(kind, "forwards") != 0; i++) {
        struct dossier d = {0};
        arena_reset(&a);
        st = session_dossier(x->s, &a, stories.v.v[i].id, &d);
        if (st == ASANID_OK) emit_dossier(x, kind, &d);
    }
    arena_release(&a);
    return st;
}

static enum asanid_status export_kind(struct export *x, const char *kind)
{
    static const char *const facts[] = {"articles", "dates", "figures", "statements", "names"};
    for (u32 i = 0; i < COUNT_OF(facts); i++)
        if (strcmp(kind, facts[i]) == 0) return export_accounts(x, (enum fact_kind)i);
    if (strcmp(kind, "matches") == 0) return export_matches(x);
    if (strcmp(kind, "edges") == 0 || strcmp(kind, "unseen") == 0 || strcmp(kind, "origins") == 0) return export_stemma(x, kind);
    if (strcmp(kind, "revisions") == 0) return store_each_revision(x->s->store, emit_revision, x);
    return export_stories(x, kind);
}

enum asanid_status session_export(struct session *s, const char *kind, bool all, session_line_fn *line, void *arg)
{
    struct export x = {.s = s, .all = all, .line = line, .arg = arg};
    const char *const *k = session_kinds;
    while (*k && strcmp(*k, kind) != 0) k++;
    if (!*k) {
        snprintf(s->error, sizeof s->error, "no kind '%s' to export; 'asanid help export' lists them", kind);
        return ASANID_USAGE;
    }
    arena_init(&x.names, SIZE_MAX / 2);
    enum asanid_status st = store_articles(s->store, &x.names, &x.rows);
    if (st == ASANID_OK) st = export_kind(&x, kind);
    arena_release(&x.names);
    return trouble(s, st);
}

/* text.c - articles, facts, matches, edges and dossiers at a terminal. */
#include "show/text.h"

#include "show/label.h"

#include <stdio.h>
#include <stdlib.h>

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define ADDED "\033[32m"
#define LOST "\033[31m"
#define PLAIN "\033[0m"

static void paint(struct out *o, const struct style *s, const char *code)
{
    if (s->color) out_z(o, code);
}

static void heading(struct out *o, const struct style *s, const char *key)
{
    out_char(o, '\n');
    paint(o, s, BOLD);
    out_str(o, ui_text(s->ui, key));
    paint(o, s, PLAIN);
    out_char(o, '\n');
}

/* "key: text", wrapped. */
static void line(struct out *o, const struct style *s, u32 indent, const char *key, str text)
{
    str name = ui_text(s->ui, key);
    text_pad(o, indent);
    paint(o, s, DIM);
    out_str(o, name);
    out_z(o, ": ");
    paint(o, s, PLAIN);
    text_wrap(o, s, indent + 4, indent + text_cells(name) + 2, text);
    out_char(o, '\n');
}

/* Text behind an indent, wrapped, with a newline. */
static void para(struct out *o, const struct style *s, u32 indent, str text)
{
    text_pad(o, indent);
    text_wrap(o, s, indent, indent, text);
    out_char(o, '\n');
}

/* ---- an article ---- */

static void article_head(struct out *o, const struct style *s, const struct article *x)
{
    static const char *const bases[] = {"", "basis_input", "basis_metadata", "basis_page", "basis_text", "basis_story"};
    char when[32];
    civil_format(&x->published.when, when);
    paint(o, s, BOLD);
    text_wrap(o, s, 0, 0, x->headline.text.n ? x->headline.text : x->id);
    paint(o, s, PLAIN);
    out_char(o, '\n');
    paint(o, s, DIM);
    para(o, s, 2, x->id);
    paint(o, s, PLAIN);
    if (x->part) para(o, s, 2, ui_text(s->ui, "part"));
    if (x->kicker.text.n) line(o, s, 2, "kicker", x->kicker.text);
    if (x->outlet.n) line(o, s, 2, "outlets", x->outlet);
    if (when[0]) {
        str name = ui_text(s->ui, "published"), basis = ui_text(s->ui, bases[x->published.basis]);
        text_pad(o, 2);
        paint(o, s, DIM);
        out_str(o, name);
        out_z(o, ": ");
        paint(o, s, PLAIN);
        out_z(o, when);
        out_z(o, " (");
        out_str(o, basis);
        out_z(o, ")\n");
    } else line(o, s, 2, "published", ui_text(s->ui, "undated"));
    for (u32 i = 0; i < x->bylines.n; i++) line(o, s, 2, "byline", x->bylines.v[i].text);
    if (x->dateline.text.n) line(o, s, 2, "dateline", x->dateline.text);
    for (u32 i = 0; i < x->credits.n; i++) line(o, s, 2, "credit", x->credits.v[i].agency.n ? x->credits.v[i].agency : x->credits.v[i].text);
}

/* Every part by its place: what it was taken for, where it stands, how it begins. */
static void article_places(struct out *o, const struct style *s, const struct account *acc)
{
    static const char *const zones[] = {"headline", "kicker", "date", "byline", "dateline", "caption", "subheading", "body", "credit"};
    struct arena a;
    const struct article *x = acc->article;
    struct text_table t = {.columns = 4, .right = 1u << 1 | 1u << 2};
    arena_init(&a, SIZE_MAX / 2);
    vec_push(&a, &t.cells, ui_text(s->ui, "kind"));
    vec_push(&a, &t.cells, S("@"));
    vec_push(&a, &t.cells, ui_text(s->ui, "bytes"));
    vec_push(&a, &t.cells, ui_text(s->ui, "body"));
    for (u32 z = 0, f = 0; z < x->zones.n || f < x->furniture.n;) {
        bool zone = f >= x->furniture.n || (z < x->zones.n && x->zones.v[z].span.off <= x->furniture.v[f].span.off);
        span at = zone ? x->zones.v[z].span : x->furniture.v[f].span;
        vec_push(&a, &t.cells, zone ? str_of(zones[x->zones.v[z].kind]) : arena_fmt(&a, "- %s", furniture_name((enum furniture_kind)x->furniture.v[f].kind)));
        vec_push(&a, &t.cells, arena_fmt(&a, "%u", at.off));
        vec_push(&a, &t.cells, arena_fmt(&a, "%u", at.len));
        vec_push(&a, &t.cells, str_trim(span_text(acc->raw, at)));
        if (zone) z++;
        else f++;
    }
    out_char(o, '\n');
    text_table(o, &a, s, &t);
    arena_release(&a);
}

void text_article(struct out *o, const struct style *s, const struct account *acc, bool why)
{
    const struct article *x = acc->article;
    article_head(o, s, x);
    out_char(o, '\n');
    for (u32 i = 0; i < x->body.n; i++) para(o, s, 2, span_text(acc->raw, x->body.v[i]));
    out_fmt(o, "\n  ");
    out_str(o, ui_text(s->ui, "dates"));
    out_fmt(o, " %u · ", acc->facts->dates.n);
    out_str(o, ui_text(s->ui, "figures"));
    out_fmt(o, " %u · ", acc->facts->figures.n);
    out_str(o, ui_text(s->ui, "statements"));
    out_fmt(o, " %u · ", acc->facts->statements.n);
    out_str(o, ui_text(s->ui, "names"));
    out_fmt(o, " %u · ", acc->facts->names.n);
    out_str(o, ui_text(s->ui, "furniture"));
    out_fmt(o, " %u\n", x->furniture.n);
    if (why) article_places(o, s, acc);
    out_char(o, '\n');
}

/* ---- facts in the text ---- */

struct marked {
    span span;
    const char *kind; /* color code and bracket label */
    const char *code;
    str value;
};

static int marked_order(const void *x, const void *y)
{
    const struct marked *a = x, *b = y;
    if (a->span.off != b->span.off) return a->span.off < b->span.off ? -1 : 1;
    return a->span.len > b->span.len ? -1 : a->span.len < b->span.len;
}

struct marked_facts {
    VEC(struct marked);
};

static void gather_facts(struct arena *a, const struct account *acc, struct marked_facts *m)
{
    const struct facts *f = acc->facts;
    for (u32 i = 0; i < f->dates.n; i++)
        vec_push(a, m, ((struct marked){f->dates.v[i].span, "d", "\033[36m", f->dates.v[i].value[0] ? str_of(f->dates.v[i].value) : S("?")}));
    for (u32 i = 0; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i];
        str value = x->comparator == CMP_VAGUE ? S("vague")
            : x->comparator == CMP_RANGE       ? arena_fmt(a, "%.10g-%.10g", x->value, x->high)
                                               : arena_fmt(a, "%s %.10g", comparator_name((enum comparator)x->comparator), x->value);
        vec_push(a, m, ((struct marked){span_is_null(x->number) ? x->span : x->number, "f", "\033[33m", value}));
    }
    for (u32 i = 0; i < f->names.n; i++)
        vec_push(a, m, ((struct marked){f->names.v[i].span, "n", "\033[35m",
                                        f->names.v[i].government ? S("government") : str_of(name_kind_name((enum name_kind)f->names.v[i].kind))}));
    for (u32 i = 0; i < f->statements.n; i++)
        vec_push(a, m, ((struct marked){f->statements.v[i].cue.span, "s", "\033[32m", f->statements.v[i].speaker.text}));
    if (m->n) qsort(m->v, m->n, sizeof *m->v, marked_order);
}

void text_facts(struct out *o, const struct style *s, const struct account *acc)
{
    struct arena a;
    struct marked_facts m = {0};
    u32 next = 0;
    arena_init(&a, SIZE_MAX / 2);
    gather_facts(&a, acc, &m);
    article_head(o, s, acc->article);
    out_char(o, '\n');
    for (u32 i = 0; i < acc->article->body.n; i++) {
        span p = acc->article->body.v[i];
        struct out para_out;
        out_init(&para_out, &a);
        u32 at = p.off;
        while (next < m.n && m.v[next].span.off < p.off) next++;
        for (; next < m.n && m.v[next].span.off < span_end(p); next++) {
            const struct marked *x = &m.v[next];
            if (span_is_null(x->span) || x->span.off < at || span_end(x->span) > span_end(p)) continue;
            out_str(&para_out, span_text(acc->raw, span_of(at, x->span.off - at)));
            out_char(&para_out, '[');
            out_str(&para_out, span_text(acc->raw, x->span));
            out_char(&para_out, '|');
            out_z(&para_out, x->kind);
            if (x->value.n) out_char(&para_out, ':'), out_str(&para_out, x->value);
            out_char(&para_out, ']');
            at = span_end(x->span);
        }
        out_str(&para_out, span_text(acc->raw, span_of(at, span_end(p) - at)));
        para(o, s, 2, out_view(&para_out));
    }
    out_z(o, "\n  d ");
    out_str(o, ui_text(s->ui, "dates"));
    out_z(o, " · f ");
    out_str(o, ui_text(s->ui, "figures"));
    out_z(o, " · n ");
    out_str(o, ui_text(s->ui, "names"));
    out_z(o, " · s ");
    out_str(o, ui_text(s->ui, "statements"));
    out_z(o, "\n\n");
    arena_release(&a);
}

/* ---- matches ---- */

/* One side of a passage with what the other lacks between marks: colour on a terminal, {..} else. */
static str side_of(struct arena *a, const struct style *s, str raw, span where, const struct match *m, bool is_b)
{
    struct out o;
    u32 at = where.off;
    out_init(&o, a);
    for (u32 i = 0; i < m->edits.n; i++) {
        span e = is_b ? m->edits.v[i].b : m->edits.v[i].a;
        if (span_is_null(e) || e.off < at || span_end(e) > span_end(where)) continue;
        out_str(&o, span_text(raw, span_of(at, e.off - at)));
        out_z(&o, s->color ? (is_b ? ADDED : LOST) : "{");
        out_str(&o, span_text(raw, e));
        out_z(&o, s->color ? PLAIN : "}");
        at = span_end(e);
    }
    out_str(&o, span_text(raw, span_of(at, span_end(where) - at)));
    return out_view(&o);
}

/* As text_wrap, but escape sequences pass and take no cell: for text that this file coloured itself. */
static void painted_para(struct out *o, const struct style *s, const char *mark, str text)
{
    text_pad(o, 2);
    out_z(o, mark);
    out_char(o, ' ');
    if (!s->color) text_wrap(o, s, 4, 4, text);
    else
        for (size_t k = 0; k < text.n; k++) out_char(o, text.p[k] == '\n' || text.p[k] == '\r' ? ' ' : text.p[k]);
    out_char(o, '\n');
}

void text_matches(struct out *o, const struct style *s, const struct account *x, const struct account *y, const struct matches *m)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    for (u32 i = 0; i < m->n; i++) {
        const struct match *k = &m->v[i];
        paint(o, s, DIM);
        out_fmt(o, "%s, %u ", match_kind_name((enum match_kind)k->kind), k->words);
        out_str(o, ui_text(s->ui, "words"));
        out_fmt(o, ", %.0f %% ", match_similarity(k) * 100);
        out_str(o, ui_text(s->ui, "similarity"));
        paint(o, s, PLAIN);
        out_char(o, '\n');
        painted_para(o, s, "a", side_of(&a, s, x->raw, k->in_a, k, false));
        painted_para(o, s, "b", side_of(&a, s, y->raw, k->in_b, k, true));
        for (u32 e = 0; e < k->edits.n; e++) {
            const struct edit *d = &k->edits.v[e];
            str from = span_text(x->raw, d->a), to = span_text(y->raw, d->b);
            out_fmt(o, "    %s: ", edit_class_name((enum edit_class)d->class));
            text_wrap(o, s, 6, 6, arena_fmt(&a, "%.*s → %.*s", STR_ARG(from.n ? from : S("∅")), STR_ARG(to.n ? to : S("∅"))));
            out_char(o, '\n');
        }
        out_char(o, '\n');
    }
    arena_release(&a);
}

/* ---- edges ---- */

static void evidence(struct out *o, const struct style *s, const struct dossier *d, u32 indent, const struct edge *e)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    for (u32 i = 0; i < e->evidence.n; i++) {
        const struct evidence *v = &e->evidence.v[i];
        text_pad(o, indent);
        paint(o, s, DIM);
        out_fmt(o, "%+.1f ", v->weight);
        text_wrap(o, s, indent + 5, indent + 5, label_evidence(&a, d, v, s->ui));
        paint(o, s, PLAIN);
        out_char(o, '\n');
    }
    arena_release(&a);
}

void text_edge(struct out *o, const struct style *s, const struct edge *e, str child, str parent)
{
    paint(o, s, BOLD);
    out_str(o, child);
    out_z(o, " ← ");
    out_str(o, parent);
    paint(o, s, PLAIN);
    out_z(o, "  ");
    out_str(o, ui_text(s->ui, relation_name((enum relation)e->relation)));
    out_fmt(o, ", %.0f %% ", e->share * 100);
    out_str(o, ui_text(s->ui, "share"));
    out_fmt(o, ", p %.2f, ", e->p);
    out_str(o, ui_text(s->ui, e->p >= .5 ? "accepted" : "rejected"));
    out_char(o, '\n');
    evidence(o, s, NULL, 4, e);
}

/* ---- the dossier ---- */

/* With `words_of` a language: says that the first one's wording is shown, where there are several. */
static str bearer_names(struct arena *a, const struct dossier *d, const struct bearer *v, u32 n, const char *words_of)
{
    struct out o;
    out_init(&o, a);
    for (u32 i = 0; i < n; i++) {
        if (i && v[i].account == v[i - 1].account) continue;
        if (i) out_z(&o, ", ");
        out_str(&o, label_article(a, d, v[i].account));
        if (i == 0 && words_of && v[n - 1].account != v[0].account) {
            out_z(&o, " (");
            out_str(&o, ui_text(words_of, "its_words"));
            out_z(&o, ")");
        }
    }
    return out_view(&o);
}

static str account_names(struct arena *a, const struct dossier *d, const u32 *v, u32 n)
{
    struct out o;
    out_init(&o, a);
    for (u32 i = 0; i < n; i++) {
        if (i) out_z(&o, ", ");
        out_str(&o, label_article(a, d, v[i]));
    }
    return out_view(&o);
}

static void dossier_head(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    const struct { const char *key; u32 n; } counts[] = {
        {"pages", d->pages}, {"articles", d->n}, {"outlets", d->outlets}, {"independent_tellings", d->story->independent}};
    paint(o, s, BOLD);
    text_wrap(o, s, 0, 0, d->story->label);
    paint(o, s, PLAIN);
    out_char(o, '\n');
    str days = label_days(a, d);
    out_str(o, days.n ? days : ui_text(s->ui, "undated"));
    for (u32 i = 0; i < COUNT_OF(counts); i++) {
        if (counts[i].n == 0) continue; /* outlets: no page names its own */
        out_z(o, " · ");
        out_str(o, ui_text(s->ui, counts[i].key));
        out_fmt(o, ": %u", counts[i].n);
    }
    out_z(o, "\n");
    paint(o, s, DIM);
    out_str(o, d->story->id);
    paint(o, s, PLAIN);
    out_char(o, '\n');
}

static void branch_line(struct out *o, struct arena *a, const struct style *s, const struct dossier *d, const struct branch *b)
{
    u32 indent = 2 + b->depth * 3;
    text_pad(o, 2 + (b->depth ? (b->depth - 1) * 3 : 0));
    if (b->depth) out_z(o, b->last ? "└─ " : "├─ ");
    paint(o, s, BOLD);
    out_str(o, label_node(a, d, b->node, s->ui));
    paint(o, s, PLAIN);
    if (!(b->node & NODE_UNSEEN)) {
        str when = label_published(a, d->accounts[b->node].article);
        out_z(o, "  ");
        out_str(o, when.n ? when : ui_text(s->ui, "undated"));
    }
    if (b->edge) {
        out_z(o, "  ");
        out_str(o, ui_text(s->ui, relation_name((enum relation)b->edge->relation)));
        out_fmt(o, ", %.0f %% ", b->edge->share * 100);
        out_str(o, ui_text(s->ui, "share"));
    }
    out_char(o, '\n');
    if (!(b->node & NODE_UNSEEN)) {
        str headline = d->accounts[b->node].article->headline.text;
        if (headline.n) para(o, s, indent + 2, headline);
    }
    if (b->edge) evidence(o, s, d, indent + 2, b->edge);
}

static void dossier_chain(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    struct branches tree = label_tree(a, d);
    heading(o, s, "chain");
    for (u32 i = 0; i < tree.n; i++) {
        branch_line(o, a, s, d, &tree.v[i]);
        for (u32 k = 0; k < d->stemma->edges.n; k++) { /* a second parent */
            const struct edge *e = &d->stemma->edges.v[k];
            if (e->child != tree.v[i].node || e == tree.v[i].edge) continue;
            str parent = label_node(a, d, e->parent, s->ui);
            line(o, s, 4 + tree.v[i].depth * 3, "also_from", arena_fmt(a, "%.*s, %.0f %%", STR_ARG(parent), e->share * 100));
        }
    }
}

static void dossier_rebuilt(struct out *o, const struct style *s, const struct dossier *d)
{
    for (u32 i = 0; i < d->stemma->unseen.n; i++) {
        str text = d->stemma->unseen.v[i].text;
        if (text.n == 0) continue;
        heading(o, s, "rebuilt");
        for (size_t at = 0; at < text.n;) {
            const char *end = memchr(text.p + at, '\n', text.n - at);
            size_t stop = end ? (size_t)(end - text.p) : text.n;
            para(o, s, 2, (str){text.p + at, stop - at});
            at = stop + 1;
        }
    }
}

static void dossier_timeline(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    if (d->timeline.n) heading(o, s, "timeline");
    for (u32 i = 0; i < d->timeline.n; i++) {
        const struct happening *h = &d->timeline.v[i];
        str from = day_text(a, h->begin), to = h->end == DAY_UNKNOWN ? from : day_text(a, h->end - 1);
        out_z(o, "  ");
        out_str(o, from);
        if (h->end != DAY_UNKNOWN && h->end - h->begin > 1) out_z(o, " – "), out_str(o, to);
        out_char(o, '\n');
        para(o, s, 4, h->what);
        paint(o, s, DIM);
        para(o, s, 6, bearer_names(a, d, h->bearers.v, h->bearers.n, s->ui));
        paint(o, s, PLAIN);
    }
}

static void reading_line(struct out *o, struct arena *a, const struct style *s, const struct dossier *d, const struct reading *r, bool loose)
{
    text_pad(o, 4);
    text_wrap(o, s, 6, 4, r->text.n ? r->text : S("∅"));
    out_char(o, '\n');
    paint(o, s, DIM);
    para(o, s, 8, bearer_names(a, d, r->bearers.v, r->bearers.n, loose ? s->ui : NULL));
    paint(o, s, PLAIN);
}

static void dossier_figures(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    if (d->figures.n) heading(o, s, "figures");
    for (u32 i = 0; i < d->figures.n; i++) {
        const struct figure_line *f = &d->figures.v[i];
        out_z(o, "  ");
        out_str(o, f->slot);
        if (f->disagree) out_z(o, label_values_differ(f) ? " ≠ " : " ≈ "), out_str(o, ui_text(s->ui, label_values_differ(f) ? "disagree" : "same_number"));
        out_char(o, '\n');
        for (u32 k = 0; k < f->readings.n; k++) reading_line(o, a, s, d, &f->readings.v[k], false);
    }
}

static void dossier_statements(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    struct speakers all = label_speakers(a, d);
    if (all.n) heading(o, s, "statements");
    for (u32 i = 0; i < all.n; i++) {
        const struct speaker *sp = &all.v[i];
        out_z(o, "  ");
        paint(o, s, BOLD);
        out_str(o, sp->name.n ? sp->name : ui_text(s->ui, "nobody_named"));
        paint(o, s, PLAIN);
        str role = sp->government ? ui_text(s->ui, "government") : sp->role;
        if (role.n) out_z(o, ","), text_wrap(o, s, 6, 40, role);
        out_char(o, '\n');
        for (u32 k = 0; k < sp->said.n; k++) {
            const struct said *x = &sp->said.v[k];
            str words = x->statement->content.text, cue = x->statement->cue.text;
            if (x->statement->type == SAID_DIRECT) words = arena_fmt(a, "“%.*s”", STR_ARG(words));
            para(o, s, 4, cue.n ? arena_fmt(a, "%.*s: %.*s", STR_ARG(cue), STR_ARG(words)) : words);
            paint(o, s, DIM);
            str who = account_names(a, d, x->accounts.v, x->accounts.n), via = ui_text(s->ui, "via");
            para(o, s, 8, x->statement->via.n ? arena_fmt(a, "%.*s; %.*s %.*s", STR_ARG(who), STR_ARG(via), STR_ARG(x->statement->via)) : who);
            paint(o, s, PLAIN);
        }
    }
}

static bool is_leaving_out(const struct difference *x) { return x->kind == DIFF_OMISSION || x->kind == DIFF_ADDITION; }

static void dossier_differences(struct out *o, struct arena *a, const struct style *s, const struct dossier *d, bool leaving_out)
{
    bool any = false;
    for (u32 i = 0; i < d->differences.n; i++) {
        const struct difference *x = &d->differences.v[i];
        if (is_leaving_out(x) != leaving_out) continue;
        if (!any) heading(o, s, leaving_out ? "left_out" : "differences");
        any = true;
        str kind = ui_text(s->ui, arena_fmt(a, "d_%s", difference_kind_name((enum difference_kind)x->kind)).p);
        text_pad(o, 2);
        paint(o, s, DIM);
        out_str(o, kind);
        paint(o, s, PLAIN);
        if (x->slot.n && !leaving_out) out_z(o, " · "), text_wrap(o, s, 4, 10, x->slot);
        out_char(o, '\n');
        for (u32 k = 0; k < x->readings.n; k++) reading_line(o, a, s, d, &x->readings.v[k], leaving_out);
        if (x->lacking.n) line(o, s, 4, "lacking", account_names(a, d, x->lacking.v, x->lacking.n));
    }
}

static void dossier_credits(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    if (d->credits.n) heading(o, s, "credits");
    for (u32 i = 0; i < d->credits.n; i++) {
        const struct credit_line *c = &d->credits.v[i];
        str who = label_article(a, d, c->account), of = ui_text(s->ui, "origin"), kept = ui_text(s->ui, c->kept ? "kept" : "dropped");
        para(o, s, 2, arena_fmt(a, "%.*s: %.*s %.*s, %.*s", STR_ARG(who), STR_ARG(of), STR_ARG(c->agency), STR_ARG(kept)));
    }
}

static void dossier_agenda(struct out *o, struct arena *a, const struct style *s, const struct dossier *d)
{
    if (d->agenda.n) heading(o, s, "agenda");
    for (u32 i = 0; i < d->agenda.n; i++) {
        const struct appointment *x = &d->agenda.v[i];
        out_z(o, "  ");
        out_z(o, x->date.value);
        out_char(o, '\n');
        para(o, s, 4, x->what);
        if (x->announced_by.n) line(o, s, 6, "announced_by", x->announced_by);
        paint(o, s, DIM);
        para(o, s, 6, label_article(a, d, x->account));
        paint(o, s, PLAIN);
    }
}

void text_dossier(struct out *o, const struct style *s, const struct dossier *d)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    dossier_head(o, &a, s, d);
    dossier_chain(o, &a, s, d);
    dossier_rebuilt(o, s, d);
    dossier_timeline(o, &a, s, d);
    dossier_figures(o, &a, s, d);
    dossier_statements(o, &a, s, d);
    dossier_differences(o, &a, s, d, false);
    dossier_differences(o, &a, s, d, true);
    dossier_credits(o, &a, s, d);
    dossier_agenda(o, &a, s, d);
    arena_release(&a);
}

/* text.c - articles, facts, matches and edges at a terminal. */
#include "show/text.h"

#include "show/label.h"
#include "show/paint.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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
    paint_para(o, s, 2, x->id);
    paint(o, s, PLAIN);
    if (x->part) paint_para(o, s, 2, ui_text(s->ui, "part"));
    if (x->kicker.text.n) paint_line(o, s, 2, "kicker", x->kicker.text);
    if (x->outlet.n) paint_line(o, s, 2, "outlets", x->outlet);
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
    } else paint_line(o, s, 2, "published", ui_text(s->ui, "undated"));
    if (x->modified.when.precision != PRECISION_NONE) {
        civil_format(&x->modified.when, when);
        paint_line(o, s, 2, "modified", str_of(when));
    }
    for (u32 i = 0; i < x->bylines.n; i++) paint_line(o, s, 2, "byline", x->bylines.v[i].text);
    if (x->dateline.text.n) paint_line(o, s, 2, "dateline", x->dateline.text);
    for (u32 i = 0; i < x->credits.n; i++) paint_line(o, s, 2, "credit", x->credits.v[i].agency.n ? x->credits.v[i].agency : x->credits.v[i].text);
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
    for (u32 i = 0; i < x->body.n; i++) paint_para(o, s, 2, span_text(acc->raw, x->body.v[i]));
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

void text_head(struct out *o, const struct style *s, const struct page *page)
{
    static const char *const marks[] = {"=", "", "\xe2\x89\xa0", "\xc3\x97"}; /* of enum head_how: taken, agrees, differs, refused */
    struct arena a;
    struct text_table t = {.columns = 4};
    if (page->head.n == 0) return;
    arena_init(&a, SIZE_MAX / 2);
    vec_push(&a, &t.cells, ui_text(s->ui, "kind"));
    vec_push(&a, &t.cells, ui_text(s->ui, "rule"));
    vec_push(&a, &t.cells, S(""));
    vec_push(&a, &t.cells, ui_text(s->ui, "value"));
    for (u32 i = 0; i < page->head.n; i++) {
        const struct head_value *c = &page->head.v[i];
        vec_push(&a, &t.cells, str_of(c->field));
        vec_push(&a, &t.cells, str_of(c->rule));
        vec_push(&a, &t.cells, str_of(marks[c->how]));
        vec_push(&a, &t.cells, c->value);
    }
    text_table(o, &a, s, &t);
    out_char(o, '\n');
    arena_release(&a);
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
        paint_para(o, s, 2, out_view(&para_out));
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

void paint_evidence(struct out *o, const struct style *s, const struct dossier *d, u32 indent, const struct edge *e, double least)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    for (u32 i = 0; i < e->evidence.n; i++) {
        const struct evidence *v = &e->evidence.v[i];
        if (fabs(v->weight) < least) continue;
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
    paint_evidence(o, s, NULL, 4, e, 0);
}

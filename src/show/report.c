/*
** report.c - a dossier at a terminal: what is asked first stands first (what is announced, who had it from whom, whose credit is gone), then
** figures, differences, days, speakers, what is missing, and last the unseen text.
**
** Names of articles stand beside what they tell where both fit on the line, below it else; a story of one article names it once.
*/
#include "show/label.h"
#include "show/paint.h"

#define EVIDENCE_SHOWN 0.5 /* weight of evidence worth a line here; `why` prints all of it */
#define BESIDE_MOST 34u    /* cells of a reading that has its bearers beside it */

/* A dossier being printed. */
struct report {
    struct out *o;
    struct arena *a;
    const struct style *s;
    const struct dossier *d;
};

static str text_of(const struct report *r, const char *key) { return ui_text(r->s->ui, key); }

static void comma(struct out *o, const struct report *r)
{
    out_str(o, text_of(r, "comma"));
    out_char(o, ' ');
}

static str account_names(const struct report *r, const u32 *v, u32 n)
{
    struct out o;
    out_init(&o, r->a);
    for (u32 i = 0; i < n; i++) {
        if (i) comma(&o, r);
        out_str(&o, label_article(r->a, r->d, v[i]));
    }
    return out_view(&o);
}

/* `loose`: the wording shown is the first one's, where there are several. "" where the story has one article. */
static str bearer_names(const struct report *r, const struct bearer *v, u32 n, bool loose)
{
    struct out o;
    out_init(&o, r->a);
    for (u32 i = 0; i < n && r->d->n > 1; i++) {
        if (i && v[i].account == v[i - 1].account) continue;
        if (i) comma(&o, r);
        out_str(&o, label_article(r->a, r->d, v[i].account));
        if (i == 0 && loose && v[n - 1].account != v[0].account) {
            out_z(&o, " (");
            out_str(&o, text_of(r, "its_words"));
            out_z(&o, ")");
        }
    }
    return out_view(&o);
}

static void faint_para(const struct report *r, u32 indent, str text)
{
    if (text.n == 0) return;
    paint(r->o, r->s, DIM);
    paint_para(r->o, r->s, indent, text);
    paint(r->o, r->s, PLAIN);
}

static void bold_line(const struct report *r, str text)
{
    text_pad(r->o, 2);
    paint(r->o, r->s, BOLD);
    out_str(r->o, text);
    paint(r->o, r->s, PLAIN);
    out_char(r->o, '\n');
}

/* Words, and who bears them: beside, from cell `column` on, or below where the words are longer. */
static void borne(const struct report *r, u32 indent, u32 column, str words, str bearers)
{
    u32 cells = text_cells(words);
    if (indent + cells + 2 > column || bearers.n == 0) {
        text_pad(r->o, indent);
        text_wrap(r->o, r->s, indent + 2, indent, words);
        out_char(r->o, '\n');
        faint_para(r, indent + 4, bearers);
        return;
    }
    text_pad(r->o, indent);
    text_pad(r->o, column - text_wrap(r->o, r->s, indent, indent, words));
    paint(r->o, r->s, DIM);
    text_wrap(r->o, r->s, column, column, bearers);
    paint(r->o, r->s, PLAIN);
    out_char(r->o, '\n');
}

/* ---- head ---- */

static void head(const struct report *r)
{
    const struct dossier *d = r->d;
    const struct { const char *key; u32 n; } counts[] = {
        {"pages", d->pages}, {"articles", d->n}, {"outlets", d->outlets}, {"independent_tellings", d->story->independent}};
    paint(r->o, r->s, BOLD);
    text_wrap(r->o, r->s, 0, 0, d->story->label);
    paint(r->o, r->s, PLAIN);
    out_char(r->o, '\n');
    str days = label_days(r->a, d);
    out_str(r->o, days.n ? days : text_of(r, "undated"));
    if (d->n == 1) out_z(r->o, " · "), out_str(r->o, label_article(r->a, d, 0));
    for (u32 i = 0; i < COUNT_OF(counts) && d->n > 1; i++) {
        if (counts[i].n == 0) continue; /* outlets: no page names its own */
        out_z(r->o, " · ");
        out_str(r->o, text_of(r, counts[i].key));
        out_fmt(r->o, ": %u", counts[i].n);
    }
    out_z(r->o, "\n");
    paint(r->o, r->s, DIM);
    out_str(r->o, d->story->id);
    paint(r->o, r->s, PLAIN);
    out_char(r->o, '\n');
}

static void agenda(const struct report *r)
{
    const struct dossier *d = r->d;
    if (d->agenda.n) paint_heading(r->o, r->s, "agenda");
    for (u32 i = 0; i < d->agenda.n; i++) {
        const struct appointment *x = &d->agenda.v[i];
        if (i == 0 || strcmp(x->date.value, x[-1].date.value) != 0) bold_line(r, str_of(x->date.value));
        paint_para(r->o, r->s, 4, x->what);
        str by = x->announced_by.n ? arena_fmt(r->a, "%.*s: %.*s", STR_ARG(text_of(r, "announced_by")), STR_ARG(x->announced_by)) : STR_EMPTY;
        str in = d->n > 1 ? label_article(r->a, d, x->account) : STR_EMPTY;
        faint_para(r, 6, by.n && in.n ? arena_fmt(r->a, "%.*s · %.*s", STR_ARG(by), STR_ARG(in)) : by.n ? by : in);
    }
}

/* The story in its events, where it has several: days, headline, how many tell it. */
static void events(const struct report *r)
{
    const struct dossier *d = r->d;
    if (d->events.n < 2) return;
    paint_heading(r->o, r->s, "events");
    for (u32 i = 0; i < d->events.n; i++) {
        str days = label_event_days(r->a, &d->events.v[i]);
        text_pad(r->o, 2);
        paint(r->o, r->s, BOLD);
        u32 at = 2 + text_cells(days.n ? days : text_of(r, "undated"));
        out_str(r->o, days.n ? days : text_of(r, "undated"));
        paint(r->o, r->s, PLAIN);
        if (d->events.v[i].accounts.n > 1) {
            str n = arena_fmt(r->a, "  ×%u", d->events.v[i].accounts.n);
            out_str(r->o, n);
            at += text_cells(n);
        }
        out_char(r->o, ' ');
        text_wrap(r->o, r->s, 4, at + 1, d->events.v[i].label);
        out_char(r->o, '\n');
    }
}

/* ---- chain and credits ---- */

static void branch_line(const struct report *r, const struct branch *b)
{
    const struct dossier *d = r->d;
    u32 indent = 2 + b->depth * 3;
    bool unseen = b->node & NODE_UNSEEN;
    text_pad(r->o, 2 + (b->depth ? (b->depth - 1) * 3 : 0));
    if (b->depth) out_z(r->o, b->last ? "└─ " : "├─ ");
    paint(r->o, r->s, BOLD);
    out_str(r->o, label_node(r->a, d, b->node, r->s->ui));
    paint(r->o, r->s, PLAIN);
    if (!unseen) {
        str when = label_published(r->a, d->accounts[b->node].article);
        out_z(r->o, "  ");
        out_str(r->o, when.n ? when : text_of(r, "undated"));
    }
    if (b->edge) {
        out_z(r->o, "  ");
        out_str(r->o, text_of(r, relation_name((enum relation)b->edge->relation)));
        comma(r->o, r);
        out_fmt(r->o, "%.0f %% ", b->edge->share * 100);
        out_str(r->o, text_of(r, "share"));
    } else if (!unseen) {
        out_z(r->o, "  ");
        out_str(r->o, text_of(r, "own_telling"));
    }
    out_char(r->o, '\n');
    str headline = unseen ? STR_EMPTY : d->accounts[b->node].article->headline.text;
    if (headline.n) paint_para(r->o, r->s, indent + 2, headline);
    if (b->edge) paint_evidence(r->o, r->s, d, indent + 2, b->edge, EVIDENCE_SHOWN);
}

static void chain(const struct report *r)
{
    const struct dossier *d = r->d;
    struct branches tree = label_tree(r->a, d);
    if (tree.n < 2) return;
    paint_heading(r->o, r->s, "chain");
    for (u32 i = 0; i < tree.n; i++) {
        branch_line(r, &tree.v[i]);
        for (u32 k = 0; k < d->stemma->edges.n; k++) { /* a second parent */
            const struct edge *e = &d->stemma->edges.v[k];
            if (e->child != tree.v[i].node || e == tree.v[i].edge) continue;
            str parent = label_node(r->a, d, e->parent, r->s->ui);
            paint_line(r->o, r->s, 4 + tree.v[i].depth * 3, "also_from", arena_fmt(r->a, "%.*s, %.0f %%", STR_ARG(parent), e->share * 100));
        }
    }
}

static void credits(const struct report *r)
{
    struct credited all = label_credits(r->a, r->d);
    if (all.n) paint_heading(r->o, r->s, "credits");
    for (u32 i = 0; i < all.n; i++) {
        const struct credited_source *c = &all.v[i];
        paint_para(r->o, r->s, 2, arena_fmt(r->a, "%.*s %.*s", STR_ARG(text_of(r, "origin")), STR_ARG(c->source)));
        if (c->kept.n) paint_line(r->o, r->s, 4, "kept", account_names(r, c->kept.v, c->kept.n));
        if (c->dropped.n) paint_line(r->o, r->s, 4, "dropped", account_names(r, c->dropped.v, c->dropped.n));
    }
}

/* ---- figures and differences ---- */

/* The cell that bearers stand from: behind the longest reading that leaves room for them. */
static u32 column_of(u32 indent, const struct reading *v, u32 n)
{
    u32 widest = 0;
    for (u32 i = 0; i < n; i++) {
        u32 cells = text_cells(v[i].text);
        if (cells <= BESIDE_MOST) widest = MAX_OF(widest, cells);
    }
    return indent + widest + 2;
}

static void reading_lines(const struct report *r, const struct reading *v, u32 n, bool loose, bool claimed)
{
    u32 column = column_of(4, v, n);
    for (u32 i = 0; i < n; i++) {
        str who = bearer_names(r, v[i].bearers.v, v[i].bearers.n, loose), claimant = claimed ? label_claimant(r->d, &v[i]) : STR_EMPTY;
        if (claimant.n) who = arena_fmt(r->a, "%.*s%s%.*s %.*s", STR_ARG(who), who.n ? " · " : "", STR_ARG(text_of(r, "says")), STR_ARG(claimant));
        borne(r, 4, column, v[i].text.n ? v[i].text : S("∅"), who);
    }
}

static void figures(const struct report *r)
{
    const struct dossier *d = r->d;
    u32 *order = label_figures(r->a, d), first = 0;
    struct { VEC(struct reading); } rest = {0};
    if (d->figures.n) paint_heading(r->o, r->s, "figures");
    for (; first < d->figures.n && d->figures.v[order[first]].disagree; first++) {
        const struct figure_line *f = &d->figures.v[order[first]];
        bool differ = label_values_differ(f);
        text_pad(r->o, 2);
        out_str(r->o, f->slot);
        paint(r->o, r->s, differ ? LOST : DIM);
        out_z(r->o, differ ? " ≠ " : " ≈ ");
        out_str(r->o, text_of(r, differ ? "disagree" : "same_number"));
        paint(r->o, r->s, PLAIN);
        out_char(r->o, '\n');
        reading_lines(r, f->readings.v, f->readings.n, false, true);
    }
    for (u32 i = first; i < d->figures.n; i++)
        for (u32 k = 0; k < d->figures.v[order[i]].readings.n; k++) vec_push(r->a, &rest, d->figures.v[order[i]].readings.v[k]);
    if (first && rest.n) paint_para(r->o, r->s, 2, text_of(r, "other_figures"));
    reading_lines(r, rest.v, rest.n, false, true);
}

static void differences(const struct report *r, bool leaving_out)
{
    const struct dossier *d = r->d;
    bool any = false;
    for (u32 i = 0; i < d->differences.n; i++) {
        const struct difference *x = &d->differences.v[i];
        if (!label_shows(d, x, leaving_out)) continue;
        if (!any) paint_heading(r->o, r->s, leaving_out ? "left_out" : "differences");
        any = true;
        str kind = text_of(r, arena_fmt(r->a, "d_%s", difference_kind_name((enum difference_kind)x->kind)).p);
        text_pad(r->o, 2);
        paint(r->o, r->s, DIM);
        out_str(r->o, kind);
        paint(r->o, r->s, PLAIN);
        if (x->slot.n && !leaving_out) out_z(r->o, " ·"), text_wrap(r->o, r->s, 4, text_cells(kind) + 4, x->slot);
        out_char(r->o, '\n');
        reading_lines(r, x->readings.v, x->readings.n, leaving_out, false);
        if (x->lacking.n) paint_line(r->o, r->s, 4, "lacking", account_names(r, x->lacking.v, x->lacking.n));
    }
}

/* ---- days, speakers, the unseen text ---- */

static str days_of(const struct report *r, const struct happening *h)
{
    str from = day_text(r->a, h->begin);
    if (h->end == DAY_UNKNOWN || h->end - h->begin <= 1) return from;
    str to = day_text(r->a, h->end - 1);
    return arena_fmt(r->a, "%.*s – %.*s", STR_ARG(from), STR_ARG(to));
}

static void timeline(const struct report *r)
{
    const struct dossier *d = r->d;
    str before = STR_EMPTY;
    if (d->timeline.n) paint_heading(r->o, r->s, "timeline");
    for (u32 i = 0; i < d->timeline.n; i++) {
        const struct happening *h = &d->timeline.v[i];
        str days = days_of(r, h);
        if (!str_eq(days, before)) bold_line(r, days);
        before = days;
        paint_para(r->o, r->s, 4, h->what);
        faint_para(r, 6, bearer_names(r, h->bearers.v, h->bearers.n, true));
    }
}

static void statements(const struct report *r)
{
    struct speakers all = label_speakers(r->a, r->d);
    if (all.n) paint_heading(r->o, r->s, "statements");
    for (u32 i = 0; i < all.n; i++) {
        const struct speaker *sp = &all.v[i];
        str name = sp->name.n ? sp->name : text_of(r, "nobody_named"), role = sp->government ? text_of(r, "government") : sp->role;
        text_pad(r->o, 2);
        paint(r->o, r->s, BOLD);
        u32 at = text_wrap(r->o, r->s, 2, 2, name);
        paint(r->o, r->s, PLAIN);
        if (role.n) out_z(r->o, " –"), text_wrap(r->o, r->s, 6, at + 2, role);
        out_char(r->o, '\n');
        for (u32 k = 0; k < sp->said.n; k++) {
            const struct said *x = &sp->said.v[k];
            str words = x->statement->content.text, cue = x->statement->cue.text, who = STR_EMPTY;
            if (x->statement->type == SAID_DIRECT) words = arena_fmt(r->a, "“%.*s”", STR_ARG(words));
            paint_para(r->o, r->s, 4, cue.n ? arena_fmt(r->a, "%.*s: %.*s", STR_ARG(cue), STR_ARG(words)) : words);
            if (r->d->n > 1) who = account_names(r, x->accounts.v, x->accounts.n);
            if (x->statement->via.n)
                who = arena_fmt(r->a, "%.*s%s%.*s %.*s", STR_ARG(who), who.n ? " · " : "", STR_ARG(text_of(r, "via")), STR_ARG(x->statement->via));
            faint_para(r, 6, who);
        }
    }
}

static void rebuilt(const struct report *r)
{
    for (u32 i = 0; i < r->d->stemma->unseen.n; i++) {
        str text = r->d->stemma->unseen.v[i].text;
        if (text.n == 0) continue;
        paint_heading(r->o, r->s, "rebuilt");
        for (size_t at = 0; at < text.n;) {
            const char *end = memchr(text.p + at, '\n', text.n - at);
            size_t stop = end ? (size_t)(end - text.p) : text.n;
            paint_para(r->o, r->s, 2, (str){text.p + at, stop - at});
            at = stop + 1;
        }
    }
}

/* What the names stand for: ids as other verbs take them, and addresses. Left out where the names are the ids' own. */
static void articles(const struct report *r)
{
    const struct dossier *d = r->d;
    bool any = false;
    for (u32 i = 0; i < d->n; i++) {
        const struct article *x = d->accounts[i].article;
        if (!label_needs_id(r->a, d, i)) continue;
        if (!any) paint_heading(r->o, r->s, "articles");
        any = true;
        str where = x->url.n && !str_eq(x->url, x->id) ? arena_fmt(r->a, "%.*s  %.*s", STR_ARG(x->id), STR_ARG(x->url)) : x->id;
        paint_para(r->o, r->s, 2, label_article(r->a, d, i));
        faint_para(r, 4, where);
    }
}

void text_dossier(struct out *o, const struct style *s, const struct dossier *d)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    const struct report r = {o, &a, s, d};
    head(&r);
    agenda(&r);
    events(&r);
    chain(&r);
    credits(&r);
    figures(&r);
    differences(&r, false);
    timeline(&r);
    statements(&r);
    differences(&r, true);
    rebuilt(&r);
    articles(&r);
    arena_release(&a);
}

/*
** stemma_note.c - the evidence of an edge in words.
**
** Contributions of one kind are added up; each kind says in a few words what was observed. The weights of an edge sum up to its log-odds
** but for kinds that say next to nothing.
*/
#include "base/out.h"
#include "trace/stemma_parts.h"

#include <math.h>
#include <stdlib.h>

#define WEIGHT_LEAST .05

static int percent(double share) { return (int)lround(share * 100); }

static void note_containment(struct out *o, const struct kin *k, const struct option *op, bool unseen)
{
    const struct tie *t = &k->ties.v[op->tie];
    u32 parent = unseen ? tie_other(t, op->child) : op->parent;
    str of = k->w[parent].article->id;
    out_fmt(o, "%d%% of its words stand in %.*s, %d%% of that one's in it, %u in a row", percent(tie_share(k, t, op->child)), STR_ARG(of),
            percent(tie_share(k, t, parent)), t->longest);
}

static void note_time(struct out *o, const struct option *op)
{
    double s = op->seen.seconds;
    if (isnan(s))
        out_z(o, "no time tells which is earlier");
    else {
        double hours = fabs(s) / 3600;
        bool sure = fabs(op->seen.order) > .99;
        if (hours >= 48)
            out_fmt(o, "%s%.1f days %s", sure ? "" : "about ", hours / 24, s < 0 ? "earlier" : "later");
        else
            out_fmt(o, "%s%.1f hours %s", sure ? "" : "about ", hours, s < 0 ? "earlier" : "later");
    }
}

static void note_source(struct out *o, const struct credited_source *c)
{
    if (c->agency.n || c->outlet.n)
        out_fmt(o, "names %.*s", STR_ARG(c->agency.n ? c->agency : c->outlet));
    else if (c->vague)
        out_z(o, "names agencies");
    else
        out_z(o, "names no source");
    if (c->via.n)
        out_fmt(o, ", quotes through %.*s", STR_ARG(c->via));
}

static void note_credit(struct out *o, const struct kin *k, const struct option *op, bool unseen)
{
    struct credited_source c = k->credits[op->child];
    note_source(o, &c);
    if (unseen) {
        if (op->x[F_SOURCE_NAMED] > 0 && !op->x[F_SOURCE_AGENCY_CHILD])
            out_z(o, "; another telling names an agency");
        return;
    }
    str agency = k->agency[op->parent];
    if (agency.n)
        out_fmt(o, "; the other is %.*s itself", STR_ARG(agency));
    else if (op->x[F_CREDITS_PARENT] > 0)
        out_z(o, ", which is the other's outlet");
    else if (op->x[F_CREDITED_BY_PARENT] > 0)
        out_z(o, "; the other names this outlet");
    else if (op->x[F_AGENCY_BOTH] > 0)
        out_z(o, ", and so does the other");
}

static void note_common(struct out *o, const struct kin *k, const struct option *op)
{
    const struct tie *t = &k->ties.v[op->tie];
    u32 other = tie_other(t, op->child);
    bool first = op->first; /* the two were laid side by side the other way round */
    u32 mine = first ? op->seen.own_parent : op->seen.own_child, theirs = first ? op->seen.own_child : op->seen.own_parent;
    out_fmt(o, "beside what it shares with %.*s, longer rows of words that the other lacks: %u here, %u there", STR_ARG(k->w[other].article->id),
            mine, theirs);
    if (op->seen.third)
        out_fmt(o, "; %u words of third tellings lack in one of them", op->seen.third);
}

static void note_error(struct out *o, const struct option *op)
{
    out_fmt(o, "readings that no other has: %u in both, %u only in the parent; %u words from third tellings", op->seen.inherited,
            op->seen.not_inherited, op->seen.third);
}

static void note_outlet(struct out *o, const struct option *op)
{
    out_z(o, op->x[F_SAME_ADDRESS] > 0 ? "the same address" : "the same outlet");
}

static void write_note(struct out *o, const struct kin *k, const struct option *op, const char *kind)
{
    bool unseen = op->parent & NODE_UNSEEN;
    str name = str_of(kind);
    if (str_is(name, "containment"))
        note_containment(o, k, op, unseen);
    else if (str_is(name, "time"))
        note_time(o, op);
    else if (str_is(name, "credit"))
        note_credit(o, k, op, unseen);
    else if (str_is(name, "common"))
        note_common(o, k, op);
    else if (str_is(name, "error"))
        note_error(o, op);
    else if (str_is(name, "matter"))
        out_fmt(o, "%d%% of the rare words outside the shared passages stand in both", percent(op->seen.matter));
    else if (str_is(name, "outlet"))
        note_outlet(o, op);
    else if (str_is(name, "style"))
        out_fmt(o, "%u words carry spellings that only the other outlet is used to", op->seen.betrayed);
    else if (str_is(name, "dangling"))
        out_fmt(o, "%u short names whose full form only the other has", op->seen.dangling);
    else if (str_is(name, "stale-date"))
        out_fmt(o, "%u relative dates that hold for the other's day only", op->seen.stale);
    else if (str_is(name, "figure"))
        out_fmt(o, "%u of %u figures, dates and names differ", k->ties.v[op->tie].facts_off, k->ties.v[op->tie].facts);
    else
        out_fmt(o, "%u of %u shared words are quoted speech, %u quotations cut short", k->ties.v[op->tie].quoted, k->ties.v[op->tie].n,
                op->seen.quote_cut);
}

static int by_weight(const void *x, const void *y)
{
    const struct evidence *a = x, *b = y;
    double wa = fabs(a->weight), wb = fabs(b->weight);
    return wa != wb ? (wa > wb ? -1 : 1) : strcmp(a->kind, b->kind);
}

void option_explain(struct arena *a, const struct kin *k, const struct option *o, struct edge *e)
{
    for (u32 f = 0; f < F_COUNT; f++) {
        double w = o->x[f] * k->rules->weight[f];
        const char *kind = feature_kind(f);
        u32 i = 0;
        while (i < e->evidence.n && strcmp(e->evidence.v[i].kind, kind) != 0)
            i++;
        if (w == 0)
            continue;
        if (i == e->evidence.n)
            vec_add(a, &e->evidence)->kind = kind;
        e->evidence.v[i].weight += w;
    }
    u32 kept = 0;
    for (u32 i = 0; i < e->evidence.n; i++)
        if (fabs(e->evidence.v[i].weight) >= WEIGHT_LEAST)
            e->evidence.v[kept++] = e->evidence.v[i];
    e->evidence.n = kept;
    if (kept)
        qsort(e->evidence.v, kept, sizeof *e->evidence.v, by_weight);
    for (u32 i = 0; i < kept; i++) {
        struct out note;
        out_init(&note, a);
        write_note(&note, k, o, e->evidence.v[i].kind);
        e->evidence.v[i].note = out_view(&note);
    }
}

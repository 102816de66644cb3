/* label.c - names for people, the chain as a tree, statements by speaker. */
#include "show/label.h"

#include "base/lang.h"
#include "base/map.h"
#include "base/out.h"
#include "text/fold.h"
#include "text/spelling.h"

str label_published(struct arena *a, const struct article *x)
{
    char value[32];
    civil_format(&x->published.when, value);
    return arena_str(a, str_head(str_of(value), 10));
}

static str short_id(str id)
{
    size_t slash = id.n;
    while (slash > 0 && id.p[slash - 1] != '/') slash--;
    str last = slash < id.n ? str_skip(id, slash) : id;
    for (size_t i = last.n; i-- > 1;)
        if (last.p[i] == '.' && last.n - i <= 5) return str_head(last, i);
    return last;
}

/* "Agencies", "وكالات": a source that names nobody (lang/<code>/vague_credits.tsv). */
static bool is_vague(str source)
{
    for (const char *code = NULL; lang_next(&code);) {
        const struct lang_table *t = lang_table(code, "vague_credits");
        for (u32 i = 0; t && i < t->n; i++)
            if (str_is(source, t->rows[i].column[0])) return true;
    }
    return false;
}

/* The outlet of an article, or the source its page names where that is no agency; "" where nothing tells. */
static str outlet_of(const struct article *x)
{
    if (x->outlet.n) return x->outlet;
    for (u32 i = x->credits.n; i-- > 0 && x->part == 0;) /* the last line of credit is the page's own */
        if (x->credits.v[i].kind == CREDIT_SOURCE && x->credits.v[i].agency.n == 0 && !is_vague(x->credits.v[i].text)) return x->credits.v[i].text;
    return STR_EMPTY;
}

str label_article(struct arena *a, const struct dossier *d, u32 account)
{
    const struct article *x = d->accounts[account].article;
    str outlet = outlet_of(x);
    u32 before = 0, all = 0;
    if (outlet.n == 0) {
        str name = short_id(x->id);
        size_t hash = str_find(x->id, S("#"), 0);
        return hash == SIZE_MAX || str_find(name, S("#"), 0) != SIZE_MAX ? name : arena_fmt(a, "%.*s%.*s", STR_ARG(name), STR_ARG(str_skip(x->id, hash)));
    }
    for (u32 i = 0; i < d->n; i++) {
        if (!str_eq(outlet_of(d->accounts[i].article), outlet)) continue;
        all++;
        before += i < account;
    }
    return all == 1 ? outlet : arena_fmt(a, "%.*s (%u)", STR_ARG(outlet), before + 1);
}

bool label_needs_id(struct arena *a, const struct dossier *d, u32 account)
{
    const struct article *x = d->accounts[account].article;
    return x->url.n || str_find(x->id, label_article(a, d, account), 0) == SIZE_MAX;
}

#define PLAIN_ID 4u /* a shorter id may be a word of the note: "29 in a row" */

/* The id stands at this place of a note as a word of its own; a short one, before a mark or the end. */
static bool id_stands(str note, size_t at, str id)
{
    str behind = str_skip(note, at + id.n);
    if (id.n == 0 || !str_starts(str_skip(note, at), id) || (at && note.p[at - 1] != ' ')) return false;
    return behind.n == 0 || strchr(",;:)", behind.p[0]) || (behind.p[0] == ' ' && id.n >= PLAIN_ID);
}

/* `note` with the ids of the dossier's articles as their labels; the longest id first found at a place wins ("x.txt#1" before "x.txt"). */
static str name_articles(struct arena *a, const struct dossier *d, str note)
{
    struct out o;
    out_init(&o, a);
    for (size_t at = 0; at < note.n;) {
        u32 best = UINT32_MAX;
        for (u32 i = 0; i < d->n; i++) {
            str id = d->accounts[i].article->id;
            if (id_stands(note, at, id) && (best == UINT32_MAX || id.n > d->accounts[best].article->id.n)) best = i;
        }
        if (best == UINT32_MAX) {
            out_char(&o, note.p[at++]);
            continue;
        }
        out_str(&o, label_article(a, d, best));
        at += d->accounts[best].article->id.n;
    }
    return out_view(&o);
}

str label_evidence(struct arena *a, const struct dossier *d, const struct evidence *v, const char *ui)
{
    if (strcmp(ui, "en") != 0 || v->note.n == 0) return ui_text(ui, arena_fmt(a, "ev_%s", v->kind).p);
    return d ? name_articles(a, d, v->note) : v->note;
}

bool label_values_differ(const struct figure_line *f)
{
    for (u32 i = 1; i < f->readings.n; i++)
        if (!str_eq(f->readings.v[i].value, f->readings.v[0].value)) return true;
    return false;
}

str label_node(struct arena *a, const struct dossier *d, u32 node, const char *ui)
{
    if (!(node & NODE_UNSEEN)) return label_article(a, d, node);
    const struct unseen *u = &d->stemma->unseen.v[node & ~NODE_UNSEEN];
    if (u->agency.n == 0) return ui_text(ui, "unseen_source");
    str of = ui_text(ui, "unseen_named");
    return arena_fmt(a, "%.*s %.*s", STR_ARG(of), STR_ARG(u->agency));
}

static str first_to_last(struct arena *a, i32 first, i32 last)
{
    if (first == DAY_UNKNOWN) return STR_EMPTY;
    str from = day_text(a, first), to = day_text(a, last);
    return first == last ? from : arena_fmt(a, "%.*s – %.*s", STR_ARG(from), STR_ARG(to));
}

str label_days(struct arena *a, const struct dossier *d)
{
    i32 first, last;
    dossier_days(d, &first, &last);
    return first_to_last(a, first, last);
}

str label_event_days(struct arena *a, const struct event *e) { return first_to_last(a, e->first, e->last); }

/* ---- the tree ---- */

/* The likeliest edge of a node upwards, NULL for a root. */
static const struct edge *edge_up(const struct dossier *d, u32 node)
{
    const struct edge *best = NULL;
    for (u32 i = 0; i < d->stemma->edges.n; i++) {
        const struct edge *e = &d->stemma->edges.v[i];
        if (e->child == node && (!best || e->p > best->p)) best = e;
    }
    return best;
}

struct branches label_tree(struct arena *a, const struct dossier *d)
{
    struct branches out = {0};
    u32 unseen = d->stemma->unseen.n, n = unseen + d->n;
    const struct edge **up = ARENA_ARRAY(a, const struct edge *, n);
    bool *printed = ARENA_ARRAY(a, bool, n);
    struct { VEC(struct branch); } stack = {0};
    for (u32 i = 0; i < n; i++) up[i] = edge_up(d, i < unseen ? NODE_UNSEEN | i : i - unseen);
    for (u32 pass = 0; pass < 2; pass++) /* roots first; a second pass for what a ring of edges keeps from having one */
        for (u32 r = 0; r < n; r++) {
            if (printed[r] || (pass == 0 && up[r])) continue;
            vec_push(a, &stack, ((struct branch){r < unseen ? NODE_UNSEEN | r : r - unseen, 0, pass ? up[r] : NULL, true}));
            while (stack.n) {
                struct branch b = stack.v[--stack.n];
                u32 at = b.node & NODE_UNSEEN ? b.node & ~NODE_UNSEEN : b.node + unseen;
                if (printed[at]) continue;
                printed[at] = true;
                vec_push(a, &out, b);
                bool last = true;
                for (u32 k = n; k-- > 0;)
                    if (!printed[k] && up[k] && up[k]->parent == b.node) {
                        vec_push(a, &stack, ((struct branch){k < unseen ? NODE_UNSEEN | k : k - unseen, b.depth + 1, up[k], last}));
                        last = false;
                    }
            }
        }
    return out;
}

/* ---- speakers ---- */

/* Folded words, spellings that outlets differ in made one: what tells two wordings apart. */
static str words_key(struct arena *a, const struct spelling *sp, str words)
{
    struct out o;
    str folded = fold_str(a, words);
    out_init(&o, a);
    for (size_t i = 0; i < folded.n;) {
        char room[SPELLING_ROOM];
        size_t end = i;
        while (end < folded.n && folded.p[end] != ' ') end++;
        str word = {folded.p + i, end - i};
        out_str(&o, word.n <= SPELLING_KEY_MAX ? spelling_loose(sp, word, room) : word);
        out_char(&o, ' ');
        i = end + 1;
    }
    return fold_loose(a, out_view(&o));
}

/*
** What tells one speaker from another: the key of the name that the words hold, so that a family name joins its full name and spellings join; else
** the words.
*/
static str speaker_key(struct arena *a, const struct spelling *sp, const struct dossier *d, const struct account *acc, const struct statement *s)
{
    for (u32 i = 0; i < acc->facts->names.n; i++) {
        const struct name *n = &acc->facts->names.v[i];
        bool here = span_is_null(s->speaker.span) ? str_eq(span_text(acc->raw, n->span), s->speaker.text) : span_eq(n->span, s->speaker.span);
        if (here) return arena_fmt(a, "\n%llx", (unsigned long long)dossier_name(d, n->key));
    }
    return words_key(a, sp, s->speaker.text);
}

/* A headline says in short what the body says with its speaker. */
static bool is_of_headline(const struct article *x, const struct statement *s)
{
    return (!span_is_null(x->headline.span) && span_overlap(s->content.span, x->headline.span)) ||
           (!span_is_null(x->kicker.span) && span_overlap(s->content.span, x->kicker.span));
}

struct speakers label_speakers(struct arena *a, const struct dossier *d)
{
    struct speakers out = {0};
    struct map by_name, by_words;
    const struct spelling *sp = spelling_new(a);
    map_init(&by_name, a, 64);
    map_init(&by_words, a, 64);
    for (u32 i = 0; i < d->n; i++) {
        const struct facts *f = d->accounts[i].facts;
        for (u32 k = 0; k < f->statements.n; k++) {
            const struct statement *s = &f->statements.v[k];
            if (is_of_headline(d->accounts[i].article, s)) continue;
            u64 *at = strmap_put(&by_name, speaker_key(a, sp, d, &d->accounts[i], s));
            if (*at == 0) {
                *vec_add(a, &out) = (struct speaker){0};
                *at = out.n;
            }
            struct speaker *who = &out.v[*at - 1];
            if (s->speaker.text.n > who->name.n) who->name = s->speaker.text; /* the fullest form */
            if (who->role.n == 0) who->role = s->role.text;
            who->government = who->government || s->by == SPEAKER_GOVERNMENT;
            str words = words_key(a, sp, s->content.text);
            u64 *line = strmap_put(&by_words, arena_fmt(a, "%llu\n%.*s", (unsigned long long)*at, STR_ARG(words)));
            if (*line == 0) {
                *vec_add(a, &who->said) = (struct said){.statement = s};
                *line = who->said.n;
            }
            struct said *x = &who->said.v[*line - 1];
            if (x->accounts.n == 0 || x->accounts.v[x->accounts.n - 1] != i) vec_push(a, &x->accounts, i);
        }
    }
    return out;
}

/* ---- figures and credits ---- */

str label_claimant(const struct dossier *d, const struct reading *r)
{
    for (u32 i = 0; i < r->bearers.n; i++) {
        const struct facts *f = d->accounts[r->bearers.v[i].account].facts;
        for (u32 k = 0; k < f->figures.n; k++)
            if (f->figures.v[k].claimant.text.n && span_overlap(f->figures.v[k].span, r->bearers.v[i].span)) return f->figures.v[k].claimant.text;
    }
    return STR_EMPTY;
}

static u32 figure_rank(const struct figure_line *f)
{
    if (f->disagree) return label_values_differ(f) ? 0 : 1;
    return f->readings.n && f->readings.v[0].bearers.n > 1 ? 2 : 3;
}

u32 *label_figures(struct arena *a, const struct dossier *d)
{
    u32 *order = ARENA_ARRAY(a, u32, d->figures.n + 1), n = 0;
    for (u32 rank = 0; rank < 4; rank++)
        for (u32 i = 0; i < d->figures.n; i++)
            if (figure_rank(&d->figures.v[i]) == rank) order[n++] = i;
    return order;
}

/* The figures of the section before: the same readings, in any order. */
static bool stands_in_figures(const struct dossier *d, const struct difference *x)
{
    for (u32 i = 0; i < d->figures.n; i++) {
        const struct figure_line *f = &d->figures.v[i];
        u32 found = 0;
        for (u32 k = 0; k < x->readings.n && f->disagree; k++)
            for (u32 m = 0; m < f->readings.n; m++)
                if (str_eq(x->readings.v[k].text, f->readings.v[m].text)) {
                    found++;
                    break;
                }
        if (found && found == x->readings.n) return true;
    }
    return false;
}

bool label_shows(const struct dossier *d, const struct difference *x, bool leaving_out)
{
    bool left_out = x->kind == DIFF_OMISSION || x->kind == DIFF_ADDITION;
    return left_out == leaving_out && (left_out || !stands_in_figures(d, x));
}

struct credited label_credits(struct arena *a, const struct dossier *d)
{
    struct credited out = {0};
    struct map at;
    map_init(&at, a, 8);
    for (u32 i = 0; i < d->credits.n; i++) {
        const struct credit_line *c = &d->credits.v[i];
        if (str_eq(outlet_of(d->accounts[c->account].article), c->agency)) continue; /* its own text */
        u64 *k = strmap_put(&at, c->agency);
        if (*k == 0) {
            *vec_add(a, &out) = (struct credited_source){.source = c->agency};
            *k = out.n;
        }
        if (c->kept) vec_push(a, &out.v[*k - 1].kept, c->account);
        else vec_push(a, &out.v[*k - 1].dropped, c->account);
    }
    return out;
}

/*
** stemma_text.c - the text of an unseen source, rebuilt from its witnesses.
**
** What two witnesses have in common was in the source. The fullest witness gives the order; runs of words that it shares with any other are
** taken from it, small gaps included unless most of the others lack the words. Runs that only other witnesses share are put in behind the
** last word before them that the fullest one has too. A word that witnesses write differently is given as most of them write it.
*/
#include "base/hash.h"
#include "base/out.h"
#include "trace/stemma_parts.h"

#include <stdlib.h>

#define GAP_KEPT 3  /* words that only the base has, inside a shared run */
#define RUN_LEAST 4 /* shorter runs that the base lacks are chance */

struct variant { /* the form of a word that most others write, of those that write it differently */
    u32 row, word, count;
};

struct row { /* a witness in the making of the text */
    u32 x;
    u16 *votes;   /* other witnesses of the source that have the word */
    u16 *agree;   /* of them those that write it so */
    struct variant *variant;
    u32 *anchor;  /* 1 + the base's word it is joined with, 0 none */
    bool *done;   /* the word, or one joined with it, is in the text already */
};

struct piece {
    u32 anchor; /* order: 2w + 1 for a run of the base that begins with its word w, 2w + 2 for what others have behind that word */
    u32 row, from, to;
};

struct rebuilding {
    const struct kin *k;
    struct row *rows;
    u32 n, base;
    u32 *row_of; /* witness -> 1 + row */
    struct { VEC(struct piece); } pieces;
    struct map forms; /* (row, word, form) -> witnesses */
};

static str row_word(const struct rebuilding *b, u32 r, u32 i) { return word_text(b->k->w[b->rows[r].x].telling, i); }

/* Word i of row r is joined with word j of row q, which writes it in another form. */
static void count_variant(struct rebuilding *b, u32 r, u32 i, u32 q, u32 j)
{
    u64 *n = map_put(&b->forms, hash_join(hash_join(r, i), hash_str(row_word(b, q, j))));
    struct variant *best = &b->rows[r].variant[i];
    if (++*n > best->count)
        *best = (struct variant){q, j, (u32)*n};
}

static void count_votes(struct rebuilding *b, const struct tie *t, u32 ra, u32 rb)
{
    for (u32 n = 0; n < t->n; n++) {
        u32 i = b->k->joined.v[t->first + n].i, j = b->k->joined.v[t->first + n].j;
        b->rows[ra].votes[i]++;
        b->rows[rb].votes[j]++;
        if (str_eq(row_word(b, ra, i), row_word(b, rb, j))) {
            b->rows[ra].agree[i]++;
            b->rows[rb].agree[j]++;
        } else {
            count_variant(b, ra, i, rb, j);
            count_variant(b, rb, j, ra, i);
        }
    }
}

static u32 voted(const struct rebuilding *b, u32 r)
{
    u32 n = 0;
    for (u32 i = 0; i < telling_words(b->k, b->rows[r].x); i++)
        n += b->rows[r].votes[i] > 0;
    return n;
}

/* Calls for each tie of row r with another witness of the source. */
#define each_tie(b, r, t, other)                                                                                               \
    for (u32 at_ = (b)->k->ties_at[(b)->rows[r].x]; at_ < (b)->k->ties_at[(b)->rows[r].x + 1]; at_++)                          \
        for (const struct tie *t = &(b)->k->ties.v[(b)->k->ties_of[at_]]; t; t = NULL)                                         \
            for (u32 other = (b)->row_of[tie_other(t, (b)->rows[r].x)]; other; other = 0)

/* The words [from, to) of a row are in the text; so are those joined with them. */
static void mark_done(struct rebuilding *b, u32 r, u32 from, u32 to)
{
    u32 x = b->rows[r].x;
    for (u32 i = from; i < to; i++)
        b->rows[r].done[i] = true;
    each_tie(b, r, t, other) {
        bool is_a = t->a == x;
        for (u32 i = 0; i < t->n; i++) {
            const struct joined *v = &b->k->joined.v[t->first + i];
            u32 mine = is_a ? v->i : v->j, theirs = is_a ? v->j : v->i;
            if (mine < from || mine >= to)
                continue;
            b->rows[other - 1].done[theirs] = true;
            if (r == b->base)
                b->rows[other - 1].anchor[theirs] = mine + 1;
        }
    }
}

static void add_piece(struct rebuilding *b, u32 r, u32 from, u32 to, u32 anchor)
{
    vec_push(b->k->arena, &b->pieces, ((struct piece){anchor, r, from, to}));
}

/* Runs of the base that others share. */
static void take_base(struct rebuilding *b)
{
    const struct row *row = &b->rows[b->base];
    u32 n = telling_words(b->k, row->x), from = NO_WORD, last = 0;
    const struct place *places = b->k->places[row->x];
    const struct word *words = b->k->w[row->x].telling->words;
    for (u32 i = 0; i <= n; i++) {
        bool shared = i < n && row->votes[i];
        bool broken = from != NO_WORD && (i == n || i - last > GAP_KEPT + 1 || (shared && (words[i].flags & (WORD_PARAGRAPH | WORD_BREAK))) ||
                                          (shared && i - last > 1 && places[last + 1].lack > 1));
        if (broken) {
            add_piece(b, b->base, from, last + 1, 2 * from + 1);
            from = NO_WORD;
        }
        if (shared && from == NO_WORD)
            from = i;
        last = shared ? i : last;
    }
    mark_done(b, b->base, 0, n);
}

/* Runs of another witness that a third shares and the text does not hold yet. */
static void take_rest(struct rebuilding *b, u32 r)
{
    const struct row *row = &b->rows[r];
    u32 n = telling_words(b->k, row->x), anchor = 0;
    for (u32 i = 0; i < n;) {
        if (row->anchor[i])
            anchor = row->anchor[i];
        u32 to = i;
        while (to < n && row->votes[to] && !row->done[to])
            to++;
        if (to - i >= RUN_LEAST) {
            add_piece(b, r, i, to, 2 * anchor);
            mark_done(b, r, i, to);
        }
        i = MAX_OF(to, i + 1);
    }
}

/* The word as most witnesses write it; as this one does where it is in doubt. */
static str majority(const struct rebuilding *b, u32 r, u32 i)
{
    const struct variant *v = &b->rows[r].variant[i];
    return v->count > b->rows[r].agree[i] + 1u ? row_word(b, v->row, v->word) : row_word(b, r, i);
}

static int by_anchor(const void *x, const void *y)
{
    const struct piece *a = x, *b = y;
    if (a->anchor != b->anchor)
        return a->anchor < b->anchor ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static void write_piece(const struct rebuilding *b, const struct piece *p, struct out *o)
{
    const struct telling *t = b->k->w[b->rows[p->row].x].telling;
    if (o->n)
        out_char(o, '\n');
    for (u32 i = p->from; i < p->to; i++) {
        if (i > p->from) {
            u32 end = t->words[i - 1].off + t->words[i - 1].len;
            bool broken = t->words[i].flags & WORD_BREAK;
            out_str(o, broken ? S(" ") : (str){t->raw.p + end, t->words[i].off - end});
        }
        out_str(o, majority(b, p->row, i));
    }
}

str unseen_text(const struct kin *k, const u32 *witnesses, u32 n)
{
    struct arena *a = k->arena;
    struct rebuilding b = {.k = k, .n = n, .rows = ARENA_ARRAY(a, struct row, n), .row_of = k->row_of};
    map_init(&b.forms, a, 0);
    for (u32 r = 0; r < n; r++) {
        u32 words = telling_words(k, witnesses[r]) + 1;
        b.rows[r] = (struct row){.x = witnesses[r], .votes = ARENA_ARRAY(a, u16, words), .agree = ARENA_ARRAY(a, u16, words),
                                 .variant = ARENA_ARRAY(a, struct variant, words), .anchor = ARENA_ARRAY(a, u32, words),
                                 .done = ARENA_ARRAY(a, bool, words)};
        b.row_of[witnesses[r]] = r + 1;
    }
    for (u32 r = 0; r < n; r++)
        each_tie(&b, r, t, other) if (t->a == b.rows[r].x) count_votes(&b, t, r, other - 1);
    for (u32 r = 0; r < n; r++)
        if (voted(&b, r) > voted(&b, b.base))
            b.base = r;
    take_base(&b);
    for (u32 r = 0; r < n; r++)
        if (r != b.base)
            take_rest(&b, r);
    if (b.pieces.n)
        qsort(b.pieces.v, b.pieces.n, sizeof *b.pieces.v, by_anchor);
    struct out o;
    out_init(&o, a);
    for (u32 i = 0; i < b.pieces.n; i++)
        write_piece(&b, &b.pieces.v[i], &o);
    for (u32 r = 0; r < n; r++)
        b.row_of[witnesses[r]] = 0;
    return out_view(&o);
}

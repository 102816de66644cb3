/*
** edit.c - the differences inside a passage, and what kind each is.
**
** What is equal by looser keys but printed otherwise is spelling. What stands in a gap is cut into parts (words that are forms of each
** other apart from those that are not) and each part is called after the words in it: figure, date, name, else wording. A block that
** is missing at one place and turns up at another has changed its order.
*/
#include "trace/align.h"
#include "base/utf8.h"
#include "text/arabic.h"
#include "text/fold.h"
#include <stdlib.h>

#define LETTERS_MAX 64
#define FORMS_GAP 6     /* in gaps up to this size, words that are forms of each other are set against each other */
#define FIGURE_WORDS 4  /* a number that stands on one side only is a change of figure among so many words at most */
#define MOVED_GAP 64    /* gaps up to this size are searched for moved blocks */
#define MOVED_SWAP 8    /* a block moved over no more than so many words: one edit that spans both places */
#define MOVED_WORDS 2   /* words with weight that a moved block has at least */
#define MOVED_HEAD 4    /* words between its first word, in another form, and its first equal one */

/* What differs: a[i..ie) against b[j..je); an empty side says where. */
struct gap {
    u32 i, ie, j, je;
    bool done;
};
struct gaps {
    VEC(struct gap);
};

/* ---- two words ---- */

struct letters {
    u32 v[LETTERS_MAX];
    u32 n;
};

static str word_raw(const struct telling *t, u32 i) { return (str){t->raw.p + t->words[i].off, t->words[i].len}; }

static str word_key(const struct telling *t, u32 i, char *room, size_t size)
{
    str raw = word_raw(t, i);
    raw.n = MIN_OF(raw.n, (size - 8) / 3);
    return (str){room, fold_into(room, raw)};
}

static void letters_of(str key, struct letters *out)
{
    out->n = 0;
    for (size_t at = 0; at < key.n && out->n < LETTERS_MAX;)
        out->v[out->n++] = utf8_next(key, &at);
}

static bool is_weak(u32 c) { return c == 0x627 || c == 0x648 || c == 0x64a; } /* alef, waw, ya */
static bool is_verb_prefix(u32 c) { return c == 0x64a || c == 0x62a || c == 0x646 || c == 0x627 || c == 0x633; }

static u32 common_prefix(const struct letters *a, const struct letters *b)
{
    u32 n = 0;
    while (n < a->n && n < b->n && a->v[n] == b->v[n])
        n++;
    return n;
}

static u32 common_suffix(const struct letters *a, const struct letters *b, u32 prefix)
{
    u32 n = 0;
    while (n + prefix < a->n && n + prefix < b->n && a->v[a->n - 1 - n] == b->v[b->n - 1 - n])
        n++;
    return n;
}

/* One letter of the inside differs in a way that spellings differ: a long vowel written or not, s for z, u left out. */
static bool is_spelling(const struct letters *a, const struct letters *b)
{
    if (a->n > b->n) {
        const struct letters *x = a;
        a = b;
        b = x;
    }
    u32 p = common_prefix(a, b), q = common_suffix(a, b, p);
    if (p == 0 || q == 0 || a->n < 4)
        return false;
    if (b->n == a->n + 1 && p + q == a->n)
        return is_weak(b->v[p]) || (b->v[p] == 'u' && a->n >= 5);
    if (b->n == a->n && p + q + 1 == a->n)
        return (a->v[p] == 's' && b->v[p] == 'z') || (a->v[p] == 'z' && b->v[p] == 's');
    return false;
}

static bool is_inflection(str ka, const struct letters *a, str kb, const struct letters *b)
{
    str sa = arabic_stem(ka), sb = arabic_stem(kb);
    if (str_eq(sa, sb) && sa.n >= 4)
        return true;
    if (a->n == b->n && a->n >= 4 && is_verb_prefix(a->v[0]) && is_verb_prefix(b->v[0]) && common_suffix(a, b, 0) == a->n - 1)
        return true;
    u32 p = common_prefix(a, b), shorter = MIN_OF(a->n, b->n), longer = MAX_OF(a->n, b->n);
    return p >= 4 && longer - p <= 3 && p * 2 > shorter && a->v[0] < 0x250; /* endings of Latin script */
}

enum likeness { UNLIKE, FORM, SPELT };

static enum likeness words_like(const struct sides *s, u32 i, u32 j)
{
    if (words_equal(s, i, j))
        return SPELT;
    if ((s->a->words[i].flags | s->b->words[j].flags) & WORD_NUMBER)
        return UNLIKE;
    char ra[512], rb[512];
    str ka = word_key(s->a, i, ra, sizeof ra), kb = word_key(s->b, j, rb, sizeof rb);
    struct letters a, b;
    letters_of(ka, &a);
    letters_of(kb, &b);
    if (is_spelling(&a, &b))
        return SPELT;
    return is_inflection(ka, &a, kb, &b) ? FORM : UNLIKE;
}

static bool is_apostrophe(u32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2bc || c == '`' || c == 0xb4; }

/* The next letter of a word that counts as printed: small for capital (ASCII), apostrophes of any shape passed over; 0 at the end. */
static u32 next_printed(str word, size_t *at)
{
    while (*at < word.n) {
        u32 c = utf8_next(word, at);
        if (!is_apostrophe(c))
            return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
    return 0;
}

/* True where two equal words are printed with other letters; capitals and the shape of marks do not count. */
static bool printed_otherwise(const struct sides *s, u32 i, u32 j)
{
    str a = word_raw(s->a, i), b = word_raw(s->b, j);
    if (str_eq(a, b))
        return false;
    for (size_t x = 0, y = 0;;) {
        u32 c = next_printed(a, &x), d = next_printed(b, &y);
        if (c != d)
            return true;
        if (!c)
            return false;
    }
}

/* ---- what kind of words ---- */

static u32 count_marked(const struct telling *t, u32 from, u32 to, u8 kind)
{
    u32 n = 0;
    for (u32 i = from; i < to; i++)
        n += t->words[i].mark == kind;
    return n;
}

/* Most words of what was changed, or all but the stop words of what was put in or left out, are of the kind. */
static bool is_of_kind(const struct sides *s, const struct gap *g, u8 kind)
{
    u32 na = g->ie - g->i, nb = g->je - g->j;
    if (na && nb)
        return count_marked(s->a, g->i, g->ie, kind) * 2 > na || count_marked(s->b, g->j, g->je, kind) * 2 > nb;
    const struct telling *t = na ? s->a : s->b;
    u32 from = na ? g->i : g->j, marked = 0;
    for (u32 w = from; w < from + na + nb; w++) {
        if (t->words[w].mark == kind)
            marked++;
        else if (!rules_is_stop(s->rules, t->words[w].loose))
            return false;
    }
    return marked > 0;
}

static bool has_number(const struct telling *t, u32 from, u32 to)
{
    for (u32 i = from; i < to; i++)
        if ((t->words[i].flags & WORD_NUMBER) && t->words[i].mark != MARK_DATE)
            return true;
    return false;
}

/* The value of the first figure that a range touches; false where it touches none. */
static bool figure_value(const struct telling *t, u32 from, u32 to, i64 *value)
{
    for (u32 i = from; i < to; i++)
        if (t->words[i].mark == MARK_FIGURE) {
            *value = t->marks[t->words[i].mark_at].value;
            return true;
        }
    return false;
}

/*
** Numbers on both sides are a change of figure unless their value is the same ("three" / "3"); a number on one side is one where not much
** else was put in or left out with it.
*/
static bool is_figure(const struct sides *s, const struct gap *g, bool *same_value)
{
    i64 x = 0, y = 0;
    bool fa = figure_value(s->a, g->i, g->ie, &x), fb = figure_value(s->b, g->j, g->je, &y);
    bool na = has_number(s->a, g->i, g->ie), nb = has_number(s->b, g->j, g->je);
    *same_value = fa && fb && x == y;
    if (*same_value)
        return false;
    if ((na || fa) && (nb || fb))
        return true;
    return (na || nb) && MAX_OF(g->ie - g->i, g->je - g->j) <= FIGURE_WORDS;
}

static enum edit_class class_of(const struct sides *s, const struct gap *g)
{
    bool same_value;
    if (is_figure(s, g, &same_value))
        return EDIT_FIGURE;
    if (same_value && MAX_OF(g->ie - g->i, g->je - g->j) <= 2)
        return EDIT_SPELLING;
    if (is_of_kind(s, g, MARK_DATE))
        return EDIT_DATE;
    if (is_of_kind(s, g, MARK_NAME))
        return EDIT_NAME;
    return EDIT_WORDING;
}

/* The letters of words i..ie, folded, without what parts words; at most `room` bytes of them. */
static size_t letters_joined(const struct telling *t, u32 i, u32 ie, char *out, size_t room)
{
    size_t n = 0;
    for (; i < ie; i++) {
        char key[512];
        str k = word_key(t, i, key, sizeof key);
        for (size_t b = 0; b < k.n && n < room; b++)
            if (k.p[b] != '_' && k.p[b] != '-' && k.p[b] != '\'')
                out[n++] = k.p[b];
    }
    return n;
}

/* One word here, two there, of the same letters: "Abd al-Aziz" / "Abdalaziz", a hashtag. */
static bool is_parted_otherwise(const struct sides *s, const struct gap *g)
{
    char a[256], b[256];
    size_t n = letters_joined(s->a, g->i, g->ie, a, sizeof a);
    return n && n < sizeof a && n == letters_joined(s->b, g->j, g->je, b, sizeof b) && memcmp(a, b, n) == 0;
}

/* ---- writing edits ---- */

static span side_span(const struct telling *t, u32 from, u32 to) { return from < to ? telling_span(t, from, to) : SPAN_NULL; }

/* Edits with their places, until they are sorted. */
struct placed {
    u32 i, j, nth;
    struct edit edit;
};
struct placed_edits {
    VEC(struct placed);
};

static void push_edit(struct arena *a, const struct sides *s, const struct gap *g, enum edit_class class, struct placed_edits *out)
{
    u32 nth = out->n;
    struct placed *p = vec_add(a, out);
    *p = (struct placed){.i = g->i, .j = g->j, .nth = nth};
    struct edit *e = &p->edit;
    e->op = g->i == g->ie ? EDIT_INSERT : g->j == g->je ? EDIT_DELETE : EDIT_REPLACE;
    e->class = (u8)class;
    e->a = side_span(s->a, g->i, g->ie);
    e->b = side_span(s->b, g->j, g->je);
}

static void push_part(struct arena *a, const struct sides *s, u32 i, u32 ie, u32 j, u32 je, struct placed_edits *out)
{
    struct gap g = {i, ie, j, je, false};
    if (i < ie || j < je)
        push_edit(a, s, &g, class_of(s, &g), out);
}

static void push_forms(struct arena *a, const struct sides *s, u32 i, u32 j, enum likeness how, struct placed_edits *out)
{
    struct gap g = {i, i + 1, j, j + 1, false};
    enum edit_class class = class_of(s, &g);
    if (how == SPELT)
        class = EDIT_SPELLING;
    else if (class == EDIT_WORDING)
        class = EDIT_INFLECTION;
    if (!words_equal(s, i, j) || printed_otherwise(s, i, j))
        push_edit(a, s, &g, class, out);
}

/*
** A preposition that became a word of its own ("li-inha'" / "bi-sha'n inha'"): the two words are forms of each other only because one
** carries what the other side says apart. One change, not two.
*/
static bool carries_preposition(const struct sides *s, u32 i, u32 j)
{
    char ra[512], rb[512];
    struct letters a, b;
    letters_of(word_key(s->a, i, ra, sizeof ra), &a);
    letters_of(word_key(s->b, j, rb, sizeof rb), &b);
    if (a.n == b.n)
        return false;
    const struct letters *longer = a.n > b.n ? &a : &b;
    return longer->v[0] == 0x644 || longer->v[0] == 0x628 || longer->v[0] == 0x643; /* lam, ba, kaf */
}

/* A gap becomes edits: one, or where words in it are forms of each other, one for each such pair and one for each rest. */
static void push_gap(struct arena *a, const struct sides *s, const struct gap *g, struct placed_edits *out)
{
    u32 na = g->ie - g->i, nb = g->je - g->j;
    if (!na || !nb || na > FORMS_GAP || nb > FORMS_GAP) {
        push_part(a, s, g->i, g->ie, g->j, g->je, out);
        return;
    }
    if (na != nb && is_parted_otherwise(s, g)) {
        push_edit(a, s, g, EDIT_SPELLING, out);
        return;
    }
    u8 like[FORMS_GAP][FORMS_GAP], best[FORMS_GAP + 1][FORMS_GAP + 1] = {{0}};
    for (u32 x = na; x--;)
        for (u32 y = nb; y--;) {
            like[x][y] = (u8)words_like(s, g->i + x, g->j + y);
            u8 v = MAX_OF(best[x + 1][y], best[x][y + 1]);
            if (like[x][y])
                v = MAX_OF(v, (u8)(best[x + 1][y + 1] + 1));
            best[x][y] = v;
        }
    u32 from_x = 0, from_y = 0;
    for (u32 x = 0, y = 0; x < na && y < nb;) {
        if (like[x][y] && best[x][y] == best[x + 1][y + 1] + 1) {
            bool joined = (from_x < x || from_y < y) && like[x][y] == FORM && carries_preposition(s, g->i + x, g->j + y);
            if (joined)
                push_part(a, s, g->i + from_x, g->i + x + 1, g->j + from_y, g->j + y + 1, out);
            else {
                push_part(a, s, g->i + from_x, g->i + x, g->j + from_y, g->j + y, out);
                push_forms(a, s, g->i + x, g->j + y, (enum likeness)like[x][y], out);
            }
            from_x = ++x;
            from_y = ++y;
        } else if (best[x][y] == best[x + 1][y])
            x++;
        else
            y++;
    }
    push_part(a, s, g->i + from_x, g->ie, g->j + from_y, g->je, out);
}

/* ---- blocks that moved ---- */

/* The stretch of a[i..ie) and b[j..je) that is told at both: from their first to their last equal word in order. */
static bool moved_block(const struct sides *s, u32 i, u32 ie, u32 j, u32 je, struct gap *block)
{
    u32 na = ie - i, nb = je - j, said = 0;
    if (!na || !nb || na > MOVED_GAP || nb > MOVED_GAP)
        return false;
    u8 v[MOVED_GAP + 1][MOVED_GAP + 1];
    for (u32 x = na + 1; x--;)
        for (u32 y = nb + 1; y--;)
            v[x][y] = x == na || y == nb                    ? 0
                      : words_equal(s, i + x, j + y)         ? (u8)(v[x + 1][y + 1] + 1)
                                                             : MAX_OF(v[x + 1][y], v[x][y + 1]);
    *block = (struct gap){0, 0, 0, 0, false};
    for (u32 x = 0, y = 0; x < na && y < nb && v[x][y];) {
        if (words_equal(s, i + x, j + y)) {
            if (!block->ie)
                block->i = i + x, block->j = j + y;
            said += run_weight(s, i + x, 1) >= WEIGHT_WORD;
            block->ie = i + ++x;
            block->je = j + ++y;
        } else if (v[x][y] == v[x + 1][y])
            x++;
        else
            y++;
    }
    u32 longer = block->ie ? MAX_OF(block->ie - block->i, block->je - block->j) : 0;
    if (said < MOVED_WORDS || v[0][0] * 2u < longer)
        return false;
    for (u32 x = block->i; block->j > j && x > i && block->i - x < MOVED_HEAD; x--)
        if (words_like(s, x - 1, block->j - 1) != UNLIKE) { /* it begins with another form of a word: "and though" / "though" */
            block->i = x - 1;
            block->j--;
            break;
        }
    return true;
}

/* What is left of a gap on one side when a block is taken out of it. */
static void push_rests(struct arena *a, const struct sides *s, const struct gap *g, const struct gap *block, bool side_a, struct placed_edits *out)
{
    if (side_a) {
        push_part(a, s, g->i, block->i, g->j, g->je, out);
        push_part(a, s, block->ie, g->ie, g->je, g->je, out);
    } else {
        push_part(a, s, g->i, g->ie, g->j, block->j, out);
        push_part(a, s, g->ie, g->ie, block->je, g->je, out);
    }
}

/* The differences between the two places of a moved block. */
static void push_inner(struct arena *a, const struct sides *s, const struct gap *block, struct placed_edits *out)
{
    u32 i = block->i, j = block->j;
    while (i < block->ie || j < block->je) {
        u32 x = i, y = j;
        bool met = false;
        for (u32 d = 0; !met && d <= block->ie - i + block->je - j; d++) /* the nearest pair of equal words */
            for (u32 k = 0; k <= d && !met; k++)
                if (i + k < block->ie && j + d - k < block->je && words_equal(s, i + k, j + d - k)) {
                    x = i + k;
                    y = j + d - k;
                    met = true;
                }
        struct gap g = {i, met ? x : block->ie, j, met ? y : block->je, false};
        push_gap(a, s, &g, out);
        if (!met)
            return;
        push_forms(a, s, x, y, SPELT, out);
        i = x + 1;
        j = y + 1;
    }
}

static void push_moved(struct arena *a, const struct sides *s, struct gap *from, struct gap *to, const struct gap *block, bool from_first,
                       struct placed_edits *out)
{
    const struct gap *first = from_first ? from : to, *last = from_first ? to : from;
    struct gap order = *block;
    bool near = last->i - first->ie <= MOVED_SWAP;
    bool whole = block->i == from->i && block->ie == from->ie && block->j == to->j && block->je == to->je && from->j == from->je && to->i == to->ie;
    if (near && whole)
        order = (struct gap){first->i, last->ie, first->j, last->je, false};
    push_edit(a, s, &order, EDIT_ORDER, out);
    push_rests(a, s, from, block, true, out);
    push_rests(a, s, to, block, false, out);
    push_inner(a, s, block, out);
    from->done = to->done = true;
}

#define MOVED_LOOK 12 /* gaps that a block may have moved over */

static void moved_find(struct arena *a, const struct sides *s, struct gaps *gaps, struct placed_edits *out)
{
    for (u32 x = 0; x < gaps->n; x++)
        for (u32 y = x + 1; y < gaps->n && y - x <= MOVED_LOOK && !gaps->v[x].done; y++) {
            struct gap *g = &gaps->v[x], *h = &gaps->v[y], block;
            if (h->done)
                continue;
            if (moved_block(s, g->i, g->ie, h->j, h->je, &block))
                push_moved(a, s, g, h, &block, true, out);
            else if (moved_block(s, h->i, h->ie, g->j, g->je, &block))
                push_moved(a, s, h, g, &block, false, out);
        }
}

/* ---- the whole passage ---- */

static void gap_add(struct arena *a, struct gaps *out, u32 i, u32 ie, u32 j, u32 je)
{
    if (i < ie || j < je)
        vec_push(a, out, ((struct gap){i, ie, j, je, false}));
}

static int by_place(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    if (a->j != b->j)
        return a->j < b->j ? -1 : 1;
    return (a->nth > b->nth) - (a->nth < b->nth);
}

void edits_find(struct arena *a, const struct sides *s, const struct passage *p, struct match *out)
{
    struct gaps gaps = {0};
    struct placed_edits found = {0};
    u32 i = p->a0, j = p->b0;
    for (u32 k = 0; k < p->runs.n; k++) {
        const struct run *r = &p->runs.v[k];
        gap_add(a, &gaps, i, r->i, j, r->j);
        for (u32 w = 0; w < r->n; w++)
            push_forms(a, s, r->i + w, r->j + w, SPELT, &found);
        i = r->i + r->n;
        j = r->j + r->n;
    }
    gap_add(a, &gaps, i, p->a1, j, p->b1);
    moved_find(a, s, &gaps, &found);
    for (u32 k = 0; k < gaps.n; k++)
        if (!gaps.v[k].done)
            push_gap(a, s, &gaps.v[k], &found);
    if (!found.n)
        return;
    qsort(found.v, found.n, sizeof *found.v, by_place);
    for (u32 k = 0; k < found.n; k++)
        vec_push(a, &out->edits, found.v[k].edit);
}

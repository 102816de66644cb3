/*
** variants.c - one person whose name the tellings of a story spell with other letters: "رومانسكي", "رومانوسكي".
**
** Spellings that a table or the parting of words tells (ترمب, يارالله) have one key already (fact/name.c). Here two keys become one where all
** else agrees: no telling has both, one word differs by one or two long vowels written or not, it is long and no Arabic family
** name with the article ("الحسني" is not "الحسيني"), and the rest of the name is equal or, for a family name alone, the role before it.
*/
#include "story/view.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/arabic.h"
#include "text/fold.h"

#define NAMES_MOST 2000u
#define WORDS_MOST 6u
#define LETTERS_LEAST 6u /* of the shorter spelling: "سالم" and "سليم" are two names */
#define VOWELS_MOST 2u   /* that differ */
#define ROLE_WORDS 5u    /* before a family name alone */

struct person {
    u64 skeleton; /* of the last word */
    u64 key;
    u32 acc, from; /* first word in the telling */
    u32 n;         /* words */
    str word[WORDS_MOST]; /* loose keys */
};

static bool is_long_vowel(u32 c) { return c == 0x627 || c == 0x648 || c == 0x64a; } /* alef, waw, ya */

static u64 skeleton_of(str word)
{
    u64 h = 0;
    for (size_t at = 0; at < word.n;) {
        bool first = at == 0;
        u32 c = utf8_next(word, &at);
        if (first || !is_long_vowel(c))
            h = hash_join(h, c);
    }
    return h;
}

static u32 letters_of(str word)
{
    u32 n = 0;
    for (size_t at = 0; at < word.n; n++)
        (void)utf8_next(word, &at);
    return n;
}

/* Two words that differ in long vowels written or not: passes over one on either side at a time. */
static bool is_variant(str a, str b)
{
    u32 differ = 0;
    if (arabic_has_article(a) || arabic_has_article(b) || MIN_OF(letters_of(a), letters_of(b)) < LETTERS_LEAST)
        return false;
    for (size_t x = 0, y = 0; x < a.n || y < b.n;) {
        size_t nx = x, ny = y;
        u32 c = x < a.n ? utf8_next(a, &nx) : 0, d = y < b.n ? utf8_next(b, &ny) : 0;
        if (c == d) {
            x = nx;
            y = ny;
            continue;
        }
        bool skip_x = x > 0 && is_long_vowel(c), skip_y = y > 0 && is_long_vowel(d);
        if ((!skip_x && !skip_y) || ++differ > VOWELS_MOST)
            return false;
        x = skip_x ? nx : x;
        y = skip_y ? ny : y; /* one vowel for another: both */
    }
    return differ > 0;
}

/* A word of weight before one name stands before the other, too. */
static bool same_role(const struct view *v, const struct person *a, const struct person *b)
{
    const struct seen_account *x = &v->v[a->acc], *y = &v->v[b->acc];
    for (u32 i = a->from; i-- > 0 && a->from - i <= ROLE_WORDS && x->sent_of[i] == x->sent_of[a->from];)
        for (u32 j = b->from; j-- > 0 && b->from - j <= ROLE_WORDS && y->sent_of[j] == y->sent_of[b->from];)
            if (x->stem[i] == y->stem[j] && x->weight[i] > 0)
                return true;
    return false;
}

static bool is_one_person(const struct view *v, const struct person *a, const struct person *b)
{
    u32 differ = 0;
    if (a->n != b->n && a->n > 1 && b->n > 1)
        return false;
    for (u32 i = 1; i <= MIN_OF(a->n, b->n); i++) {
        str x = a->word[a->n - i], y = b->word[b->n - i];
        if (str_eq(x, y))
            continue;
        if (++differ > 1 || !is_variant(x, y))
            return false;
    }
    return differ == 1 && (MIN_OF(a->n, b->n) > 1 || same_role(v, a, b));
}

static int by_skeleton(const void *pa, const void *pb)
{
    const struct person *a = pa, *b = pb;
    if (a->skeleton != b->skeleton)
        return a->skeleton < b->skeleton ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->acc != b->acc)
        return a->acc < b->acc ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static bool read_person(const struct view *v, u32 acc, const struct name *name, struct person *out)
{
    u32 to;
    *out = (struct person){.key = name->key, .acc = acc};
    if (name->kind != NAME_PERSON || !view_words(v, acc, name->span, &out->from, &to))
        return false;
    str key = fold_loose(v->arena, fold_str(v->arena, view_text(v, acc, name->span)));
    for (size_t at = 0; at < key.n && out->n < WORDS_MOST; at++) {
        size_t begin = at;
        while (at < key.n && key.p[at] != ' ')
            at++;
        if (at > begin)
            out->word[out->n++] = (str){key.p + begin, at - begin};
    }
    if (out->n == 0)
        return false;
    out->skeleton = skeleton_of(out->word[out->n - 1]);
    return true;
}

/* [x, x1) and [y, y1) are mentions by two keys: one person in no telling that has both. */
static bool are_joined(const struct view *v, const struct person *p, u32 x, u32 x1, u32 y, u32 y1)
{
    bool one = false;
    for (u32 i = x; i < x1; i++)
        for (u32 k = y; k < y1; k++) {
            if (p[i].acc == p[k].acc)
                return false;
            one = one || is_one_person(v, &p[i], &p[k]);
        }
    return one;
}

static u32 key_end(const struct person *p, u32 n, u32 x)
{
    u32 x1 = x;
    while (x1 < n && p[x1].skeleton == p[x].skeleton && p[x1].key == p[x].key)
        x1++;
    return x1;
}

void variants_make(const struct view *v, struct dossier *out)
{
    struct { VEC(struct person); } p = {0};
    map_init(&out->one_name, v->arena, 16);
    for (u32 i = 0; i < v->n; i++)
        for (u32 k = 0; k < v->acc[i].facts->names.n && p.n < NAMES_MOST; k++) {
            struct person x;
            if (read_person(v, i, &v->acc[i].facts->names.v[k], &x))
                vec_push(v->arena, &p, x);
        }
    if (p.n)
        qsort(p.v, p.n, sizeof *p.v, by_skeleton);
    for (u32 x = 0, x1; x < p.n; x = x1) {
        x1 = key_end(p.v, p.n, x);
        for (u32 y = x1, y1; y < p.n && p.v[y].skeleton == p.v[x].skeleton; y = y1) {
            y1 = key_end(p.v, p.n, y);
            if (!are_joined(v, p.v, x, x1, y, y1))
                continue;
            *map_put(&out->one_name, p.v[y].key) = dossier_name(out, p.v[x].key);
        }
    }
}

u64 dossier_name(const struct dossier *d, u64 key)
{
    const u64 *one = map_get(&d->one_name, key);
    return one ? *one : key;
}

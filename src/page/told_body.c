/*
** told_body.c - reads articleBody, and tells how much of a line is in it.
*/
#include "page/told_body.h"

#include <ctype.h>

#include "base/hash.h"
#include "base/utf8.h"

#define RUN_WORDS 4       /* of a run that is looked up: four words in a row are seldom chance */
#define LEAST_LETTERS 200 /* a teaser has fewer */
#define ARTICLE_LETTERS 600 /* an article that is believed although the page shows another text of its length */
#define TOLD_PERCENT 60   /* of a line's runs: its words are the told body's, smoothed links and quotes apart */
#define REACH 6           /* lines above and below the kept ones where a missing one may stand */

/* What parts words: white space, ASCII marks, general punctuation, marks of Arabic script, quotation marks. */
static bool parts_words(u32 cp)
{
    if (cp < 0x80)
        return !isalnum((int)cp);
    return cp == 0xa0 || (cp >= 0x3000 && cp <= 0x303f) || (cp >= 0xff00 && cp <= 0xff20) || cp == 0xab || cp == 0xbb || cp == 0x60c || cp == 0x61b || cp == 0x61f || cp == 0x6d4 || (cp >= 0x2000 && cp <= 0x206f);
}

/* Scripts that put no spaces between words: each letter counts as one. */
static bool is_word_alone(u32 cp)
{
    return (cp >= 0xe00 && cp < 0x1100) || (cp >= 0x1780 && cp < 0x1800) || (cp >= 0x2e80 && cp < 0xa000) || (cp >= 0xac00 && cp < 0xfb00);
}

/* The next word at or after *at as a hash, capitals of ASCII made small; false at the end. */
static bool next_word(str s, size_t *at, u64 *word)
{
    u64 key = 0;
    bool any = false;
    while (*at < s.n) {
        size_t here = *at;
        u32 cp = utf8_next(s, at);
        if (is_word_alone(cp) && any) {
            *at = here;
            break;
        }
        if (is_word_alone(cp)) {
            *word = cp;
            return true;
        }
        if (!parts_words(cp)) {
            key = hash_join(key, cp < 0x80 ? (u64)tolower((int)cp) : cp);
            any = true;
        } else if (any) {
            break;
        }
    }
    *word = key;
    return any;
}

/* The runs of a text, one after the other. */
struct runs {
    u64 words[RUN_WORDS];
    u32 n;
};

static bool next_run(str s, size_t *at, struct runs *r, u64 *run)
{
    u64 word;
    while (next_word(s, at, &word)) {
        r->words[r->n++ % RUN_WORDS] = word;
        if (r->n < RUN_WORDS)
            continue;
        *run = 0;
        for (u32 k = 0; k < RUN_WORDS; k++)
            *run = hash_join(*run, r->words[(r->n + k) % RUN_WORDS]);
        return true;
    }
    return false;
}

static bool has_markup(str s)
{
    for (size_t i = 0; i + 2 < s.n; i++)
        if (s.p[i] == '<' && (isalpha((unsigned char)s.p[i + 1]) || s.p[i + 1] == '/'))
            return memchr(s.p + i, '>', s.n - i) != NULL;
    return false;
}

void told_body_read(struct arena *a, const struct meta *m, struct told_body *out)
{
    struct utf8_mending what = {0, 0};
    const struct meta_value *v = meta_best(m, META_BODY);
    *out = (struct told_body){.text = STR_EMPTY};
    if (!v || v->value.n < LEAST_LETTERS)
        return;
    out->text = utf8_mend(a, v->value, &what);
    if (has_markup(out->text)) {
        struct html *h = ARENA_NEW(a, struct html);
        dom_parse(a, out->text, &h->dom);
        html_lines(a, h);
        out->text = h->text;
    }
    for (size_t at = 0; at < out->text.n;)
        out->letters += utf8_next(out->text, &at) > ' ';
    if (out->letters < LEAST_LETTERS) {
        out->text = STR_EMPTY;
        return;
    }
    struct runs r = {.n = 0};
    u64 run;
    map_init(&out->runs, a, 256);
    for (size_t at = 0; next_run(out->text, &at, &r, &run);)
        *map_put(&out->runs, run) = 1;
}

/* Of a line's runs of words, how many the told body has; in percent. 0 for a line too short to tell. */
static u32 share_of(const struct told_body *t, str line)
{
    struct runs r = {.n = 0};
    u64 run;
    u32 all = 0, found = 0;
    for (size_t at = 0; next_run(line, &at, &r, &run); all++)
        found += map_get(&t->runs, run) != NULL;
    return all ? found * 100 / all : 0;
}

/* Letters of the lines: kept, told, both. */
struct tally {
    u32 kept, shown, both;
    u32 first, end; /* lines, from the first that is both to behind the last */
};

static struct tally count(const struct html *h, const u8 *told, const u8 *kept)
{
    struct tally c = {.first = h->lines.n};
    for (u32 i = 0; i < h->lines.n; i++) {
        u32 letters = h->lines.v[i].letters;
        c.kept += kept[i] ? letters : 0;
        c.shown += told[i] ? letters : 0;
        if (!told[i] || !kept[i])
            continue;
        c.both += letters;
        c.first = MIN_OF(c.first, i);
        c.end = i + 1;
    }
    return c;
}

enum told_how told_body_heed(struct arena *a, const struct told_body *t, const struct html *h, const u8 *may, u8 *kept)
{
    if (t->text.n == 0)
        return TOLD_DIFFERS;
    u8 *told = ARENA_ARRAY(a, u8, h->lines.n + 1);
    for (u32 i = 0; i < h->lines.n; i++)
        told[i] = share_of(t, span_text(h->text, h->lines.v[i].span)) >= TOLD_PERCENT;
    struct tally c = count(h, told, kept);
    if (c.shown < t->letters / 2) {
        bool longer = c.kept < t->letters / 2, other = c.both < c.kept / 10 && c.shown < t->letters / 10 && t->letters >= ARTICLE_LETTERS;
        return longer || other ? TOLD_ALONE : TOLD_DIFFERS;
    }
    if (c.both < c.shown / 2) {
        if (count(h, told, may).both < t->letters / 2)
            return TOLD_DIFFERS;
        for (u32 i = 0; i < h->lines.n; i++)
            kept[i] = told[i] && may[i];
        return TOLD_LINES;
    }
    for (u32 i = c.first > REACH ? c.first - REACH : 0; i < MIN_OF(h->lines.n, c.end + REACH); i++)
        kept[i] |= told[i] && may[i];
    return TOLD_AGREES;
}

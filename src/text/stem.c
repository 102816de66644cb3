/*
** stem.c - Arabic by our own light stem, others by libstemmer.
*/
#include "text/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "text/arabic.h"

struct stemmer {
    bool arabic;
    struct sb_stemmer *snowball; /* NULL: a language that libstemmer does not know */
};

struct stemmer *stem_new(const char *lang)
{
    struct stemmer *s = calloc(1, sizeof *s);
    if (!s)
        BUG("out of memory for a stemmer");
    s->arabic = strcmp(lang, "ar") == 0;
    if (!s->arabic)
        s->snowball = sb_stemmer_new(lang, "UTF_8");
    return s;
}

void stem_free(struct stemmer *s)
{
    if (!s)
        return;
    if (s->snowball)
        sb_stemmer_delete(s->snowball);
    free(s);
}

str stem_word(struct stemmer *s, str key)
{
    bool is_arabic = key.n && (u8)key.p[0] >= 0xD8 && (u8)key.p[0] <= 0xDB;
    if (s->arabic || is_arabic)
        return arabic_stem(key);
    if (!s->snowball || key.n == 0 || key.n > 256)
        return key;
    const sb_symbol *p = sb_stemmer_stem(s->snowball, (const sb_symbol *)key.p, (int)key.n);
    if (!p)
        return key;
    return (str){(const char *)p, (size_t)sb_stemmer_length(s->snowball)};
}

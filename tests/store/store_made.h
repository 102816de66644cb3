/*
** store_made.h - pages, facts and fingerprints made by hand, for the tests of the store.
*/
#ifndef ASANID_TEST_STORE_MADE_H
#define ASANID_TEST_STORE_MADE_H

#include "test.h"

#include "base/hash.h"
#include "store/store.h"

#include <sys/stat.h>
#include <unistd.h>

/* A fresh folder below /tmp, and paths in it. */
struct place {
    char folder[64];
    char store[96];
};

static inline struct place place_new(void)
{
    struct place p;
    snprintf(p.folder, sizeof p.folder, "/tmp/asanid-store-XXXXXX");
    assert_non_null(mkdtemp(p.folder));
    snprintf(p.store, sizeof p.store, "%s/news.db", p.folder);
    return p;
}

static inline void place_remove(const struct place *p)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-lock", "-journal"};
    char path[128];
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(path, sizeof path, "%s%s", p->store, ends[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(p->folder), 0);
}

static inline struct field made_field(str text, const char *words)
{
    size_t at = str_find(text, str_of(words), 0);
    assert_true(at != SIZE_MAX);
    return (struct field){{text.p + at, strlen(words)}, span_of(at, strlen(words))};
}

/* A page of one line of headline and one paragraph, with a fact of each kind in the article `id`. */
struct made {
    struct page page;
    struct facts facts[4];
    struct prints prints[4];
    struct reading_of_page r;
};

static inline void made_article(struct arena *a, struct made *m, const char *id, str text)
{
    u32 i = m->page.articles.n;
    struct article *x = vec_add(a, &m->page.articles);
    size_t line = str_find(text, S("\n"), 0);
    assert_true(i < 4 && line != SIZE_MAX);
    x->part = i;
    x->id = str_of(id);
    x->lang = "ar";
    x->headline = (struct field){{text.p, line}, span_of(0, line)};
    x->published = (struct published){.span = SPAN_NULL};
    x->kicker = x->dateline = FIELD_NONE;
    vec_push(a, &x->body, span_of(line + 1, text.n - line - 1));
    vec_push(a, &x->zones, ((struct zone){span_of(0, line), ZONE_HEADLINE}));
    vec_push(a, &x->zones, ((struct zone){span_of(line + 1, text.n - line - 1), ZONE_BODY}));
    m->prints[i].n = 3;
    m->prints[i].v = ARENA_ARRAY(a, struct print, 3);
    for (u32 k = 0; k < 3; k++) m->prints[i].v[k] = (struct print){(u32)hash_str(text) + k, k * 7};
}

/* `raw` NULL: the text itself. */
static inline struct made *made_page(struct arena *a, const char *name, const char *id, const char *text, const char *raw)
{
    struct made *m = ARENA_NEW(a, struct made);
    m->page.name = str_of(name);
    m->page.text = str_of(text);
    m->page.raw = str_of(raw ? raw : text);
    made_article(a, m, id, m->page.text);
    m->r = (struct reading_of_page){&m->page, m->facts, m->prints};
    return m;
}

static inline enum added made_put(struct store *s, const struct made *m)
{
    enum added state[4] = {ADDED_SET_ASIDE};
    assert_int_equal(store_begin(s), ASANID_OK);
    enum asanid_status status = store_put_page(s, &m->r, state);
    if (status) print_error("%s\n", store_errmsg(s));
    assert_int_equal(status, ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    return state[0];
}

static inline struct store *made_store(const char *path)
{
    struct store *s;
    enum asanid_status status = store_open(path, STORE_WRITE, &s);
    if (status) print_error("%s\n", store_errmsg(s));
    assert_int_equal(status, ASANID_OK);
    return s;
}

static inline void made_finding(void *arg, const char *message)
{
    (void)arg;
    print_message("finding: %s\n", message);
}

static inline void made_clean(struct store *s)
{
    enum asanid_status status = store_check(s, made_finding, NULL);
    if (status) print_error("%s\n", store_errmsg(s));
    assert_int_equal(status, ASANID_OK);
}

#endif

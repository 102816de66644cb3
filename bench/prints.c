/*
** prints.c - how fast a text becomes keys, prints, and look-ups in the index of its corpus, on one core, all held in memory.
**
**     bench_prints FILE.jsonl [PASSES]        prints megabytes of article text a second of processor time, for 1, 1 + 2 and 1 + 2 + 3
*/
#include "run/engine.h"
#include "trace/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct doc {
    str raw;
    const struct zone *zones;
    u32 n_zones;
};

struct corpus {
    struct engine engine;
    struct arena arena, scratch;
    struct key_memo *memo;
    struct { VEC(struct doc); } docs;
    struct print_index *index;
    size_t bytes, n_prints;
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static str read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(2);
    }
    size_t n = (size_t)ftell(f);
    char *p = arena_alloc(a, n);
    rewind(f);
    n = fread(p, 1, n, f);
    fclose(f);
    return (str){p, n};
}

/* The zones of an article that a telling holds. */
static void add_article(struct corpus *c, str text, const struct article *x)
{
    struct zone *zones = ARENA_ARRAY(&c->arena, struct zone, x->zones.n);
    struct doc d = {arena_str(&c->arena, text), zones, 0};
    for (u32 i = 0; i < x->zones.n; i++)
        if (telling_holds(x->zones.v[i].kind)) {
            zones[d.n_zones++] = x->zones.v[i];
            c->bytes += x->zones.v[i].span.len;
        }
    vec_push(&c->arena, &c->docs, d);
}

static void read_corpus(struct corpus *c, const char *path)
{
    struct arena file;
    arena_init(&file, SIZE_MAX / 2);
    struct input_cursor cursor = input_open(str_of(path), INPUT_JSONL, read_file(&file, path));
    struct input_piece piece;
    while (input_next(&cursor, &piece)) {
        struct page page = {0};
        arena_reset(&c->scratch);
        input_page(&c->scratch, &cursor, &piece, &page);
        if (page.unread.n) continue;
        page_read(&c->scratch, c->engine.page, &page, NULL);
        for (u32 i = 0; i < page.articles.n; i++) add_article(c, page.text, &page.articles.v[i]);
    }
    arena_release(&file);
}

static struct keys keys_of(struct corpus *c, const struct doc *d)
{
    struct keys keys = {0};
    for (u32 i = 0; i < d->n_zones; i++) keys_read(&c->scratch, c->memo, span_text(d->raw, d->zones[i].span), &keys);
    return keys;
}

static void make_index(struct corpus *c)
{
    c->index = index_new(&c->arena);
    for (u32 i = 0; i < c->docs.n; i++) {
        arena_reset(&c->scratch);
        struct keys keys = keys_of(c, &c->docs.v[i]);
        struct prints p = prints_of_keys(&c->scratch, keys.v, keys.n);
        c->n_prints += p.n;
        index_add(c->index, i, &p);
    }
    index_done(c->index);
}

/* One pass of the first `stages`; what it gives keeps the compiler from leaving out work. */
static u64 pass(struct corpus *c, int stages)
{
    u64 sum = 0;
    for (u32 i = 0; i < c->docs.n; i++) {
        arena_reset(&c->scratch);
        struct keys keys = keys_of(c, &c->docs.v[i]);
        sum += keys.n;
        if (stages < 2) continue;
        struct prints p = prints_of_keys(&c->scratch, keys.v, keys.n);
        sum += p.n;
        if (stages < 3) continue;
        u32 *hash = ARENA_ARRAY(&c->scratch, u32, p.n);
        struct posting *found = ARENA_ARRAY(&c->scratch, struct posting, p.n);
        for (u32 k = 0; k < p.n; k++) hash[k] = p.v[k].hash;
        index_postings(c->index, hash, p.n, found);
        for (u32 k = 0; k < p.n; k++) sum += found[k].n;
    }
    return sum;
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"keys", "keys, prints", "keys, prints, look-ups"};
    static struct corpus c;
    int passes = argc > 2 ? atoi(argv[2]) : 20;
    if (argc < 2) {
        fprintf(stderr, "bench_prints FILE.jsonl [PASSES]\n");
        return 2;
    }
    engine_init(&c.engine, NULL, NULL);
    arena_init(&c.arena, SIZE_MAX / 2);
    arena_init(&c.scratch, SIZE_MAX / 2);
    c.memo = key_memo_new(&c.arena, c.engine.text);
    read_corpus(&c, argv[1]);
    make_index(&c);
    printf("%u articles, %.1f MB of their text, %zu prints, %d passes\n", c.docs.n, (double)c.bytes / 1e6, c.n_prints, passes);
    for (int stages = 1; stages <= 3; stages++) {
        double from = seconds();
        u64 sum = 0;
        for (int k = 0; k < passes; k++) sum += pass(&c, stages);
        printf("%-24s %8.1f MB/s  (%llu)\n", names[stages - 1], (double)c.bytes * passes / (seconds() - from) / 1e6, (unsigned long long)sum);
    }
    return 0;
}

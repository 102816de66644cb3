/*
** flat.c - how fast a page's text becomes articles, on one core, all held in memory.
**
**     bench_flat FILE.jsonl [PASSES [STEP]]   best of PASSES (20): megabytes of text a second of processor time; one step alone, for a profiler
**
** Each pass goes over every page: copied, folded, cut into words and sentences, read whole (page_read). The first three are what the last is
** measured against: limits of the same machine in the same minute.
*/
#include "run/engine.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct corpus {
    struct engine engine;
    struct arena arena, scratch;
    struct { VEC(struct page); } pages;
    size_t bytes, made; /* made: what the passes made, so that none is left out */
    char *room;         /* for a copy or the key of the longest page */
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

static void read_corpus(struct corpus *c, const char *path)
{
    struct input_cursor cursor = input_open(str_of(path), INPUT_JSONL, read_file(&c->arena, path));
    struct input_piece piece;
    size_t longest = 0;
    while (input_next(&cursor, &piece)) {
        struct page page = {0};
        input_page(&c->arena, &cursor, &piece, &page);
        if (page.unread.n)
            continue;
        c->bytes += page.text.n;
        longest = MAX_OF(longest, page.text.n);
        vec_push(&c->arena, &c->pages, page);
    }
    c->room = arena_alloc(&c->arena, fold_room(longest));
}

static void copy(struct corpus *c, const struct page *p)
{
    memcpy(c->room, p->text.p, p->text.n);
    c->made += (u8)c->room[p->text.n / 2];
}

static void fold(struct corpus *c, const struct page *p) { c->made += fold_into(c->room, p->text); }

static void cut(struct corpus *c, const struct page *p)
{
    struct { VEC(struct zone); } lines = {0};
    for (size_t at = 0; at < p->text.n;) {
        const char *nl = memchr(p->text.p + at, '\n', p->text.n - at);
        size_t end = nl ? (size_t)(nl - p->text.p) : p->text.n;
        vec_push(&c->scratch, &lines, ((struct zone){.span = span_of(at, end - at), .kind = ZONE_BODY}));
        at = end + 1;
    }
    c->made += text_read_exact(&c->scratch, c->engine.text, p->text, "und", lines.v, lines.n).n_tokens;
}

static void whole(struct corpus *c, const struct page *p)
{
    struct page page = *p;
    page_read(&c->scratch, c->engine.page, &page, NULL);
    c->made += page.articles.n;
}

static double best_of(struct corpus *c, u32 passes, void (*pass)(struct corpus *, const struct page *))
{
    double best = 1e9;
    for (u32 k = 0; k < passes; k++) {
        double begin = seconds();
        for (u32 i = 0; i < c->pages.n; i++) {
            arena_reset(&c->scratch);
            pass(c, &c->pages.v[i]);
        }
        double took = seconds() - begin;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*pass)(struct corpus *, const struct page *);
    } steps[] = {{"copied", copy}, {"folded", fold}, {"words", cut}, {"articles", whole}};
    struct corpus c = {0};
    u32 passes = argc > 2 ? (u32)atoi(argv[2]) : 20;
    if (argc < 2 || passes == 0) {
        fprintf(stderr, "usage: bench_flat FILE.jsonl [PASSES [STEP]]\n");
        return 2;
    }
    arena_init(&c.arena, SIZE_MAX / 2);
    arena_init(&c.scratch, SIZE_MAX / 2);
    engine_init(&c.engine, NULL, NULL);
    read_corpus(&c, argv[1]);
    printf("%u pages, %.1f MB of text\n", c.pages.n, (double)c.bytes / 1e6);
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (argc < 4 || strcmp(argv[3], steps[i].name) == 0)
            printf("%-10s %9.1f MB/s\n", steps[i].name, (double)c.bytes / best_of(&c, passes, steps[i].pass) / 1e6);
    printf("(made %zu)\n", c.made);
    return 0;
}

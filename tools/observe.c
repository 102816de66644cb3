/*
** observe.c - writes what the stemma observes in news pages, for tools/learn_weights.py: one line for each possible parent of each telling.
**
**     observe INPUT... > observations.tsv
**
** Columns: child, parent, the observations of lang/any/evidence.tsv by name. A seen parent is an article's id; an unseen one is "?" and the
** ids of the tellings of its group, parted by commas; ties of quoted speech alone have "=" before the parent's id, passages shared without
** descent "~". What speaks for the
** source of a group itself has "?" and those ids as its child, and no parent.
*/
#include "run/session.h"
#include "run/settle.h"
#include "trace/stemma_parts.h"

#include <stdio.h>

static void write_group(const struct kin *k, const u32 *group, u32 g)
{
    putchar('?');
    for (u32 x = 0, n = 0; x < k->n; x++)
        if (group[x] == g) printf("%s%.*s", n++ ? "," : "", STR_ARG(k->w[x].article->id));
}

static void write_values(const double *x)
{
    for (u32 f = 0; f < F_COUNT; f++)
        if (x[f] == 0) fputs("\t0", stdout);
        else printf("\t%.4g", x[f]);
    putchar('\n');
}

static void write_option(const struct kin *k, const struct option *o, const u32 *group)
{
    printf("%.*s\t", STR_ARG(k->w[o->child].article->id));
    if (o->parent & NODE_UNSEEN) write_group(k, group, o->parent & ~NODE_UNSEEN);
    else printf("%s%.*s", o->x[F_SLIGHT] > 0 ? "~" : is_quotation(k, &k->ties.v[o->tie]) ? "=" : "", STR_ARG(k->w[o->parent].article->id));
    write_values(o->x);
}

static void observe(void *arg, struct arena *a, const struct witness *w, u32 n, const struct habits *h, const struct matches *m)
{
    struct kin k;
    struct options options = {0};
    kin_build(&k, a, arg, h, w, n, m);
    u32 *group = ARENA_ARRAY(a, u32, n + 1), groups = kin_groups(&k, group);
    struct source *sources = options_make(&k, group, groups, &options);
    for (u32 g = 0; g < groups; g++) {
        write_group(&k, group, g);
        putchar('\t');
        write_values(sources[g].x);
    }
    for (u32 i = 0; i < options.n; i++) {
        struct option slight;
        write_option(&k, &options.v[i], group);
        if (slight_possible(&k, &options.v[i], &slight)) write_option(&k, &slight, group);
    }
}

int main(int argc, char **argv)
{
    struct session s;
    struct session_options o = {.store = ":memory:", .mode = STORE_WRITE};
    const char *why = NULL;
    if (argc < 2) return fprintf(stderr, "usage: observe INPUT... > observations.tsv\n"), 2;
    if (session_open(&s, &o) != ASANID_OK || session_add(&s, argv + 1, argc - 1, NULL, NULL) != ASANID_OK)
        return fprintf(stderr, "observe: %s\n", s.error), 2;
    fputs("child\tparent", stdout);
    for (u32 f = 0; f < F_COUNT; f++) printf("\t%s", feature_name(f));
    putchar('\n');
    struct settle settle_once = {.engine = &s.engine, .store = s.store, .jobs = 1, .observe = observe, .arg = (void *)(uintptr_t)s.engine.stemma};
    enum asanid_status st = settle(&settle_once, &why);
    if (st != ASANID_OK) fprintf(stderr, "observe: %s\n", why ? why : store_errmsg(s.store));
    session_close(&s);
    return st == ASANID_OK ? 0 : 1;
}

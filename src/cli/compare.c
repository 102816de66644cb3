/* compare.c - asanid compare, trace, why: texts side by side. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static str name_of_account(const void *arg, u32 i)
{
    const struct comparison *x = arg;
    return x->acc[i].article->id;
}

enum asanid_status cli_compare(struct cli *c)
{
    struct session s;
    struct arena a;
    struct comparison x;
    enum asanid_status st = cli_open(c, &s, CLI_NO_STORE);
    if (st != ASANID_OK) return st;
    arena_init(&a, SIZE_MAX / 2);
    st = session_compare(&s, &a, c->args[0], c->args[1], cli_has(c, OPT_ALIGN_ONLY), &x);
    if (st == ASANID_OK && cli_has(c, OPT_JSON)) {
        struct naming names = {name_of_account, &x};
        for (u32 i = 0; i < x.matches.n; i++) {
            struct json j = cli_json(c);
            object_match(&j, &x.matches.v[i], &names);
            cli_line_end(c);
        }
    } else if (st == ASANID_OK) {
        text_matches(&c->out, &c->style, &x.acc[0], &x.acc[1], &x.matches);
    }
    if (st == ASANID_OK && x.matches.n == 0) st = ASANID_NOTHING;
    arena_release(&x.arena);
    arena_release(&a);
    return cli_close(c, &s, st);
}

/* The argument itself, or the file that it names. */
static bool text_or_file(struct cli *c, struct arena *a, const char *arg, str *out)
{
    struct stat st;
    *out = str_of(arg);
    if (strcmp(arg, "-") != 0 && (stat(arg, &st) != 0 || !S_ISREG(st.st_mode))) return true;
    FILE *f = strcmp(arg, "-") == 0 ? stdin : fopen(arg, "rb");
    if (!f) return cli_error(c, "cannot read '%s': %s", arg, strerror(errno)), false;
    struct out o;
    char buffer[1 << 14];
    out_init(&o, a);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) out_bytes(&o, buffer, n);
    bool fine = !ferror(f);
    if (f != stdin) fclose(f);
    if (!fine) cli_error(c, "cannot read '%s'", arg);
    *out = out_view(&o);
    return fine;
}

static str name_of_printed(const void *arg, u32 i)
{
    const struct printed *p = arg;
    return i == 0 ? S("-") : p->acc.article->id;
}

static void print_printed(struct cli *c, const struct printing *p, const struct printed *x)
{
    char when[32];
    civil_format(&x->acc.article->published.when, when);
    if (!cli_has(c, OPT_JSON)) {
        struct account asked = {.raw = p->text->raw};
        struct article no_article = {.id = S("-")};
        asked.article = &no_article;
        out_z(&c->out, when[0] ? when : "-");
        out_z(&c->out, "  ");
        out_str(&c->out, x->acc.article->outlet.n ? x->acc.article->outlet : x->acc.article->id);
        out_z(&c->out, "  ");
        out_str(&c->out, x->acc.article->headline.text);
        out_fmt(&c->out, "  (%u/%u)\n    ", x->words, p->text->n);
        out_str(&c->out, x->acc.article->id);
        out_char(&c->out, '\n');
        if (cli_has(c, OPT_VERBOSE)) text_matches(&c->out, &c->style, &asked, &x->acc, &x->matches);
        return;
    }
    struct json j = cli_json(c);
    struct naming names = {name_of_printed, x};
    json_open(&j, '{');
    json_key(&j, "schema"), json_str(&j, S("asanid.printed/1"));
    json_key(&j, "article"), json_str(&j, x->acc.article->id);
    json_key(&j, "outlet"), json_str_or_null(&j, x->acc.article->outlet);
    json_key(&j, "published"), json_str_or_null(&j, str_of(when));
    json_key(&j, "headline"), json_str_or_null(&j, x->acc.article->headline.text);
    json_key(&j, "words"), json_i64(&j, x->words);
    json_key(&j, "of"), json_i64(&j, p->text->n);
    json_key(&j, "matches");
    json_open(&j, '[');
    for (u32 i = 0; i < x->matches.n; i++) {
        struct match m = x->matches.v[i];
        m.a = 0;
        m.b = 1;
        m.group = UINT32_MAX;
        object_match(&j, &m, &names);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    cli_line_end(c);
}

enum asanid_status cli_trace(struct cli *c)
{
    struct session s;
    struct arena a;
    struct printing p;
    str text;
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    arena_init(&a, SIZE_MAX / 2);
    st = text_or_file(c, &a, c->args[0], &text) ? session_trace(&s, &a, text, &p) : ASANID_STORE;
    for (u32 i = 0; st == ASANID_OK && i < p.v.n; i++) print_printed(c, &p, &p.v.v[i]);
    if (st == ASANID_NOTHING && !cli_has(c, OPT_JSON)) out_z(&c->out, "not found in the store\n");
    arena_release(&a);
    return cli_close(c, &s, st);
}

struct edge_line {
    struct cli *c;
    bool any;
};

static bool print_edge(void *arg, const struct edge *e, str child, str parent)
{
    struct edge_line *x = arg;
    x->any = true;
    if (cli_has(x->c, OPT_JSON)) {
        struct json j = cli_json(x->c);
        json_open(&j, '{');
        json_key(&j, "schema"), json_str(&j, S("asanid.why/1"));
        json_key(&j, "child"), json_str(&j, child);
        json_key(&j, "parent"), json_str(&j, parent);
        json_key(&j, "accepted"), json_boolean(&j, e->p >= .5);
        json_key(&j, "relation"), json_str(&j, str_of(relation_name((enum relation)e->relation)));
        json_key(&j, "share"), json_num(&j, e->share);
        json_key(&j, "p"), json_num(&j, e->p);
        json_key(&j, "evidence");
        json_open(&j, '[');
        for (u32 i = 0; i < e->evidence.n; i++) {
            json_open(&j, '{');
            json_key(&j, "kind"), json_str(&j, str_of(e->evidence.v[i].kind));
            json_key(&j, "weight"), json_num(&j, e->evidence.v[i].weight);
            json_key(&j, "note"), json_str(&j, e->evidence.v[i].note);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        cli_line_end(x->c);
    } else {
        text_edge(&x->c->out, &x->c->style, e, child, parent);
    }
    return !x->c->out.failed;
}

enum asanid_status cli_why(struct cli *c)
{
    struct session s;
    struct edge_line x = {c, false};
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    st = session_why(&s, str_of(c->args[0]), str_of(c->args[1]), print_edge, &x);
    if (st == ASANID_OK && !x.any) {
        if (!cli_has(c, OPT_JSON)) out_z(&c->out, "nothing joins these two articles\n");
        st = ASANID_NOTHING;
    }
    return cli_close(c, &s, st);
}

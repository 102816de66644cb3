/* story.c - asanid stories, story, export, search, check: what reads a store. */
#include "cli/cli.h"

static str day_or_dash(struct arena *a, i32 day)
{
    str s = day_text(a, day);
    return s.n ? s : S("-");
}

static void print_stories(struct cli *c, struct arena *a, const struct story_lines *lines)
{
    static const char *const heads[] = {"story", "first_day", "last_day", "articles", "outlets", "independent", "label"};
    struct text_table t = {.columns = COUNT_OF(heads), .right = 1u << 3 | 1u << 4 | 1u << 5};
    for (u32 i = 0; i < COUNT_OF(heads); i++) vec_push(a, &t.cells, ui_text(c->style.ui, heads[i]));
    for (u32 i = 0; i < lines->n; i++) {
        const struct story_line *x = &lines->v[i];
        str cells[] = {x->id, day_or_dash(a, x->first), day_or_dash(a, x->last), arena_fmt(a, "%u", x->articles), arena_fmt(a, "%u", x->outlets),
                       arena_fmt(a, "%u", x->independent), x->label};
        for (u32 k = 0; k < COUNT_OF(cells); k++) vec_push(a, &t.cells, cells[k]);
    }
    text_table(&c->out, a, &c->style, &t);
}

enum asanid_status cli_stories(struct cli *c)
{
    struct session s;
    struct arena a;
    struct story_lines lines = {0};
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    if (cli_has(c, OPT_JSON)) return cli_close(c, &s, session_export(&s, "stories", false, cli_write_line, c));
    arena_init(&a, SIZE_MAX / 2);
    st = session_stories(&s, &a, &lines);
    if (st == ASANID_OK && lines.n == 0) {
        cli_error(c, "no story in the store yet; 'asanid add' puts pages in");
        st = ASANID_NOTHING;
    }
    if (st == ASANID_OK) print_stories(c, &a, &lines);
    arena_release(&a);
    return cli_close(c, &s, st);
}

enum asanid_status cli_story(struct cli *c)
{
    struct session s;
    struct arena a;
    struct dossiers d = {0};
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    arena_init(&a, SIZE_MAX / 2);
    st = session_dossier(&s, &a, str_of(c->args[0]), vec_add(&a, &d));
    if (st == ASANID_OK) st = cli_print_dossiers(c, &d);
    arena_release(&a);
    return cli_close(c, &s, st);
}

struct csv {
    struct cli *c;
    const char *kind;
};

static bool write_csv(void *arg, str json)
{
    struct csv *x = arg;
    csv_row(&x->c->out, x->kind, json);
    return !x->c->out.failed;
}

enum asanid_status cli_export(struct cli *c)
{
    struct session s;
    struct csv csv = {c, c->args[0]};
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    if (cli_has(c, OPT_CSV) && !csv_head(&c->out, csv.kind)) {
        cli_error(c, "no kind '%s' to export; 'asanid help export' lists them", csv.kind);
        return cli_close(c, &s, ASANID_USAGE);
    }
    if (cli_has(c, OPT_CSV)) st = session_export(&s, csv.kind, cli_has(c, OPT_ALL), write_csv, &csv);
    else st = session_export(&s, csv.kind, cli_has(c, OPT_ALL), cli_write_line, c);
    return cli_close(c, &s, st);
}

static void search_json(struct cli *c, struct arena *a, const struct hit *h)
{
    struct json j = cli_json(c);
    json_open(&j, '{');
    json_key(&j, "schema"), json_str(&j, S("asanid.found/1"));
    json_key(&j, "article"), json_str(&j, h->found.id);
    json_key(&j, "headline"), json_str(&j, h->found.headline);
    json_key(&j, "snippet"), json_str(&j, h->found.snippet);
    json_key(&j, "published"), json_str_or_null(&j, day_text(a, h->day));
    json_key(&j, "outlet"), json_str_or_null(&j, h->outlet);
    json_key(&j, "story"), json_str_or_null(&j, h->story);
    json_close(&j, '}');
    cli_line_end(c);
}

/* The headline; when and where; the words around the hits; what `story`, `why` and `trace` take. */
static void search_text(struct cli *c, struct arena *a, const struct hit *h)
{
    const struct style *s = &c->style;
    str snippet = h->found.snippet;
    struct out o;
    out_init(&o, a);
    for (size_t k = 0; k < snippet.n; k++) {
        if (snippet.p[k] == 2) out_z(&o, "[");
        else if (snippet.p[k] == 3) out_z(&o, "]");
        else out_char(&o, snippet.p[k]);
    }
    if (s->color) out_z(&c->out, "\033[1m");
    text_wrap(&c->out, s, 0, 0, h->found.headline.n ? h->found.headline : h->found.id);
    if (s->color) out_z(&c->out, "\033[0m");
    out_z(&c->out, "\n  ");
    out_str(&c->out, day_or_dash(a, h->day));
    if (h->outlet.n) out_z(&c->out, "  "), out_str(&c->out, h->outlet);
    out_z(&c->out, "\n  ");
    text_wrap(&c->out, s, 2, 2, out_view(&o));
    if (s->color) out_z(&c->out, "\033[2m");
    out_z(&c->out, "\n  ");
    out_str(&c->out, h->found.id);
    if (h->story.n) out_z(&c->out, "  "), out_str(&c->out, h->story);
    if (s->color) out_z(&c->out, "\033[0m");
    out_char(&c->out, '\n');
}

enum asanid_status cli_search(struct cli *c)
{
    struct session s;
    struct arena a;
    struct hits hits = {0};
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    arena_init(&a, SIZE_MAX / 2);
    st = session_search(&s, &a, str_of(c->args[0]), 100, &hits);
    for (u32 i = 0; i < hits.n; i++) {
        if (cli_has(c, OPT_JSON)) search_json(c, &a, &hits.v[i]);
        else search_text(c, &a, &hits.v[i]);
    }
    arena_release(&a);
    return cli_close(c, &s, st);
}

static void print_finding(void *arg, const char *message)
{
    struct cli *c = arg;
    if (!cli_has(c, OPT_JSON)) {
        out_z(&c->out, message);
        cli_line_end(c);
        return;
    }
    struct json j = cli_json(c);
    json_open(&j, '{');
    json_key(&j, "schema"), json_str(&j, S("asanid.finding/1"));
    json_key(&j, "finding"), json_str(&j, str_of(message));
    json_close(&j, '}');
    cli_line_end(c);
}

enum asanid_status cli_check(struct cli *c)
{
    struct session s;
    enum asanid_status st = cli_open(c, &s, CLI_READ_STORE);
    if (st != ASANID_OK) return st;
    st = store_check(s.store, print_finding, c);
    if (st == ASANID_OK && !cli_has(c, OPT_JSON) && !cli_has(c, OPT_QUIET)) out_z(&c->out, "the store is sound\n");
    return cli_close(c, &s, st);
}

/* read.c - asanid read: what each page's articles really are. */
#include "cli/cli.h"

static bool print_page(void *arg, const struct reading_of_page *r)
{
    struct cli *c = arg;
    if (r->page->unread.n) return true;
    if (cli_has(c, OPT_TEXT)) {
        out_str(&c->out, r->page->text);
        if (!cli_has(c, OPT_JSON)) return !c->out.failed;
    }
    for (u32 i = 0; i < r->page->articles.n; i++) {
        struct account acc = {.page = r->page->name, .raw = r->page->text, .article = &r->page->articles.v[i], .facts = &r->facts[i]};
        if (cli_has(c, OPT_JSON)) {
            struct json j = cli_json(c);
            struct arena a;
            arena_init(&a, SIZE_MAX / 2);
            struct extras extras = record_extras(&a, i == 0 ? r->page->raw : STR_EMPTY);
            object_article(&j, &acc, &extras, i == 0 && cli_has(c, OPT_REASONS) ? r->page : NULL);
            cli_line_end(c);
            arena_release(&a);
        } else if (c->verb == VERB_FACTS) {
            text_facts(&c->out, &c->style, &acc);
        } else {
            text_article(&c->out, &c->style, &acc, cli_has(c, OPT_REASONS));
            if (i == 0 && cli_has(c, OPT_REASONS)) text_head(&c->out, &c->style, r->page);
        }
    }
    return !c->out.failed;
}

enum asanid_status cli_read(struct cli *c)
{
    struct session s;
    enum asanid_status st = cli_open(c, &s, CLI_NO_STORE);
    if (st != ASANID_OK) return st;
    return cli_close(c, &s, session_read(&s, c->args, c->n, print_page, c));
}

enum asanid_status cli_facts(struct cli *c) { return cli_read(c); }

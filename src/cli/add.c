/* add.c - asanid add, tell, reindex: what reads pages into a store, kept or not. */
#include "cli/cli.h"

static void print_added(void *arg, str id, enum added state)
{
    struct cli *c = arg;
    if (!cli_has(c, OPT_JSON)) return;
    struct json j = cli_json(c);
    json_open(&j, '{');
    json_key(&j, "schema"), json_str(&j, S("asanid.added/1"));
    json_key(&j, "id"), json_str(&j, id);
    json_key(&j, "status"), json_str(&j, str_of(added_name(state)));
    json_close(&j, '}');
    cli_line_end(c);
}

struct count {
    struct cli *c;
    u32 n[4];
};

static void count_added(void *arg, str id, enum added state)
{
    struct count *k = arg;
    k->n[state]++;
    print_added(k->c, id, state);
    out_finish(&k->c->out); /* what is printed is on disk, and seen at once */
}

/* True where reading ended in a way that what was read can be settled. */
static bool can_settle(enum asanid_status st) { return st == ASANID_OK || st == ASANID_SET_ASIDE || st == ASANID_NOTHING; }

enum asanid_status cli_add(struct cli *c)
{
    struct session s;
    struct count k = {.c = c};
    enum asanid_status st = cli_open(c, &s, CLI_WRITE_STORE);
    if (st != ASANID_OK) return st;
    st = session_add(&s, c->args, c->n, count_added, &k);
    if (can_settle(st)) {
        enum asanid_status settled = session_settle(&s);
        st = settled == ASANID_OK ? st : settled;
    }
    if (can_settle(st) && !cli_has(c, OPT_QUIET))
        cli_error(c, "%u new, %u same, %u revised, %u set aside", k.n[ADDED_NEW], k.n[ADDED_SAME], k.n[ADDED_REVISION], k.n[ADDED_SET_ASIDE]);
    return cli_close(c, &s, st);
}

enum asanid_status cli_tell(struct cli *c)
{
    struct session s;
    struct arena a;
    struct dossiers d = {0};
    enum asanid_status st = cli_open(c, &s, CLI_MEMORY), read;
    if (st != ASANID_OK) return st;
    arena_init(&a, SIZE_MAX / 2);
    st = read = session_add(&s, c->args, c->n, NULL, NULL);
    if (can_settle(read) && read != ASANID_NOTHING) {
        st = session_settle(&s);
        if (st == ASANID_OK) st = cli_dossiers(c, &s, &a, &d);
        if (st == ASANID_OK) st = cli_print_dossiers(c, &d);
        st = cli_worse(st, read);
    }
    arena_release(&a);
    return cli_close(c, &s, st);
}

enum asanid_status cli_reindex(struct cli *c)
{
    struct session s;
    enum asanid_status st = cli_open(c, &s, CLI_WRITE_STORE);
    if (st != ASANID_OK) return st;
    st = session_reindex(&s);
    if (st == ASANID_OK) st = session_settle(&s);
    return cli_close(c, &s, st);
}

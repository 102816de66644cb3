/* match.c - asanid match: who shares what with whom, without a store. */
#include "cli/cli.h"
#include "run/corpus.h"

enum asanid_status cli_match(struct cli *c)
{
    struct session s;
    enum asanid_status st = cli_open(c, &s, CLI_NO_STORE);
    if (st != ASANID_OK) return st;
    st = corpus_match(&s, c->args, c->n, cli_has(c, OPT_ALL), cli_write_line, c);
    return cli_close(c, &s, st);
}

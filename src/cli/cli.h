/*
** cli.h - what a verb is given: its arguments, its options, an output; and what all verbs do alike.
*/
#ifndef ASANID_CLI_H
#define ASANID_CLI_H

#include "asanid.h"
#include "cli/options.h"
#include "run/session.h"
#include "show/text.h"

#include <stdio.h>

struct cli {
    enum verb_id verb;
    char **args;
    int n;
    const char *value[OPT_N]; /* NULL: not given; a flag's is "" */
    struct out out;           /* standard output; the sticky writer */
    char out_buffer[1 << 16];
    struct style style;
    bool progress_shown;      /* a progress line stands on the terminal */
    const char *stage;        /* that it tells of */
    double stage_began;       /* seconds of a steady clock */
};

static inline bool cli_has(const struct cli *c, enum option_id o) { return c->value[o] != NULL; }

/* One function a verb, in src/cli/<verb>.c; gives the exit status. */
#define V(id, fn, args, least, most, summary) enum asanid_status cli_##fn(struct cli *c);
VERBS(V)
#undef V

/* Fills c from the command line; false where the usage is wrong (said on stderr). */
bool cli_parse(struct cli *c, int argc, char **argv);

/* True for a language that headings are there in: lang/<code>/interface.tsv. */
bool cli_has_interface(const char *code);

/* A message on stderr: "asanid: ...", lower case, the subject quoted, what to do. */
void cli_error(struct cli *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A session by the options; its store is that of --store where `mode` asks for one (NULL path: ":memory:"). Says what is wrong. */
enum cli_store { CLI_NO_STORE, CLI_MEMORY, CLI_READ_STORE, CLI_WRITE_STORE };
enum asanid_status cli_open(struct cli *c, struct session *s, enum cli_store mode) MUST_USE;
/* Says the session's error where `st` is one, closes it, and gives the status to exit with. */
enum asanid_status cli_close(struct cli *c, struct session *s, enum asanid_status st);

/* The worse of two: 70, 4, 2, 3, 1, 0. */
enum asanid_status cli_worse(enum asanid_status a, enum asanid_status b);

/* Writes an object as a line. */
struct json cli_json(struct cli *c);
void cli_line_end(struct cli *c);
/* Session_line_fn: arg is the cli. */
bool cli_write_line(void *cli, str json);

/* Writes a file whole, or not at all: a temporary beside it is renamed. */
enum asanid_status cli_write_file(struct cli *c, const char *path, str bytes) MUST_USE;

/* All dossiers of a session's store, the latest first, in `a`. */
struct dossiers {
    VEC(struct dossier);
};
enum asanid_status cli_dossiers(struct cli *c, struct session *s, struct arena *a, struct dossiers *out) MUST_USE;
/* Prints dossiers as --json, --html, or text. */
enum asanid_status cli_print_dossiers(struct cli *c, const struct dossiers *d) MUST_USE;

/* CSV (src/cli/csv.c): a head for a kind, then each object's line. */
bool csv_head(struct out *o, const char *kind);
void csv_row(struct out *o, const char *kind, str json);

#endif

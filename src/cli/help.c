/* help.c - asanid help: for people, as a man page, as a completion; all from the table of options.h. */
#include "cli/cli.h"

#include <string.h>

static void option_words(const struct option_row *o, char *out, size_t n)
{
    char letter[8] = "";
    if (o->letter) snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(out, n, "%s--%s%s%s", letter, o->name, o->arg ? " " : "", o->arg ? o->arg : "");
}

static void print_options(struct cli *c, u32 verb)
{
    for (u32 i = 0; i < OPT_N; i++) {
        char words[64];
        if (!(option_rows[i].verbs & 1u << verb)) continue;
        option_words(&option_rows[i], words, sizeof words);
        out_fmt(&c->out, "  %-22s %s\n", words, option_rows[i].help);
    }
}

static void print_overview(struct cli *c)
{
    out_z(&c->out, "asanid reads news pages and tells who copied whom, with the words to prove it.\n\nusage: asanid VERB [OPTION...] [ARGUMENT...]\n\n");
    for (u32 i = 0; i < VERB_N; i++) out_fmt(&c->out, "  %-8s %-10s  %s\n", verb_rows[i].name, verb_rows[i].args, verb_rows[i].summary);
    out_z(&c->out, "\nAn INPUT is a file, a folder (walked in name order), or - for standard input: plain text, HTML, JSON Lines,\n"
                   "WARC or a feed, also as .gz or .zst. 'asanid help VERB' tells of a verb's options; '--' ends options.\n\n"
                   "Exit status: 0 done, 1 nothing found, 2 wrong usage, 3 some inputs set aside or repaired (each named),\n"
                   "4 store or output trouble, 70 a bug.\n");
}

static void print_kinds(struct cli *c)
{
    out_z(&c->out, "\nKIND is one of:");
    for (const char *const *k = session_kinds; *k; k++) out_fmt(&c->out, " %s", *k);
    out_char(&c->out, '\n');
}

static void print_verb(struct cli *c, u32 v)
{
    out_fmt(&c->out, "usage: asanid %s [OPTION...]%s%s\n\n", verb_rows[v].name, verb_rows[v].args[0] ? " " : "", verb_rows[v].args);
    out_z(&c->out, verb_rows[v].summary);
    out_z(&c->out, "\n\n");
    print_options(c, v);
    if (v == VERB_EXPORT) print_kinds(c);
}

/* ---- man ---- */

static void roff(struct cli *c, const char *z)
{
    for (; *z; z++) {
        if (*z == '-') out_char(&c->out, '\\');
        out_char(&c->out, *z);
    }
}

static void man_options(struct cli *c, u32 verb)
{
    out_z(&c->out, ".SH OPTIONS\n");
    for (u32 i = 0; i < OPT_N; i++) {
        char words[64];
        if (!(option_rows[i].verbs & 1u << verb)) continue;
        option_words(&option_rows[i], words, sizeof words);
        out_z(&c->out, ".TP\n.B ");
        roff(c, words);
        out_char(&c->out, '\n');
        roff(c, option_rows[i].help);
        out_z(&c->out, ".\n");
    }
}

static void man_verb(struct cli *c, u32 v)
{
    out_fmt(&c->out, ".TH ASANID\\-%s 1 \"\" \"asanid " ASANID_VERSION "\"\n.SH NAME\nasanid\\-%s \\- ", verb_rows[v].name, verb_rows[v].name);
    roff(c, verb_rows[v].summary);
    out_fmt(&c->out, "\n.SH SYNOPSIS\n.B asanid %s\n[OPTION...] %s\n", verb_rows[v].name, verb_rows[v].args);
    man_options(c, v);
    out_z(&c->out, ".SH SEE ALSO\n.BR asanid (1)\n");
}

static void man_overview(struct cli *c)
{
    out_z(&c->out, ".TH ASANID 1 \"\" \"asanid " ASANID_VERSION "\"\n.SH NAME\nasanid \\- read news pages and tell who copied whom\n"
                   ".SH SYNOPSIS\n.B asanid\nVERB [OPTION...] [ARGUMENT...]\n.SH VERBS\n");
    for (u32 i = 0; i < VERB_N; i++) {
        out_fmt(&c->out, ".TP\n.B %s \\fR%s\n", verb_rows[i].name, verb_rows[i].args);
        roff(c, verb_rows[i].summary);
        out_z(&c->out, ".\n");
    }
    out_z(&c->out, ".SH EXIT STATUS\n0 done, 1 nothing found, 2 wrong usage, 3 some inputs set aside or repaired, 4 store or output trouble, 70 a bug.\n"
                   ".SH ENVIRONMENT\n.TP\n.B ASANID_STORE\nthe store where \\-\\-store is not given.\n.TP\n.B NO_COLOR\nno colour.\n");
}

/* ---- completion ---- */

static void completion(struct cli *c)
{
    out_z(&c->out, "# bash completion for asanid; made by 'asanid help --completion'\n_asanid() {\n"
                   "  local word=${COMP_WORDS[COMP_CWORD]}\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"");
    for (u32 i = 0; i < VERB_N; i++) out_fmt(&c->out, "%s%s", i ? " " : "", verb_rows[i].name);
    out_z(&c->out, "\" -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n");
    for (u32 v = 0; v < VERB_N; v++) {
        out_fmt(&c->out, "    %s) COMPREPLY=($(compgen -W \"", verb_rows[v].name);
        for (u32 i = 0; i < OPT_N; i++)
            if (option_rows[i].verbs & 1u << v) out_fmt(&c->out, "--%s ", option_rows[i].name);
        if (v == VERB_EXPORT)
            for (const char *const *k = session_kinds; *k; k++) out_fmt(&c->out, "%s ", *k);
        out_z(&c->out, "\" -- \"$word\")) ;;\n");
    }
    out_z(&c->out, "  esac\n  [ \"${#COMPREPLY[@]}\" -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n}\ncomplete -F _asanid asanid\n");
}

enum asanid_status cli_help(struct cli *c)
{
    u32 v = 0;
    if (cli_has(c, OPT_COMPLETION)) return completion(c), ASANID_OK;
    if (c->n == 0) return cli_has(c, OPT_MAN) ? man_overview(c) : print_overview(c), ASANID_OK;
    if (strcmp(c->args[0], "--version") == 0) return out_z(&c->out, "asanid " ASANID_VERSION "\n"), ASANID_OK;
    while (v < VERB_N && strcmp(verb_rows[v].name, c->args[0]) != 0) v++;
    if (v == VERB_N) {
        cli_error(c, "'%s' is no verb of asanid; 'asanid help' lists them", c->args[0]);
        return ASANID_USAGE;
    }
    if (cli_has(c, OPT_MAN)) man_verb(c, v);
    else print_verb(c, v);
    return ASANID_OK;
}

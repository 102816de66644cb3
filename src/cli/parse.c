/* parse.c - the command line, by the table of options.h. */
#include "base/lang.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#define V(id, fn, args, least, most, summary) {#fn, args, summary, least, most},
const struct verb_row verb_rows[VERB_N] = {VERBS(V)};
#undef V

#define O(id, name, letter, arg, verbs, help) {name, letter, arg, verbs, help},
const struct option_row option_rows[OPT_N] = {OPTIONS(O)};
#undef O

static bool find_verb(const char *name, enum verb_id *out)
{
    for (u32 i = 0; i < VERB_N; i++)
        if (strcmp(verb_rows[i].name, name) == 0) return *out = (enum verb_id)i, true;
    return false;
}

/* An option by its long name (up to '=') or its letter. */
static const struct option_row *find_option(const char *arg)
{
    bool is_long = arg[1] == '-';
    const char *name = arg + (is_long ? 2 : 1);
    size_t n = strcspn(name, "=");
    for (u32 i = 0; i < OPT_N; i++) {
        const struct option_row *o = &option_rows[i];
        if (is_long && strlen(o->name) == n && strncmp(o->name, name, n) == 0) return o;
        if (!is_long && o->letter && name[0] == o->letter && name[1] == 0) return o;
    }
    return NULL;
}

/* Takes the option at argv[*i]; moves *i over its argument. */
static bool take_option(struct cli *c, int argc, char **argv, int *i)
{
    const char *arg = argv[*i], *equals = strchr(arg, '=');
    const struct option_row *o = find_option(arg);
    if (!o || !(o->verbs & 1u << c->verb)) {
        cli_error(c, "'%s' has no option '%s'; 'asanid help %s' lists them", verb_rows[c->verb].name, arg, verb_rows[c->verb].name);
        return false;
    }
    const char **value = &c->value[o - option_rows];
    if (!o->arg) {
        if (equals) return cli_error(c, "option '--%s' takes no argument", o->name), false;
        return *value = "", true;
    }
    if (equals) *value = equals + 1;
    else if (*i + 1 < argc) *value = argv[++*i];
    else return cli_error(c, "option '--%s' needs an argument: %s", o->name, o->arg), false;
    return true;
}

bool cli_has_interface(const char *code) { return lang_table(code, "interface") != NULL; }

static bool check_ui(struct cli *c)
{
    char list[256];
    size_t n = 0;
    if (!c->value[OPT_UI] || cli_has_interface(c->value[OPT_UI])) return true;
    for (const char *code = NULL; lang_next(&code);)
        if (cli_has_interface(code) && n < sizeof list) n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", code);
    return cli_error(c, "'%s' is no language of headings; there are: %s", c->value[OPT_UI], n ? list : ""), false;
}

static bool check_usage(struct cli *c)
{
    const struct verb_row *v = &verb_rows[c->verb];
    if (c->n < v->least || (v->most >= 0 && c->n > v->most)) {
        cli_error(c, "usage: asanid %s [OPTION...] %s", v->name, v->args);
        return false;
    }
    if (c->value[OPT_JOBS]) {
        char *end;
        long n = strtol(c->value[OPT_JOBS], &end, 10);
        if (*end || n < 1 || n > 256) return cli_error(c, "'%s' is no number of jobs; give 1 to 256", c->value[OPT_JOBS]), false;
    }
    return check_ui(c);
}

bool cli_parse(struct cli *c, int argc, char **argv)
{
    bool options = true;
    c->args = calloc((size_t)argc + 1, sizeof *c->args);
    if (!c->args) BUG("out of memory at start");
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return c->verb = VERB_HELP, true;
    if (strcmp(argv[1], "--version") == 0) {
        c->verb = VERB_HELP;
        c->args[c->n++] = argv[1];
        return true;
    }
    if (!find_verb(argv[1], &c->verb)) {
        cli_error(c, "'%s' is no verb of asanid; 'asanid help' lists them", argv[1]);
        return false;
    }
    for (int i = 2; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) options = false;
        else if (options && strcmp(argv[i], "--help") == 0) {
            c->args[0] = argv[1];
            c->n = 1;
            return c->verb = VERB_HELP, true;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            if (!take_option(c, argc, argv, &i)) return false;
        } else c->args[c->n++] = argv[i];
    }
    return check_usage(c);
}

/* main.c - the program: parse, call the verb, flush, exit. */
#include "base/lang.h"
#include "cli/cli.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int write_stdout(void *arg, const char *p, size_t n)
{
    (void)arg;
    while (n) {
        ssize_t k = write(STDOUT_FILENO, p, n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return errno;
        p += k;
        n -= (size_t)k;
    }
    return 0;
}

static struct style style_of(const struct cli *c)
{
    struct style s = {.width = 80, .ui = c->value[OPT_UI]};
    struct winsize w;
    bool terminal = isatty(STDOUT_FILENO);
    const char *no_color = getenv("NO_COLOR"), *columns = getenv("COLUMNS"), *lang = getenv("LC_ALL");
    s.color = terminal && !(no_color && *no_color);
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 40) s.width = w.ws_col;
    else if (columns && atoi(columns) >= 40) s.width = (u32)atoi(columns);
    if (!lang || !*lang) lang = getenv("LANG");
    for (const char *code = NULL; !s.ui && lang && lang_next(&code);) /* "ar_EG.UTF-8" is ar */
        if (cli_has_interface(code) && strncmp(lang, code, strlen(code)) == 0 && !isalpha((unsigned char)lang[strlen(code)])) s.ui = code;
    if (!s.ui) s.ui = "en";
    return s;
}

int main(int argc, char **argv)
{
    static struct cli c;
#define V(id, fn, args, least, most, summary) cli_##fn,
    static enum asanid_status (*const run[VERB_N])(struct cli *) = {VERBS(V)};
#undef V
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write, and ends the run in order */
    out_init_flush(&c.out, c.out_buffer, sizeof c.out_buffer, write_stdout, NULL);
    if (!cli_parse(&c, argc, argv)) return ASANID_USAGE;
    c.style = style_of(&c);
    enum asanid_status st = run[c.verb](&c);
    int failed = out_finish(&c.out);
    if (failed && failed != EPIPE) {
        cli_error(&c, "cannot write to standard output: %s", strerror(failed));
        st = cli_worse(st, ASANID_STORE);
    } else if (failed) {
        st = cli_worse(st, ASANID_STORE);
    }
    return (int)st;
}

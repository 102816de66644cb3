/* common.c - what all verbs do alike: messages, progress, sessions, lines, files, dossiers. */
#include "cli/cli.h"
#include "show/html.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void clear_progress(struct cli *c)
{
    if (c->progress_shown) fputs("\r\033[K", stderr);
    c->progress_shown = false;
}

/* Standard output is for objects alone: what a run says of itself goes here too. */
void cli_error(struct cli *c, const char *fmt, ...)
{
    va_list ap;
    clear_progress(c);
    va_start(ap, fmt);
    fputs("asanid: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
}

static void warn(void *arg, const char *where, const char *message)
{
    struct cli *c = arg;
    if (!cli_has(c, OPT_QUIET)) cli_error(c, "'%s': %s", where, message);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds of a stage before its pace tells anything. */
#define PACE_SECONDS 1.0

static void progress(void *arg, const char *stage, u64 done, u64 of, u64 bytes, u64 bytes_of)
{
    struct cli *c = arg;
    if (c->stage != stage) c->stage = stage, c->stage_began = now();
    double seconds = now() - c->stage_began;
    double part = of ? (double)done / (double)of : bytes_of ? (double)bytes / (double)bytes_of : 0;
    c->progress_shown = true;
    fprintf(stderr, "\r\033[K%s %llu", stage, (unsigned long long)done);
    if (of) fprintf(stderr, " of %llu", (unsigned long long)of);
    if (bytes) fprintf(stderr, ", %.1f MB", (double)bytes / 1e6);
    if (bytes_of) fprintf(stderr, " of %.1f", (double)bytes_of / 1e6);
    if (seconds >= PACE_SECONDS && bytes) fprintf(stderr, ", %.1f MB/s", (double)bytes / 1e6 / seconds);
    else if (seconds >= PACE_SECONDS) fprintf(stderr, ", %.0f/s", (double)done / seconds);
    if (seconds >= PACE_SECONDS && part > 0 && part < 1) {
        unsigned left = (unsigned)(seconds * (1 - part) / part + .5);
        fprintf(stderr, ", %u:%02u left", left / 60, left % 60);
    }
    fflush(stderr);
}

enum asanid_status cli_open(struct cli *c, struct session *s, enum cli_store mode)
{
    struct session_options o = {.jobs = c->value[OPT_JOBS] ? (unsigned)atoi(c->value[OPT_JOBS]) : 0, .lang = c->value[OPT_LANG],
                                .reference_time = c->value[OPT_REFERENCE], .warn = warn, .arg = c};
    memset(s, 0, sizeof *s);
    if (isatty(STDERR_FILENO) && !cli_has(c, OPT_QUIET)) o.progress = progress;
    if (mode == CLI_MEMORY) o.store = ":memory:";
    if (mode == CLI_READ_STORE || mode == CLI_WRITE_STORE) {
        o.store = c->value[OPT_STORE] ? c->value[OPT_STORE] : getenv("ASANID_STORE");
        if (!o.store || !*o.store) {
            cli_error(c, "which store? give --store DB, or set ASANID_STORE");
            return ASANID_USAGE;
        }
    }
    o.mode = mode == CLI_READ_STORE ? STORE_READ : STORE_WRITE;
    enum asanid_status st = session_open(s, &o);
    if (st == ASANID_OK) return st;
    return cli_close(c, s, st);
}

enum asanid_status cli_close(struct cli *c, struct session *s, enum asanid_status st)
{
    clear_progress(c);
    if (st != ASANID_OK && s->error[0]) cli_error(c, "%s", s->error);
    if (st == ASANID_OK && s->set_aside) st = ASANID_SET_ASIDE;
    session_close(s);
    return st;
}

enum asanid_status cli_worse(enum asanid_status a, enum asanid_status b)
{
    static const enum asanid_status order[] = {ASANID_BUG, ASANID_STORE, ASANID_USAGE, ASANID_SET_ASIDE, ASANID_NOTHING};
    for (u32 i = 0; i < COUNT_OF(order); i++)
        if (a == order[i] || b == order[i]) return order[i];
    return ASANID_OK;
}

struct json cli_json(struct cli *c)
{
    struct json j;
    json_init(&j, &c->out);
    return j;
}

void cli_line_end(struct cli *c) { out_char(&c->out, '\n'); }

bool cli_write_line(void *arg, str json)
{
    struct cli *c = arg;
    out_str(&c->out, json);
    out_char(&c->out, '\n');
    return !c->out.failed;
}

enum asanid_status cli_write_file(struct cli *c, const char *path, str bytes)
{
    char temporary[4096];
    if (snprintf(temporary, sizeof temporary, "%s.part", path) >= (int)sizeof temporary) return ASANID_USAGE;
    FILE *f = fopen(temporary, "wb");
    bool fine = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    int e = errno;
    if (f && fclose(f) != 0 && fine) fine = false, e = errno;
    if (fine && rename(temporary, path) != 0) fine = false, e = errno;
    if (fine) return ASANID_OK;
    if (f) unlink(temporary);
    cli_error(c, "cannot write '%s': %s", path, strerror(e));
    return ASANID_STORE;
}

enum asanid_status cli_dossiers(struct cli *c, struct session *s, struct arena *a, struct dossiers *out)
{
    struct story_lines lines = {0};
    enum asanid_status st = session_stories(s, a, &lines);
    (void)c;
    for (u32 i = 0; i < lines.n && st == ASANID_OK; i++) st = session_dossier(s, a, lines.v[i].id, vec_add(a, out));
    return st;
}

enum asanid_status cli_print_dossiers(struct cli *c, const struct dossiers *d)
{
    enum asanid_status st = ASANID_OK;
    if (cli_has(c, OPT_HTML)) {
        struct arena a;
        struct out o;
        arena_init(&a, SIZE_MAX / 2);
        out_init(&o, &a);
        html_page(&o, c->style.ui, d->v, d->n);
        st = cli_write_file(c, c->value[OPT_HTML], out_view(&o));
        arena_release(&a);
    }
    for (u32 i = 0; i < d->n; i++) {
        if (cli_has(c, OPT_JSON)) {
            struct json j = cli_json(c);
            object_dossier(&j, &d->v[i]);
            cli_line_end(c);
        } else if (!cli_has(c, OPT_HTML)) {
            if (i) out_char(&c->out, '\n');
            text_dossier(&c->out, &c->style, &d->v[i]);
        }
    }
    return st;
}

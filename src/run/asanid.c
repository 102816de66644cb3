/* asanid.c - the public library (include/asanid.h) over a session. */
#include "asanid.h"

#include "run/session.h"

#include <stdio.h>
#include <stdlib.h>

struct asanid {
    struct session session;
};

const char *asanid_version(void) { return ASANID_VERSION; }

enum asanid_status asanid_open(const char *path, const struct asanid_options *given, asanid **out)
{
    struct asanid_options o = {0};
    asanid *a = calloc(1, sizeof *a);
    *out = a;
    if (!a) return ASANID_STORE;
    if (given) memcpy(&o, given, MIN_OF(given->size, sizeof o));
    struct session_options so = {.store = path, .mode = STORE_WRITE, .jobs = o.jobs, .lang = o.lang, .reference_time = o.reference_time,
                                 .warn = o.on_warning, .arg = o.warning_arg};
    return session_open(&a->session, &so);
}

void asanid_close(asanid *a)
{
    if (!a) return;
    session_close(&a->session);
    free(a);
}

const char *asanid_errmsg(const asanid *a) { return a->session.error; }

struct added_call {
    asanid_added_fn *fn;
    void *arg;
};

static void pass_added(void *arg, str id, enum added state)
{
    const struct added_call *c = arg;
    char name[4096];
    snprintf(name, sizeof name, "%.*s", STR_ARG(id));
    if (c->fn) c->fn(c->arg, name, added_name(state));
}

enum asanid_status asanid_add_file(asanid *a, const char *path, asanid_added_fn *on_added, void *arg)
{
    struct added_call c = {on_added, arg};
    char copy[4096];
    snprintf(copy, sizeof copy, "%s", path);
    a->session.error[0] = 0;
    a->session.set_aside = 0;
    return session_add(&a->session, (char *const[]){copy}, 1, pass_added, &c);
}

enum asanid_status asanid_add_bytes(asanid *a, const char *name, const void *bytes, size_t n)
{
    a->session.error[0] = 0;
    a->session.set_aside = 0;
    return session_add_bytes(&a->session, str_of(name), (str){bytes, n});
}

enum asanid_status asanid_settle(asanid *a)
{
    a->session.error[0] = 0;
    return session_settle(&a->session);
}

struct line_call {
    asanid_line_fn *fn;
    void *arg;
};

static bool pass_line(void *arg, str json)
{
    const struct line_call *c = arg;
    return c->fn(c->arg, json.p, json.n) == 0;
}

enum asanid_status asanid_export(asanid *a, const char *kind, asanid_line_fn *line, void *arg)
{
    struct line_call c = {line, arg};
    a->session.error[0] = 0;
    return session_export(&a->session, kind, false, pass_line, &c);
}

enum asanid_status asanid_story(asanid *a, const char *story, asanid_line_fn *line, void *arg)
{
    struct line_call c = {line, arg};
    struct arena arena;
    struct dossier d = {0};
    a->session.error[0] = 0;
    arena_init(&arena, SIZE_MAX / 2);
    enum asanid_status st = session_dossier(&a->session, &arena, str_of(story), &d);
    if (st == ASANID_OK) {
        struct out o;
        struct json j;
        out_init(&o, &arena);
        json_init(&j, &o);
        object_dossier(&j, &d);
        pass_line(&c, out_view(&o));
    }
    arena_release(&arena);
    return st;
}

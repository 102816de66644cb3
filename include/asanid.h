/*
** asanid.h - the one public header: what a program that embeds asanid may use.
**
** asanid (asānīd, the chains through which a report was handed down) reads news pages and tells who copied whom. The
** library is a context over one store (a SQLite file, or memory):
**
**     asanid *a;
**     if (asanid_open(":memory:", &a) == ASANID_OK
**         && asanid_add_file(a, "page.txt") == ASANID_OK
**         && asanid_settle(a) == ASANID_OK)
**         asanid_export(a, "stories", write_line, stdout);
**     else
**         fprintf(stderr, "%s\n", asanid_errmsg(a));
**     asanid_close(a);
**
** Rules that hold for every call:
**   - A call returns a status and never ends the host, whatever the input and however little memory there is.
**   - A context belongs to one thread at a time; two contexts share nothing.
**   - Text is UTF-8. Sizes and offsets are bytes. What a callback is given lives until the callback returns.
**   - A struct whose first member is `size` is versioned: set it to sizeof; members are only ever added at the end.
*/
#ifndef ASANID_H
#define ASANID_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ASANID_MUST_USE __attribute__((warn_unused_result))
#define ASANID_API __attribute__((visibility("default")))
#else
#define ASANID_MUST_USE
#define ASANID_API
#endif

/* The numbers are the exit statuses of the program (docs/FORMATS.md). */
enum asanid_status {
    ASANID_OK = 0,        /* done */
    ASANID_NOTHING = 1,   /* nothing found: no such story, no article in the input */
    ASANID_USAGE = 2,     /* the call's arguments are wrong */
    ASANID_SET_ASIDE = 3, /* some inputs were set aside or repaired; the rest is done */
    ASANID_STORE = 4,     /* the store or an output could not be read or written */
    ASANID_BUG = 70       /* a bug in asanid */
};

typedef struct asanid asanid;

/* The library's version, as in "0.1.0"; owned by the library. */
ASANID_API const char *asanid_version(void);

/* Options of a context. Zero means the default everywhere. */
struct asanid_options {
    size_t size;                /* sizeof(struct asanid_options) */
    unsigned jobs;              /* worker threads; 0 = one a processor */
    const char *lang;           /* language code where a page does not tell; NULL = found from the text */
    const char *reference_time; /* ISO 8601; stands in for the day of a page that has none; NULL = none */
    /* Called for what is set aside or repaired; NULL = silence. `where` is the page's name, with line or offset. */
    void (*on_warning)(void *arg, const char *where, const char *message);
    void *warning_arg;
};

/*
** Opens the store at `path`, made where it is not there; ":memory:" is a store that goes with the context. *out is set
** even on failure where memory allows (close it), so that asanid_errmsg can tell why.
*/
ASANID_API enum asanid_status asanid_open(const char *path, const struct asanid_options *options, asanid **out) ASANID_MUST_USE;
ASANID_API void asanid_close(asanid *a);

/* The text of the last failure, "" where there is none: lower case, the subject quoted, what to do. Owned by `a`. */
ASANID_API const char *asanid_errmsg(const asanid *a);

/* One page's answer of asanid_add_file: "new", "same", "revision" or "set-aside". */
typedef void asanid_added_fn(void *arg, const char *id, const char *state);

/*
** Reads a file, a folder or ("-") standard input into the store; `on_added` (may be NULL) is called for each page after
** the commit that holds it. Grouping waits for asanid_settle.
*/
ASANID_API enum asanid_status asanid_add_file(asanid *a, const char *path, asanid_added_fn *on_added, void *arg) ASANID_MUST_USE;

/* Reads an input from memory, under `name`: whatever a file may hold, packed or not. */
ASANID_API enum asanid_status asanid_add_bytes(asanid *a, const char *name, const void *bytes, size_t n) ASANID_MUST_USE;

/* Traces what was added since the last call, and tells the stories again: matches, stemma, groups. */
ASANID_API enum asanid_status asanid_settle(asanid *a) ASANID_MUST_USE;

/* Called with one line of JSON, without its newline. Return non-zero to stop. */
typedef int asanid_line_fn(void *arg, const char *json, size_t n);

/* Writes every object of a kind ("articles", "matches", "stories" ..., docs/FORMATS.md) in the order of FORMATS. */
ASANID_API enum asanid_status asanid_export(asanid *a, const char *kind, asanid_line_fn *line, void *arg) ASANID_MUST_USE;

/* Writes the dossier of one story as one object. */
ASANID_API enum asanid_status asanid_story(asanid *a, const char *story, asanid_line_fn *line, void *arg) ASANID_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif

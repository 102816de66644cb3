/*
** session.h - a store with the engine that fills and reads it: what the verbs and the public library are made of.
*/
#ifndef ASANID_SESSION_H
#define ASANID_SESSION_H

#include "run/engine.h"
#include "show/object.h"

struct session_options {
    const char *store;          /* path, or ":memory:" */
    enum store_mode mode;
    unsigned jobs;              /* 0: one a processor */
    const char *lang;           /* or NULL */
    const char *reference_time; /* ISO 8601, or NULL */
    void (*warn)(void *arg, const char *where, const char *message);             /* or NULL */
    void (*progress)(void *arg, const char *stage, u64 done, u64 of, u64 bytes, u64 bytes_of); /* or NULL; of, bytes_of 0: not known */
    void *arg;
};

struct session {
    struct session_options o;
    struct engine engine;
    struct store *store;
    char error[1024]; /* of the last failure */
    u32 set_aside;    /* inputs set aside or repaired so far */
};

/* On failure session.error tells why; close it all the same. */
enum asanid_status session_open(struct session *s, const struct session_options *o) MUST_USE;
void session_close(struct session *s);

/* Told of each article after the commit that holds it. */
typedef void session_added_fn(void *arg, str id, enum added state);
/* Reads inputs (files, folders, "-") into the store. ASANID_NOTHING where there was no page. */
enum asanid_status session_add(struct session *s, char *const *paths, int n, session_added_fn *added, void *arg) MUST_USE;
/* One input from memory. */
enum asanid_status session_add_bytes(struct session *s, str name, str bytes) MUST_USE;
enum asanid_status session_settle(struct session *s) MUST_USE;

/* Reads inputs without a store; `each` is called in input order with every page (page->unread: it could not be read). */
typedef bool session_page_fn(void *arg, const struct reading_of_page *r);
enum asanid_status session_read(struct session *s, char *const *paths, int n, session_page_fn *each, void *arg) MUST_USE;

/* The same with a reader of the caller's own, on the workers' threads: it gives, in `a`, something that begins with the reading. */
typedef struct reading_of_page *session_reader_fn(void *arg, struct arena *a, const struct input_cursor *c, const struct input_piece *piece);
enum asanid_status session_read_by(struct session *s, char *const *paths, int n, session_reader_fn *reader, session_page_fn *each,
                                   void *arg) MUST_USE;

/* Calls with a line of JSON (without newline) for each object of a kind; false stops. */
typedef bool session_line_fn(void *arg, str json);
/* The kinds of FORMATS, ended by NULL. */
extern const char *const session_kinds[];
/* `all`: boilerplate matches too. ASANID_USAGE for an unknown kind. */
enum asanid_status session_export(struct session *s, const char *kind, bool all, session_line_fn *line, void *arg) MUST_USE;

/* The dossier of a story, all in `a`: by its id, an id it was merged from, the beginning of it that no other story shares, or the id of an
** article in it. ASANID_NOTHING where there is none. */
enum asanid_status session_dossier(struct session *s, struct arena *a, str story, struct dossier *out) MUST_USE;
/* Ids of all stories, the latest first (by last day, then number of articles). */
struct story_line {
    str id, label;
    i32 first, last;
    u32 articles, outlets, independent;
};
struct story_lines {
    VEC(struct story_line);
};
enum asanid_status session_stories(struct session *s, struct arena *a, struct story_lines *out) MUST_USE;

/* What a search finds, the best first (store_search), with the story each is in. ASANID_NOTHING where nothing is. */
struct hit {
    struct found found;
    str outlet, story; /* "" not known */
    i32 day;           /* or DAY_UNKNOWN */
};
struct hits {
    VEC(struct hit);
};
enum asanid_status session_search(struct session *s, struct arena *a, str query, u32 most, struct hits *out) MUST_USE;

/* Where a text has been printed: every article of the store that shares passages with it, the earliest first. */
struct printed {
    struct account acc;
    struct matches matches; /* a: the text, b: the article */
    u32 words;              /* shared */
};
struct printing {
    struct telling *text;
    struct { VEC(struct printed); } v;
};
enum asanid_status session_trace(struct session *s, struct arena *a, str text, struct printing *out) MUST_USE;

/* Edges between two articles, or between either and an unseen source they share: accepted and rejected ones, with the evidence. */
typedef bool session_edge_fn(void *arg, const struct edge *e, str child, str parent);
enum asanid_status session_why(struct session *s, str a, str b, session_edge_fn *edge, void *arg) MUST_USE;

/* Reads all pages of the store again with this engine; settle afterwards. One transaction. */
enum asanid_status session_reindex(struct session *s) MUST_USE;

/* Aligns two pages' main articles, or two plain texts as they are. `a` is the caller's first input, whatever the ids. */
struct comparison {
    struct arena arena; /* of all that is read; the caller releases it, whatever the status */
    struct account acc[2]; /* with telling */
    struct matches matches;
};
enum asanid_status session_compare(struct session *s, struct arena *a, const char *path_a, const char *path_b, bool align_only,
                                   struct comparison *out) MUST_USE;

#endif

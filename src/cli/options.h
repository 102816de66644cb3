/*
** options.h - every option and verb of the program, in one table: the parser, `asanid help`, the man pages and the shell completion are
** made of these lines, and of nothing else.
*/
#ifndef ASANID_OPTIONS_H
#define ASANID_OPTIONS_H

#include "base/base.h"

/*      id          function      arguments       least most  summary */
#define VERBS(V)                                                                                                               \
    V(READ,    read,    "INPUT...",     1, -1, "tell what each page's articles really are")                                    \
    V(FACTS,   facts,   "INPUT...",     1, -1, "show dates, figures, statements and names marked in the text")                 \
    V(TELL,    tell,    "INPUT...",     1, -1, "read, trace and group pages, and tell their stories; keeps no store")          \
    V(MATCH,   match,   "INPUT...",     1, -1, "find the passages that pages share; keeps no store")                           \
    V(COMPARE, compare, "A B",          2, 2,  "lay two pages side by side")                                                   \
    V(ADD,     add,     "INPUT...",     1, -1, "read pages into a store, and tell its stories anew")                           \
    V(STORIES, stories, "",             0, 0,  "list the stories of a store, the latest first")                                \
    V(STORY,   story,   "ID",           1, 1,  "tell one story, by its id or that of an article in it: the dossier")           \
    V(TRACE,   trace,   "TEXT|FILE",    1, 1,  "tell where a text has been printed, and first by whom")                        \
    V(WHY,     why,     "A B",          2, 2,  "tell why one article is held to come from another, or not")                    \
    V(SEARCH,  search,  "QUERY",        1, 1,  "search the words of a store")                                                  \
    V(EXPORT,  export,  "KIND",         1, 1,  "write all objects of a kind as JSON Lines or CSV")                             \
    V(CHECK,   check,   "",             0, 0,  "verify a store")                                                               \
    V(REINDEX, reindex, "",             0, 0,  "read all pages of a store again, with this version of asanid")                 \
    V(HELP,    help,    "[VERB]",       0, 1,  "tell about a verb")

enum verb_id {
#define V(id, fn, args, least, most, summary) VERB_##id,
    VERBS(V)
#undef V
    VERB_N
};

#define ON(id) (1u << VERB_##id)
#define ON_STORE (ON(ADD) | ON(STORIES) | ON(STORY) | ON(TRACE) | ON(WHY) | ON(SEARCH) | ON(EXPORT) | ON(CHECK) | ON(REINDEX))
#define ON_READ (ON(READ) | ON(FACTS) | ON(TELL) | ON(MATCH) | ON(COMPARE) | ON(ADD) | ON(REINDEX))
#define ON_ALL UINT32_MAX

/*      id          long              letter argument  verbs                       help */
#define OPTIONS(O)                                                                                                             \
    O(STORE,       "store",          's', "DB",   ON_STORE,                       "the store, a SQLite file (else $ASANID_STORE)") \
    O(JSON,        "json",           0,   NULL,   ON_ALL & ~ON(HELP),             "write JSON Lines, as docs/FORMATS.md tells")    \
    O(CSV,         "csv",            0,   NULL,   ON(EXPORT),                     "write CSV: scalars, and spans as off+len")      \
    O(HTML,        "html",           0,   "FILE", ON(TELL) | ON(STORY),           "write one self-contained page to FILE")         \
    O(TEXT,        "text",           0,   NULL,   ON(READ),                       "write the page's text, to which all spans point") \
    O(REASONS,     "why",            0,   NULL,   ON(READ),                       "tell what each part was taken for, and all that the head says, by rule")        \
    O(ALL,         "all",            0,   NULL,   ON(EXPORT) | ON(MATCH),         "boilerplate matches too")                       \
    O(ALIGN_ONLY,  "align-only",     0,   NULL,   ON(COMPARE),                    "take two plain texts as they are")              \
    O(LANG,        "lang",           0,   "CODE", ON_READ,                        "the language of pages that do not tell theirs") \
    O(REFERENCE,   "reference-time", 0,   "ISO",  ON_READ,                        "stands in for a page's date where it has none") \
    O(JOBS,        "jobs",           'j', "N",    ON_READ,                        "worker threads (default: one a processor)")     \
    O(UI,          "ui",             0,   "CODE", ON_ALL & ~ON(HELP),             "the language of headings, one of lang/ (default: by $LANG)") \
    O(QUIET,       "quiet",          'q', NULL,   ON_ALL & ~ON(HELP),             "no progress, and no word of what was set aside") \
    O(VERBOSE,     "verbose",        'v', NULL,   ON_ALL & ~ON(HELP),             "tell what is being done")                       \
    O(MAN,         "man",            0,   NULL,   ON(HELP),                       "write the man page")                            \
    O(COMPLETION,  "completion",     0,   NULL,   ON(HELP),                       "write the completion of bash")

enum option_id {
#define O(id, name, letter, arg, verbs, help) OPT_##id,
    OPTIONS(O)
#undef O
    OPT_N
};

struct verb_row {
    const char *name, *args, *summary;
    int least, most; /* arguments; -1 any number */
};
struct option_row {
    const char *name;
    char letter;
    const char *arg; /* NULL: a flag */
    u32 verbs;
    const char *help;
};

extern const struct verb_row verb_rows[VERB_N];
extern const struct option_row option_rows[OPT_N];

#endif

/*
** engine.h - the rules of all rooms, made once, and reading one page with them.
*/
#ifndef ASANID_ENGINE_H
#define ASANID_ENGINE_H

#include "page/input.h"
#include "store/store.h"
#include "text/keys.h"

struct engine {
    struct arena arena;
    const struct text_rules *text;
    const struct page_rules *page;
    const struct fact_rules *fact;
    const struct trace_rules *trace;
    const struct stemma_rules *stemma;
    const struct story_rules *story;
    const char *lang;           /* given by the user, or NULL */
    struct published reference; /* --reference-time: stands in for a day that a page does not tell */
};

/* False where `reference_time` (ISO 8601, or NULL) cannot be read. Immutable afterwards: threads share it. */
bool engine_init(struct engine *e, const char *lang, const char *reference_time);
void engine_release(struct engine *e);

/*
** Reads a page: articles, facts, fingerprints, all in `a` (the raw bytes are the piece's). A page that cannot be read, or that passes the
** arena's cap, has page->unread filled. Sets the arena's boundary itself.
*/
void engine_read(const struct engine *e, struct arena *a, const struct input_cursor *c, const struct input_piece *piece,
                 struct reading_of_page *out);

/* What is told of a page whose reading, or what the caller does with it, passed the arena's boundary: the arena is begun anew. */
void engine_give_up(struct arena *a, const struct input_cursor *c, const struct input_piece *piece, struct reading_of_page *out);

/*
** Reads a page as far as matching needs all pages read: articles with the day of each and their fingerprints, no facts. `told`: what
** page_read knew of each article's day; an article that has it back, and its facts read, is as engine_read would have it. What
** cannot be read is told as by engine_read. `memo` is the thread's.
*/
void engine_read_prints(const struct engine *e, struct arena *a, struct key_memo *memo, const struct input_cursor *c,
                        const struct input_piece *piece, struct reading_of_page *out, struct published **told);

/* The facts of a text as marks for its telling, sorted by place: of names all, of dates (without their values) and figures those in the sentences where
** `only` is not 0. */
u32 engine_marks(const struct engine *e, struct arena *a, struct fact_memo *memo, const struct text *text, const u8 *only, const struct mark **out);

/* A page that the store keeps, read again: its name as given, its bytes as they came. */
void engine_read_again(const struct engine *e, struct arena *a, str name, str raw, struct reading_of_page *out);

/* The article's words again, from what the store keeps of it; acc->telling is filled. */
struct text engine_text(const struct engine *e, struct arena *a, struct account *acc);

#endif

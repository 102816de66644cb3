/* words.c - the words of an article, for the full-text index. */
#include "store/words.h"

#include "base/limits.h"
#include "store/codec.h"
#include "store/frame.h"

#include <stdlib.h>

str words_headline(struct arena *a, const struct article *x)
{
    struct out o;
    if (!x->kicker.text.n) return x->headline.text;
    out_init(&o, a);
    out_str(&o, x->kicker.text);
    out_char(&o, '\n');
    out_str(&o, x->headline.text);
    return out_view(&o);
}

str words_body(struct arena *a, const struct article *x, str text)
{
    struct out o;
    out_init(&o, a);
    for (u32 i = 0; i < x->body.n; i++) {
        if (i) out_char(&o, '\n');
        out_str(&o, span_text(text, x->body.v[i]));
    }
    return out_view(&o);
}

/* One of each connection: pages are unpacked one at a time. */
struct words_context {
    struct frame_coder *frames;
    struct arena arena;
};

static str argument(sqlite3_value *v)
{
    const void *p = sqlite3_value_blob(v);
    return (str){p, p ? (size_t)sqlite3_value_bytes(v) : 0};
}

static void answer(sqlite3_context *context, struct words_context *w, sqlite3_value **v)
{
    struct frame_place place = {.text_at = (u64)sqlite3_value_int64(v[2]), .text_bytes = (u64)sqlite3_value_int64(v[3])};
    struct frame_parts parts;
    struct article x = {0};
    struct codec c;
    str packet = argument(v[4]);
    if (!frame_unpack(w->frames, &w->arena, argument(v[1]), &place, &parts)) return;
    if (!codec_read(&c, &w->arena, &packet, parts.text)) return;
    visit_article(&c, &x);
    if (c.bad) return; /* the facts behind the article are left alone */
    str words = str_eq(argument(v[0]), S("headline")) ? words_headline(&w->arena, &x) : words_body(&w->arena, &x, parts.text);
    sqlite3_result_text64(context, words.n ? words.p : "", words.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void words_function(sqlite3_context *context, int n, sqlite3_value **v)
{
    struct words_context *w = sqlite3_user_data(context);
    (void)n;
    if (arena_guard(&w->arena)) sqlite3_result_error_nomem(context);
    else answer(context, w, v);
    arena_reset(&w->arena);
}

static void words_free(void *p)
{
    struct words_context *w = p;
    frame_coder_free(w->frames);
    arena_release(&w->arena);
    free(w);
}

int words_register(sqlite3 *db)
{
    struct words_context *w = calloc(1, sizeof *w);
    if (!w) return SQLITE_NOMEM;
    arena_init(&w->arena, LIMIT_DOCUMENT_ARENA);
    w->frames = frame_coder_new();
    if (!w->frames) {
        words_free(w);
        return SQLITE_NOMEM;
    }
    /* SQLite calls words_free, also where registering fails. */
    return sqlite3_create_function_v2(db, "asanid_words", 5, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, w, words_function,
                                      NULL, NULL, words_free);
}

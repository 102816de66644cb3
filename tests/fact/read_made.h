/*
** read_made.h - for tests of names and statements: reads a made text and shows what was found as one line.
*/
#ifndef ASANID_TEST_READ_MADE_H
#define ASANID_TEST_READ_MADE_H

#include "base/out.h"
#include "fact/fact.h"
#include "test.h"

#define MADE_ZONES_MAX 16

static struct arena made_arena;
static const struct fact_rules *made_rules;

static inline int made_setup(void **state)
{
    (void)state;
    made_arena = test_arena();
    made_rules = fact_rules_new(&made_arena, text_rules_new(&made_arena));
    return 0;
}

static inline int made_teardown(void **state)
{
    (void)state;
    arena_release(&made_arena);
    return 0;
}

/* Each line of `raw` is a zone of the body; a line that begins with '#' is a headline (without the mark). */
static inline struct text made_text(const char *raw, const char *lang)
{
    struct zone *zones = ARENA_ARRAY(&made_arena, struct zone, MADE_ZONES_MAX);
    u32 n = 0;
    size_t size = strlen(raw);
    for (size_t at = 0; at < size && n < MADE_ZONES_MAX;) {
        size_t end = str_find(str_of(raw), S("\n"), at);
        end = end == SIZE_MAX ? size : end;
        bool headline = raw[at] == '#';
        zones[n++] = (struct zone){span_of(at + headline, end - at - headline), headline ? ZONE_HEADLINE : ZONE_BODY};
        at = end + 1;
    }
    return text_read(&made_arena, text_rules_new(&made_arena), str_of(raw), lang, zones, n);
}

static inline struct facts made_facts(const struct text *t)
{
    struct facts f = {0};
    struct article article = {.lang = t->lang};
    fact_names(&made_arena, made_rules, t, &article, &f);
    fact_statements(&made_arena, made_rules, NULL, t, &article, &f);
    return f;
}

/* "person:X|place:Y|..." in order of place. */
static inline const char *made_names(const char *raw, const char *lang)
{
    struct text t = made_text(raw, lang);
    struct facts f = made_facts(&t);
    struct out o;
    out_init(&o, &made_arena);
    for (u32 i = 0; i < f.names.n; i++) {
        str text = span_text(t.raw, f.names.v[i].span);
        out_fmt(&o, "%s%s:%.*s", i ? "|" : "", name_kind_name((enum name_kind)f.names.v[i].kind), STR_ARG(text));
    }
    return arena_str(&made_arena, out_view(&o)).p;
}

/* "speaker / cue / type / words" of each statement, parted by " || "; an elided speaker in (), nobody "-". */
static inline const char *made_statements(const char *raw, const char *lang)
{
    struct text t = made_text(raw, lang);
    struct facts f = made_facts(&t);
    struct out o;
    out_init(&o, &made_arena);
    for (u32 i = 0; i < f.statements.n; i++) {
        const struct statement *s = &f.statements.v[i];
        bool elided = s->speaker.text.n && span_is_null(s->speaker.span);
        out_fmt(&o, "%s%s%.*s%s / %.*s / %s / %.*s", i ? " || " : "", elided ? "(" : "", STR_ARG(s->speaker.text.n ? s->speaker.text : S("-")),
                elided ? ")" : "", STR_ARG(s->cue.text), statement_type_name((enum statement_type)s->type), STR_ARG(s->content.text));
    }
    return arena_str(&made_arena, out_view(&o)).p;
}

#endif

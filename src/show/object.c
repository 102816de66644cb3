/* object.c - the objects of FORMATS. */
#include "show/object.h"

#include <math.h>
#include <stdio.h>

static void text_and_span(struct json *j, str text, span s)
{
    json_open(j, '{');
    json_key(j, "text"), json_str(j, text);
    json_key(j, "span"), json_span(j, s);
    json_close(j, '}');
}

static void field(struct json *j, const char *key, struct field f)
{
    json_key(j, key);
    if (f.text.n == 0) json_null(j);
    else text_and_span(j, f.text, f.span);
}

static void string_or_null(struct json *j, const char *key, str s)
{
    json_key(j, key);
    json_str_or_null(j, s);
}

static const char *precision_name(enum precision p)
{
    static const char *const names[] = {NULL, "year", "month", "day", "minute", "second"};
    return names[p];
}

static void published(struct json *j, const char *key, const struct published *p)
{
    char value[32];
    json_key(j, key);
    if (p->when.precision == PRECISION_NONE) {
        json_null(j);
        return;
    }
    civil_format(&p->when, value);
    json_open(j, '{');
    json_key(j, "value"), json_str(j, str_of(value));
    json_key(j, "precision"), json_str(j, str_of(precision_name(p->when.precision)));
    json_key(j, "basis"), json_str_or_null(j, str_of(basis_name(p->basis)));
    json_key(j, "span"), json_span(j, p->span);
    json_close(j, '}');
}

static void fields(struct json *j, const char *key, const struct field *v, u32 n)
{
    json_key(j, key);
    json_open(j, '[');
    for (u32 i = 0; i < n; i++) text_and_span(j, v[i].text, v[i].span);
    json_close(j, ']');
}

static void credits(struct json *j, const struct article *x)
{
    static const char *const kinds[] = {"source", "agency", "via"};
    json_key(j, "credits");
    json_open(j, '[');
    for (u32 i = 0; i < x->credits.n; i++) {
        const struct credit *c = &x->credits.v[i];
        json_open(j, '{');
        string_or_null(j, "agency", c->agency);
        json_key(j, "text"), json_str(j, c->text);
        json_key(j, "kind"), json_str(j, str_of(kinds[c->kind]));
        json_key(j, "span"), json_span(j, c->span);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Paragraphs parted by a newline, run of white space one space. */
static void body(struct json *j, str raw, const struct article *x)
{
    struct arena a;
    struct out o;
    arena_init(&a, SIZE_MAX / 2);
    out_init(&o, &a);
    for (u32 i = 0; i < x->body.n; i++) {
        str s = str_trim(span_text(raw, x->body.v[i]));
        if (i) out_char(&o, '\n');
        for (size_t k = 0; k < s.n; k++) {
            bool space = s.p[k] == ' ' || (s.p[k] >= '\t' && s.p[k] <= '\r');
            if (!space) out_char(&o, s.p[k]);
            else if (k + 1 < s.n && s.p[k + 1] != ' ' && !(s.p[k + 1] >= '\t' && s.p[k + 1] <= '\r')) out_char(&o, ' ');
        }
    }
    json_key(j, "body");
    json_str(j, out_view(&o));
    arena_release(&a);
    json_key(j, "body_spans");
    json_open(j, '[');
    for (u32 i = 0; i < x->body.n; i++) json_span(j, x->body.v[i]);
    json_close(j, ']');
}

static void furniture(struct json *j, const struct article *x)
{
    json_key(j, "furniture");
    json_open(j, '[');
    for (u32 i = 0; i < x->furniture.n; i++) {
        json_open(j, '{');
        json_key(j, "kind"), json_str(j, str_of(furniture_name((enum furniture_kind)x->furniture.v[i].kind)));
        json_key(j, "span"), json_span(j, x->furniture.v[i].span);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void date_members(struct json *j, const struct date *d, str raw)
{
    json_key(j, "text"), json_str(j, span_text(raw, d->span));
    json_key(j, "span"), json_span(j, d->span);
    json_key(j, "type"), json_str(j, str_of(date_type_name((enum date_type)d->type)));
    string_or_null(j, "value", str_of(d->value));
    json_key(j, "mod"), json_str_or_null(j, str_of(date_mod_name((enum date_mod)d->mod)));
    if (d->contradicts) json_key(j, "contradicts"), json_boolean(j, true);
}

static void figure_members(struct json *j, const struct figure *f, str raw)
{
    json_key(j, "text"), json_str(j, span_text(raw, f->span));
    json_key(j, "span"), json_span(j, f->span);
    json_key(j, "value");
    if (f->comparator == CMP_RANGE) {
        json_open(j, '[');
        json_num(j, f->value);
        json_num(j, f->high);
        json_close(j, ']');
    } else {
        json_num(j, f->comparator == CMP_VAGUE ? (double)NAN : f->value);
    }
    json_key(j, "comparator"), json_str(j, str_of(comparator_name((enum comparator)f->comparator)));
    string_or_null(j, "unit", f->unit);
    string_or_null(j, "counted", f->counted.text);
    field(j, "claimant", f->claimant);
    string_or_null(j, "via", f->via);
}

static void statement_members(struct json *j, const struct statement *s)
{
    field(j, "speaker", s->speaker);
    string_or_null(j, "speaker_kind", str_of(speaker_kind_name((enum speaker_kind)s->by)));
    string_or_null(j, "role", s->role.text);
    field(j, "cue", s->cue);
    json_key(j, "type"), json_str(j, str_of(statement_type_name((enum statement_type)s->type)));
    field(j, "content", s->content);
    string_or_null(j, "via", s->via);
}

static void name_members(struct json *j, const struct name *n, str raw)
{
    json_key(j, "kind"), json_str(j, str_of(name_kind_name((enum name_kind)n->kind)));
    json_key(j, "text"), json_str(j, span_text(raw, n->span));
    json_key(j, "span"), json_span(j, n->span);
    if (n->government) json_key(j, "government"), json_boolean(j, true);
}

/* An object on its own: schema, the article it is said of, then its members. */
static void open_of(struct json *j, const char *schema, str article)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, str_of(schema));
    json_key(j, "article"), json_str(j, article);
}

void object_date(struct json *j, const struct date *d, str raw, str article)
{
    open_of(j, "asanid.date/1", article);
    date_members(j, d, raw);
    json_close(j, '}');
}

void object_figure(struct json *j, const struct figure *f, str raw, str article)
{
    open_of(j, "asanid.figure/1", article);
    figure_members(j, f, raw);
    json_close(j, '}');
}

void object_statement(struct json *j, const struct statement *s, str article)
{
    open_of(j, "asanid.statement/1", article);
    statement_members(j, s);
    json_close(j, '}');
}

void object_name(struct json *j, const struct name *n, str raw, str article)
{
    open_of(j, "asanid.name/1", article);
    name_members(j, n, raw);
    json_close(j, '}');
}

static void facts(struct json *j, const struct facts *f, str raw)
{
    json_key(j, "dates");
    json_open(j, '[');
    for (u32 i = 0; i < f->dates.n; i++) json_open(j, '{'), date_members(j, &f->dates.v[i], raw), json_close(j, '}');
    json_close(j, ']');
    json_key(j, "figures");
    json_open(j, '[');
    for (u32 i = 0; i < f->figures.n; i++) json_open(j, '{'), figure_members(j, &f->figures.v[i], raw), json_close(j, '}');
    json_close(j, ']');
    json_key(j, "statements");
    json_open(j, '[');
    for (u32 i = 0; i < f->statements.n; i++) json_open(j, '{'), statement_members(j, &f->statements.v[i]), json_close(j, '}');
    json_close(j, ']');
    json_key(j, "names");
    json_open(j, '[');
    for (u32 i = 0; i < f->names.n; i++) json_open(j, '{'), name_members(j, &f->names.v[i], raw), json_close(j, '}');
    json_close(j, ']');
}

static bool is_taken(str key)
{
    static const char *const keys[] = {"schema", "page", "part", "kicker", "modified", "bylines", "dateline", "credits", "keywords", "body", "body_spans",
                                       "furniture", "dates", "figures", "statements", "names", "record"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_is(key, keys[i])) return true;
    return false;
}

static void extra_members(struct json *j, const struct extras *x, bool taken)
{
    for (u32 i = 0; i < x->n; i++)
        if (is_taken(x->v[i].key) == taken) json_member(j, x->v[i].key, x->v[i].value);
}

static void head_values(struct json *j, const struct page *page)
{
    json_key(j, "head");
    json_open(j, '[');
    for (u32 i = 0; i < page->head.n; i++) {
        const struct head_value *c = &page->head.v[i];
        json_open(j, '{');
        json_key(j, "field"), json_str(j, str_of(c->field));
        json_key(j, "rule"), json_str(j, str_of(c->rule));
        json_key(j, "value"), json_str(j, c->value);
        json_key(j, "how"), json_str(j, str_of(head_how_name((enum head_how)c->how)));
        json_close(j, '}');
    }
    json_close(j, ']');
}

void object_article(struct json *j, const struct account *acc, const struct extras *extras, const struct page *page)
{
    const struct article *x = acc->article;
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.article/1"));
    json_key(j, "id"), json_str(j, x->id);
    json_key(j, "page"), json_str(j, acc->page);
    json_key(j, "part"), json_i64(j, x->part);
    string_or_null(j, "url", x->url);
    string_or_null(j, "outlet", x->outlet);
    json_key(j, "lang"), json_str(j, str_of(x->lang ? x->lang : "und"));
    field(j, "headline", x->headline);
    field(j, "kicker", x->kicker);
    published(j, "published", &x->published);
    published(j, "modified", &x->modified);
    fields(j, "bylines", x->bylines.v, x->bylines.n);
    field(j, "dateline", x->dateline);
    credits(j, x);
    fields(j, "keywords", x->keywords.v, x->keywords.n);
    body(j, acc->raw, x);
    furniture(j, x);
    facts(j, acc->facts, acc->raw);
    if (page) head_values(j, page);
    if (extras) {
        bool any = false;
        extra_members(j, extras, false);
        for (u32 i = 0; i < extras->n; i++) any = any || is_taken(extras->v[i].key);
        if (any) {
            json_key(j, "record");
            json_open(j, '{');
            extra_members(j, extras, true);
            json_close(j, '}');
        }
    }
    json_close(j, '}');
}

static void place(struct json *j, const char *key, str article, span s)
{
    json_key(j, key);
    json_open(j, '{');
    json_key(j, "article"), json_str(j, article);
    json_key(j, "span"), json_span(j, s);
    json_close(j, '}');
}

static str name_of(const struct naming *names, u32 node) { return names->id(names->arg, node); }

void object_match(struct json *j, const struct match *m, const struct naming *names)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.match/1"));
    place(j, "a", name_of(names, m->a), m->in_a);
    place(j, "b", name_of(names, m->b), m->in_b);
    json_key(j, "kind"), json_str(j, str_of(match_kind_name((enum match_kind)m->kind)));
    json_key(j, "words"), json_i64(j, m->words);
    json_key(j, "similarity"), json_num(j, round(match_similarity(m) * 1000) / 1000);
    string_or_null(j, "group", m->group == UINT32_MAX ? STR_EMPTY : name_of(names, m->group));
    json_key(j, "edits");
    json_open(j, '[');
    for (u32 i = 0; i < m->edits.n; i++) {
        const struct edit *e = &m->edits.v[i];
        json_open(j, '{');
        json_key(j, "op"), json_str(j, str_of(edit_op_name((enum edit_op)e->op)));
        json_key(j, "class"), json_str(j, str_of(edit_class_name((enum edit_class)e->class)));
        json_key(j, "a"), json_span(j, e->a);
        json_key(j, "b"), json_span(j, e->b);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static double places(double x) { return round(x * 1000) / 1000; }

void object_edge(struct json *j, const struct edge *e, const struct naming *names)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.edge/1"));
    json_key(j, "child"), json_str(j, name_of(names, e->child));
    json_key(j, "parent"), json_str(j, name_of(names, e->parent));
    json_key(j, "relation"), json_str(j, str_of(relation_name((enum relation)e->relation)));
    json_key(j, "share"), json_num(j, places(e->share));
    json_key(j, "p"), json_num(j, places(e->p));
    json_key(j, "evidence");
    json_open(j, '[');
    for (u32 i = 0; i < e->evidence.n; i++) {
        json_open(j, '{');
        json_key(j, "kind"), json_str(j, str_of(e->evidence.v[i].kind));
        json_key(j, "weight"), json_num(j, places(e->evidence.v[i].weight));
        json_key(j, "note"), json_str(j, e->evidence.v[i].note);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void object_unseen(struct json *j, const struct unseen *u, const struct naming *names)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.unseen/1"));
    json_key(j, "unseen"), json_str(j, u->id);
    string_or_null(j, "agency", u->agency);
    json_key(j, "witnesses");
    json_open(j, '[');
    for (u32 i = 0; i < u->witnesses.n; i++) json_str(j, name_of(names, u->witnesses.v[i]));
    json_close(j, ']');
    json_key(j, "text"), json_str(j, u->text);
    json_close(j, '}');
}

void object_origin(struct json *j, const struct origin *o, const struct naming *names)
{
    static const char *const bases[] = {"credit", "copies", "style"};
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.origin/1"));
    json_key(j, "article"), json_str(j, name_of(names, o->article));
    json_key(j, "origin"), json_str(j, o->origin);
    json_key(j, "basis"), json_str(j, str_of(bases[o->basis]));
    json_key(j, "p"), json_num(j, places(o->p));
    json_close(j, '}');
}

void object_forward(struct json *j, const struct forward *f)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.forward/1"));
    json_key(j, "from"), json_str(j, f->from);
    json_key(j, "to"), json_str(j, f->to);
    json_close(j, '}');
}

/* ---- of a dossier ---- */

str day_text(struct arena *a, i32 day)
{
    i32 y;
    int m, d;
    if (day == DAY_UNKNOWN) return STR_EMPTY;
    civil_from_day(day, &y, &m, &d);
    return arena_fmt(a, "%04d-%02d-%02d", (int)y, m, d);
}

static void day(struct json *j, const char *key, i32 x)
{
    char text[16];
    i32 y = 0;
    int m = 0, d = 0;
    json_key(j, key);
    if (x == DAY_UNKNOWN) {
        json_null(j);
        return;
    }
    civil_from_day(x, &y, &m, &d);
    snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
    json_str(j, str_of(text));
}

static str account_id(const struct dossier *d, u32 i) { return d->accounts[i].article->id; }

static str dossier_node(const void *arg, u32 node)
{
    const struct dossier *d = arg;
    return node & NODE_UNSEEN ? d->stemma->unseen.v[node & ~NODE_UNSEEN].id : account_id(d, node);
}

void dossier_days(const struct dossier *d, i32 *first, i32 *last)
{
    *first = *last = DAY_UNKNOWN;
    for (u32 i = 0; i < d->n; i++) {
        const struct civil *c = &d->accounts[i].article->published.when;
        if (c->precision < PRECISION_DAY) continue;
        i32 x = civil_day(c->year, c->month, c->day);
        if (*first == DAY_UNKNOWN || x < *first) *first = x;
        if (*last == DAY_UNKNOWN || x > *last) *last = x;
    }
}

static void story_head(struct json *j, const struct dossier *d)
{
    i32 first, last;
    dossier_days(d, &first, &last);
    json_key(j, "story"), json_str(j, d->story->id);
    json_key(j, "label"), json_str(j, d->story->label);
    day(j, "first", first);
    day(j, "last", last);
    json_key(j, "independent"), json_i64(j, d->story->independent);
}

void object_story(struct json *j, const struct dossier *d)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.story/1"));
    story_head(j, d);
    json_key(j, "articles");
    json_open(j, '[');
    for (u32 i = 0; i < d->story->members.n; i++) {
        const struct story_member *m = &d->story->members.v[i];
        json_open(j, '{');
        json_key(j, "article"), json_str(j, account_id(d, m->article));
        json_key(j, "event"), json_str(j, d->events.v[m->event].id);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void object_event(struct json *j, const struct dossier *d, u32 event)
{
    const struct event *e = &d->events.v[event];
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.event/1"));
    json_key(j, "event"), json_str(j, e->id);
    json_key(j, "story"), json_str(j, d->story->id);
    json_key(j, "label"), json_str(j, e->label);
    day(j, "first", e->first);
    day(j, "last", e->last);
    json_key(j, "articles");
    json_open(j, '[');
    for (u32 i = 0; i < e->accounts.n; i++) json_str(j, account_id(d, e->accounts.v[i]));
    json_close(j, ']');
    json_close(j, '}');
}

static void bearers(struct json *j, const struct dossier *d, const char *key, const struct bearer *v, u32 n)
{
    json_key(j, key);
    json_open(j, '[');
    for (u32 i = 0; i < n; i++) {
        json_open(j, '{');
        json_key(j, "article"), json_str(j, account_id(d, v[i].account));
        json_key(j, "span"), json_span(j, v[i].span);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void object_happening(struct json *j, const struct dossier *d, const struct happening *h)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.happening/1"));
    json_key(j, "story"), json_str(j, d->story->id);
    day(j, "begin", h->begin);
    day(j, "end", h->end);
    json_key(j, "precision"), json_str_or_null(j, str_of(precision_name(h->precision)));
    string_or_null(j, "event", h->event == UINT32_MAX ? STR_EMPTY : d->events.v[h->event].id);
    json_key(j, "what"), json_str(j, h->what);
    bearers(j, d, "witnesses", h->bearers.v, h->bearers.n);
    json_close(j, '}');
}

static void readings(struct json *j, const struct dossier *d, const struct reading *v, u32 n)
{
    json_key(j, "readings");
    json_open(j, '[');
    for (u32 i = 0; i < n; i++) {
        json_open(j, '{');
        json_key(j, "text"), json_str(j, v[i].text);
        str value = v[i].written.n ? v[i].written : v[i].value;
        json_key(j, "value");
        if (value.n) json_raw(j, value);
        else json_null(j);
        if (v[i].written.n && !str_eq(v[i].written, v[i].value)) json_key(j, "amount"), json_raw(j, v[i].value);
        bearers(j, d, "witnesses", v[i].bearers.v, v[i].bearers.n);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void object_difference(struct json *j, const struct dossier *d, const struct difference *x)
{
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.difference/1"));
    json_key(j, "story"), json_str(j, d->story->id);
    json_key(j, "slot"), json_str(j, x->slot);
    json_key(j, "kind"), json_str(j, str_of(difference_kind_name((enum difference_kind)x->kind)));
    readings(j, d, x->readings.v, x->readings.n);
    json_key(j, "lacking");
    json_open(j, '[');
    for (u32 i = 0; i < x->lacking.n; i++) json_str(j, account_id(d, x->lacking.v[i]));
    json_close(j, ']');
    json_close(j, '}');
}

void object_appointment(struct json *j, const struct dossier *d, const struct appointment *x)
{
    static const char *const precisions[] = {"century", "decade", "year", "month", "day", "minute"};
    size_t n = strlen(x->date.value);
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.agenda/1"));
    json_key(j, "story"), json_str(j, d->story->id);
    json_key(j, "date"), json_str_or_null(j, str_of(x->date.value));
    json_key(j, "precision"), json_str(j, str_of(precisions[n <= 2 ? 0 : n == 3 ? 1 : n == 4 ? 2 : n == 7 ? 3 : n > 10 ? 5 : 4]));
    json_key(j, "what"), json_str(j, x->what);
    string_or_null(j, "announced_by", x->announced_by);
    json_key(j, "article"), json_str(j, account_id(d, x->account));
    json_key(j, "span"), json_span(j, x->span);
    json_close(j, '}');
}

static void figure_line(struct json *j, const struct dossier *d, const struct figure_line *f)
{
    json_open(j, '{');
    json_key(j, "slot"), json_str(j, f->slot);
    json_key(j, "disagree"), json_boolean(j, f->disagree);
    readings(j, d, f->readings.v, f->readings.n);
    json_close(j, '}');
}

static void credit_line(struct json *j, const struct dossier *d, const struct credit_line *c)
{
    json_open(j, '{');
    json_key(j, "article"), json_str(j, account_id(d, c->account));
    string_or_null(j, "agency", c->agency);
    json_key(j, "kept"), json_boolean(j, c->kept);
    json_close(j, '}');
}

#define LIST(key, count, write)                                                                                                \
    do {                                                                                                                       \
        json_key(j, key);                                                                                                      \
        json_open(j, '[');                                                                                                     \
        for (u32 i = 0; i < (count); i++) write;                                                                               \
        json_close(j, ']');                                                                                                    \
    } while (0)

void object_dossier(struct json *j, const struct dossier *d)
{
    struct naming names = {dossier_node, d};
    json_open(j, '{');
    json_key(j, "schema"), json_str(j, S("asanid.dossier/1"));
    story_head(j, d);
    LIST("articles", d->n, object_article(j, &d->accounts[i], NULL, NULL));
    LIST("unseen", d->stemma->unseen.n, object_unseen(j, &d->stemma->unseen.v[i], &names));
    LIST("edges", d->stemma->edges.n, object_edge(j, &d->stemma->edges.v[i], &names));
    LIST("events", d->events.n, object_event(j, d, i));
    LIST("timeline", d->timeline.n, object_happening(j, d, &d->timeline.v[i]));
    LIST("figures", d->figures.n, figure_line(j, d, &d->figures.v[i]));
    json_key(j, "statements");
    json_open(j, '[');
    for (u32 i = 0; i < d->n; i++)
        for (u32 k = 0; k < d->accounts[i].facts->statements.n; k++) object_statement(j, &d->accounts[i].facts->statements.v[k], account_id(d, i));
    json_close(j, ']');
    LIST("differences", d->differences.n, object_difference(j, d, &d->differences.v[i]));
    LIST("agenda", d->agenda.n, object_appointment(j, d, &d->agenda.v[i]));
    LIST("credits", d->credits.n, credit_line(j, d, &d->credits.v[i]));
    json_close(j, '}');
}

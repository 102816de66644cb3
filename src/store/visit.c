/*
** visit.c - the visitors: every part of what the store packs, named once.
**
** A member added to one of these structs must be added here, and CODEC_VERSION raised; tests/store/test_codec.c compares the structs'
** sizes with those known here and fails otherwise.
*/
#include "base/lang.h"
#include "store/codec.h"

/* Known codes are shared, others copied: a code lives at least as long as its value. */
static void visit_lang(struct codec *c, const char **x)
{
    str s = str_of(*x);
    visit_str(c, &s);
    if (c->writing) return;
    for (const char *code = NULL; lang_next(&code);) {
        if (str_is(s, code)) {
            *x = code;
            return;
        }
    }
    *x = s.n ? arena_str(c->arena, s).p : "und";
}

static void visit_civil(struct codec *c, struct civil *x)
{
    u8 precision = (u8)x->precision;
    visit_u8(c, &precision, PRECISION_SECOND);
    x->precision = (enum precision)precision;
    if (x->precision == PRECISION_NONE) return;
    visit_i32(c, &x->year);
    visit_int(c, &x->month);
    visit_int(c, &x->day);
    visit_int(c, &x->hour);
    visit_int(c, &x->minute);
    visit_int(c, &x->second);
    visit_int(c, &x->zone_min);
    if (!c->writing && !c->bad && (x->month < 0 || x->month > 12 || x->day < 0 || x->day > 31)) c->bad = "a day is not of the calendar";
}

static void visit_basis(struct codec *c, enum basis *x)
{
    u8 basis = (u8)*x;
    visit_u8(c, &basis, BASIS_STORY);
    *x = (enum basis)basis;
}

void visit_known(struct codec *c, struct known *x)
{
    visit_str(c, &x->id);
    visit_str(c, &x->url);
    visit_str(c, &x->outlet);
    visit_str(c, &x->headline);
    visit_str(c, &x->author);
    visit_str(c, &x->lang);
    visit_str(c, &x->published);
    visit_str(c, &x->crawled);
    visit_basis(c, &x->basis);
    if (!c->writing && c->rest.n == 0) return; /* a packet from before there was this */
    visit_str(c, &x->modified);
    visit_basis(c, &x->modified_basis);
}

static void visit_credit(struct codec *c, struct credit *x)
{
    struct field printed = {x->text, x->span};
    visit_field(c, &printed);
    x->text = printed.text;
    x->span = printed.span;
    visit_str(c, &x->agency);
    visit_u8(c, &x->kind, CREDIT_VIA);
}

static void visit_furniture(struct codec *c, struct furniture *x)
{
    visit_span(c, &x->span);
    visit_u8(c, &x->kind, FURNITURE_OTHER);
}

static void visit_zone(struct codec *c, struct zone *x)
{
    visit_span(c, &x->span);
    visit_u8(c, &x->kind, ZONE_CREDIT);
}

/* Came later than the rest of an article: it stands at a packet's end, and packets from before have none. */
void visit_modified(struct codec *c, struct article *x)
{
    visit_civil(c, &x->modified.when);
    visit_basis(c, &x->modified.basis);
    visit_span(c, &x->modified.span);
}

void visit_article(struct codec *c, struct article *x)
{
    visit_u32(c, &x->part);
    visit_str(c, &x->id);
    visit_str(c, &x->url);
    visit_str(c, &x->outlet);
    visit_lang(c, &x->lang);
    visit_civil(c, &x->published.when);
    visit_basis(c, &x->published.basis);
    visit_span(c, &x->published.span);
    visit_field(c, &x->headline);
    visit_field(c, &x->kicker);
    visit_field(c, &x->dateline);
    VISIT_VEC(c, &x->bylines, visit_field);
    VISIT_VEC(c, &x->keywords, visit_field);
    VISIT_VEC(c, &x->credits, visit_credit);
    VISIT_VEC(c, &x->body, visit_span);
    VISIT_VEC(c, &x->furniture, visit_furniture);
    VISIT_VEC(c, &x->zones, visit_zone);
    if (!c->writing) x->modified = (struct published){.span = SPAN_NULL};
}

/* Words kept in a member of `room` bytes, with their NUL. */
static void visit_short(struct codec *c, char *x, size_t room)
{
    str s = str_of(x);
    visit_str(c, &s);
    if (c->writing) return;
    if (s.n >= room && !c->bad) c->bad = "words are too long";
    if (c->bad) s = STR_EMPTY;
    if (s.n) memcpy(x, s.p, s.n);
    x[s.n] = 0;
}

static void visit_date(struct codec *c, struct date *x)
{
    visit_span(c, &x->span);
    visit_short(c, x->value, sizeof x->value);
    visit_short(c, x->steps, sizeof x->steps);
    visit_i32(c, &x->begin);
    visit_i32(c, &x->end);
    visit_u8(c, &x->type, DATE_SET);
    visit_u8(c, &x->mod, MOD_EQUAL_OR_MORE);
    visit_u8(c, &x->rule, RULE_FUTURE_REF);
    visit_u8(c, &x->unit, UNIT_CENTURY);
    visit_i32(c, &x->amount);
    visit_int(c, &x->direction);
    visit_int(c, &x->day);
    visit_int(c, &x->hour);
    visit_int(c, &x->minute);
    visit_bool(c, &x->contradicts);
    visit_bool(c, &x->in_quote);
}

static void visit_figure(struct codec *c, struct figure *x)
{
    visit_span(c, &x->span);
    visit_span(c, &x->number);
    visit_double(c, &x->value);
    visit_double(c, &x->high);
    visit_u8(c, &x->comparator, CMP_VAGUE);
    visit_str(c, &x->unit);
    visit_field(c, &x->counted);
    visit_field(c, &x->claimant);
    visit_str(c, &x->via);
}

static void visit_statement(struct codec *c, struct statement *x)
{
    visit_field(c, &x->speaker);
    visit_field(c, &x->role);
    visit_field(c, &x->cue);
    visit_field(c, &x->content);
    visit_str(c, &x->via);
    visit_u8(c, &x->type, SAID_MIXED);
    visit_u8(c, &x->by, SPEAKER_OTHER);
}

static void visit_name(struct codec *c, struct name *x)
{
    visit_span(c, &x->span);
    visit_u64(c, &x->key);
    visit_u8(c, &x->kind, NAME_PLACE);
    visit_bool(c, &x->government);
}

void visit_facts(struct codec *c, struct facts *x)
{
    VISIT_VEC(c, &x->dates, visit_date);
    VISIT_VEC(c, &x->figures, visit_figure);
    VISIT_VEC(c, &x->statements, visit_statement);
    VISIT_VEC(c, &x->names, visit_name);
}

static void visit_edit(struct codec *c, struct edit *x)
{
    visit_u8(c, &x->op, EDIT_DELETE);
    visit_u8(c, &x->class, EDIT_NAME);
    visit_span(c, &x->a);
    visit_span(c, &x->b);
}

void visit_match(struct codec *c, struct match *x)
{
    visit_span(c, &x->in_a);
    visit_span(c, &x->in_b);
    visit_u8(c, &x->kind, MATCH_BOILERPLATE);
    visit_u8(c, &x->own, MATCH_BOILERPLATE);
    visit_u32(c, &x->words);
    visit_u32(c, &x->equal);
    visit_u32(c, &x->group);
    VISIT_VEC(c, &x->edits, visit_edit);
}

static void visit_evidence(struct codec *c, struct evidence *x)
{
    visit_z(c, &x->kind);
    visit_double(c, &x->weight);
    visit_str(c, &x->note);
}

void visit_edge(struct codec *c, struct edge *x)
{
    visit_u8(c, &x->relation, REL_REVISION);
    visit_double(c, &x->share);
    visit_double(c, &x->p);
    VISIT_VEC(c, &x->evidence, visit_evidence);
}

void visit_origin(struct codec *c, struct origin *x)
{
    visit_str(c, &x->origin);
    visit_u8(c, &x->basis, ORIGIN_STYLE);
    visit_double(c, &x->p);
}

void visit_unseen(struct codec *c, struct unseen *x)
{
    visit_str(c, &x->agency);
    visit_str(c, &x->text);
}

/* ---- fingerprints ---- */

/* A print's hash is spread over all bits: a varint would only lengthen it. */
static void visit_print(struct codec *c, struct print *x)
{
    u32 step = x->at - c->at;
    visit_u32(c, &step);
    if (c->writing) {
        for (u32 i = 0; i < 4; i++) out_char(&c->out, (char)(x->hash >> (8 * i)));
    } else {
        x->hash = 0;
        if (c->rest.n < 4 && !c->bad) c->bad = "a fingerprint is cut short";
        if (c->bad) return;
        for (u32 i = 0; i < 4; i++) x->hash |= (u32)(u8)c->rest.p[i] << (8 * i);
        c->rest = str_skip(c->rest, 4);
        x->at = c->at + step;
    }
    c->at = x->at;
}

str prints_pack(struct arena *a, const struct prints *p)
{
    struct codec c;
    codec_write(&c, a, STR_EMPTY);
    u32 n = p->n;
    visit_count(&c, &n);
    for (u32 i = 0; i < n; i++) visit_print(&c, &p->v[i]);
    return codec_packet(&c);
}

bool prints_unpack(struct arena *a, str packet, struct prints *out)
{
    struct codec c;
    *out = (struct prints){0};
    if (!codec_read(&c, a, &packet, STR_EMPTY)) return false;
    visit_count(&c, &out->n);
    out->v = out->n ? ARENA_ARRAY(a, struct print, out->n) : NULL;
    for (u32 i = 0; i < out->n; i++) visit_print(&c, &out->v[i]);
    return codec_done(&c);
}

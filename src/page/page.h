/*
** page.h - a page as it came, and the articles and furniture found in it.
**
** A `page` is one text (mended UTF-8) with what its carrier tells of it (a record's fields, an HTML head). page_read finds
** the articles: which spans are headline, body ... and which are furniture, and where further articles are glued on.
*/
#ifndef ASANID_PAGE_H
#define ASANID_PAGE_H

#include "base/civil.h"
#include "base/vec.h"
#include "text/text.h"

/* A value and where it stands; a field that is not there has text.n == 0 and span SPAN_NULL. */
struct field {
    str text;
    span span;
};
#define FIELD_NONE ((struct field){STR_EMPTY, SPAN_NULL})

enum basis { BASIS_NONE, BASIS_INPUT, BASIS_METADATA, BASIS_PAGE, BASIS_TEXT, BASIS_STORY };
const char *basis_name(enum basis b); /* "input" ...; NULL for BASIS_NONE */

struct published {
    struct civil when; /* when.precision PRECISION_NONE: not known */
    enum basis basis;
    span span; /* the date line; SPAN_NULL with basis input, metadata */
};

enum furniture_kind {
    FURNITURE_SECTION, FURNITURE_KICKER, FURNITURE_DATE, FURNITURE_BYLINE, FURNITURE_CREDIT, FURNITURE_KEYWORDS, FURNITURE_RELATED,
    FURNITURE_HEADLINES, FURNITURE_CAPTION, FURNITURE_PROMO, FURNITURE_SHARE, FURNITURE_COMMENTS, FURNITURE_NAV,
    FURNITURE_MARKUP, FURNITURE_OTHER
};
const char *furniture_name(enum furniture_kind k);

struct furniture {
    span span;
    u8 kind; /* enum furniture_kind */
};

enum credit_kind { CREDIT_SOURCE, CREDIT_AGENCY, CREDIT_VIA };

struct credit {
    str agency; /* code of lang/any/agencies.tsv ("AFP"), or empty */
    str text;   /* as printed: "وكالة فرانس برس", "الحرة" */
    span span;
    u8 kind; /* enum credit_kind */
};

struct article {
    u32 part;   /* 0 the page's main article, 1.. further ones */
    str id;     /* FORMATS.md, Ids */
    str url;    /* "" not known */
    str outlet; /* "" not known */
    const char *lang;
    struct published published, modified; /* modified: of the last change, where the page or its carrier tells one */
    struct field headline, kicker, dateline;
    struct { VEC(struct field); } bylines, keywords;
    struct { VEC(struct credit); } credits;
    struct { VEC(span); } body;            /* paragraphs and sub-headings, in order */
    struct { VEC(struct furniture); } furniture; /* sorted by place; what belongs to no article is the main article's */
    struct { VEC(struct zone); } zones;    /* the article's own words, sorted by place: what facts are looked for in */
};

/* What the page's carrier tells: a JSON Lines record's fields, an HTML head. */
struct known {
    str id, url, outlet, headline, author, lang, published, crawled, modified;
    enum basis basis, modified_basis; /* BASIS_INPUT or BASIS_METADATA */
};

/* One thing that an HTML head tells, and by which rule it was found: several may tell of one field, and not say the same. */
enum head_how {
    HEAD_TAKEN,   /* the page is known by it */
    HEAD_AGREES,  /* says the same */
    HEAD_DIFFERS, /* says something else; a better rule won */
    HEAD_REFUSED  /* is no value of its field: an author that is the site, a time that cannot be read */
};
const char *head_how_name(enum head_how h);
struct head_value {
    const char *field, *rule; /* meta_field_name, meta_rule_name */
    str value;
    u8 how; /* enum head_how */
};

/* A line or block of the text, with what the markup told of it; plain text has none of these hints. */
enum block_hint { BLOCK_PLAIN, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_LIST, BLOCK_CAPTION, BLOCK_TIME, BLOCK_AUTHOR, BLOCK_NAV, BLOCK_COMMENT };
struct block {
    span span;
    u8 hint;       /* enum block_hint */
    u8 level;      /* of a heading, 1..6 */
    u8 link_share; /* percent of its letters inside links */
    u32 path;      /* hash of the tag path; equal for siblings of one kind; 0 plain text */
};

struct page {
    str name; /* the input's name as given: PATH, PATH:LINE, PATH@OFFSET, -:N */
    str raw;  /* the bytes as they came (what the store keeps) */
    str text; /* mended UTF-8; all spans point here */
    struct known known;
    struct { VEC(struct block); } blocks; /* of HTML: what of it may be an article; empty for plain text (lines are blocks then) */
    struct { VEC(struct furniture); } outer; /* of HTML: all other lines, in order */
    struct { VEC(struct head_value); } head; /* of HTML: all that its head says, in order of the page */
    str credit, keywords, dateline; /* of HTML: what is taken of that beside `known`; credits and keywords one a line */
    struct { VEC(struct article); } articles;
    str unread; /* not empty: why the page could not be read; it is set aside */
    u32 mended; /* broken sequences and NULs that became U+FFFD */
};

/* Cues, labels and agencies of lang/. Immutable, shared by threads. */
struct page_rules;
const struct page_rules *page_rules_new(struct arena *a, const struct text_rules *text);

/*
** Finds the articles of page->text (input.h has filled name, raw, text, known, blocks). Fills page->articles; the published day of a
** date line or of the text is run's to fill (it needs the fact rules): page_read leaves such an article's `published` (and `modified`)
** with the span of its date line (or SPAN_NULL) and PRECISION_NONE.
*/
void page_read(struct arena *a, const struct page_rules *rules, struct page *page, const char *default_lang);

/* The agency code of a name or credit ("وكالة فرانس برس", "أ ف ب", "AFP"), "" where it names none. Whole words only. */
str page_agency(const struct page_rules *rules, str text);

#endif

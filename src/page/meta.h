/*
** meta.h - what an HTML page says of itself: JSON-LD, microdata, OpenGraph, other meta elements, <time>, links, the title.
**
** Every candidate is kept with the rule that found it; where rules disagree the first in enum meta_rule wins (the order of trust measured on news
** pages: JSON-LD of the article, microdata, article:* and og:*, meta names, <time>, headings).
*/
#ifndef ASANID_PAGE_META_H
#define ASANID_PAGE_META_H

#include "page/html.h"

enum meta_field {
    META_HEADLINE, META_AUTHOR, META_PUBLISHED, META_MODIFIED, META_OUTLET, META_URL, META_LANG, META_KEYWORDS, META_SECTION, META_DESCRIPTION,
    META_DATELINE, META_CREDIT, META_BODY, META_MAKER, META_FIELD_COUNT
};
enum meta_rule { RULE_JSON_LD, RULE_MICRODATA, RULE_OPEN_GRAPH, RULE_META, RULE_JSON_PAGE, RULE_LINK, RULE_TIME, RULE_HEADING, RULE_TITLE, RULE_HTML, RULE_LOCALE };
const char *meta_field_name(enum meta_field f);
const char *meta_rule_name(enum meta_rule r);

struct meta_value {
    str value;
    u8 field, rule; /* enum meta_field, enum meta_rule */
    u32 node;       /* the element it stands in; 0: none */
};

struct meta {
    struct { VEC(struct meta_value); } values; /* in order of the page */
};

void meta_read(struct arena *a, const struct html *h, struct meta *out);

/* The value of a field by the best rule, the first of equals; NULL where there is none. */
const struct meta_value *meta_best(const struct meta *m, enum meta_field field);

/* Fills what `page->known` does not tell yet. Authors are parted by \n. */
void meta_known(struct arena *a, const struct html *h, const struct meta *m, struct page *page);

/* The host of a URL without "www.", and its registered part as far as the shape tells ("news.example.co.uk": "example.co.uk"). */
str meta_host(str url);
str meta_domain(str url);

#endif

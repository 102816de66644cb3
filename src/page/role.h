/*
** role.h - what an element is for: by its tag, its ARIA role, itemprop, and the words of its class and id.
*/
#ifndef ASANID_PAGE_ROLE_H
#define ASANID_PAGE_ROLE_H

#include "page/dom.h"

enum role {
    ROLE_NAV = 1,        /* menus, breadcrumbs, footers */
    ROLE_ASIDE = 2,      /* side bars, widgets */
    ROLE_COMMENTS = 4,
    ROLE_RELATED = 8,
    ROLE_SHARE = 16,
    ROLE_PROMO = 32,     /* newsletters, advertisements */
    ROLE_CAPTION = 64,
    ROLE_AUTHOR = 128,
    ROLE_TIME = 256,
    ROLE_TAGS = 512,
    ROLE_HEADER = 1024,  /* the page's or article's top */
    ROLE_LEAD = 2048,    /* the first paragraph, in an element of its own */
    ROLE_BODY = 4096,    /* certainly the article's words */
    ROLE_CONTENT = 8192, /* likely around them */
    ROLE_HIDDEN = 16384, /* for screen readers only */
    ROLE_TITLE = 32768,
    ROLE_DECK = 65536,   /* standfirst, subtitle: sums up what follows */
    ROLE_KICKER = 262144, /* a word or two above the headline */
    ROLE_NOTICE = 131072 /* cookies, consent: often more words than the article */
};

#define ROLE_OUT (ROLE_NAV | ROLE_ASIDE | ROLE_COMMENTS | ROLE_RELATED | ROLE_SHARE | ROLE_PROMO | ROLE_TAGS | ROLE_HIDDEN | ROLE_NOTICE)

/* Flags of enum role. */
u32 role_of(const struct dom *d, u32 node);

#endif

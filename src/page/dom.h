/*
** dom.h - the narrow interface to the HTML parser: a page as a flat tree.
**
** Nodes stand in document order, a parent before its children, and `end` is the node behind a node's subtree: children are walked by
** `for (i = n + 1; i < d->nodes.v[n].end; i = d->nodes.v[i].end)`, descendants by `i++`; nothing recurses. Only what the readers of pages
** ask for is kept: text without scripts and style sheets (JSON-LD apart), elements, and the attributes of enum dom_attr. Text and values are
** UTF-8 with character references resolved, in the arena or in the source.
**
** dom.c is the only file that knows which parser is used.
*/
#ifndef ASANID_PAGE_DOM_H
#define ASANID_PAGE_DOM_H

#include "base/vec.h"

/* Elements that somebody asks for; all others are TAG_OTHER. dom.c has the names, in this order. */
enum dom_tag {
    TAG_TEXT, /* no element: a run of characters */
    TAG_OTHER,
    TAG_A, TAG_ABBR, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_AUDIO, TAG_B, TAG_BASE, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON, TAG_CANVAS,
    TAG_CAPTION, TAG_CENTER, TAG_DD, TAG_DETAILS, TAG_DIALOG, TAG_DIV, TAG_DL, TAG_DT, TAG_EM, TAG_EMBED, TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE,
    TAG_FOOTER, TAG_FORM, TAG_FRAME, TAG_FRAMESET, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_I,
    TAG_IFRAME, TAG_IMG, TAG_INPUT, TAG_INS, TAG_LABEL, TAG_LEGEND, TAG_LI, TAG_LINK, TAG_MAIN, TAG_MAP, TAG_MATH, TAG_MENU, TAG_META, TAG_NAV,
    TAG_NOFRAMES, TAG_NOSCRIPT, TAG_OBJECT, TAG_OL, TAG_OPTGROUP, TAG_OPTION, TAG_P, TAG_PICTURE, TAG_PRE, TAG_SCRIPT, TAG_SECTION, TAG_SELECT,
    TAG_SOURCE, TAG_SPAN, TAG_STRONG, TAG_STYLE, TAG_SUMMARY, TAG_SVG, TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TEMPLATE, TAG_TEXTAREA, TAG_TFOOT, TAG_TH,
    TAG_THEAD, TAG_TIME, TAG_TITLE, TAG_TR, TAG_U, TAG_UL, TAG_VIDEO, TAG_COUNT
};

enum dom_attr {
    ATTR_ALT, ATTR_CHARSET, ATTR_CLASS, ATTR_CONTENT, ATTR_DATETIME, ATTR_HIDDEN, ATTR_HREF, ATTR_ID, ATTR_ITEMPROP, ATTR_ITEMSCOPE, ATTR_ITEMTYPE,
    ATTR_LANG, ATTR_NAME, ATTR_PROPERTY, ATTR_PUBDATE, ATTR_REL, ATTR_ROLE, ATTR_STYLE, ATTR_TITLE, ATTR_TYPE, ATTR_COUNT
};

struct dom_value {
    u8 attr; /* enum dom_attr */
    str value;
};

struct dom_node {
    u32 parent; /* the root's is its own */
    u32 end;    /* the node behind the subtree */
    str text;   /* of TAG_TEXT */
    u32 values; /* of an element: its first in dom.values */
    u8 n_values;
    u8 tag; /* enum dom_tag */
};

struct dom {
    struct { VEC(struct dom_node); } nodes; /* node 0 is the root, TAG_OTHER, above <html> */
    struct { VEC(struct dom_value); } values;
    u32 deepest;
    bool cut; /* a named limit was reached: the rest of the page is left out */
};

/* Readies the parser's library, once, before any thread parses: its own first use is a race that can lock up two of them for good. */
void dom_ready(void);

/* Parses clean UTF-8. Whatever stands there, a tree comes out. */
void dom_parse(struct arena *a, str html, struct dom *out);

/* The value of an attribute; "" where the element has none (or an empty one). */
str dom_attr(const struct dom *d, u32 node, enum dom_attr attr);
bool dom_has(const struct dom *d, u32 node, enum dom_attr attr);

/* The text of a subtree, white space collapsed. */
str dom_text(struct arena *a, const struct dom *d, u32 node);

#endif

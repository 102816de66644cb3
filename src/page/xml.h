/*
** xml.h - a forgiving reader of XML as feeds write it: tags, text, CDATA, one after the other, well-formed or not.
**
** Feeds are broken more often than not (undeclared prefixes, HTML's entities, bare ampersands, cut off at the end); an XML parser by the
** book must refuse them. Views into the source; nothing is allocated but decoded text.
*/
#ifndef ASANID_PAGE_XML_H
#define ASANID_PAGE_XML_H

#include "base/arena.h"

enum xml_kind { XML_START, XML_END, XML_TEXT, XML_CDATA };

struct xml_token {
    u8 kind;    /* enum xml_kind */
    bool empty; /* a start tag that ends itself */
    str name;   /* of a tag, with its prefix */
    str attrs;  /* of a start tag: what stands behind the name */
    str text;   /* of text and CDATA, as written */
    size_t begin, end;
};

/* The token at *at, *at moved behind it; comments, declarations and processing instructions passed over. False at the end. */
bool xml_next(str s, size_t *at, struct xml_token *out);

/* The value of an attribute, its name compared without regard to capitals, references resolved. */
str xml_attr(struct arena *a, str attrs, const char *name);

/* References to the five characters of XML and to code points resolved; others, HTML's, left as they are. */
str xml_decode(struct arena *a, str s);

/* True where a name, its prefix left out, is this one, capitals apart. */
bool xml_is(str name, const char *local);
str xml_prefix(str name);

#endif

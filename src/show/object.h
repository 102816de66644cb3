/*
** object.h - every object of FORMATS as JSON, keys in the order that FORMATS gives them.
**
** What an object names by number (an article, an unseen source) is named by the caller's function.
*/
#ifndef ASANID_OBJECT_H
#define ASANID_OBJECT_H

#include "base/json.h"
#include "page/extra.h"
#include "story/dossier.h"

/* The id of node `n`: an article, or an unseen source (NODE_UNSEEN | index). */
struct naming {
    str (*id)(const void *arg, u32 node);
    const void *arg;
};

/* `extras` (or NULL): a record's unknown fields, handed back behind the known ones; under "record" where the name is taken. */
/* `page`, where not NULL, is the article's: all that its head tells is written too, rule by rule. */
void object_article(struct json *j, const struct account *acc, const struct extras *extras, const struct page *page);
void object_match(struct json *j, const struct match *m, const struct naming *names);
void object_edge(struct json *j, const struct edge *e, const struct naming *names);
void object_unseen(struct json *j, const struct unseen *u, const struct naming *names);
void object_origin(struct json *j, const struct origin *o, const struct naming *names);
void object_forward(struct json *j, const struct forward *f);
/* Facts on their own: `raw` is the page's text, `article` the id they are said of. */
void object_date(struct json *j, const struct date *d, str raw, str article);
void object_figure(struct json *j, const struct figure *f, str raw, str article);
void object_statement(struct json *j, const struct statement *s, str article);
void object_name(struct json *j, const struct name *n, str raw, str article);

/* Of one dossier. object_story and the others name articles by the dossier's accounts. */
void object_story(struct json *j, const struct dossier *d);
void object_event(struct json *j, const struct dossier *d, u32 event);
void object_happening(struct json *j, const struct dossier *d, const struct happening *h);
void object_difference(struct json *j, const struct dossier *d, const struct difference *x);
void object_appointment(struct json *j, const struct dossier *d, const struct appointment *x);
void object_dossier(struct json *j, const struct dossier *d);

/* First and last day of a dossier's articles; DAY_UNKNOWN where none tells one. */
void dossier_days(const struct dossier *d, i32 *first, i32 *last);
/* "2024-01-26" of a day; "" of DAY_UNKNOWN. In the arena. */
str day_text(struct arena *a, i32 day);

#endif

/*
** store.h - the one SQLite file: pages as they came, articles with their facts, fingerprints, matches, stemma, stories.
**
** One connection writes (and checkpoints) and holds a lock file; all others are read-only. Pages are kept raw (zstd); all else carries the
** engine's version and can be made again by `reindex`. The database carries application_id and user_version; migrations are an append-only
** array of SQL, run in one transaction. A store of a newer version, or another program's database, is refused with a clear message.
** What is derived cheaply (timeline, differences, agenda, figures of a story) is not stored: story/dossier.h makes it on demand.
**
** A store belongs to one thread at a time. What is read is made in the caller's arena, whose boundary the caller sets (base/arena.h): after a
** jump the store goes on as before. Every failure gives ASANID_STORE and leaves its reason in store_errmsg.
*/
#ifndef ASANID_STORE_H
#define ASANID_STORE_H

#include "asanid.h"
#include "base/hash.h"
#include "story/dossier.h"

#define ENGINE_VERSION 3 /* raised when reading or matching gives other results: then `reindex` */

struct store;

enum store_mode { STORE_READ, STORE_WRITE }; /* WRITE makes the file where it is not there */

/* *out is set even on failure (close it), so that store_errmsg can tell why. path ":memory:" is a store of its own. */
enum asanid_status store_open(const char *path, enum store_mode mode, struct store **out) MUST_USE;
void store_close(struct store *s);
const char *store_errmsg(const struct store *s);

enum asanid_status store_begin(struct store *s) MUST_USE;
enum asanid_status store_commit(struct store *s) MUST_USE;
void store_rollback(struct store *s);

/* False from the first new article until store_put_stories: matches, stemma or stories are behind (a run may have been killed). */
bool store_is_settled(struct store *s);
/* The ENGINE_VERSION that read the pages; another one than this program's asks for `reindex`. */
u32 store_engine(struct store *s);

/* ---- pages and articles ---- */

enum added { ADDED_NEW, ADDED_SAME, ADDED_REVISION, ADDED_SET_ASIDE };
const char *added_name(enum added x);

/* A page with its articles' facts and fingerprints, as a worker made it. */
struct reading_of_page {
    struct page *page;
    struct facts *facts;   /* one an article */
    struct prints *prints; /* one an article */
};

/*
** Pages that need not be read again: the very same bytes under the same name are in the store, by the present engine, with all their articles.
** store_known_pages gives page_hash of each; that may be one of other bytes too, so store_page_ids is asked before a page is passed over: the
** ids of its articles, none where it is not there after all.
*/
static inline u64 page_hash(str name, u64 raw_hash) { return hash_join(hash_str(name), raw_hash); }
struct page_hashes {
    VEC(u64); /* sorted */
};
enum asanid_status store_known_pages(struct store *s, struct arena *a, struct page_hashes *out) MUST_USE;
struct page_ids {
    VEC(str);
};
enum asanid_status store_page_ids(struct store *s, struct arena *a, str name, u64 raw_hash, struct page_ids *out) MUST_USE;

/*
** Puts a page in; `state[i]` tells of its i-th article: new, same (an id with a text that it had before: nothing changes) or revision
** (with other text: the new text becomes the latest, in a row of its own, and loses the matches of the old one, which stays as
** id@N). "Text" is the page's whole text and the headline. A page of which all is the same is not kept again. Inside a transaction.
*/
enum asanid_status store_put_page(struct store *s, const struct reading_of_page *r, enum added *state) MUST_USE;

/* Articles are numbered by row id (never reused). Latest revisions only, unless said otherwise. */
struct article_row {
    u64 row;
    str id;
    i64 seconds;     /* published, INT64_MIN not known; a day worked out by `stories_date` counts */
    bool told;       /* the page or its record tells the day */
    str story;       /* id, "" none */
    str outlet, lang;
    u32 part;
    i32 day;         /* told, else as set by store_set_day, or DAY_UNKNOWN */
};
struct article_rows {
    VEC(struct article_row);
};
/* All articles in final order: (published, id); undated ones last, by id. */
enum asanid_status store_articles(struct store *s, struct arena *a, struct article_rows *out) MUST_USE;

/* One article whole: article, facts, page text. `telling` is left NULL: run makes it (store_account gives zones and facts). */
enum asanid_status store_account(struct store *s, struct arena *a, u64 row, struct account *out) MUST_USE;
/*
** The same in two steps, for those who read many: what lies in the store, and its unpacking, which needs no store and may be done by another
** thread (with a coder of its own, store/frame.h). An account unpacked so has no day but the one that its page tells.
*/
struct packed_account {
    str page, frame, reading;
    u64 raw_bytes, text_at, text_bytes;
};
enum asanid_status store_packed(struct store *s, struct arena *a, u64 row, struct packed_account *out) MUST_USE;
struct frame_coder;
bool account_unpack(struct frame_coder *f, struct arena *a, const struct packed_account *x, struct account *out, const char **why);
/* Sets the message for an account that did not unpack, and gives ASANID_STORE. */
enum asanid_status store_unpack_failed(struct store *s, const char *why) MUST_USE;
enum asanid_status store_prints(struct store *s, struct arena *a, u64 row, struct prints *out) MUST_USE;
/* The row of an article id ("id" or "id@N"), 0 where there is none. */
u64 store_row(struct store *s, str id);
/* The page of an article as it came: name, raw, text, known (no articles). For the fields of a record that are handed back. */
enum asanid_status store_page_of(struct store *s, struct arena *a, u64 row, struct page *out) MUST_USE;
/* A day that the story gave (basis story or text) for an article that prints none, or DAY_UNKNOWN to take it back; relative dates
** resolve anew on reading. Nothing changes where the page tells the day. */
enum asanid_status store_set_day(struct store *s, u64 row, i32 day, enum basis basis) MUST_USE;
/* All revisions of all articles, by id then revision: calls back with each account (article->id is "id@N" but for the latest). */
typedef enum asanid_status store_account_fn(void *arg, const struct account *acc, u32 revision);
enum asanid_status store_each_revision(struct store *s, store_account_fn *fn, void *arg) MUST_USE;

/*
** Reindex, in one transaction: store_clear_readings (articles, facts, fingerprints and all that is derived go; pages and the ids of
** stories stay), then store_each_page and, for each, store_put_page under the same name. Revisions come back in the same order.
*/
enum asanid_status store_clear_readings(struct store *s) MUST_USE;
/* Raw pages in order of arrival; what is handed over lives until fn returns. fn may put pages in. */
typedef enum asanid_status store_page_fn(void *arg, str name, str raw, const struct known *known);
enum asanid_status store_each_page(struct store *s, store_page_fn *fn, void *arg) MUST_USE;

/* ---- what settling makes: replaced as a whole, or added to ---- */

/*
** What aligning two articles gave, also where it gave nothing: so that it is never done twice. row_a is the row of the article whose id is
** bytewise less; match.a, match.b count for nothing, match.group is a row (UINT32_MAX none). Replaces what stood there.
*/
enum asanid_status store_put_pair(struct store *s, u64 row_a, u64 row_b, const struct match *v, u32 n) MUST_USE;
enum asanid_status store_drop_pair(struct store *s, u64 row_a, u64 row_b) MUST_USE;
/* All pairs ever aligned of latest revisions: n matches each, from `first` on. match.a, match.b and group are rows. */
struct aligned_pair {
    u32 a, b;
    u32 first, n;
};
struct aligned_pairs {
    VEC(struct aligned_pair);
};
enum asanid_status store_pairs(struct store *s, struct arena *a, struct aligned_pairs *pairs, struct matches *out) MUST_USE;
/* All matches by a, b (as numbers), place; and those with both sides among rows. */
enum asanid_status store_matches(struct store *s, struct arena *a, struct matches *out) MUST_USE;
enum asanid_status store_matches_of(struct store *s, struct arena *a, const u64 *rows, u32 n, struct matches *out) MUST_USE;
/* Pairs with their matches, stemma, stories, days they gave. Ids stay known for forwarding. */
enum asanid_status store_drop_derived(struct store *s) MUST_USE;

/* Replaces the stemma; rows[i] is the row of witness i, unseen sources are NODE_UNSEEN | index as in stemma.h. */
enum asanid_status store_put_stemma(struct store *s, const struct stemma *st, const u64 *rows, u32 n) MUST_USE;
/* The stemma restricted to some rows: witness i is rows[i] again; unseen sources that none of them witnesses are left out. */
enum asanid_status store_stemma(struct store *s, struct arena *a, const u64 *rows, u32 n, struct stemma *out) MUST_USE;
/* Replaces; adds to the forwards. A story id that is gone and that st->forwards does not name is forwarded to the story of its first
** article; unseen ids likewise, by store_put_stemma. The store is settled then: put matches and stemma before. */
enum asanid_status store_put_stories(struct store *s, const struct stories *st, const u64 *rows, u32 n) MUST_USE;
/* By id; member.article is a row here. `forwards` are all there are, of stories and unseen sources, straight to what lives. */
enum asanid_status store_stories(struct store *s, struct arena *a, struct stories *out) MUST_USE;
/* The story of an id, or of the one it was merged into; NULL where there is none. */
enum asanid_status store_story(struct store *s, struct arena *a, str id, struct story **out) MUST_USE;

/* ---- search ---- */
struct found {
    u64 row;
    str id, headline, snippet; /* hits in the snippet between U+0002 and U+0003 */
};
struct founds {
    VEC(struct found);
};
/*
** The latest revisions that hold all words of the query, the best first (bm25; the headline counts four times), at most `most`. A query is
** what a reader types, never an error: words (found under other inflections and spellings, too), "a phrase", beginn*, -unwanted.
*/
enum asanid_status store_search(struct store *s, struct arena *a, str query, u32 most, struct founds *out) MUST_USE;

/* ---- care ---- */
/*
** Verifies the file: integrity, foreign keys, every blob readable, spans inside texts, full-text index, engine version. Calls back
** with each finding; gives ASANID_OK where there is none. A store that is open to read is compared with its full-text index word by word
** only where no other program writes it (a moment's writer's lock is taken); else by its rows alone.
*/
typedef void store_finding_fn(void *arg, const char *message);
enum asanid_status store_check(struct store *s, store_finding_fn *fn, void *arg) MUST_USE;

#endif

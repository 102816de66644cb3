/*
** migrations.c - the schema, as the append-only list of what made it.
**
** Migration i brings a store from user_version i to i + 1; all that a store wants run in one transaction with its new number. A migration that
** was released is never changed: a later one mends it.
*/
#include "store/store_sql.h"

const char *const store_migrations[] = {
    /* 1: pages, articles and their readings; what settling makes; full text. */
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"

    /* frame: one zstd frame of the page's bytes as they came, its text where it is no part of them, what its carrier told
    ** (frame.h). hash: XXH3-64 of the bytes as they came. */
    "CREATE TABLE page(row INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, hash INTEGER NOT NULL, raw_bytes INTEGER NOT NULL,"
    "  text_at INTEGER NOT NULL, text_bytes INTEGER NOT NULL, frame BLOB NOT NULL);"
    "CREATE INDEX page_by_name ON page(name, hash);"

    /* seconds, day: as the page or its record tells; given_*: worked out from the other tellings. text_hash: of all the words of the
    ** page and the headline; equal for "the same text". */
    "CREATE TABLE article(row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, revision INTEGER NOT NULL, latest INTEGER NOT NULL,"
    "  page INTEGER NOT NULL REFERENCES page(row), part INTEGER NOT NULL, text_hash INTEGER NOT NULL, outlet TEXT NOT NULL,"
    "  lang TEXT NOT NULL, seconds INTEGER, day INTEGER, given_day INTEGER, given_basis INTEGER, traced INTEGER NOT NULL DEFAULT 0);"
    "CREATE UNIQUE INDEX article_by_id ON article(id, revision);"
    "CREATE INDEX article_by_page ON article(page);"
    /* Apart from `article`, so that a scan of all articles does not read them. */
    "CREATE TABLE reading(row INTEGER PRIMARY KEY REFERENCES article(row), article BLOB NOT NULL, prints BLOB NOT NULL);"

    /* packets: one packet (codec.h) behind the other, each a match. */
    "CREATE TABLE match(a INTEGER NOT NULL REFERENCES article(row), b INTEGER NOT NULL REFERENCES article(row), packets BLOB NOT NULL,"
    "  PRIMARY KEY(a, b)) WITHOUT ROWID;"
    "CREATE INDEX match_by_b ON match(b);"

    /* A node is an article's row, or minus the row of an unseen source. */
    "CREATE TABLE edge(child INTEGER NOT NULL, accepted INTEGER NOT NULL, parent INTEGER NOT NULL, packet BLOB NOT NULL,"
    "  PRIMARY KEY(child, accepted, parent)) WITHOUT ROWID;"
    "CREATE TABLE unseen(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, packet BLOB NOT NULL);"
    "CREATE TABLE unseen_witness(article INTEGER NOT NULL REFERENCES article(row), unseen INTEGER NOT NULL REFERENCES unseen(row),"
    "  PRIMARY KEY(article, unseen)) WITHOUT ROWID;"
    "CREATE INDEX unseen_witness_by_unseen ON unseen_witness(unseen, article);"
    "CREATE TABLE origin(article INTEGER PRIMARY KEY REFERENCES article(row), packet BLOB NOT NULL);"

    /* Members by article id: a story keeps its members over revisions and over `reindex`. */
    "CREATE TABLE story(id TEXT PRIMARY KEY, label TEXT NOT NULL, independent INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE story_member(article_id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), position INTEGER NOT NULL,"
    "  event INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX story_member_by_story ON story_member(story, position);"
    /* Every story or unseen id that was ever given out, with an article that was in it; and where the ones now gone lead. */
    "CREATE TABLE handle(id TEXT PRIMARY KEY, article_id TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE forward(\"from\" TEXT PRIMARY KEY, \"to\" TEXT NOT NULL) WITHOUT ROWID;"

    /* Full text of the latest revisions. The words themselves stay in the pages: search_text takes them out. */
    "CREATE VIEW search_text AS SELECT a.row AS row,"
    "  asanid_words('headline', p.frame, p.text_at, p.text_bytes, r.article) AS headline,"
    "  asanid_words('body', p.frame, p.text_at, p.text_bytes, r.article) AS body"
    "  FROM article a JOIN page p ON p.row = a.page JOIN reading r ON r.row = a.row WHERE a.latest;"
    "CREATE VIRTUAL TABLE search USING fts5(headline, body, content='search_text', content_rowid='row', tokenize='asanid');"
    "INSERT INTO search(search, rank) VALUES('rank', 'bm25(4.0, 1.0)');"
    "INSERT INTO search(search, rank) VALUES('hashsize', 33554432);"
    "INSERT INTO search(search, rank) VALUES('automerge', 16);",

    /* 2: how many articles a page has, where all of them stand in rows of this page and nothing in it was mended: such a page need not be
    ** read again (0: it must). Which articles were compared is told by `match`, whose pairs may be without a match (no packets). */
    "ALTER TABLE page ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE article DROP COLUMN traced;"
    "DELETE FROM match; UPDATE meta SET value = 1 WHERE key = 'unsettled';",
};
const int store_migrations_n = COUNT_OF(store_migrations);

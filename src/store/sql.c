/* sql.c - every statement of the store, once. */
#include "store/store_sql.h"

/* The day an article has: told by its page or record, else given by its story. */
#define SECONDS_OF "CASE WHEN a.day IS NULL AND a.given_day IS NOT NULL THEN a.given_day * 86400 ELSE a.seconds END"

const char *const sql_text[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_META_GET] = "SELECT value FROM meta WHERE key = ?1",
    [SQL_META_PUT] = "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)",

    [SQL_PAGE_HASHES] = "SELECT name, hash FROM page WHERE articles > 0",
    [SQL_PAGE_IDS] = "SELECT a.id FROM page p JOIN article a ON a.page = p.row WHERE p.name = ?1 AND p.hash = ?2 AND p.articles > 0 ORDER BY a.row",
    [SQL_PAGE_FIND] = "SELECT row FROM page WHERE name = ?1 AND hash = ?2",
    [SQL_PAGE_PUT] = "INSERT INTO page(name, hash, raw_bytes, text_at, text_bytes, frame) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [SQL_PAGE_COUNT] = "UPDATE page SET articles = ?2 WHERE row = ?1 AND articles <> ?2",
    [SQL_PAGE_EACH] = "SELECT raw_bytes, text_at, text_bytes, frame, name, hash, row FROM page WHERE row > ?1 ORDER BY row LIMIT 1",
    [SQL_PAGE_OF] = "SELECT p.raw_bytes, p.text_at, p.text_bytes, p.frame, p.name FROM page p JOIN article a ON a.page = p.row WHERE a.row = ?1",

    [SQL_ARTICLE_SAME] = "SELECT 1 FROM article WHERE id = ?1 AND text_hash = ?2",
    [SQL_ARTICLE_LATEST] = "SELECT row, revision FROM article WHERE id = ?1 ORDER BY revision DESC LIMIT 1",
    [SQL_ARTICLE_REVISION] = "SELECT row FROM article WHERE id = ?1 AND revision = ?2",
    [SQL_ARTICLE_PUT] = "INSERT INTO article(id, revision, latest, page, part, text_hash, outlet, lang, seconds, day)"
                        " VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_ARTICLE_SUPERSEDE] = "UPDATE article SET latest = 0, given_day = NULL, given_basis = NULL WHERE row = ?1",
    [SQL_ARTICLE_ROWS] = "SELECT a.row, a.id, " SECONDS_OF " AS moment, coalesce(a.day, a.given_day), a.day IS NOT NULL,"
                         " coalesce(m.story, ''), a.outlet, a.lang, a.part"
                         " FROM article a LEFT JOIN story_member m ON m.article_id = a.id WHERE a.latest"
                         " ORDER BY moment IS NULL, moment, a.id",
    [SQL_ARTICLE_ACCOUNT] = "SELECT p.raw_bytes, p.text_at, p.text_bytes, p.frame, p.name, r.article, a.given_day, a.given_basis,"
                            " a.revision, a.latest FROM article a"
                            " JOIN page p ON p.row = a.page JOIN reading r ON r.row = a.row WHERE a.row = ?1",
    [SQL_ARTICLE_EACH] = "SELECT row, revision FROM article ORDER BY id, revision",
    [SQL_ARTICLE_SET_DAY] = "UPDATE article SET given_day = ?2, given_basis = ?3 WHERE row = ?1 AND day IS NULL"
                            " AND (given_day IS NOT ?2 OR given_basis IS NOT ?3)",
    [SQL_READING_PUT] = "INSERT INTO reading(row, article, prints) VALUES(?1, ?2, ?3)",
    [SQL_PRINTS_GET] = "SELECT prints FROM reading WHERE row = ?1",
    [SQL_ARTICLE_CHECK] = "SELECT a.id, a.revision, r.article, r.prints, a.part FROM article a"
                          " LEFT JOIN reading r ON r.row = a.row WHERE a.page = ?1 ORDER BY a.row",

    [SQL_SEARCH_PUT] = "INSERT INTO search(rowid, headline, body) VALUES(?1, ?2, ?3)",
    [SQL_SEARCH_DROP] = "INSERT INTO search(search, rowid, headline, body) SELECT 'delete', row, headline, body FROM search_text WHERE row = ?1",
    /* The best first, and only then their snippets: a snippet unpacks its page. */
    [SQL_SEARCH_FIND] = "WITH best AS MATERIALIZED (SELECT s.rowid AS row, s.rank AS rank, a.id AS id FROM search s"
                        "  JOIN article a ON a.row = s.rowid WHERE s.search MATCH ?1 ORDER BY s.rank, a.id LIMIT ?2)"
                        " SELECT best.row, best.id, snippet(search, 0, char(2), char(3), '…', 64),"
                        " snippet(search, 1, char(2), char(3), '…', 32)"
                        " FROM best CROSS JOIN search ON search.rowid = best.row WHERE search MATCH ?1 ORDER BY best.rank, best.id",
    [SQL_SEARCH_CHECK] = "INSERT INTO search(search, rank) VALUES('integrity-check', 1)",

    [SQL_MATCH_PUT] = "INSERT OR REPLACE INTO match(a, b, packets) VALUES(?1, ?2, ?3)",
    [SQL_MATCH_ALL] = "SELECT a, b, packets FROM match ORDER BY a, b",
    [SQL_MATCH_OF] = "SELECT a, b, packets FROM match WHERE a = ?1 ORDER BY b",
    [SQL_MATCH_DROP] = "DELETE FROM match WHERE a = ?1 OR b = ?1",
    [SQL_PAIR_DROP] = "DELETE FROM match WHERE a = ?1 AND b = ?2",
    [SQL_MATCH_CHECK] = "SELECT m.a, m.b, m.packets, pa.text_bytes, pb.text_bytes, a.id, b.id FROM match m"
                        " JOIN article a ON a.row = m.a JOIN page pa ON pa.row = a.page"
                        " JOIN article b ON b.row = m.b JOIN page pb ON pb.row = b.page ORDER BY m.a, m.b",

    [SQL_EDGE_PUT] = "INSERT INTO edge(child, accepted, parent, packet) VALUES(?1, ?2, ?3, ?4)",
    [SQL_EDGE_OF] = "SELECT parent, accepted, packet FROM edge WHERE child = ?1 ORDER BY accepted, parent",
    [SQL_EDGE_CHECK] = "SELECT e.packet, e.child, e.parent, coalesce(ca.row, -cu.row), coalesce(pa.row, -pu.row) FROM edge e"
                       " LEFT JOIN article ca ON ca.row = e.child LEFT JOIN unseen cu ON cu.row = -e.child"
                       " LEFT JOIN article pa ON pa.row = e.parent LEFT JOIN unseen pu ON pu.row = -e.parent",
    [SQL_UNSEEN_PUT] = "INSERT INTO unseen(row, id, packet) VALUES(?1, ?2, ?3)",
    [SQL_UNSEEN_OF] = "SELECT unseen FROM unseen_witness WHERE article = ?1",
    [SQL_UNSEEN_GET] = "SELECT id, packet FROM unseen WHERE row = ?1",
    [SQL_UNSEEN_WITNESSES] = "SELECT article FROM unseen_witness WHERE unseen = ?1",
    [SQL_UNSEEN_WITNESS_PUT] = "INSERT OR IGNORE INTO unseen_witness(article, unseen) VALUES(?1, ?2)",
    [SQL_UNSEEN_CHECK] = "SELECT packet, id FROM unseen",
    [SQL_ORIGIN_PUT] = "INSERT INTO origin(article, packet) VALUES(?1, ?2)",
    [SQL_ORIGIN_OF] = "SELECT packet FROM origin WHERE article = ?1",
    [SQL_ORIGIN_CHECK] = "SELECT packet, article FROM origin",

    [SQL_STORY_PUT] = "INSERT INTO story(id, label, independent) VALUES(?1, ?2, ?3)",
    [SQL_STORY_GET] = "SELECT id, label, independent FROM story WHERE id = ?1",
    [SQL_STORY_ALL] = "SELECT id, label, independent FROM story ORDER BY id",
    [SQL_MEMBER_PUT] = "INSERT INTO story_member(article_id, story, position, event) SELECT id, ?2, ?3, ?4 FROM article WHERE row = ?1",
    [SQL_MEMBERS] = "SELECT a.row, m.event FROM story_member m JOIN article a ON a.id = m.article_id AND a.latest WHERE m.story = ?1"
                    " ORDER BY m.position",
    [SQL_FORWARD_PUT] = "INSERT OR REPLACE INTO forward(\"from\", \"to\") VALUES(?1, ?2)",
    [SQL_FORWARD_GET] = "SELECT \"to\" FROM forward WHERE \"from\" = ?1",
    [SQL_FORWARD_ALL] = "SELECT \"from\", \"to\" FROM forward ORDER BY \"from\"",
};

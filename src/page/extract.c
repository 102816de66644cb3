/*
** extract.c - finds the container of the article and cleans it.
*/
#include "page/extract.h"

#include <ctype.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "page/role.h"

#define PROSE_LETTERS 60      /* a line this long is prose whatever it ends with */
#define STOPPED_LETTERS 20    /* with a full stop, this long */
#define BROKEN_LETTERS 200    /* of a paragraph cut by line breaks */
#define LINK_PERCENT_MAX 50   /* of the letters of prose */
#define WHOLE_PERCENT 95      /* an element with so much of it is the page */
#define LINE_COST 12          /* of a line that is no prose */
#define BIG_PERCENT 45        /* an element with so much of the page's prose is no furniture, whatever its class says */
#define BELOW_HEADLINE 15     /* lines between the headline and what it is likely the headline of */
#define LINK_DEPTH 4
#define BODY_DEPTH 8
#define CLIMB_MAX 4           /* from the best element to one that says it is the body */
#define CARD_LINES 8
#define CARD_LETTERS 700
#define CARD_LINK 15          /* letters of a card's link */
#define NEAR_LINES 4          /* above the headline or below the first line of the body */
#define NEAR_LETTERS 90
#define OWN_LINK 30           /* letters of a paragraph that is a link and belongs to the article all the same */
#define CARD_ROW 3            /* so many of a kind are a list */
#define TRUST_LETTERS 200     /* of prose kept, or a part of the page's; less is no article */
#define TRUST_PART 4
#define LEAD_LETTERS 160      /* of a paragraph; decks are shorter */
#define LEAD_REACH 24         /* lines above the container that may hold the headline and the lead */

struct line_info {
    u32 role; /* all roles of the elements around it */
    i32 score;
    bool prose, heading, in_link_list;
};

struct extraction {
    struct arena *a;
    const struct html *h;
    const struct meta *meta;
    struct page *page;
    u32 *role;   /* by node: its own */
    u32 *around; /* by node: its own and inherited, of ROLE_OUT and the like */
    i64 *sum;    /* by node: of the line scores in its subtree */
    u32 *mass;   /* by node: letters of prose in its subtree */
    u32 *path;
    struct line_info *lines;
    u8 *kept;    /* by line */
    u32 container, headline;
    u32 first; /* the first line kept; the count of lines: none */
    bool lenient; /* classes and ids are not believed */
};

static const struct html_line *line_at(const struct extraction *x, u32 i) { return &x->h->lines.v[i]; }
static str line_text(const struct extraction *x, u32 i) { return span_text(x->h->text, line_at(x, i)->span); }
static u8 tag_of(const struct extraction *x, u32 node) { return x->h->dom.nodes.v[node].tag; }
static u32 parent_of(const struct extraction *x, u32 node) { return x->h->dom.nodes.v[node].parent; }
static u32 end_of(const struct extraction *x, u32 node) { return x->h->dom.nodes.v[node].end; }
static bool inside(const struct extraction *x, u32 node, u32 outer) { return node >= outer && node < end_of(x, outer); }

static u32 link_share(const struct html_line *l) { return l->letters ? l->linked * 100 / l->letters : 0; }

static bool ends_sentence(str s)
{
    size_t at = s.n;
    while (at > 0) {
        u32 cp = utf8_prev(s, &at);
        if (cp == '.' || cp == '!' || cp == '?' || cp == 0x61f || cp == 0x6d4 || cp == 0x2026 || cp == ':' || cp == 0x3002)
            return true;
        if (cp != '"' && cp != '\'' && cp != ')' && cp != ']' && cp != 0x201d && cp != 0x2019 && cp != 0xbb && cp != ' ')
            return false;
    }
    return false;
}

static bool reads_like_prose(const struct extraction *x, u32 i)
{
    const struct html_line *l = line_at(x, i);
    if (link_share(l) > LINK_PERCENT_MAX)
        return false;
    return l->letters >= PROSE_LETTERS || (l->letters >= STOPPED_LETTERS && ends_sentence(line_text(x, i)));
}

static bool is_heading(u8 tag) { return tag >= TAG_H1 && tag <= TAG_H6; }

/* Lines parted by <br> alone are one paragraph: verse, or the hard line ends of old pages. */
static void join_broken_lines(struct extraction *x)
{
    for (u32 i = 0, end; i < x->h->lines.n; i = end) {
        u32 letters = 0, linked = 0;
        for (end = i; end < x->h->lines.n && line_at(x, end)->node == line_at(x, i)->node; end++) {
            letters += line_at(x, end)->letters;
            linked += line_at(x, end)->linked;
        }
        bool prose = end - i > 1 && letters >= BROKEN_LETTERS && (u64)linked * 100 <= (u64)letters * LINK_PERCENT_MAX;
        for (u32 k = i; k < end; k++)
            x->lines[k].prose |= prose && link_share(line_at(x, k)) <= LINK_PERCENT_MAX;
    }
}

/* ---- what stands around each line ---- */

/* The elements' own roles; prose summed up into every element. */
static void read_roles(struct extraction *x)
{
    const struct dom *d = &x->h->dom;
    for (u32 i = 0; i < d->nodes.n; i++)
        x->role[i] = d->nodes.v[i].tag == TAG_TEXT ? 0 : role_of(d, i);
    for (u32 i = 0; i < x->h->lines.n; i++)
        x->lines[i].prose = reads_like_prose(x, i);
    join_broken_lines(x);
    for (u32 i = 0; i < x->h->lines.n; i++) {
        if (x->lines[i].prose)
            x->mass[line_at(x, i)->node] += line_at(x, i)->letters - line_at(x, i)->linked;
    }
    for (u32 i = d->nodes.n - 1; i > 0; i--)
        x->mass[d->nodes.v[i].parent] += x->mass[i];
}

/* The first line at or behind a node. */
static u32 line_from(const struct extraction *x, u32 node)
{
    u32 lo = 0, hi = x->h->lines.n;
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2;
        if (line_at(x, mid)->first < node)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool in_link(const struct extraction *x, u32 node)
{
    for (u32 k = 0; k < LINK_DEPTH && node; k++, node = parent_of(x, node))
        if (tag_of(x, node) == TAG_A)
            return true;
    return false;
}

/* True where an element around says that it is the article's body. */
static bool in_body(const struct extraction *x, u32 node)
{
    for (u32 k = 0; k < BODY_DEPTH && node; k++, node = parent_of(x, node))
        if (x->role[node] & ROLE_BODY)
            return true;
    return false;
}

/* True where an element looks like a card: it opens with a link, or has a linked heading, and little text. */
static bool is_card(const struct extraction *x, u32 node)
{
    u8 tag = tag_of(x, node);
    if (tag != TAG_LI && tag != TAG_DIV && tag != TAG_ARTICLE && tag != TAG_SECTION && tag != TAG_TD && tag != TAG_DD && tag != TAG_DL && tag != TAG_TR)
        return false;
    u32 from = line_from(x, node), end = line_from(x, end_of(x, node));
    if (from == end || end - from > CARD_LINES || x->mass[node] > CARD_LETTERS)
        return false;
    if (in_link(x, line_at(x, from)->first) && line_at(x, from)->linked >= CARD_LINK)
        return !in_body(x, node) || link_share(line_at(x, from)) > 80;
    for (u32 i = from; i < end; i++)
        if (link_share(line_at(x, i)) > 80 && line_at(x, i)->linked >= CARD_LINK)
            return true;
    return false;
}

/* Cards that stand in a row of their kind are titles of other articles. */
static void read_cards(struct extraction *x)
{
    const struct dom *d = &x->h->dom;
    struct map rows;
    map_init(&rows, x->a, 256);
    for (u32 i = 1; i < d->nodes.n; i++)
        x->path[i] = (u32)hash_join(hash_join(x->path[d->nodes.v[i].parent], d->nodes.v[i].tag), hash_str(dom_attr(d, i, ATTR_CLASS)));
    for (u32 pass = 0; pass < 2; pass++)
        for (u32 i = 1; i < d->nodes.n; i++) {
            if (tag_of(x, i) == TAG_TEXT || !is_card(x, i))
                continue;
            u64 key = hash_join(parent_of(x, i), x->path[i]);
            if (pass == 0)
                ++*map_put(&rows, key);
            else if (*map_get(&rows, key) >= CARD_ROW)
                x->role[i] |= ROLE_RELATED;
        }
}

/* ---- the headline ---- */

/* Letters and digits of a text, small, as a hash: equal for equal wording. */
static u64 wording(str s)
{
    u64 key = 0;
    for (size_t i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (c >= 0x80 || isalnum(c))
            key = key * 1099511628211u + (u64)tolower(c);
    }
    return hash_u64(key);
}

static bool in_heading(const struct extraction *x, u32 node)
{
    for (u32 k = 0; k < LINK_DEPTH && node; k++, node = parent_of(x, node))
        if (is_heading(tag_of(x, node)))
            return true;
    return false;
}

/* The line that is the headline: the heading, else the line, that reads as the head says; the count of lines where none does. */
static u32 find_headline(const struct extraction *x)
{
    str headline = x->page->known.headline;
    u64 known = wording(headline);
    u32 fallback = x->h->lines.n;
    for (u32 i = 0; headline.n && i < x->h->lines.n; i++) {
        str line = line_text(x, i);
        if (line.n < headline.n / 2 || line.n > headline.n * 2 || wording(line) != known)
            continue;
        if (in_heading(x, line_at(x, i)->first))
            return i;
        if (!in_link(x, line_at(x, i)->first))
            fallback = MIN_OF(fallback, i);
    }
    return fallback;
}

/* The headline's own elements are no furniture, whatever their class says. */
static void clear_headline(struct extraction *x)
{
    if (x->headline == x->h->lines.n)
        return;
    for (u32 n = line_at(x, x->headline)->node; n; n = parent_of(x, n))
        x->role[n] &= ~(u32)ROLE_OUT;
}

/* Roles handed down. An element with much of the page's prose is not furniture by its class alone. */
static void hand_down(struct extraction *x)
{
    const struct dom *d = &x->h->dom;
    u32 all = MAX_OF(x->mass[0], 1u);
    for (u32 i = 1; i < d->nodes.n; i++) {
        const struct dom_node *n = &d->nodes.v[i];
        u32 own = x->role[i];
        bool big = (u64)x->mass[i] * 100 >= (u64)all * BIG_PERCENT;
        if (x->lenient && n->tag != TAG_FOOTER && n->tag != TAG_NAV && n->tag != TAG_ASIDE && n->tag != TAG_FORM && n->tag != TAG_BUTTON)
            own &= ~(u32)((ROLE_OUT & ~ROLE_NOTICE) | ROLE_CAPTION | ROLE_AUTHOR);
        if (big && n->tag != TAG_FOOTER && n->tag != TAG_NAV)
            own &= ~(u32)(ROLE_NAV | ROLE_ASIDE | ROLE_RELATED | ROLE_SHARE | ROLE_PROMO | ROLE_TAGS | ROLE_HIDDEN | ROLE_CAPTION | ROLE_AUTHOR | ROLE_TIME |
                        ROLE_LEAD | ROLE_TITLE | ROLE_HEADER | ROLE_COMMENTS);
        if ((own & ROLE_NOTICE) && (u64)x->mass[i] * 100 >= (u64)all * WHOLE_PERCENT)
            own &= ~(u32)ROLE_NOTICE;
        x->around[i] = x->around[n->parent] | own;
    }
}

/* True where the line is furniture whatever container it stands in. */
static bool is_out(u32 role) { return role & (ROLE_OUT | ROLE_CAPTION); }

static void score_lines(struct extraction *x)
{
    for (u32 i = 0; i < x->h->lines.n; i++) {
        const struct html_line *l = line_at(x, i);
        struct line_info *f = &x->lines[i];
        f->role = x->around[l->node] | x->around[parent_of(x, l->first)];
        f->heading = in_heading(x, l->first);
        if (is_out(f->role))
            f->score = 0;
        else if (f->prose)
            f->score = (i32)MIN_OF(l->letters - l->linked, 2000u);
        else if (link_share(l) > LINK_PERCENT_MAX)
            f->score = -LINE_COST - (i32)MIN_OF(l->linked, 40u);
        else
            f->score = f->heading ? 0 : -LINE_COST;
        x->sum[l->node] += f->score;
    }
    for (u32 i = x->h->dom.nodes.n - 1; i > 0; i--)
        x->sum[parent_of(x, i)] += x->sum[i];
}

/* ---- the container ---- */

static u32 best_container(const struct extraction *x)
{
    u32 best = 0;
    i64 best_sum = INT64_MIN, inner = 0;
    for (u32 i = 0; i < x->h->dom.nodes.n; i++) {
        u8 tag = tag_of(x, i);
        if (tag == TAG_TEXT || tag == TAG_P || !html_is_block((enum dom_tag)tag) || x->mass[i] == 0)
            continue;
        i64 sum = x->sum[i];
        if (x->role[i] & ROLE_BODY)
            sum += sum / 5;
        u32 from = sum > 0 && x->headline < x->h->lines.n ? line_from(x, i) : 0;
        if (from > x->headline && from <= x->headline + BELOW_HEADLINE)
            sum += sum / 4;
        if (sum >= best_sum) { /* of equals the inner one */
            inner = x->sum[i];
            best = i;
            best_sum = sum;
        }
    }
    for (u32 n = best, k = 0; n && k < CLIMB_MAX; n = parent_of(x, n), k++)
        if ((x->role[n] & ROLE_BODY) && x->sum[n] * 10 >= inner * 6)
            return n;
    return best;
}

/* ---- the lead ---- */

/*
** Lines between the headline and the container: a lead, which says that it is one or is as long as a paragraph, belongs to the body; a deck, which sums
** up what follows, is kept apart. Neither where the body repeats it.
*/
static void take_lead(struct extraction *x, u32 first)
{
    struct map seen;
    map_init(&seen, x->a, 64);
    for (u32 i = 0; i < x->h->lines.n; i++)
        if (x->kept[i])
            *map_put(&seen, wording(line_text(x, i))) = 1;
    if (x->headline >= first)
        return;
    for (u32 i = MAX_OF(x->headline + 1, first > LEAD_REACH ? first - LEAD_REACH : 0); i < first; i++) {
        const struct line_info *f = &x->lines[i];
        u32 letters = line_at(x, i)->letters;
        if (is_out(f->role) || (f->role & (ROLE_AUTHOR | ROLE_TIME)) || f->heading || map_get(&seen, wording(line_text(x, i))))
            continue;
        if (letters >= LEAD_LETTERS ? f->prose : (f->role & ROLE_LEAD) && letters >= STOPPED_LETTERS)
            x->kept[i] = 1;
    }
}

/* A heading behind most of the container is another article's. */
static void check_headline(struct extraction *x)
{
    i64 before = 0, all = 0;
    if (x->headline == x->h->lines.n)
        return;
    for (u32 i = 0; i < x->h->lines.n; i++) {
        i64 score = inside(x, line_at(x, i)->node, x->container) ? MAX_OF(x->lines[i].score, 0) : 0;
        all += score;
        before += i < x->headline ? score : 0;
    }
    if (before * 2 > all)
        x->headline = x->h->lines.n;
}

/* ---- cleaning ---- */

/* True where a line of the container is none of the article. */
static bool is_furniture(const struct extraction *x, u32 i)
{
    const struct line_info *f = &x->lines[i];
    const struct html_line *l = line_at(x, i);
    if (is_out(f->role))
        return true;
    if ((f->role & ROLE_AUTHOR) || (!f->prose && (f->role & (ROLE_TIME | ROLE_KICKER))))
        return true;
    bool own_paragraph = (x->role[x->container] & ROLE_BODY) && tag_of(x, l->node) == TAG_P && l->letters <= OWN_LINK;
    if (!f->prose && link_share(l) > 80 && !own_paragraph)
        return true;
    return false;
}

/* Headings below which nothing is kept go with what stood there. */
static void drop_bare_headings(struct extraction *x)
{
    bool filled = false;
    for (u32 i = x->h->lines.n; i-- > 0;) {
        if (!x->kept[i])
            continue;
        if (!x->lines[i].heading || line_at(x, i)->letters >= LEAD_LETTERS) /* some set whole paragraphs as headings */
            filled = true;
        else if (!filled)
            x->kept[i] = 0;
        else
            filled = true;
    }
}

/* What repeats the headline in other words of the head's, or is a heading of the first rank above the first paragraph. */
static void drop_titles(struct extraction *x)
{
    struct map titles;
    bool prose = false;
    map_init(&titles, x->a, 16);
    for (u32 i = 0; i < x->meta->values.n; i++)
        if (x->meta->values.v[i].field == META_HEADLINE && x->meta->values.v[i].rule != RULE_HEADING)
            *map_put(&titles, wording(x->meta->values.v[i].value)) = 1;
    for (u32 i = 0; i < x->h->lines.n; i++) {
        if (!x->kept[i])
            continue;
        bool first_rank = !prose && x->lines[i].heading && line_at(x, i)->letters < LEAD_LETTERS && tag_of(x, line_at(x, i)->node) == TAG_H1;
        if (first_rank || map_get(&titles, wording(line_text(x, i))))
            x->kept[i] = 0;
        else
            prose = prose || (x->lines[i].prose && !x->lines[i].heading);
    }
}

static u8 hint_of(const struct extraction *x, u32 i)
{
    const struct line_info *f = &x->lines[i];
    if (f->heading)
        return BLOCK_HEADING;
    if (f->role & ROLE_CAPTION)
        return BLOCK_CAPTION;
    if (tag_of(x, line_at(x, i)->node) == TAG_LI)
        return BLOCK_LIST;
    return BLOCK_PARAGRAPH;
}

static void add_block(struct extraction *x, u32 i)
{
    const struct html_line *l = line_at(x, i);
    struct block *b = vec_add(x->a, &x->page->blocks);
    u8 tag = tag_of(x, l->node);
    *b = (struct block){l->span, hint_of(x, i), is_heading(tag) ? (u8)(tag - TAG_H1 + 1) : 0, (u8)link_share(l), x->path[l->node]};
}

/* True where a line holds a year of four digits: of a short line that stands at the article, its date. */
static bool has_year(str s)
{
    u32 digits[4] = {0}, run = 0;
    for (size_t at = 0; at < s.n;) {
        u32 cp = utf8_next(s, &at);
        u32 digit = cp >= '0' && cp <= '9' ? cp - '0' : cp >= 0x660 && cp <= 0x669 ? cp - 0x660 : cp >= 0x6f0 && cp <= 0x6f9 ? cp - 0x6f0 : 10;
        if (digit < 10)
            digits[run++ & 3] = digit;
        if ((digit == 10 || at == s.n) && run == 4 && ((digits[0] == 1 && digits[1] == 9) || (digits[0] == 2 && digits[1] == 0)))
            return true;
        if (digit == 10)
            run = 0;
    }
    return false;
}

/* Dates and bylines of the article itself stand at its top, or within it. */
static bool is_near(const struct extraction *x, u32 i)
{
    u32 n = x->h->lines.n, from = x->headline < n ? x->headline : x->first;
    return inside(x, line_at(x, i)->node, x->container) || (i + NEAR_LINES >= from && i < x->first + NEAR_LINES && x->first < n);
}

static enum furniture_kind kind_of(const struct extraction *x, u32 i)
{
    u32 role = x->lines[i].role;
    static const struct {
        u32 role;
        enum furniture_kind kind;
    } kinds[] = {{ROLE_CAPTION, FURNITURE_CAPTION}, {ROLE_COMMENTS, FURNITURE_COMMENTS}, {ROLE_SHARE, FURNITURE_SHARE}, {ROLE_RELATED, FURNITURE_RELATED},
                 {ROLE_TAGS, FURNITURE_KEYWORDS}, {ROLE_PROMO, FURNITURE_PROMO}, {ROLE_NOTICE, FURNITURE_PROMO}, {ROLE_NAV, FURNITURE_NAV}, {ROLE_ASIDE, FURNITURE_HEADLINES}};
    bool near = is_near(x, i), small = line_at(x, i)->letters <= NEAR_LETTERS;
    if (near && small && !(role & (ROLE_COMMENTS | ROLE_RELATED)) && has_year(line_text(x, i)))
        return FURNITURE_DATE;
    if (near && small && (role & ROLE_AUTHOR) && !(role & (ROLE_COMMENTS | ROLE_RELATED | ROLE_SHARE)))
        return FURNITURE_BYLINE;
    if ((role & ROLE_KICKER) && !(role & ROLE_OUT) && small && i < x->headline && i + NEAR_LINES >= x->headline)
        return FURNITURE_KICKER;
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        if (role & kinds[k].role)
            return kinds[k].kind;
    return link_share(line_at(x, i)) > LINK_PERCENT_MAX ? FURNITURE_NAV : FURNITURE_OTHER;
}

static void make_page(struct extraction *x)
{
    for (u32 i = 0; i < x->h->lines.n; i++) {
        if (x->kept[i] || i == x->headline)
            add_block(x, i);
        else
            vec_push(x->a, &x->page->outer, ((struct furniture){line_at(x, i)->span, (u8)kind_of(x, i)}));
    }
}

/* Finds the container and the lines of it that are kept; their letters of prose. */
static u32 keep_lines(struct extraction *x)
{
    u32 n = x->h->lines.n, letters = 0;
    memset(x->sum, 0, sizeof *x->sum * x->h->dom.nodes.n);
    memset(x->kept, 0, n);
    x->first = n;
    hand_down(x);
    score_lines(x);
    x->container = best_container(x);
    check_headline(x);
    for (u32 i = 0; i < n; i++)
        if ((x->headline == n || i > x->headline) && inside(x, line_at(x, i)->node, x->container) && !is_furniture(x, i)) {
            x->kept[i] = 1;
            x->first = MIN_OF(x->first, i);
        }
    drop_titles(x);
    drop_bare_headings(x);
    take_lead(x, x->first);
    for (u32 i = 0; i < n; i++)
        letters += x->kept[i] && x->lines[i].prose ? line_at(x, i)->letters : 0;
    return letters;
}

/* Fills what is known of every line, and which lines are kept. */
static void extraction_run(struct extraction *x, struct arena *a, const struct html *h, const struct meta *meta, struct page *page)
{
    u32 n = h->dom.nodes.n;
    *x = (struct extraction){.a = a, .h = h, .meta = meta, .page = page, .first = h->lines.n};
    x->role = ARENA_ARRAY(a, u32, n);
    x->around = ARENA_ARRAY(a, u32, n);
    x->sum = ARENA_ARRAY(a, i64, n);
    x->mass = ARENA_ARRAY(a, u32, n);
    x->path = ARENA_ARRAY(a, u32, n);
    x->lines = ARENA_ARRAY(a, struct line_info, h->lines.n);
    x->kept = ARENA_ARRAY(a, u8, h->lines.n);
    meta_known(a, h, meta, page);
    read_roles(x);
    read_cards(x);
    x->headline = find_headline(x);
    clear_headline(x);
    u32 headline = x->headline, letters = keep_lines(x);
    if (letters >= TRUST_LETTERS || (u64)letters * TRUST_PART >= x->mass[0])
        return;
    x->lenient = true; /* classes that call nearly all of the page furniture are wrong */
    x->headline = headline;
    keep_lines(x);
}

/* Notes what became of the body that the head tells, for `read --why`. */
static void note_told(struct page *page, const struct meta *meta, enum told_how how)
{
    const struct meta_value *best = meta_best(meta, META_BODY);
    for (u32 i = 0; best && i < page->head.n; i++)
        if (strcmp(page->head.v[i].field, meta_field_name(META_BODY)) == 0) {
            bool used = page->head.v[i].value.p == best->value.p && how != TOLD_DIFFERS;
            page->head.v[i].how = !used ? HEAD_DIFFERS : how == TOLD_AGREES ? HEAD_AGREES : HEAD_TAKEN;
        }
}

/* The told body is the article: its lines behind the page's, as paragraphs. */
static void append_told(struct extraction *x, const struct told_body *told)
{
    str shown = x->h->text, rest = told->text;
    char *out = ARENA_ARRAY(x->a, char, shown.n + rest.n + 2);
    size_t n = shown.n;
    memcpy(out, shown.p, n);
    while (rest.n) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        str whole = str_head(rest, nl ? (size_t)(nl - rest.p) : rest.n), line = str_trim(whole);
        rest = str_skip(rest, MIN_OF(rest.n, whole.n + 1));
        if (line.n == 0)
            continue;
        memcpy(out + n, line.p, line.n);
        *vec_add(x->a, &x->page->blocks) = (struct block){.span = span_of(n, line.n), .hint = BLOCK_PARAGRAPH};
        n += line.n;
        out[n++] = '\n';
    }
    x->page->text = (str){out, n};
}

/* Holds the lines kept against the body that the head tells. */
static enum told_how heed_told(struct extraction *x, const struct told_body *told)
{
    u8 *may = ARENA_ARRAY(x->a, u8, x->h->lines.n + 1);
    for (u32 i = 0; i < x->h->lines.n; i++)
        may[i] = i != x->headline && x->lines[i].prose && !(x->lines[i].role & (ROLE_COMMENTS | ROLE_RELATED | ROLE_CAPTION | ROLE_NAV));
    enum told_how how = told_body_heed(x->a, told, x->h, may, x->kept);
    if (how == TOLD_ALONE)
        memset(x->kept, 0, x->h->lines.n);
    note_told(x->page, x->meta, how);
    return how;
}

void extract_read(struct arena *a, const struct html *h, const struct meta *meta, const struct told_body *told, bool whole, struct page *page)
{
    struct extraction x;
    extraction_run(&x, a, h, meta, page);
    for (u32 i = 0; whole && i < h->lines.n; i++)
        x.kept[i] = !(x.lines[i].role & ROLE_CAPTION);
    bool alone = !whole && heed_told(&x, told) == TOLD_ALONE;
    make_page(&x);
    if (alone)
        append_told(&x, told);
}

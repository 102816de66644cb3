/*
** core.c - finds the run of lines that reads like prose.
*/
#include "page/core.h"

#include "page/credit.h"

#define LINE_COST 18     /* words: a line that has fewer is more likely furniture */
#define STOP_BONUS 8     /* of a sentence's end */
#define WORDS_COUNTED 70 /* of one line: a long line tells no more than several */
#define CROWDED_LINES 40
#define LABEL_COST 6
#define DATE_COST 40       /* dates part comments and teasers; an article has one, above its lead; one in brackets is a picture's */
#define GAP_COST 45      /* words: lines between the run and a paragraph close by */
#define LEAD_GAP_COST 45 /* the same, between a page's title and the run */
#define LIST_LABEL_COST 30 /* a label that opens lists of other articles, alone on its line */
#define ENOUGH_WORDS 45    /* so much prose is an article: comments below it are none */
#define STEP_COST 8        /* of the first short line below a paragraph; the second costs twice that, and no line more than LINE_COST */
#define BOX_LINES 8       /* a box within an article has at most so many lines, */
#define BOX_COST 60        /* and costs no more */
#define LEAST_WORDS 25     /* of an article below its title */
#define TITLE_TOKENS 40    /* of the page's first line that are compared */
#define TITLE_WORDS_MIN 3
#define TITLE_WORDS 24
#define PARTLY_WORDS 4
#define TITLES_MAX 8       /* lines that say the same as the first: the last of them count */
#define TITLE_NEAR 25      /* pieces between two of them, where what is between may be the lead */
#define ABOVE_TITLE 3      /* a run above the title is worth so many times one below: it is another text's title */
#define TITLE_SHARE 70     /* percent of the best run, for a run behind a later title */
#define TITLE_REACH 16     /* pieces between the title and a run right below it, */
#define REACH_WEIGHT 2     /* which is worth so many times more */
#define TOPIC_WORDS 24     /* of the first line that count */
#define TOPIC_SLOTS 256
#define TOPIC_WEIGHT 2     /* a run that has all of them is worth so many times more */
#define NOTICE_WEIGHT 3    /* from here on a paragraph is the site's own: terms, consent, rules for comments */
#define NOTICE_COST 10
#define CAPITALS_WORDS 6   /* of a title all in capitals: another article's, in a box */
#define DATELINE_REACH 16  /* pieces of the run in which a lead with its dateline may stand */
#define MARK_REACH 30      /* pieces below the title in which its date or byline may stand, */
#define MARK_WORDS 18      /* a line of so many words at most, */
#define DECK_LINES 2       /* with so many paragraphs at most above it, */
#define DECK_WORDS 110     /* of so many words together */
#define ITEMS_MIN 4        /* of a list with which an article ends */
#define ITEM_GAP 4         /* lines between two of its items */
#define HABIT_LINES 4      /* long lines that tell how a page's paragraphs end */
#define HABIT_WORDS 20
#define HABIT_PERCENT 85

static bool is_paragraph(const struct piece *p) { return p->label == NO_LABEL && (p->flags & PIECE_PROSE); }

static i32 score_of(const struct sheet *s, const struct piece *p)
{
    if (p->label != NO_LABEL)
        return p->label == FURNITURE_DATE && token_char(&s->text, p->first) != '(' ? -DATE_COST : -LABEL_COST;
    if (p->flags & PIECE_EMPTY)
        return -1;
    i32 words = (i32)MIN_OF(p->words, WORDS_COUNTED), stop = p->flags & PIECE_STOP ? STOP_BONUS : 0;
    if (!(p->flags & PIECE_PROSE))
        return MIN_OF(words + stop / 2 - LINE_COST, -1);
    if (p->promo >= NOTICE_WEIGHT)
        return MIN_OF(words + stop - LINE_COST - NOTICE_COST * p->promo, -1);
    return MAX_OF(words + stop - LINE_COST, p->flags & PIECE_STOP ? 2 : 0);
}

/* A label alone on its line that opens comments: what stands below is not the article's. */
static bool opens_comments(const struct piece *p) { return p->label == FURNITURE_COMMENTS && (p->flags & PIECE_LABEL_ONLY); }

/* A run, its sum, and what that is worth. */
struct run {
    u32 first, end;
    i64 sum, worth;
};

/* The telling words of the page's first line. */
struct topic {
    u64 words[TOPIC_WORDS];
    u32 *found; /* of each piece: bit 1 << k where it has word k */
    u32 title; /* the piece that repeats it and stands closest above the article; 0: none */
    u64 kinds; /* as a piece's */
    u32 n;
};

/* A word that tells something: neither short nor a number. */
static bool is_telling(const struct token *k) { return k->cls == TOKEN_WORD && k->key_len >= (k->flags & TOKEN_ARABIC ? 8 : 4); }

static struct topic topic_of(const struct sheet *s)
{
    struct topic topic = {.n = 0};
    struct {
        u64 hash;
        u32 bit;
    } at[TOPIC_SLOTS] = {{0}}; /* the words by hash; those of an equal slot stay in `others` */
    u32 others[TOPIC_WORDS], n_others = 0;
    if (s->pieces.n == 0)
        return topic;
    for (u32 i = s->pieces.v[0].first; i < s->pieces.v[0].first + s->pieces.v[0].n && topic.n < TOPIC_WORDS; i++) {
        u64 hash = s->text.tokens[i].hash;
        if (!is_telling(&s->text.tokens[i]))
            continue;
        if (at[hash % TOPIC_SLOTS].bit)
            others[n_others++] = topic.n;
        else
            at[hash % TOPIC_SLOTS].hash = hash, at[hash % TOPIC_SLOTS].bit = 1u << topic.n;
        topic.words[topic.n++] = hash;
        topic.kinds |= 1ull << (hash & 63);
    }
    topic.found = ARENA_ARRAY(s->arena, u32, s->pieces.n);
    for (u32 i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[i];
        u32 found = 0;
        for (u32 t = p->kinds & topic.kinds ? p->first : p->first + p->n; t < p->first + p->n; t++) {
            u64 hash = s->text.tokens[t].hash;
            found |= at[hash % TOPIC_SLOTS].hash == hash ? at[hash % TOPIC_SLOTS].bit : 0;
            for (u32 k = 0; k < n_others; k++)
                found |= (u32)(topic.words[others[k]] == hash) << others[k];
        }
        topic.found[i] = found;
    }
    return topic;
}

/* Of the words of the page's first line, which is its title more often than not, how many the run has; in percent. */
static u32 topic_share(const struct topic *topic, u32 first, u32 end)
{
    u32 found = 0;
    for (u32 i = first; i < end; i++)
        found |= topic->found[i];
    return 100 * (u32)__builtin_popcount(found) / topic->n;
}

/* The better of two runs, of which one is judged already: one that speaks of what the title does is worth more than one that does not. */
static struct run better_run(const struct topic *topic, struct run best, struct run run)
{
    bool asked = topic->n >= TITLE_WORDS_MIN && run.sum * (1 + TOPIC_WEIGHT) * REACH_WEIGHT > best.worth;
    run.worth = asked ? run.sum * (100 + TOPIC_WEIGHT * (i64)topic_share(topic, run.first, run.end)) / 100 : run.sum;
    if (topic->title && run.first > topic->title && run.first <= topic->title + TITLE_REACH)
        run.worth *= REACH_WEIGHT;
    return run.worth > best.worth ? run : best;
}

/* The best run of [from, end). */
static struct run best_run(const struct sheet *s, const struct topic *topic, u32 from, u32 end, bool framed)
{
    const struct piece *p = s->pieces.v;
    struct run best = {from, from, 0, 0}, here = best; /* here: the best beginning of the run that is looked at */
    i64 sum = 0;
    u32 begin = from, lines = 0; /* since the last paragraph */
    i32 cost = 0;
    for (u32 i = from; i < end; i++) {
        if (sum <= 0) {
            best = better_run(topic, best, here);
            here = (struct run){i, i, 0, 0};
            sum = 0;
            begin = i;
        }
        if (framed && opens_comments(&p[i]) && MAX_OF(best.sum, here.sum) >= ENOUGH_WORDS)
            break;
        bool list = framed && (p[i].label == FURNITURE_RELATED || p[i].label == FURNITURE_HEADLINES) && (p[i].flags & PIECE_LABEL_ONLY);
        i32 score = list ? -LIST_LABEL_COST : score_of(s, &p[i]);
        if (score > 0) {
            cost = 0;
            lines = 0;
        } else {
            lines++;
            if (p[i].label == NO_LABEL)
                score = MAX_OF(score, -STEP_COST * (i32)lines);
            if (framed && lines <= BOX_LINES) {
                score = MAX_OF(score, -BOX_COST - cost);
                cost += score;
            }
        }
        sum += score;
        if (sum > here.sum)
            here = (struct run){begin, i + 1, sum, 0};
    }
    return better_run(topic, best, here);
}

/* ---- the title ---- */

/* How alike a piece and the page's first line are. */
enum alike { ALIKE_NOT, ALIKE_PARTLY, ALIKE_SAME };

static bool line_has(const struct sheet *s, u32 first, u32 end, u64 word)
{
    for (u32 i = first; i < end; i++)
        if (s->text.tokens[i].hash == word)
            return true;
    return false;
}

/* A full stop ends the piece: titles have other marks, if any. */
static bool ends_plainly(const struct sheet *s, const struct piece *p)
{
    u32 stop = sentence_stop(&s->text, p->first, p->first + p->n);
    return stop > p->first && token_char(&s->text, stop - 1) == '.';
}

static enum alike alike_of(const struct sheet *s, const struct piece *line, const struct piece *p)
{
    const struct token *tokens = s->text.tokens;
    if (p->words < TITLE_WORDS_MIN || p->words * 4 < line->words || p->n > TITLE_TOKENS)
        return ALIKE_NOT;
    u32 strange = (u32)__builtin_popcountll(p->kinds & ~line->kinds); /* words that the line has not, at least: most lines are done with here */
    if (strange > 0 && (p->words < PARTLY_WORDS + strange || (p->words > TITLE_WORDS && strange * 10 > p->words)))
        return ALIKE_NOT;
    u32 end = line->first + MIN_OF(line->n, TITLE_TOKENS), next = line->first, found = 0, telling = 0, told = 0;
    bool front = true; /* the piece is the beginning of the line */
    for (u32 k = p->first; k < p->first + p->n; k++) {
        if (tokens[k].cls == TOKEN_MARK)
            continue;
        while (next < end && tokens[next].cls == TOKEN_MARK)
            next++;
        front = front && next < end && tokens[next].hash == tokens[k].hash;
        next++;
        bool has = (line->kinds >> (tokens[k].hash & 63) & 1) && line_has(s, line->first, end, tokens[k].hash);
        found += has;
        telling += is_telling(&tokens[k]);
        told += has && is_telling(&tokens[k]);
    }
    bool most = found == p->words || (found >= 5 && found * 10 >= p->words * 9);
    if (front || (most && p->words * 2 >= line->words))
        return ALIKE_SAME;
    return told >= PARTLY_WORDS && told * 2 >= telling && p->words <= TITLE_WORDS && !ends_plainly(s, p) ? ALIKE_PARTLY : ALIKE_NOT;
}

/* The lines that say what the first does, behind it; the last of them where they are many. */
static u32 titles_of(const struct sheet *s, u32 at[TITLES_MAX], enum alike *how)
{
    enum alike best = ALIKE_PARTLY;
    const struct piece *line = &s->pieces.v[0];
    u32 n = 0;
    for (u32 i = 1; i < s->pieces.n; i++) {
        enum alike here = s->pieces.v[i].label == NO_LABEL ? alike_of(s, line, &s->pieces.v[i]) : ALIKE_NOT;
        if (here < best)
            continue;
        n = here > best ? 0 : n;
        best = here;
        if (n == TITLES_MAX)
            memmove(at, at + 1, --n * sizeof at[0]);
        at[n++] = i;
    }
    *how = best;
    return n;
}

/*
** The title under which the article stands: of those that say the same, the last one with about as good a run below as any, and those close
** above it. One that says it partly may be another article's: the first one counts.
*/
static u32 title_of(const struct sheet *s, struct topic *topic)
{
    enum alike how;
    u32 at[TITLES_MAX], n = titles_of(s, at, &how), title = s->pieces.n;
    i64 sums[TITLES_MAX], most = 0;
    *topic = n > 0 ? topic_of(s) : (struct topic){.n = 0};
    for (u32 k = 0; k < n; k++) {
        sums[k] = best_run(s, topic, at[k] + 1, s->pieces.n, true).worth;
        most = MAX_OF(most, sums[k]);
    }
    bool dated = s->pieces.n > 1 && s->pieces.v[1].label == FURNITURE_DATE; /* the first line is the headline */
    if (n == 0 || (dated && how == ALIKE_PARTLY) || most < LEAST_WORDS)
        return title;
    u32 k = how == ALIKE_PARTLY ? 0 : n - 1;
    while (sums[k] * 100 < most * TITLE_SHARE)
        k = how == ALIKE_PARTLY ? k + 1 : k - 1;
    struct run above = best_run(s, topic, 1, at[k], true);
    if (how == ALIKE_PARTLY)
        return above.sum < LEAST_WORDS ? at[k] : title;
    if (above.worth > ABOVE_TITLE * sums[k])
        return title;
    topic->title = at[k];
    for (title = at[k]; k > 0 && title - at[k - 1] <= TITLE_NEAR; k--)
        title = at[k - 1];
    return title;
}

/* ---- the frame ---- */

/* A page with so many lines around its article that paragraphs among them are teasers and notices. */
static bool is_crowded(const struct sheet *s, const struct core *core)
{
    u32 lines = 0;
    for (u32 i = 0; i < s->pieces.n; i++)
        lines += (i < core->first || i >= core->end) && !is_paragraph(&s->pieces.v[i]);
    return lines > CROWDED_LINES;
}

static void count_lines(const struct sheet *s, struct core *core)
{
    map_init(&core->lines, s->arena, 256);
    for (u32 i = 0; i < s->pieces.n; i++)
        if (s->pieces.v[i].words > TITLE_WORDS_MIN)
            ++*map_put(&core->lines, s->pieces.v[i].key);
}

static bool all_capitals(const struct sheet *s, const struct piece *p)
{
    if (p->words < CAPITALS_WORDS)
        return false;
    for (u32 i = p->first; i < p->first + p->n; i++)
        if (s->text.tokens[i].cls == TOKEN_WORD && !(s->text.tokens[i].flags & TOKEN_ALLCAPS) && s->text.tokens[i].key_len > 3)
            return false;
    return true;
}

bool core_is_box(const struct core *c, const struct sheet *s, const struct piece *p)
{
    if (!c->framed || p->words <= TITLE_WORDS_MIN || (p->flags & (PIECE_PROSE | PIECE_STOP)))
        return false;
    const u64 *times = map_get(&c->lines, p->key);
    return (times && *times > 1) || all_capitals(s, p);
}

/* "1 of 4 ...": the number of a picture in a row of them. */
static bool is_numbered(const struct sheet *s, const struct piece *p)
{
    const struct token *k = &s->text.tokens[p->first];
    return p->n > 5 && k[0].cls == TOKEN_NUMBER && k[1].cls != TOKEN_NUMBER && k[2].cls == TOKEN_NUMBER && k[3].cls == TOKEN_WORD && k[0].key_len == 1 &&
           k[1].key_len <= 4 && token_key(&s->text, &k[0]).p[0] > '0' && k[2].key_len <= 2 && (k[3].flags & (TOKEN_UPPER | TOKEN_ARABIC));
}

bool core_is_caption(const struct core *c, const struct sheet *s, const struct piece *p)
{
    if (!c->framed || p->n < 2)
        return false;
    u32 end = p->first + p->n, mark = token_char(&s->text, p->first);
    if (mark == 0xa9 || is_numbered(s, p))
        return true;
    return !(p->flags & PIECE_PROSE) && token_char(&s->text, end - 1) == ')' && credit_begin(s, p->first, end) < end;
}

/* Paragraphs close above or below that do not outweigh the lines between; none above `floor`, none below where the page is crowded. */
static void widen(const struct sheet *s, struct core *core, u32 floor, bool crowded)
{
    const struct piece *p = s->pieces.v;
    i32 cost = 0;
    for (u32 i = core->end; i < s->pieces.n && cost < GAP_COST && !crowded && !opens_comments(&p[i]); i++) {
        cost -= MIN_OF(score_of(s, &p[i]), 0);
        if (is_paragraph(&p[i])) {
            core->end = i + 1;
            cost = 0;
        }
    }
    cost = 0;
    for (u32 i = core->first; i > floor && cost < (floor ? LEAD_GAP_COST : GAP_COST) && (!crowded || floor); i--) {
        cost -= MIN_OF(score_of(s, &p[i - 1]), 0);
        if (is_paragraph(&p[i - 1])) {
            core->first = i - 1;
            cost = 0;
        }
    }
}

/* An item of the article's own lists: numbered, a sentence, a question or its answer; titles of other articles are none of these. */
static bool is_item(const struct sheet *s, const struct piece *p)
{
    if (p->label != NO_LABEL || (p->flags & PIECE_EMPTY) || p->n == 0)
        return false;
    return (p->flags & (PIECE_STOP | PIECE_COLON)) || s->text.tokens[p->first].cls == TOKEN_NUMBER;
}

/* Lists with which an article ends belong to it: items right below the run, with few lines between. */
static void take_items(const struct sheet *s, struct core *core)
{
    u32 items = 0, others = 0, end = core->end;
    for (u32 i = core->end; i < s->pieces.n && others < ITEM_GAP && s->pieces.v[i].label == NO_LABEL; i++) {
        bool item = is_item(s, &s->pieces.v[i]);
        items += item;
        others = item ? 0 : others + 1;
        end = item ? i + 1 : end;
    }
    if (items >= ITEMS_MIN)
        core->end = end;
}

/* A lead with its dateline near the run's beginning: what stands above it are captions and notices. */
static void begin_at_dateline(const struct sheet *s, struct core *core)
{
    for (u32 i = core->first; i < core->end && i < core->first + DATELINE_REACH; i++) {
        const struct piece *p = &s->pieces.v[i];
        if (is_paragraph(p) && dateline_end(s, p->first, p->first + p->n) > p->first) {
            core->first = i;
            return;
        }
    }
}

/* The date or the byline of an article on a line of its own. */
static bool is_head_mark(const struct sheet *s, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n;
    bool year = false, named = false;
    if (p->label == FURNITURE_DATE)
        return true;
    if (p->words == 0 || p->words > MARK_WORDS || (p->flags & PIECE_STOP))
        return false;
    if (sheet_at(s, bylines, p->first, end, LEXICON_EXACT).row)
        return true;
    for (u32 i = p->first; i < end; i++) {
        str key = token_key(t, &t->tokens[i]);
        year = year || (t->tokens[i].cls == TOKEN_NUMBER && key.n == 4 && (str_starts(key, S("19")) || str_starts(key, S("20"))));
        named = named || sheet_at(s, calendar, i, end, LEXICON_PROCLITIC).row;
    }
    return year && named;
}

/* Behind the date and the byline below the title: what stands between are decks and captions, as long as it is little. */
static void begin_behind_marks(const struct sheet *s, struct core *core)
{
    u32 decks = 0, words = 0, begin = core->first;
    for (u32 i = core->title + 1; i < core->end && i <= core->title + MARK_REACH; i++) {
        const struct piece *p = &s->pieces.v[i];
        if (is_paragraph(p) && !is_head_mark(s, p)) {
            words += p->words;
            if (++decks > DECK_LINES || words > DECK_WORDS)
                break;
        } else if (is_head_mark(s, p)) {
            begin = MAX_OF(begin, i + 1);
            core->decked = true;
        }
    }
    while (begin < core->end && !is_paragraph(&s->pieces.v[begin]))
        begin++;
    if (begin < core->end)
        core->first = begin;
}

/* Above the lead: a long line that does not end as the page's paragraphs do is a caption or a teaser. */
static void begin_as_paragraphs_do(const struct sheet *s, struct core *core)
{
    u32 all = 0, stopped = 0, begin = core->first;
    for (u32 i = core->first; i < core->end; i++) {
        const struct piece *p = &s->pieces.v[i];
        bool counts = is_paragraph(p) && p->words >= HABIT_WORDS;
        all += counts;
        stopped += counts && (p->flags & PIECE_STOP);
    }
    if (all < HABIT_LINES || stopped * 100 < all * HABIT_PERCENT)
        return;
    while (begin < core->end && !(is_paragraph(&s->pieces.v[begin]) && (s->pieces.v[begin].flags & (PIECE_STOP | PIECE_COLON))))
        begin++;
    core->first = begin < core->end ? begin : core->first;
}

struct core core_of(const struct sheet *s)
{
    const struct piece *p = s->pieces.v;
    u32 n = s->pieces.n, first = n, last = 0;
    struct core core = {.title = n};
    bool bare = s->page->blocks.n == 0 && !sheet_is_article(s) && n > 1;
    struct topic topic = {.n = 0};
    if (bare)
        core.title = title_of(s, &topic);
    struct run run = best_run(s, &topic, core.title < n ? core.title + 1 : 0, n, core.title < n);
    core.first = run.first;
    core.end = run.end;
    for (u32 i = 0; i < n; i++)
        if (is_paragraph(&p[i])) {
            first = MIN_OF(first, i);
            last = i + 1;
        }
    if (sheet_is_article(s) || run.sum == 0) {
        if (last) {
            core.first = first;
            core.end = last;
        }
        return core;
    }
    while (core.first < core.end && !is_paragraph(&p[core.first]))
        core.first++;
    while (core.end > core.first && !is_paragraph(&p[core.end - 1]))
        core.end--;
    bool crowded = is_crowded(s, &core);
    core.framed = bare && (crowded || core.title < n);
    widen(s, &core, core.title < n ? core.title + 1 : 0, crowded);
    if (!core.framed)
        return core;
    if (core.title < n)
        begin_behind_marks(s, &core);
    begin_as_paragraphs_do(s, &core);
    take_items(s, &core);
    begin_at_dateline(s, &core);
    count_lines(s, &core);
    return core;
}

/*
** html.c - dossiers as a page. Text goes out through text() only, which escapes; every piece of a page's words stands in an element of its
** own with dir=auto, so that Arabic and Latin each read their way.
*/
#include "show/html.h"

#include "show/label.h"

#include <stdarg.h>
#include <stdio.h>

extern const char dossier_css[];
extern const size_t dossier_css_n;

struct page_out {
    struct out *o;
    struct arena *a;
    const char *ui;
    const struct dossier *d;
    u32 nth; /* of the page's dossiers: makes anchors unique */
};

static void text(struct page_out *p, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *as = s.p[i] == '<' ? "&lt;" : s.p[i] == '>' ? "&gt;" : s.p[i] == '&' ? "&amp;" : s.p[i] == '"' ? "&quot;" : NULL;
        bool control = (unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\t';
        if (!as && !control) continue;
        out_bytes(p->o, s.p + from, i - from);
        out_z(p->o, control ? " " : as);
        from = i + 1;
    }
    out_bytes(p->o, s.p + from, s.n - from);
}

static void raw(struct page_out *p, const char *z) { out_z(p->o, z); }
static void ui(struct page_out *p, const char *key) { text(p, ui_text(p->ui, key)); }

/* <tag class=..  dir=auto>words</tag> */
static void element(struct page_out *p, const char *tag, const char *class, str words)
{
    out_fmt(p->o, "<%s dir=\"auto\"", tag);
    if (class) out_fmt(p->o, " class=\"%s\"", class);
    out_char(p->o, '>');
    text(p, words);
    out_fmt(p->o, "</%s>", tag);
}

static void section(struct page_out *p, const char *key)
{
    out_fmt(p->o, "<section class=\"%s\" aria-labelledby=\"%s-%u\"><h2 id=\"%s-%u\">", key, key, p->nth, key, p->nth);
    ui(p, key);
    raw(p, "</h2>\n");
}

/* A link to the article's place in the chain. */
static void article_link(struct page_out *p, u32 account)
{
    out_fmt(p->o, "<a href=\"#a%u-%u\"><bdi>", p->nth, account);
    text(p, label_article(p->a, p->d, account));
    raw(p, "</bdi></a>");
}

/* `loose`: the words shown are the first one's, the others have like ones. */
static void who(struct page_out *p, const struct bearer *v, u32 n, bool loose)
{
    if (p->d->n < 2) return; /* the head names the one article */
    raw(p, "<div class=\"who\">");
    for (u32 i = 0, shown = 0; i < n; i++) {
        if (i && v[i].account == v[i - 1].account) continue;
        if (shown++) raw(p, " · ");
        article_link(p, v[i].account);
        if (i == 0 && loose && v[n - 1].account != v[0].account) raw(p, " ("), ui(p, "its_words"), raw(p, ")");
    }
    raw(p, "</div>\n");
}

static void accounts(struct page_out *p, const u32 *v, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        if (i) raw(p, " · ");
        article_link(p, v[i]);
    }
}

/* ---- parts of the dossier ---- */

/* More than one article that stands alone. */
static bool has_chain(const struct dossier *d) { return d->n > 1 || d->stemma->edges.n > 0; }

static bool has_differences(const struct dossier *d, bool leaving_out)
{
    for (u32 i = 0; i < d->differences.n; i++)
        if (label_shows(d, &d->differences.v[i], leaving_out)) return true;
    return false;
}

/* Links to the sections there are, in their order on the page. */
static void sections(struct page_out *p)
{
    const struct dossier *d = p->d;
    const struct { const char *key; bool there; } all[] = {{"agenda", d->agenda.n > 0}, {"credits", label_credits(p->a, d).n > 0},
        {"events", d->events.n > 1}, {"chain", has_chain(d)}, {"figures", d->figures.n > 0}, {"differences", has_differences(d, false)},
        {"timeline", d->timeline.n > 0}, {"statements", label_speakers(p->a, d).n > 0}, {"left_out", has_differences(d, true)}};
    raw(p, "<nav class=\"sections\" aria-label=\"");
    ui(p, "sections");
    raw(p, "\"><ul>");
    for (u32 i = 0; i < COUNT_OF(all); i++) {
        if (!all[i].there) continue;
        out_fmt(p->o, "<li><a href=\"#%s-%u\">", all[i].key, p->nth);
        ui(p, all[i].key);
        raw(p, "</a></li>");
    }
    raw(p, "</ul></nav>\n");
}

static void head(struct page_out *p)
{
    const struct dossier *d = p->d;
    const struct { const char *key; u32 n; bool main; } counts[] = {{"independent_tellings", d->story->independent, true},
        {"articles", d->n, false}, {"outlets", d->outlets, false}, {"pages", d->pages, false}};
    out_fmt(p->o, "<header><h1 id=\"s%u\" dir=\"auto\">", p->nth);
    text(p, d->story->label);
    raw(p, "</h1>\n<p class=\"faint\"><bdi>");
    str days = label_days(p->a, d);
    text(p, days.n ? days : ui_text(p->ui, "undated"));
    raw(p, "</bdi>");
    if (d->n == 1) {
        out_fmt(p->o, " · <bdi id=\"a%u-0\">", p->nth);
        text(p, label_article(p->a, d, 0));
        raw(p, "</bdi>");
    }
    raw(p, "</p>\n");
    if (d->n > 1) {
        raw(p, "<ul class=\"counts\">");
        for (u32 i = 0; i < COUNT_OF(counts); i++) {
            if (counts[i].n == 0) continue; /* outlets: no page names its own */
            out_fmt(p->o, "<li%s><b>%u</b> ", counts[i].main ? " class=\"main\"" : "", counts[i].n);
            ui(p, counts[i].key);
            raw(p, "</li>");
        }
        raw(p, "</ul>\n");
        sections(p);
    }
    raw(p, "</header>\n");
}

static void why(struct page_out *p, const struct edge *e)
{
    if (e->evidence.n == 0) return;
    raw(p, "<details><summary>");
    ui(p, "evidence");
    raw(p, "</summary><ul class=\"why\">");
    for (u32 i = 0; i < e->evidence.n; i++) {
        const struct evidence *v = &e->evidence.v[i];
        out_fmt(p->o, "<li><bdi dir=\"ltr\">%+.1f</bdi> ", v->weight);
        element(p, "span", NULL, label_evidence(p->a, p->d, v, p->ui));
        raw(p, "</li>");
    }
    raw(p, "</ul></details>");
}

static void branch(struct page_out *p, const struct branch *b)
{
    const struct dossier *d = p->d;
    bool unseen = b->node & NODE_UNSEEN;
    out_fmt(p->o, "<li%s><div class=\"node\"", unseen ? " class=\"unseen\"" : "");
    if (!unseen) out_fmt(p->o, " id=\"a%u-%u\"", p->nth, b->node);
    raw(p, "><strong><bdi>");
    text(p, label_node(p->a, d, b->node, p->ui));
    raw(p, "</bdi></strong>");
    if (!unseen) {
        str when = label_published(p->a, d->accounts[b->node].article);
        raw(p, " <span class=\"faint\"><bdi>");
        text(p, when.n ? when : ui_text(p->ui, "undated"));
        raw(p, "</bdi></span>");
    }
    if (b->edge) {
        raw(p, " <span class=\"relation\">");
        ui(p, relation_name((enum relation)b->edge->relation));
        ui(p, "comma");
        out_fmt(p->o, " <bdi dir=\"ltr\">%.0f %%</bdi> ", b->edge->share * 100);
        ui(p, "share");
        raw(p, "</span>");
    } else if (!unseen) {
        raw(p, " <span class=\"relation own\">");
        ui(p, "own_telling");
        raw(p, "</span>");
    }
    if (!unseen && d->accounts[b->node].article->headline.text.n) element(p, "div", "headline", d->accounts[b->node].article->headline.text);
    for (u32 k = 0; k < d->stemma->edges.n; k++) {
        const struct edge *e = &d->stemma->edges.v[k];
        if (e->child != b->node || e == b->edge) continue;
        raw(p, "<div class=\"faint\">");
        ui(p, "also_from");
        raw(p, " <bdi>");
        text(p, label_node(p->a, d, e->parent, p->ui));
        out_fmt(p->o, "</bdi>, <bdi dir=\"ltr\">%.0f %%</bdi></div>", e->share * 100);
    }
    if (b->edge) why(p, b->edge);
    if (unseen && d->stemma->unseen.v[b->node & ~NODE_UNSEEN].text.n) {
        raw(p, "<details><summary>");
        ui(p, "rebuilt");
        raw(p, "</summary>");
        element(p, "blockquote", NULL, d->stemma->unseen.v[b->node & ~NODE_UNSEEN].text);
        raw(p, "</details>");
    }
    raw(p, "</div>");
}

static void chain(struct page_out *p)
{
    struct branches tree = label_tree(p->a, p->d);
    u32 depth = 0;
    if (!has_chain(p->d)) return;
    section(p, "chain");
    raw(p, "<ul class=\"tree\">\n");
    for (u32 i = 0; i < tree.n; i++) {
        for (; depth > tree.v[i].depth; depth--) raw(p, "</ul></li>\n");
        branch(p, &tree.v[i]);
        if (i + 1 < tree.n && tree.v[i + 1].depth > depth) raw(p, "<ul>"), depth++;
        else raw(p, "</li>\n");
    }
    for (; depth > 0; depth--) raw(p, "</ul></li>\n");
    raw(p, "</ul></section>\n");
}

static void events(struct page_out *p)
{
    const struct dossier *d = p->d;
    if (d->events.n < 2) return;
    section(p, "events");
    raw(p, "<dl class=\"time\">\n");
    for (u32 i = 0; i < d->events.n; i++) {
        str days = label_event_days(p->a, &d->events.v[i]);
        raw(p, "<dt><bdi>");
        text(p, days.n ? days : ui_text(p->ui, "undated"));
        raw(p, "</bdi></dt><dd>");
        element(p, "div", "headline", d->events.v[i].label);
        raw(p, "<div class=\"who\">");
        accounts(p, d->events.v[i].accounts.v, d->events.v[i].accounts.n);
        raw(p, "</div></dd>\n");
    }
    raw(p, "</dl></section>\n");
}

static void timeline(struct page_out *p)
{
    const struct dossier *d = p->d;
    if (d->timeline.n == 0) return;
    section(p, "timeline");
    raw(p, "<dl class=\"time\">\n");
    for (u32 i = 0; i < d->timeline.n; i++) {
        const struct happening *h = &d->timeline.v[i];
        if (i == 0 || h->begin != h[-1].begin || h->end != h[-1].end) {
            raw(p, "<dt><bdi>");
            text(p, day_text(p->a, h->begin));
            if (h->end != DAY_UNKNOWN && h->end - h->begin > 1) raw(p, " – "), text(p, day_text(p->a, h->end - 1));
            raw(p, "</bdi></dt>");
        }
        raw(p, "<dd>");
        element(p, "div", NULL, h->what);
        who(p, h->bearers.v, h->bearers.n, true);
        raw(p, "</dd>\n");
    }
    raw(p, "</dl></section>\n");
}

static void readings(struct page_out *p, const struct reading *v, u32 n, bool loose, bool claimed)
{
    for (u32 i = 0; i < n; i++) {
        str claimant = claimed ? label_claimant(p->d, &v[i]) : STR_EMPTY;
        raw(p, "<div class=\"reading\">");
        element(p, "span", "text", v[i].text.n ? v[i].text : S("∅"));
        if (claimant.n) raw(p, " <span class=\"faint\">"), ui(p, "says"), raw(p, " "), element(p, "bdi", NULL, claimant), raw(p, "</span>");
        who(p, v[i].bearers.v, v[i].bearers.n, loose);
        raw(p, "</div>\n");
    }
}

static void figures(struct page_out *p)
{
    const struct dossier *d = p->d;
    u32 *order = label_figures(p->a, d), i = 0;
    if (d->figures.n == 0) return;
    section(p, "figures");
    for (; i < d->figures.n && d->figures.v[order[i]].disagree; i++) {
        const struct figure_line *f = &d->figures.v[order[i]];
        bool differ = label_values_differ(f);
        raw(p, "<div class=\"difference\">");
        element(p, "strong", NULL, f->slot);
        out_fmt(p->o, " <span class=\"kind%s\">", differ ? " disagree" : "");
        ui(p, differ ? "disagree" : "same_number");
        raw(p, "</span>");
        readings(p, f->readings.v, f->readings.n, false, true);
        raw(p, "</div>\n");
    }
    if (i && i < d->figures.n) raw(p, "<h3>"), ui(p, "other_figures"), raw(p, "</h3>\n");
    if (i < d->figures.n) raw(p, "<div class=\"plain\">\n");
    for (u32 k = i; k < d->figures.n; k++) readings(p, d->figures.v[order[k]].readings.v, d->figures.v[order[k]].readings.n, false, true);
    if (i < d->figures.n) raw(p, "</div>\n");
    raw(p, "</section>\n");
}

static void statements(struct page_out *p)
{
    struct speakers all = label_speakers(p->a, p->d);
    if (all.n == 0) return;
    section(p, "statements");
    for (u32 i = 0; i < all.n; i++) {
        const struct speaker *sp = &all.v[i];
        raw(p, "<h3>");
        element(p, "bdi", NULL, sp->name.n ? sp->name : ui_text(p->ui, "nobody_named"));
        str role = sp->government ? ui_text(p->ui, "government") : sp->role;
        if (role.n) raw(p, " <span class=\"faint\">"), element(p, "bdi", NULL, role), raw(p, "</span>");
        raw(p, "</h3>\n");
        for (u32 k = 0; k < sp->said.n; k++) {
            const struct said *x = &sp->said.v[k];
            bool direct = x->statement->type == SAID_DIRECT;
            str cue = x->statement->cue.text, words = x->statement->content.text;
            element(p, direct ? "blockquote" : "p", NULL, cue.n ? arena_fmt(p->a, "%.*s: %.*s", STR_ARG(cue), STR_ARG(words)) : words);
            raw(p, "<div class=\"who\">");
            if (p->d->n > 1) accounts(p, x->accounts.v, x->accounts.n);
            if (x->statement->via.n) raw(p, p->d->n > 1 ? " · " : ""), ui(p, "via"), raw(p, " "), element(p, "bdi", NULL, x->statement->via);
            raw(p, "</div>\n");
        }
    }
    raw(p, "</section>\n");
}

static void differences(struct page_out *p, bool leaving_out)
{
    const struct dossier *d = p->d;
    bool any = false;
    for (u32 i = 0; i < d->differences.n; i++) {
        const struct difference *x = &d->differences.v[i];
        if (!label_shows(d, x, leaving_out)) continue;
        if (!any) section(p, leaving_out ? "left_out" : "differences");
        any = true;
        raw(p, "<div class=\"difference\"><span class=\"kind\">");
        ui(p, arena_fmt(p->a, "d_%s", difference_kind_name((enum difference_kind)x->kind)).p);
        raw(p, "</span> ");
        if (x->slot.n && !leaving_out) element(p, "span", "slot", x->slot);
        readings(p, x->readings.v, x->readings.n, leaving_out, false);
        if (x->lacking.n) {
            raw(p, "<div class=\"who\">");
            ui(p, "lacking");
            raw(p, ": ");
            accounts(p, x->lacking.v, x->lacking.n);
            raw(p, "</div>");
        }
        raw(p, "</div>\n");
    }
    if (any) raw(p, "</section>\n");
}

static void credited(struct page_out *p, const char *key, const u32 *v, u32 n)
{
    if (n == 0) return;
    out_fmt(p->o, "<li><span class=\"%s\">", key);
    ui(p, key);
    raw(p, "</span>: ");
    accounts(p, v, n);
    raw(p, "</li>");
}

static void credits(struct page_out *p)
{
    struct credited all = label_credits(p->a, p->d);
    if (all.n == 0) return;
    section(p, "credits");
    for (u32 i = 0; i < all.n; i++) {
        raw(p, "<h3>");
        ui(p, "origin");
        raw(p, " ");
        element(p, "bdi", NULL, all.v[i].source);
        raw(p, "</h3><ul class=\"bare\">");
        credited(p, "kept", all.v[i].kept.v, all.v[i].kept.n);
        credited(p, "dropped", all.v[i].dropped.v, all.v[i].dropped.n);
        raw(p, "</ul>\n");
    }
    raw(p, "</section>\n");
}

static void agenda(struct page_out *p)
{
    const struct dossier *d = p->d;
    if (d->agenda.n == 0) return;
    section(p, "agenda");
    raw(p, "<dl class=\"time\">\n");
    for (u32 i = 0; i < d->agenda.n; i++) {
        const struct appointment *x = &d->agenda.v[i];
        if (i == 0 || strcmp(x->date.value, x[-1].date.value) != 0) raw(p, "<dt><bdi>"), text(p, str_of(x->date.value)), raw(p, "</bdi></dt>");
        raw(p, "<dd>");
        element(p, "div", NULL, x->what);
        raw(p, "<div class=\"who\">");
        if (x->announced_by.n) ui(p, "announced_by"), raw(p, " "), element(p, "bdi", NULL, x->announced_by);
        if (x->announced_by.n && d->n > 1) raw(p, " · ");
        if (d->n > 1) article_link(p, x->account);
        raw(p, "</div></dd>\n");
    }
    raw(p, "</dl></section>\n");
}

/* What the names stand for. An address is a link that tells nobody where it was found; of other schemes than the web's, none. */
static void articles(struct page_out *p)
{
    const struct dossier *d = p->d;
    bool any = false;
    for (u32 i = 0; i < d->n; i++) {
        const struct article *x = d->accounts[i].article;
        if (!label_needs_id(p->a, d, i)) continue;
        if (!any) section(p, "articles"), raw(p, "<ul class=\"bare\">\n");
        any = true;
        raw(p, "<li>");
        if (d->n > 1) article_link(p, i);
        else element(p, "bdi", NULL, label_article(p->a, d, i));
        raw(p, " <span class=\"faint\" dir=\"ltr\">");
        text(p, x->id);
        raw(p, "</span>");
        if (str_starts(x->url, S("https://")) || str_starts(x->url, S("http://"))) {
            raw(p, " <a class=\"faint\" dir=\"ltr\" rel=\"noreferrer\" href=\"");
            text(p, x->url);
            raw(p, "\">");
            text(p, x->url);
            raw(p, "</a>");
        }
        raw(p, "</li>\n");
    }
    if (any) raw(p, "</ul></section>\n");
}

/* What is asked first stands first: what is announced and whose credit is gone, beside the chain where the page is wide. */
static void dossier(struct page_out *p)
{
    raw(p, "<article>\n");
    head(p);
    raw(p, "<div class=\"first\">\n");
    agenda(p);
    credits(p);
    raw(p, "</div>\n<div class=\"rest\">\n");
    events(p);
    chain(p);
    figures(p);
    differences(p, false);
    timeline(p);
    statements(p);
    differences(p, true);
    articles(p);
    raw(p, "</div>\n</article>\n");
}

static void contents(struct page_out *p, const struct dossier *v, u32 n)
{
    raw(p, "<nav aria-label=\"");
    ui(p, "contents");
    raw(p, "\"><ol>");
    for (u32 i = 0; i < n; i++) {
        out_fmt(p->o, "<li><a href=\"#s%u\"><bdi>", i);
        text(p, v[i].story->label);
        raw(p, "</bdi></a> <span class=\"faint\">");
        ui(p, "articles");
        out_fmt(p->o, ": <bdi>%u</bdi> · ", v[i].n);
        ui(p, "independent_tellings");
        out_fmt(p->o, ": <bdi>%u</bdi></span></li>", v[i].story->independent);
    }
    raw(p, "</ol></nav>\n");
}

void html_page(struct out *o, const char *ui_lang, const struct dossier *dossiers, u32 n)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    struct page_out p = {.o = o, .a = &a, .ui = ui_lang};
    bool rtl = str_is(ui_text(ui_lang, "direction"), "rtl");
    out_fmt(o, "<!doctype html>\n<html lang=\"%.8s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", ui_lang, rtl ? "rtl" : "ltr");
    raw(&p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    text(&p, n ? dossiers[0].story->label : S("asanid"));
    raw(&p, "</title>\n<style>\n");
    out_bytes(o, dossier_css, dossier_css_n);
    raw(&p, "</style>\n</head>\n<body>\n<main>\n");
    if (n > 1) contents(&p, dossiers, n);
    for (u32 i = 0; i < n; i++) {
        p.d = &dossiers[i];
        p.nth = i;
        dossier(&p);
    }
    raw(&p, "</main>\n<footer>asanid</footer>\n</body>\n</html>\n");
    arena_release(&a);
}

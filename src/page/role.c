/*
** role.c - words that class and id attributes are made of, and what they tell.
**
** The words are the web's common vocabulary (names that templates of many systems share); none is a site's own. A name is cut into words at
** marks, digits and capitals ("article__body", "articleBody", "article-body-2").
*/
#include "page/role.h"

#include <ctype.h>

#define WORDS_MAX 24 /* of one attribute; what follows is not read */
#define WORD_BYTES 24
#define INNER_BYTES_MIN 4

struct word_role {
    const char *word;
    u32 role;
};

/* One word of a class or id: sorted. */
static const struct word_role single[] = {
    {"abstract", ROLE_DECK}, {"ad", ROLE_PROMO}, {"addthis", ROLE_SHARE}, {"addtoany", ROLE_SHARE}, {"ads", ROLE_PROMO},
    {"adsbygoogle", ROLE_PROMO}, {"adsense", ROLE_PROMO}, {"adslot", ROLE_PROMO}, {"adunit", ROLE_PROMO}, {"adv", ROLE_PROMO},
    {"advert", ROLE_PROMO}, {"advertisement", ROLE_PROMO}, {"advertising", ROLE_PROMO}, {"advertisment", ROLE_PROMO}, {"adverts", ROLE_PROMO},
    {"article", ROLE_CONTENT}, {"articlebody", ROLE_BODY}, {"articlecontent", ROLE_BODY}, {"articletext", ROLE_BODY}, {"aside", ROLE_ASIDE},
    {"author", ROLE_AUTHOR}, {"authorbio", ROLE_AUTHOR}, {"authorbox", ROLE_AUTHOR}, {"authors", ROLE_AUTHOR}, {"banner", ROLE_PROMO},
    {"bio", ROLE_AUTHOR}, {"body", ROLE_CONTENT}, {"bodycopy", ROLE_BODY}, {"bodytext", ROLE_BODY}, {"breadcrumb", ROLE_NAV},
    {"breadcrumbs", ROLE_NAV}, {"byline", ROLE_AUTHOR}, {"bylines", ROLE_AUTHOR}, {"caption", ROLE_CAPTION}, {"captions", ROLE_CAPTION},
    {"carousel", ROLE_RELATED}, {"ccpa", ROLE_NOTICE}, {"chapo", ROLE_LEAD}, {"cli", ROLE_NOTICE}, {"comment", ROLE_COMMENTS},
    {"commenting", ROLE_COMMENTS}, {"commentlist", ROLE_COMMENTS}, {"comments", ROLE_COMMENTS}, {"consent", ROLE_NOTICE}, {"content", ROLE_CONTENT},
    {"contributor", ROLE_AUTHOR}, {"contributors", ROLE_AUTHOR}, {"cookie", ROLE_NOTICE}, {"cookies", ROLE_NOTICE}, {"copy", ROLE_CONTENT},
    {"copyright", ROLE_NAV}, {"copyrightholder", ROLE_CAPTION}, {"credit", ROLE_CAPTION}, {"credits", ROLE_CAPTION}, {"crumb", ROLE_NAV},
    {"crumbs", ROLE_NAV}, {"cta", ROLE_PROMO}, {"cutline", ROLE_CAPTION}, {"date", ROLE_TIME}, {"dateline", ROLE_TIME}, {"dates", ROLE_TIME},
    {"datetime", ROLE_TIME}, {"deck", ROLE_DECK}, {"dek", ROLE_DECK}, {"detail", ROLE_CONTENT}, {"details", ROLE_CONTENT}, {"dfp", ROLE_PROMO},
    {"discussion", ROLE_COMMENTS}, {"disqus", ROLE_COMMENTS}, {"donate", ROLE_PROMO}, {"donation", ROLE_PROMO}, {"donations", ROLE_PROMO},
    {"entry", ROLE_CONTENT}, {"entrycontent", ROLE_BODY}, {"excerpt", ROLE_LEAD}, {"eyebrow", ROLE_KICKER}, {"fbcomments", ROLE_COMMENTS}, {"figcaption", ROLE_CAPTION},
    {"follow", ROLE_SHARE}, {"followus", ROLE_SHARE}, {"foot", ROLE_NAV}, {"footer", ROLE_NAV}, {"gdpr", ROLE_NOTICE}, {"hashtags", ROLE_TAGS},
    {"header", ROLE_HEADER}, {"heading", ROLE_HEADER}, {"headline", ROLE_TITLE}, {"hentry", ROLE_CONTENT}, {"hgroup", ROLE_HEADER},
    {"hidden", ROLE_HIDDEN}, {"hide", ROLE_HIDDEN}, {"hotnews", ROLE_RELATED}, {"imagecaption", ROLE_CAPTION}, {"imgcaption", ROLE_CAPTION},
    {"infobox", ROLE_ASIDE}, {"intro", ROLE_LEAD}, {"introduction", ROLE_LEAD}, {"introtext", ROLE_LEAD}, {"invisible", ROLE_HIDDEN},
    {"jumplinks", ROLE_NAV}, {"keywords", ROLE_TAGS}, {"kicker", ROLE_KICKER}, {"lead", ROLE_LEAD}, {"lede", ROLE_LEAD}, {"lightbox", ROLE_PROMO},
    {"livefyre", ROLE_COMMENTS}, {"login", ROLE_NAV}, {"mailchimp", ROLE_PROMO}, {"main", ROLE_CONTENT}, {"masthead", ROLE_NAV}, {"menu", ROLE_NAV},
    {"menus", ROLE_NAV}, {"modal", ROLE_PROMO}, {"morestories", ROLE_RELATED}, {"mostpopular", ROLE_RELATED}, {"mostread", ROLE_RELATED},
    {"nav", ROLE_NAV}, {"navbar", ROLE_NAV}, {"navigation", ROLE_NAV}, {"news", ROLE_CONTENT}, {"newsbody", ROLE_BODY}, {"newscontent", ROLE_BODY},
    {"newsletter", ROLE_PROMO}, {"newsletters", ROLE_PROMO}, {"newstext", ROLE_BODY}, {"noprint", ROLE_HIDDEN}, {"offer", ROLE_PROMO},
    {"offscreen", ROLE_HIDDEN}, {"optin", ROLE_PROMO}, {"outbrain", ROLE_PROMO}, {"overlay", ROLE_PROMO}, {"overline", ROLE_KICKER}, {"page", ROLE_CONTENT},
    {"pagecontent", ROLE_BODY}, {"pager", ROLE_NAV}, {"pagination", ROLE_NAV}, {"paging", ROLE_NAV}, {"paywall", ROLE_PROMO},
    {"photocaption", ROLE_CAPTION}, {"photocredit", ROLE_CAPTION}, {"poll", ROLE_PROMO}, {"popular", ROLE_RELATED}, {"popup", ROLE_PROMO},
    {"post", ROLE_CONTENT}, {"postbody", ROLE_BODY}, {"postcontent", ROLE_BODY}, {"postdate", ROLE_TIME}, {"posted", ROLE_TIME},
    {"privacy", ROLE_NOTICE}, {"promo", ROLE_PROMO}, {"promos", ROLE_PROMO}, {"promotion", ROLE_PROMO}, {"promotional", ROLE_PROMO},
    {"pubdate", ROLE_TIME}, {"publishdate", ROLE_TIME}, {"published", ROLE_TIME}, {"rail", ROLE_ASIDE}, {"readmore", ROLE_RELATED},
    {"readnext", ROLE_RELATED}, {"recirc", ROLE_RELATED}, {"recirculation", ROLE_RELATED}, {"recommend", ROLE_RELATED},
    {"recommendation", ROLE_RELATED}, {"recommendations", ROLE_RELATED}, {"recommended", ROLE_RELATED}, {"related", ROLE_RELATED},
    {"relatedposts", ROLE_RELATED}, {"relateds", ROLE_RELATED}, {"replies", ROLE_COMMENTS}, {"reply", ROLE_COMMENTS}, {"respond", ROLE_COMMENTS},
    {"rightcol", ROLE_ASIDE}, {"rightrail", ROLE_ASIDE}, {"sapo", ROLE_LEAD}, {"search", ROLE_NAV}, {"searchform", ROLE_NAV},
    {"seealso", ROLE_RELATED}, {"share", ROLE_SHARE}, {"sharebar", ROLE_SHARE}, {"sharebuttons", ROLE_SHARE}, {"sharedaddy", ROLE_SHARE},
    {"shares", ROLE_SHARE}, {"sharetools", ROLE_SHARE}, {"sharing", ROLE_SHARE}, {"shop", ROLE_PROMO}, {"sidebar", ROLE_ASIDE},
    {"sidebars", ROLE_ASIDE}, {"signup", ROLE_PROMO}, {"similar", ROLE_RELATED}, {"sitemap", ROLE_NAV}, {"skip", ROLE_NAV}, {"skiplink", ROLE_NAV},
    {"slideshow", ROLE_CAPTION}, {"social", ROLE_SHARE}, {"socialbar", ROLE_SHARE}, {"socials", ROLE_SHARE}, {"socialshare", ROLE_SHARE},
    {"sponsor", ROLE_PROMO}, {"sponsored", ROLE_PROMO}, {"sponsors", ROLE_PROMO}, {"sronly", ROLE_HIDDEN}, {"standfirst", ROLE_DECK},
    {"story", ROLE_CONTENT}, {"storybody", ROLE_BODY}, {"storycontent", ROLE_BODY}, {"storytext", ROLE_BODY}, {"strapline", ROLE_DECK},
    {"subhead", ROLE_DECK}, {"subheadline", ROLE_DECK}, {"submenu", ROLE_NAV}, {"subscribe", ROLE_PROMO}, {"subscribeto", ROLE_SHARE},
    {"subscription", ROLE_PROMO}, {"subscriptions", ROLE_PROMO}, {"subtitle", ROLE_DECK}, {"summary", ROLE_DECK}, {"supertitle", ROLE_KICKER}, {"survey", ROLE_PROMO},
    {"taboola", ROLE_PROMO}, {"tagcloud", ROLE_TAGS}, {"taglist", ROLE_TAGS}, {"tags", ROLE_TAGS}, {"teads", ROLE_PROMO}, {"teaser", ROLE_RELATED},
    {"teasers", ROLE_RELATED}, {"text", ROLE_CONTENT}, {"ticker", ROLE_ASIDE}, {"time", ROLE_TIME}, {"timestamp", ROLE_TIME}, {"title", ROLE_TITLE},
    {"toolbar", ROLE_NAV}, {"topbar", ROLE_NAV}, {"topper", ROLE_KICKER}, {"trending", ROLE_RELATED}, {"updated", ROLE_TIME}, {"usercomments", ROLE_COMMENTS},
    {"viafoura", ROLE_COMMENTS}, {"visuallyhidden", ROLE_HIDDEN}, {"weather", ROLE_ASIDE}, {"widget", ROLE_ASIDE}, {"widgets", ROLE_ASIDE},
    {"writer", ROLE_AUTHOR}, {"yarpp", ROLE_RELATED},
};

/* Two words in a row: sorted. */
static const struct word_role pair[] = {
    {"about-author", ROLE_AUTHOR}, {"also-read", ROLE_RELATED}, {"article-body", ROLE_BODY}, {"article-bodytext", ROLE_BODY},
    {"article-content", ROLE_BODY}, {"article-copy", ROLE_BODY}, {"article-inner", ROLE_BODY}, {"article-main", ROLE_BODY},
    {"article-page", ROLE_BODY}, {"article-summary", ROLE_DECK}, {"article-text", ROLE_BODY}, {"body-article", ROLE_BODY},
    {"body-content", ROLE_BODY}, {"body-copy", ROLE_BODY}, {"body-text", ROLE_BODY}, {"call-to", ROLE_PROMO}, {"content-article", ROLE_BODY},
    {"content-body", ROLE_BODY}, {"editor-picks", ROLE_RELATED}, {"element-invisible", ROLE_HIDDEN}, {"entry-body", ROLE_BODY},
    {"entry-content", ROLE_BODY}, {"entry-date", ROLE_TIME}, {"entry-tags", ROLE_TAGS}, {"entry-text", ROLE_BODY}, {"field-body", ROLE_BODY},
    {"image-caption", ROLE_CAPTION}, {"image-credit", ROLE_CAPTION}, {"in-content", ROLE_PROMO}, {"inline-promo", ROLE_PROMO},
    {"latest-news", ROLE_RELATED}, {"latest-posts", ROLE_RELATED}, {"mc-embed", ROLE_PROMO},
    {"media-caption", ROLE_CAPTION}, {"more-from", ROLE_RELATED}, {"more-news", ROLE_RELATED}, {"more-stories", ROLE_RELATED},
    {"most-popular", ROLE_RELATED}, {"most-read", ROLE_RELATED}, {"news-body", ROLE_BODY}, {"news-content", ROLE_BODY}, {"news-text", ROLE_BODY},
    {"next-article", ROLE_RELATED}, {"photo-credit", ROLE_CAPTION}, {"post-body", ROLE_BODY}, {"post-content", ROLE_BODY}, {"post-date", ROLE_TIME},
    {"post-entry", ROLE_BODY}, {"post-navigation", ROLE_NAV}, {"post-text", ROLE_BODY}, {"posted-by", ROLE_AUTHOR}, {"prev-article", ROLE_RELATED},
    {"print-hidden", ROLE_HIDDEN}, {"print-only", ROLE_HIDDEN}, {"publish-date", ROLE_TIME}, {"read-more", ROLE_RELATED},
    {"read-next", ROLE_RELATED}, {"screen-reader", ROLE_HIDDEN}, {"see-also", ROLE_RELATED}, {"share-buttons", ROLE_SHARE}, {"sign-up", ROLE_PROMO},
    {"single-content", ROLE_BODY}, {"single-entry", ROLE_BODY}, {"skip-link", ROLE_NAV}, {"social-links", ROLE_SHARE}, {"social-media", ROLE_SHARE},
    {"sr-only", ROLE_HIDDEN}, {"story-body", ROLE_BODY}, {"story-content", ROLE_BODY}, {"story-copy", ROLE_BODY}, {"story-main", ROLE_BODY},
    {"story-text", ROLE_BODY}, {"story-timeline", ROLE_RELATED}, {"sub-heading", ROLE_DECK}, {"sub-headline", ROLE_DECK}, {"sub-title", ROLE_DECK},
    {"table-of", ROLE_NAV}, {"text-article", ROLE_BODY}, {"top-stories", ROLE_RELATED}, {"up-next", ROLE_RELATED}, {"visually-hidden", ROLE_HIDDEN},
    {"wp-caption", ROLE_CAPTION}, {"written-by", ROLE_AUTHOR}, {"you-may", ROLE_RELATED},
};

static u32 find(const struct word_role *table, size_t n, const char *word)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(word, table[mid].word);
        if (c == 0)
            return table[mid].role;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* The next word of a name at *at, lower case, into out; false at the end. Short words between capitals are those of generated names ("hJpRRP"). */
static bool next_word(str name, size_t *at, char out[WORD_BYTES])
{
    size_t i = *at, n = 0;
    while (i < name.n && !isalpha((unsigned char)name.p[i]))
        i++;
    size_t begin = i;
    bool inner = i > 0 && isalpha((unsigned char)name.p[i - 1]);
    for (; i < name.n && isalpha((unsigned char)name.p[i]); i++) {
        if (isupper((unsigned char)name.p[i]) && i > begin && islower((unsigned char)name.p[i - 1])) {
            inner = true;
            break;
        }
        if (n + 1 < WORD_BYTES)
            out[n++] = (char)tolower((unsigned char)name.p[i]);
    }
    if (inner && n < INNER_BYTES_MIN)
        out[0] = '-', n = 1;
    out[n] = 0;
    *at = i;
    return n > 0;
}

static u32 role_of_name(str name)
{
    char word[WORD_BYTES], both[2 * WORD_BYTES + 2] = "";
    size_t at = 0, last = 0;
    u32 role = 0;
    for (u32 i = 0; i < WORDS_MAX && next_word(name, &at, word); i++) {
        role |= find(single, COUNT_OF(single), word);
        if (i > 0) {
            both[last] = '-';
            memcpy(both + last + 1, word, strlen(word) + 1);
            role |= find(pair, COUNT_OF(pair), both);
        }
        last = strlen(word);
        memcpy(both, word, last + 1);
    }
    return role;
}

/* Of all names of an attribute; those that name a post's categories ("tag-...", "category-...") tell of its subject. */
static u32 role_of_names(str names)
{
    u32 role = 0;
    for (size_t i = 0; i < names.n;) {
        size_t begin = i;
        while (i < names.n && (unsigned char)names.p[i] > ' ')
            i++;
        str name = {names.p + begin, i - begin};
        if (name.n && !str_starts(name, S("tag-")) && !str_starts(name, S("category-")) && !str_starts(name, S("postid-")))
            role |= role_of_name(name);
        i++;
    }
    return role;
}

static u32 role_of_tag(enum dom_tag tag)
{
    switch (tag) {
    case TAG_NAV: case TAG_FOOTER: case TAG_MENU: return ROLE_NAV;
    case TAG_ASIDE: return ROLE_ASIDE;
    case TAG_FORM: case TAG_BUTTON: case TAG_DIALOG: case TAG_FIELDSET: case TAG_LABEL: return ROLE_PROMO;
    case TAG_FIGCAPTION: case TAG_CAPTION: return ROLE_CAPTION;
    case TAG_TIME: return ROLE_TIME;
    case TAG_HEADER: return ROLE_HEADER;
    case TAG_ARTICLE: case TAG_MAIN: return ROLE_CONTENT;
    default: return 0;
    }
}

static u32 role_of_aria(str role)
{
    if (str_is(role, "navigation") || str_is(role, "contentinfo") || str_is(role, "menu") || str_is(role, "search") || str_is(role, "menubar"))
        return ROLE_NAV;
    if (str_is(role, "complementary"))
        return ROLE_ASIDE;
    if (str_is(role, "dialog") || str_is(role, "alertdialog"))
        return ROLE_PROMO;
    return str_is(role, "main") || str_is(role, "article") ? ROLE_CONTENT : 0;
}

static u32 role_of_itemprop(str prop)
{
    static const struct word_role props[] = {{"articleBody", ROLE_BODY}, {"author", ROLE_AUTHOR}, {"caption", ROLE_CAPTION}, {"comment", ROLE_COMMENTS},
                                             {"dateModified", ROLE_TIME}, {"datePublished", ROLE_TIME}, {"description", ROLE_LEAD}, {"headline", ROLE_TITLE},
                                             {"keywords", ROLE_TAGS}, {"text", ROLE_CONTENT}};
    char name[32];
    if (prop.n == 0 || prop.n >= sizeof name)
        return 0;
    memcpy(name, prop.p, prop.n);
    name[prop.n] = 0;
    return find(props, COUNT_OF(props), name);
}

u32 role_of(const struct dom *d, u32 node)
{
    const struct dom_node *n = &d->nodes.v[node];
    u32 role = role_of_tag((enum dom_tag)n->tag);
    if (n->tag == TAG_BODY || n->tag == TAG_HTML) /* their classes tell what the page has, not what it is */
        return 0;
    for (u32 i = n->values; i < n->values + n->n_values; i++) {
        const struct dom_value *v = &d->values.v[i];
        switch ((enum dom_attr)v->attr) {
        case ATTR_CLASS: case ATTR_ID: role |= role_of_names(v->value); break;
        case ATTR_ROLE: role |= role_of_aria(v->value); break;
        case ATTR_ITEMPROP: role |= role_of_itemprop(v->value); break;
        default: break;
        }
    }
    return role;
}

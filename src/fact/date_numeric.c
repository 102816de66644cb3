/*
** date_numeric.c - dates in digits alone.
*/
#include "fact/date_part.h"

static bool set_ymd(struct when *w, int y, int m, int d)
{
    if (y < 100)
        y += y < 40 ? 2000 : 1900;
    if (m > 12 && d <= 12) {
        int x = m;
        m = d;
        d = x;
    }
    if (m < 1 || m > 12 || d < 1 || d > 31 || y < 1000 || y > 2999)
        return false;
    w->year = y;
    w->month = m;
    w->day = d;
    return true;
}

/* A token of digits with dots: "21.04.2016", "2015.3". */
static u32 read_dotted(struct reader *r, u32 i)
{
    int part[3] = {0, 0, 0}, len[3] = {0, 0, 0}, n = 0;
    str key = token_key(r->t->text, &r->t->text->tokens[i]);
    for (size_t k = 0; k < key.n; k++) {
        if (key.p[k] >= '0' && key.p[k] <= '9') {
            if (++len[n] > 4)
                return 0;
            part[n] = part[n] * 10 + (key.p[k] - '0');
        } else if (key.p[k] != '.' || len[n] == 0 || ++n > 2) {
            return 0;
        }
    }
    if (n == 2 && len[0] <= 2 && len[1] <= 2 && (len[2] == 4 || len[2] == 2))
        return set_ymd(r->w, part[2], part[1], part[0]) ? i + 1 : 0;
    if (n == 2 && len[0] == 4 && len[1] <= 2 && len[2] <= 2)
        return set_ymd(r->w, part[0], part[1], part[2]) ? i + 1 : 0;
    if (n == 1 && len[0] == 4 && part[0] >= 1900 && part[0] <= 2100 && len[1] <= 2 && part[1] >= 1 && part[1] <= 12 &&
        nothing_counted(r, i + 1)) {
        r->w->year = part[0];
        r->w->month = part[1];
        return i + 1;
    }
    return 0;
}

/* "22/04/2016", "2016-04-21", "18-9-15", "22/4", "3/2015". */
u32 part_numeric(struct reader *r, u32 i)
{
    struct when *w = r->w;
    if (!digits(r, i) || w->day || w->month || w->year != YEAR_NONE)
        return 0;
    u32 dotted = read_dotted(r, i);
    if (dotted)
        return dotted;
    int basic = digits_value(r, i, 8);
    if (basic >= 19000101 && basic <= 21001231 && civil_is_valid(basic / 10000, basic / 100 % 100, basic % 100))
        return set_ymd(w, basic / 10000, basic / 100 % 100, basic % 100) ? i + 1 : 0; /* 20161016 */
    int a = digits_value(r, i, 4);
    char sep = mark(r, i + 1, '/') ? '/' : mark(r, i + 1, '-') ? '-' : 0;
    if (a < 0 || !sep || !glued(r, i + 1) || !glued(r, i + 2))
        return 0;
    size_t len_a = token_key(r->t->text, &r->t->text->tokens[i]).n;
    if (i > 0 && glued(r, i) && (mark(r, i - 1, '/') || (mark(r, i - 1, '-') && sep == '-') || mark(r, i - 1, '+')))
        return 0;
    const struct sense *m = sense(r, i + 2, ROLE_MONTH);
    if (m && mark(r, i + 3, sep) && digits(r, i + 4)) { /* "01-Jan-2019", "2019/aug/01" */
        int c = digits_value(r, i + 4, 4);
        return c >= 0 && (a > 31 ? set_ymd(w, a, (int)m->value, c) : set_ymd(w, c, (int)m->value, a)) ? i + 5 : 0;
    }
    int b = digits_value(r, i + 2, 4);
    if (b < 0)
        return 0;
    size_t len_b = token_key(r->t->text, &r->t->text->tokens[i + 2]).n;
    if (mark(r, i + 3, sep) && glued(r, i + 3) && glued(r, i + 4) && digits(r, i + 4)) {
        int c = digits_value(r, i + 4, 4);
        if (c < 0 || (mark(r, i + 5, sep) && glued(r, i + 5) && glued(r, i + 6)))
            return 0;
        size_t len_c = token_key(r->t->text, &r->t->text->tokens[i + 4]).n;
        if (len_a == 4 && len_b <= 2 && len_c <= 2)
            return set_ymd(w, a, b, c) ? i + 5 : 0;
        if (len_a <= 2 && len_b <= 2 && (len_c == 4 || len_c == 2)) {
            bool english = strcmp(r->t->text->lang, "en") == 0;
            return (english && a <= 12 ? set_ymd(w, c, a, b) : set_ymd(w, c, b, a)) ? i + 5 : 0;
        }
        return 0;
    }
    if (mark(r, i + 3, sep) && glued(r, i + 3))
        return 0;
    if (len_a == 4 && len_b <= 2 && a >= 1900 && a <= 2100 && b >= 1 && b <= 12) {
        w->year = a;
        w->month = b;
        return i + 3;
    }
    if (len_b == 4 && len_a <= 2 && b >= 1900 && b <= 2100 && a >= 1 && a <= 12) {
        w->year = b;
        w->month = a;
        return i + 3;
    }
    bool half_follows = is(r, i + 3, ROLE_HALFDAY) || is(r, i + 3, ROLE_PART);
    /* day and month alone: with a slash, or beside a word that says so */
    bool told = w->weekday >= 0 || w->has_dayrel || (i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_ON) ||
                                                               is(r, i - 1, ROLE_UNIT) || is(r, i - 1, ROLE_DATEWORD) ||
                 (sep == '/' && is(r, i - 1, ROLE_FROM)) || is(r, i - 1, ROLE_TO) || is(r, i - 1, ROLE_THIS) || is(r, i - 1, ROLE_EDGE)));
    if (len_a > 2 || len_b > 2 || a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12) || (sep == '-' && (!told ||
        half_follows || strcmp(r->t->text->lang, "en") == 0)))
        return 0;
    bool one_over = a > 12 || b > 12;
    if (!told && !one_over)
        return 0; /* "3/4" is a fraction */
    if (!nothing_counted(r, i + 3) && !digits(r, i + 3))
        return 0;
    bool english = strcmp(r->t->text->lang, "en") == 0;
    bool month_first = b > 12 || (english && a <= 12);
    w->day = month_first ? b : a;
    w->month = month_first ? a : b;
    return i + 3;
}

/*
** cells.c - cells on a terminal, wrapped text, tables. Letters of Arabic and Latin take one cell, marks and format characters none, wide
** East Asian letters two (Unicode TR 11, by ranges).
*/
#include "show/text.h"

#include "base/lang.h"
#include "base/utf8.h"

static u32 cells_of(u32 cp)
{
    static const struct { u32 from, to; u8 cells; } ranges[] = {
        {0x0000, 0x001F, 0}, {0x007F, 0x009F, 0}, {0x0300, 0x036F, 0}, {0x0483, 0x0489, 0}, {0x0591, 0x05BD, 0}, {0x0610, 0x061A, 0},
        {0x061C, 0x061C, 0}, {0x064B, 0x065F, 0}, {0x0670, 0x0670, 0}, {0x06D6, 0x06DC, 0}, {0x06DF, 0x06E4, 0}, {0x06E7, 0x06E8, 0},
        {0x06EA, 0x06ED, 0}, {0x08D3, 0x08FF, 0}, {0x1100, 0x115F, 2}, {0x1AB0, 0x1AFF, 0}, {0x1DC0, 0x1DFF, 0}, {0x200B, 0x200F, 0},
        {0x202A, 0x202E, 0}, {0x2060, 0x206F, 0}, {0x20D0, 0x20FF, 0}, {0x2E80, 0x303E, 2}, {0x3041, 0xA4CF, 2}, {0xAC00, 0xD7A3, 2},
        {0xF900, 0xFAFF, 2}, {0xFE00, 0xFE0F, 0}, {0xFE20, 0xFE2F, 0}, {0xFE30, 0xFE6F, 2}, {0xFEFF, 0xFEFF, 0}, {0xFF00, 0xFF60, 2},
        {0x1F300, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2}, {0xE0000, 0xE0FFF, 0},
    };
    u32 low = 0, high = COUNT_OF(ranges);
    while (low < high) {
        u32 mid = (low + high) / 2;
        if (cp > ranges[mid].to) low = mid + 1;
        else if (cp < ranges[mid].from) high = mid;
        else return ranges[mid].cells;
    }
    return 1;
}

u32 text_cells(str s)
{
    u32 n = 0;
    for (size_t at = 0; at < s.n;) n += cells_of(utf8_next(s, &at));
    return n;
}

str ui_text(const char *ui, const char *key)
{
    const char *const langs[] = {ui, "en"};
    for (u32 i = 0; i < 2; i++) {
        const struct lang_table *t = lang_table(langs[i], "interface");
        for (u32 k = 0; t && k < t->n; k++)
            if (strcmp(t->rows[k].column[0], key) == 0) return str_of(t->rows[k].column[1]);
    }
    return str_of(key);
}

void text_pad(struct out *o, u32 n)
{
    while (n--) out_char(o, ' ');
}

/* The longest head of s that takes at most `cells`; *took its cells. Whole characters, marks kept with their letter. */
static size_t head_of(str s, u32 cells, u32 *took)
{
    size_t at = 0;
    *took = 0;
    while (at < s.n) {
        size_t next = at;
        u32 k = cells_of(utf8_next(s, &next));
        if (*took + k > cells) break;
        *took += k;
        at = next;
    }
    return at;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

u32 text_wrap(struct out *o, const struct style *s, u32 indent, u32 at, str text)
{
    u32 width = s->width > indent + 20 ? s->width : indent + 20;
    bool fresh = at <= indent; /* nothing stands on this line yet that a word must be parted from */
    for (size_t i = 0; i < text.n;) {
        while (i < text.n && is_space(text.p[i])) i++;
        size_t end = i;
        while (end < text.n && !is_space(text.p[end])) end++;
        if (end == i) break;
        str word = {text.p + i, end - i};
        u32 cells = text_cells(word);
        if (!fresh && at + 1 + cells > width) {
            out_char(o, '\n');
            text_pad(o, indent);
            at = indent;
        } else if (!fresh) {
            out_char(o, ' ');
            at++;
        }
        fresh = false;
        for (size_t k = 0; k < word.n; k++) /* no control character of a page reaches the terminal */
            out_char(o, (unsigned char)word.p[k] < 0x20 || word.p[k] == 0x7F ? '?' : word.p[k]);
        at += cells;
        i = end;
    }
    return at;
}

static void cell(struct out *o, str s, u32 width, bool right, bool last)
{
    u32 cells = text_cells(s), took = cells;
    bool cut = cells > width;
    size_t n = cut ? head_of(s, width - 1, &took) : s.n;
    if (cut) took++;
    if (right) text_pad(o, width - took);
    for (size_t k = 0; k < n; k++) out_char(o, (unsigned char)s.p[k] < 0x20 ? ' ' : s.p[k]);
    if (cut) out_z(o, "…");
    if (!right && !last) text_pad(o, width - took);
}

void text_table(struct out *o, struct arena *a, const struct style *s, const struct text_table *t)
{
    u32 *width = ARENA_ARRAY(a, u32, t->columns), all = 0, widest = 0;
    for (u32 i = 0; i < t->cells.n; i++) {
        u32 cells = text_cells(t->cells.v[i]);
        if (cells > width[i % t->columns]) width[i % t->columns] = cells;
    }
    for (u32 i = 0; i < t->columns; i++) {
        all += width[i] + (i ? 2 : 0);
        if (width[i] > width[widest]) widest = i;
    }
    if (all > s->width) width[widest] = width[widest] > all - s->width + 12 ? width[widest] - (all - s->width) : 12;
    for (u32 i = 0; i < t->cells.n; i++) {
        u32 col = i % t->columns;
        if (col) out_z(o, "  ");
        if (i < t->columns && s->color) out_z(o, "\033[2m");
        cell(o, t->cells.v[i], width[col], t->right >> col & 1, col + 1 == t->columns);
        if (i < t->columns && s->color) out_z(o, "\033[0m");
        if (col + 1 == t->columns) out_char(o, '\n');
    }
}

/*
** test_dom.c - the tree that comes out of HTML, well-formed or not, and the text that is seen.
*/
#include "page_made.h"

#include "page/html.h"

static struct html *parsed(const char *html)
{
    arena_reset(&arena);
    if (arena_guard(&arena)) {
        fail_msg("the arena's limit was reached");
        return NULL;
    }
    struct html *h = ARENA_NEW(&arena, struct html);
    dom_parse(&arena, str_of(html), &h->dom);
    html_lines(&arena, h);
    return h;
}

static const char *text_of(const char *html) { return z(parsed(html)->text); }

static u32 find_tag(const struct dom *d, enum dom_tag tag)
{
    for (u32 i = 0; i < d->nodes.n; i++)
        if (d->nodes.v[i].tag == tag)
            return i;
    return 0;
}

static void nodes_stand_in_document_order(void **state)
{
    (void)state;
    struct dom *d = &parsed("<div id=a><p class='x y'>one<b>two</b></p><p>three</p></div>")->dom;
    u32 div = find_tag(d, TAG_DIV), p = find_tag(d, TAG_P), b = find_tag(d, TAG_B);
    assert_true(div && p && b);
    assert_int_equal(d->nodes.v[p].parent, div);
    assert_int_equal(d->nodes.v[b].parent, p);
    assert_int_equal(d->nodes.v[d->nodes.v[p].end].tag, TAG_P);
    assert_int_equal(d->nodes.v[div].end, d->nodes.n);
    assert_string_equal(z(dom_attr(d, p, ATTR_CLASS)), "x y");
    assert_int_equal(dom_attr(d, b, ATTR_CLASS).n, 0);
    assert_false(dom_has(d, p, ATTR_ID));
    assert_string_equal(z(dom_text(&arena, d, p)), "onetwo");
}

static void blocks_are_lines(void **state)
{
    (void)state;
    assert_string_equal(text_of("<p>one\n  two<p>three<ul><li>a<li>b</ul>"), "one two\nthree\na\nb\n");
    assert_string_equal(text_of("a<br>b<hr>c"), "a\nb\nc\n");
    assert_string_equal(text_of("<pre>x  y\nz</pre>"), "x y\nz\n");
    assert_string_equal(text_of("<table><tr><td>1</td><td>2</td></tr></table>"), "1\n2\n");
    assert_string_equal(text_of("<p>a&nbsp;&nbsp;b <span> c</span></p>"), "a b c\n");
}

static void what_nobody_sees_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(text_of("<head><title>t</title></head><script>if (a<b) x</script><style>p{}</style><p>seen"), "seen\n");
    assert_string_equal(text_of("<p hidden>a</p><div style='color:red; display: none'>b</div><noscript>c</noscript><p>d"), "d\n");
    assert_string_equal(text_of("<select><option>x</select><iframe>y</iframe><p>z"), "z\n");
    assert_string_equal(text_of("<p> \xc2\xa0 \xef\xbb\xbf</p>"), "");
}

static void references_are_resolved(void **state)
{
    (void)state;
    assert_string_equal(text_of("<p>&lt;a&gt; &amp; &#1593;&#x644; &eacute; &#146;"), "<a> & \xd8\xb9\xd9\x84 \xc3\xa9 \xe2\x80\x99\n");
}

static void broken_markup_is_read(void **state)
{
    (void)state;
    assert_string_equal(text_of("</b></p><p>a<div>b</i>c<"), "a\nbc<\n");
    assert_string_equal(text_of(""), "");
    assert_string_equal(text_of("<"), "<\n");
    assert_true(parsed("<p class=\"open")->dom.nodes.n > 0);
}

static void links_are_counted(void **state)
{
    (void)state;
    struct html *h = parsed("<p>ab <a href=x>cde</a> <a name=n>f</a></p>");
    assert_int_equal(h->lines.n, 1);
    assert_int_equal(h->lines.v[0].letters, 6);
    assert_int_equal(h->lines.v[0].linked, 3);
}

static void deep_nesting_is_refused_by_name(void **state)
{
    (void)state;
    size_t n = 2 * LIMIT_PAGE_DEPTH;
    char *html = test_malloc(n * 5 + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(html + 5 * i, "<div>", 5);
    struct page *p = made_input("deep.html", (str){html, n * 5});
    assert_true(str_find(p->unread, S("LIMIT_PAGE_DEPTH"), 0) != SIZE_MAX);
    test_free(html);
}

static void the_arena_limit_frees_the_parser(void **state)
{
    (void)state;
    static struct arena small; /* static: they outlive a jump */
    static char html[8192];
    static bool jumped;
    static struct dom d;
    static str input = {html, sizeof html};
    memset(html, 'a', sizeof html);
    memcpy(html, "<p>", 3);
    jumped = false;
    arena_init(&small, 4096);
    if (arena_guard(&small))
        jumped = true;
    else
        dom_parse(&small, input, &d);
    assert_true(jumped);
    assert_int_equal(small.failed, ARENA_OVER_CAP);
    arena_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_stand_in_document_order), cmocka_unit_test(blocks_are_lines), cmocka_unit_test(what_nobody_sees_is_left_out),
        cmocka_unit_test(references_are_resolved), cmocka_unit_test(broken_markup_is_read), cmocka_unit_test(links_are_counted),
        cmocka_unit_test(deep_nesting_is_refused_by_name), cmocka_unit_test(the_arena_limit_frees_the_parser),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}

/* test_keys.c - the lean road gives the keys of text_read: on texts that are known to be hard, on random ones, on real ones. */
#include "test.h"

#include "base/utf8.h"
#include "text/keys.h"

static struct arena rules_arena;
static const struct text_rules *rules;
static struct key_memo *memo; /* one for all tests, as one thread has it */

static void check(struct arena *a, str raw)
{
    struct zone zone = {span_of(0, raw.n), ZONE_BODY};
    struct text text = text_read(a, rules, raw, "ar", &zone, 1);
    struct keys keys = {0};
    u32 n = 0;
    keys_read(a, memo, raw, &keys);
    for (u32 i = 0; i < text.n_tokens; i++) {
        if (text.tokens[i].cls == TOKEN_MARK)
            continue;
        if (n >= keys.n || keys.v[n] != text.tokens[i].loose) {
            str at = token_raw(&text, &text.tokens[i]);
            print_error("key %u ('%.*s') differs in '%.*s'\n", n, STR_ARG(at), STR_ARG(str_head(raw, 400)));
            fail();
        }
        n++;
    }
    if (n != keys.n)
        print_error("%u keys, not %u, of '%.*s'\n", keys.n, n, STR_ARG(str_head(raw, 400)));
    assert_int_equal(n, keys.n);
}

static void texts_that_are_hard(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", " ", "قال", "قال الوزير: \"نعم\".", "و50 شخصاً في 2024م", "2,500 و27.1.2024 و10:30 و٢٬٥٠٠", "the U.S. said it's Iraq's",
        "انتهى.وقال", "أ.ف.ب و أ. ف. ب", "a..b a.,b .a. 'a' ''a'' a'b a_b _a _ a_", "ـــ ـ قـــال", "\u05d0' \u05e6\u05d4\"\u05dc x",
        "\u05d0'\u05d1 a.b", "«قال»،وأضاف", "قال\u200cوقال \u200f قال\u200f.", "\u064eقال .\u064eقال (\u0301x a\u0301b", "e\u0301te\u0301",
        "page?id=7&x=ab.cd", "x\xff\xfey \xd9", "\U0001F600\u200d\U0001F600 a\U0001F1E6\U0001F1E7b", "a\u2024b\uff0ec\ufe52d a\u00b7b",
        "\u30ab\u30bf_\u30ab x", "\u6c49\u5b57 abc\u6c49", "a\r\nb\tc\vd\fe\x01f", "12.a a.12 1_2 1'2 1;2 1:2 ؟قال؟ قال،قال ٣٫٥",
        "a.\u0301b a\u00ad.b x\u2019s \u2019s 's a'S.", "قال.\u064eوقال 3.\u0663",
    };
    struct arena a = test_arena();
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        check(&a, str_of(texts[i]));
    arena_release(&a);
}

static u64 next_random(u64 *x) { return *x = *x * 6364136223846793005u + 1442695040888963407u, *x >> 33; }

/* Characters of all that matters where words part, and letters between them. */
static size_t put_random(char *p, u64 *seed)
{
    static const u32 odd[] = {' ', ' ', ' ', '.', ',', ':', ';', '\'', '_', '"', '-', '(', ')', '\n', '\r', '\t', '5', '7', 'a', 'Z', 's', '!', '?', '@',
                              0xA0, 0xAD, 0xB7, 0xE9, 0x301, 0x387, 0x5D0, 0x5F3, 0x5F4, 0x600, 0x60C, 0x61B, 0x61F, 0x627, 0x644, 0x640, 0x64B, 0x654,
                              0x663, 0x66B, 0x66C, 0x670, 0x6D4, 0x6DD, 0x6F4, 0x85, 0x2019, 0x2018, 0x201C, 0x2024, 0x2026, 0x200C, 0x200D, 0x200E, 0x2028,
                              0x203F, 0x30AB, 0x6C49, 0xE01, 0xFEFB, 0xFF0E, 0xFF11, 0xFF41, 0xFFFD, 0x1F600, 0x1F1E6, 0x1D7D8};
    u64 r = next_random(seed);
    if (r % 101 == 0) {
        *p = (char)(0x80 + r / 101 % 128);
        return 1;
    }
    u32 cp = r % 3 ? 0x620 + (u32)(r / 7 % 48) : odd[r / 7 % COUNT_OF(odd)];
    if (r % 5 == 0)
        cp = ' ';
    return utf8_put(p, cp);
}

static void random_texts(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 seed = 4;
    char raw[2048];
    for (u32 round = 0; round < 20000; round++) {
        size_t n = 0, most = next_random(&seed) % (round % 50 ? 90 : 2000);
        while (n < most)
            n += put_random(raw + n, &seed);
        arena_reset(&a);
        char *exact = arena_alloc(&a, n ? n : 1); /* so that a sanitizer sees a byte read too far */
        memcpy(exact, raw, n);
        check(&a, (str){exact, n});
    }
    arena_release(&a);
}

static void words_longer_than_a_token(void **state)
{
    (void)state;
    struct arena a = test_arena();
    size_t n = 100000;
    char *p = arena_alloc(&a, n);
    memset(p, 'x', n);
    check(&a, (str){p, n});
    for (size_t i = 50; i < n; i += 61)
        p[i] = '.';
    check(&a, (str){p, n});
    arena_release(&a);
}

/* Articles as they are, a file one text, whatever its form. Of ../shared, so they may be missing. */
static void real_texts(void **state)
{
    (void)state;
    static const char *const files[] = {"data/alignment/istakhri-ibnhawqal/gold.jsonl", "data/alignment/istakhri-ibnhawqal/a.txt", "seeds/000_acc7720d109c1c50.txt", "design/DESIGN.md", "data/extract/ground-truth.json"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *path = test_shared(files[i]);
        FILE *f = path ? fopen(path, "rb") : NULL;
        if (!f)
            continue;
        struct arena a = test_arena();
        char *p = arena_alloc(&a, 4u << 20);
        str raw = {p, fread(p, 1, 4u << 20, f)};
        fclose(f);
        check(&a, raw);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {T(texts_that_are_hard), T(random_texts), T(words_longer_than_a_token), T(real_texts)};
    arena_init(&rules_arena, 64u << 20);
    rules = text_rules_new(&rules_arena);
    memo = key_memo_new(&rules_arena, rules);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&rules_arena);
    return failed;
}

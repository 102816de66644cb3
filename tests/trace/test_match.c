/* test_match.c - passages that two tellings share, where they end, and the class of each difference. */
#include "test.h"

#include "trace/match.h"

struct pair_case {
    struct arena arena;
    str a, b;
    struct matches m;
};

static void compare(struct pair_case *c, const char *a, const char *b)
{
    c->arena = test_arena();
    const struct text_rules *text = text_rules_new(&c->arena);
    const struct trace_rules *rules = trace_rules_new(&c->arena, text);
    c->a = str_of(a);
    c->b = str_of(b);
    c->m = (struct matches){0};
    struct telling ta = telling_plain(&c->arena, text, S("a"), c->a), tb = telling_plain(&c->arena, text, S("b"), c->b);
    match_pair(&c->arena, rules, &ta, &tb, &c->m);
}

/* The first edit of a class; fails where there is none. */
static const struct edit *edit_of(const struct pair_case *c, u32 match, enum edit_class class)
{
    for (u32 k = 0; k < c->m.v[match].edits.n; k++)
        if (c->m.v[match].edits.v[k].class == class)
            return &c->m.v[match].edits.v[k];
    fail_msg("no edit of class %s", edit_class_name(class));
    return NULL;
}

static void assert_edit(const struct pair_case *c, enum edit_class class, enum edit_op op, const char *a, const char *b)
{
    const struct edit *e = edit_of(c, 0, class);
    assert_int_equal(e->op, op);
    assert_str(span_text(c->a, e->a), a);
    assert_str(span_text(c->b, e->b), b);
}

#define DAM "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل في سفوح الجبل"

static void equal_texts_are_one_passage_without_edits(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM ".\nوقال إن السد يروي عشرين قرية.", DAM ".\nوقال إن السد يروي عشرين قرية.");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 0);
    assert_int_equal(c.m.v[0].kind, MATCH_COPY);
    assert_int_equal(c.m.v[0].words, c.m.v[0].equal);
    assert_str(span_text(c.a, c.m.v[0].in_a), DAM ".\nوقال إن السد يروي عشرين قرية");
    arena_release(&c.arena);
}

static void strangers_share_nothing(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM, "خسر فريق المدينة مباراته الأخيرة أمام ضيفه بثلاثة أهداف لهدفين وسط حضور قليل");
    assert_int_equal(c.m.n, 0);
    arena_release(&c.arena);
    compare(&c, "", DAM);
    assert_int_equal(c.m.n, 0);
    arena_release(&c.arena);
    compare(&c, "كلمة", "كلمة");
    assert_int_equal(c.m.n, 0);
    arena_release(&c.arena);
}

static void a_set_phrase_is_no_passage(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "زار رئيس مجلس النواب السابق مدينة الميناء ثم عاد إلى العاصمة مساء",
            "انتقد النائب قرارا وقعه رئيس مجلس النواب السابق قبل رحيله عن المنصب");
    assert_int_equal(c.m.n, 0);
    arena_release(&c.arena);
}

static void marks_and_vowels_are_no_difference_of_wording(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "افتتح وزير الري، صباح اليوم، سد الوادي الجديد بعد تسعة أعوام من العمل", "افتتح وزير الري صباح اليوم سدّ الوادي الجديد (بعد تسعة أعوام) من العمل");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 1);
    assert_edit(&c, EDIT_SPELLING, EDIT_REPLACE, "سد", "سدّ");
    arena_release(&c.arena);
}

static void a_changed_figure_is_told(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "نقلت الحافلات 340 راكبا من قرى السفح إلى مدارس البلدة قبل وصول العاصفة", "نقلت الحافلات 430 راكبا من قرى السفح إلى مدارس البلدة قبل وصول العاصفة");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 1);
    assert_edit(&c, EDIT_FIGURE, EDIT_REPLACE, "340", "430");
    arena_release(&c.arena);
}

static void a_word_parted_otherwise_is_spelling(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "وصل القاضي عبد العزيز الراوي إلى قاعة المحكمة قبل بدء الجلسة بنصف ساعة", "وصل القاضي عبدالعزيز الراوي إلى قاعة المحكمة قبل بدء الجلسة بنصف ساعة");
    assert_int_equal(c.m.v[0].edits.n, 1);
    assert_edit(&c, EDIT_SPELLING, EDIT_REPLACE, "عبد العزيز", "عبدالعزيز");
    arena_release(&c.arena);
}

static void a_verb_in_another_person_is_inflection(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "تأمل البلدية أن تؤدي الخطة إلى خفض كلفة النقل في ضواحي المدينة القديمة", "تأمل البلدية أن يؤدي الخطة إلى خفض كلفة النقل في ضواحي المدينة القديمة");
    assert_int_equal(c.m.v[0].edits.n, 1);
    assert_edit(&c, EDIT_INFLECTION, EDIT_REPLACE, "تؤدي", "يؤدي");
    arena_release(&c.arena);
}

static void other_words_are_wording(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل", "افتتح وزير الري صباح اليوم خزان الوادي الجديد عقب انتهاء تسعة أعوام من العمل المتواصل");
    assert_int_equal(c.m.v[0].edits.n, 2);
    assert_edit(&c, EDIT_WORDING, EDIT_REPLACE, "سد", "خزان");
    arena_release(&c.arena);
}

static void words_left_out_and_put_in(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل", "افتتح وزير الري سد الوادي الجديد بعد تسعة أعوام طويلة شاقة من العمل المتواصل");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 2);
    const struct edit *e = c.m.v[0].edits.v;
    assert_int_equal(e[0].op, EDIT_DELETE);
    assert_str(span_text(c.a, e[0].a), "صباح اليوم");
    assert_true(span_is_null(e[0].b));
    assert_int_equal(e[1].op, EDIT_INSERT);
    assert_true(span_is_null(e[1].a));
    assert_str(span_text(c.b, e[1].b), "طويلة شاقة");
    arena_release(&c.arena);
}

static void a_name_put_before_its_title_is_one_change_of_order(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "قالت نائبة مدير مرصد الزلازل سلمى ربيع للصحافيين إن الهزة لم تخلف أضرارا في المباني",
            "قالت سلمى ربيع نائبة مدير مرصد الزلازل للصحافيين إن الهزة لم تخلف أضرارا في المباني");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 1);
    assert_edit(&c, EDIT_ORDER, EDIT_REPLACE, "نائبة مدير مرصد الزلازل سلمى ربيع", "سلمى ربيع نائبة مدير مرصد الزلازل");
    arena_release(&c.arena);
}

static void a_clause_moved_to_the_other_end_belongs_to_the_passage(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "رغم تحذيرات هيئة الأرصاد الجوية، أبحرت قوارب الصيادين من الميناء الغربي فجر الأحد نحو الجزر البعيدة.",
            "أبحرت قوارب الصيادين من الميناء الغربي فجر الأحد نحو الجزر البعيدة، رغم تحذيرات هيئة الأرصاد الجوية.");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].in_a.off, 0);
    assert_edit(&c, EDIT_ORDER, EDIT_REPLACE, "رغم تحذيرات هيئة الأرصاد الجوية", "رغم تحذيرات هيئة الأرصاد الجوية");
    arena_release(&c.arena);
}

static void a_phrase_put_in_does_not_split_a_passage(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل في سفوح الجبل الغربي",
            "افتتح وزير الري صباح اليوم سد الوادي الجديد الذي طالما انتظره المزارعون بعد تسعة أعوام من العمل المتواصل في سفوح الجبل الغربي");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 1);
    arena_release(&c.arena);
}

static void passages_in_another_order_stay_apart(void **state)
{
    (void)state;
    struct pair_case c;
    const char *one = "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل";
    const char *two = "وتسلم سكان القرى المجاورة عقود الأراضي التي غمرتها المياه قبل موسم الزراعة المقبل";
    struct arena a = test_arena();
    str x = arena_fmt(&a, "%s.\n%s.", one, two), y = arena_fmt(&a, "%s.\n%s.", two, one);
    compare(&c, x.p, y.p);
    assert_int_equal(c.m.n, 2);
    assert_str(span_text(c.a, c.m.v[0].in_a), one);
    assert_str(span_text(c.b, c.m.v[0].in_b), one);
    assert_str(span_text(c.a, c.m.v[1].in_a), two);
    arena_release(&c.arena);
    arena_release(&a);
}

static void a_word_of_the_next_sentence_does_not_hang_over(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM ". وأضاف أن الكلفة زادت كثيرا.", DAM ". وأضاف مسؤول آخر رأيا مخالفا.");
    assert_int_equal(c.m.n, 1);
    assert_str(span_text(c.a, c.m.v[0].in_a), DAM);
    assert_str(span_text(c.b, c.m.v[0].in_b), DAM);
    arena_release(&c.arena);
}

static void only_quoted_words_shared_is_a_quotation(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "قال المدرب بعد المباراة \"لن نتخلى عن حلم البطولة ما دام في الموسم مباراة واحدة لم تلعب\".",
            "ونقلت الإذاعة عنه قوله «لن نتخلى عن حلم البطولة ما دام في الموسم مباراة واحدة لم تلعب» قبل سفره.");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].kind, MATCH_QUOTATION);
    arena_release(&c.arena);
}

static void stock_phrases_are_boilerplate(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "انتهى الخبر. جميع الحقوق محفوظة ولا يسمح بإعادة النشر من دون إذن خطي وفق شروط الاستخدام",
            "نهاية أخرى تماما. جميع الحقوق محفوظة ولا يسمح بإعادة النشر من دون إذن خطي وفق شروط الاستخدام");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].kind, MATCH_BOILERPLATE);
    arena_release(&c.arena);
}

static void a_passage_printed_twice_is_found_twice(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM, DAM ".\nجاء ذلك في بيان طويل تناول موازنة العام المقبل وملفات التعليم.\n" DAM ".");
    assert_int_equal(c.m.n, 2);
    assert_true(c.m.v[0].in_b.off != c.m.v[1].in_b.off);
    arena_release(&c.arena);
}

static void english_is_compared_too(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "The harbour master said on Friday that 41 boats had been moved inland before the storm reached the coast.",
            "The harbor master said on Friday that 44 boats were moved inland before the storm reached the coast.");
    assert_int_equal(c.m.n, 1);
    assert_edit(&c, EDIT_FIGURE, EDIT_REPLACE, "41", "44");
    assert_edit(&c, EDIT_SPELLING, EDIT_REPLACE, "harbour", "harbor");
    arena_release(&c.arena);
}

static void capitals_and_apostrophes_are_no_edits(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, "The harbour master didn't say when the boats would leave the shelter of the inner port", "the harbour master didn\u2019t say when the boats would leave the shelter of the inner port");
    assert_int_equal(c.m.n, 1);
    assert_int_equal(c.m.v[0].edits.n, 0);
    arena_release(&c.arena);
}

static struct telling zoned(struct arena *a, const struct text_rules *rules, str raw, const struct zone *zones, u32 n, const struct mark *marks, u32 n_marks)
{
    struct text *text = ARENA_NEW(a, struct text);
    *text = text_read(a, rules, raw, "ar", zones, n);
    return telling_make(a, S("z"), NULL, text, marks, n_marks);
}

/* Where the name stands decides that the change is one of name. */
static void a_change_inside_a_name_or_date_is_called_so(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct text_rules *text = text_rules_new(&a);
    const struct trace_rules *rules = trace_rules_new(&a, text);
    str x = S("سلم القاضي سمير حداد قرار المحكمة يوم الخميس إلى محامي شركة النقل البحري في المدينة");
    str y = S("سلم القاضي نبيل كرم قرار المحكمة يوم الجمعة إلى محامي شركة النقل البحري في المدينة");
    struct zone zx = {span_of(0, x.n), ZONE_BODY}, zy = {span_of(0, y.n), ZONE_BODY};
    struct mark mx[] = {{span_of(str_find(x, S("سمير"), 0), strlen("سمير حداد")), MARK_NAME, 1}, {span_of(str_find(x, S("يوم"), 0), strlen("يوم الخميس")), MARK_DATE, 2}};
    struct mark my[] = {{span_of(str_find(y, S("نبيل"), 0), strlen("نبيل كرم")), MARK_NAME, 3}, {span_of(str_find(y, S("يوم"), 0), strlen("يوم الجمعة")), MARK_DATE, 4}};
    struct telling tx = zoned(&a, text, x, &zx, 1, mx, 2), ty = zoned(&a, text, y, &zy, 1, my, 2);
    struct matches m = {0};
    match_pair(&a, rules, &tx, &ty, &m);
    assert_int_equal(m.n, 1);
    assert_int_equal(m.v[0].edits.n, 2);
    assert_int_equal(m.v[0].edits.v[0].class, EDIT_NAME);
    assert_str(span_text(x, m.v[0].edits.v[0].a), "سمير حداد");
    assert_int_equal(m.v[0].edits.v[1].class, EDIT_DATE);
    arena_release(&a);
}

static void a_number_in_letters_of_the_same_value_is_spelling(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct text_rules *text = text_rules_new(&a);
    const struct trace_rules *rules = trace_rules_new(&a, text);
    str x = S("أنقذ رجال الإطفاء ثلاثة عمال من تحت أنقاض المصنع القديم في ضاحية المدينة");
    str y = S("أنقذ رجال الإطفاء 3 عمال من تحت أنقاض المصنع القديم في ضاحية المدينة");
    struct zone zx = {span_of(0, x.n), ZONE_BODY}, zy = {span_of(0, y.n), ZONE_BODY};
    struct mark mx = {span_of(str_find(x, S("ثلاثة"), 0), strlen("ثلاثة عمال")), MARK_FIGURE, 3000};
    struct mark my = {span_of(str_find(y, S("3"), 0), strlen("3 عمال")), MARK_FIGURE, 3000};
    struct telling tx = zoned(&a, text, x, &zx, 1, &mx, 1), ty = zoned(&a, text, y, &zy, 1, &my, 1);
    struct matches m = {0};
    match_pair(&a, rules, &tx, &ty, &m);
    assert_int_equal(m.v[0].edits.n, 1);
    assert_int_equal(m.v[0].edits.v[0].class, EDIT_SPELLING);
    my.value = 4000;
    m = (struct matches){0};
    ty = zoned(&a, text, y, &zy, 1, &my, 1);
    match_pair(&a, rules, &tx, &ty, &m);
    assert_int_equal(m.v[0].edits.v[0].class, EDIT_FIGURE);
    arena_release(&a);
}

static void no_passage_runs_over_furniture(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct text_rules *text = text_rules_new(&a);
    const struct trace_rules *rules = trace_rules_new(&a, text);
    const char *one = "افتتح وزير الري صباح اليوم سد الوادي الجديد بعد تسعة أعوام من العمل المتواصل";
    const char *two = "وتسلم سكان القرى المجاورة عقود الأراضي التي غمرتها المياه قبل موسم الزراعة المقبل";
    str x = arena_fmt(&a, "%s\n%s", one, two), y = arena_fmt(&a, "%s\nاقرأ أيضا: خبر لا صلة له\n%s", one, two);
    size_t second = str_find(y, str_of(two), 0);
    struct zone zx = {span_of(0, x.n), ZONE_BODY};
    struct zone zy[] = {{span_of(0, strlen(one)), ZONE_BODY}, {span_of(second, strlen(two)), ZONE_BODY}};
    struct telling tx = zoned(&a, text, x, &zx, 1, NULL, 0), ty = zoned(&a, text, y, zy, 2, NULL, 0);
    struct matches m = {0};
    match_pair(&a, rules, &tx, &ty, &m);
    assert_int_equal(m.n, 2);
    assert_str(span_text(y, m.v[0].in_b), one);
    assert_str(span_text(y, m.v[1].in_b), two);
    arena_release(&a);
}

static str repeated(struct arena *a, const char *word, u32 times)
{
    size_t n = strlen(word);
    char *p = arena_alloc(a, n * times);
    for (u32 k = 0; k < times; k++)
        memcpy(p + n * k, word, n);
    return (str){p, n * times};
}

/* One word said 200,000 times on both sides: every place equals every place, and the work must not be their product. */
static void endless_repetition_is_bounded(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct text_rules *text = text_rules_new(&a);
    const struct trace_rules *rules = trace_rules_new(&a, text);
    struct telling x = telling_plain(&a, text, S("x"), repeated(&a, "كلمة ", 200000));
    struct telling y = telling_plain(&a, text, S("y"), repeated(&a, "كلمة ", 150000));
    struct matches m = {0};
    match_pair(&a, rules, &x, &y, &m);
    assert_true(m.n >= 1);
    assert_int_equal(m.v[0].in_a.off, 0);
    arena_release(&a);
}

#define ROAD "ثم سلك الموكب طريق الساحل القديم بين البساتين والمزارع حتى بلغ ساحة القرية عند الظهيرة"

static void many_other_words_on_both_sides_part_passages(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM " ورفعت الأعلام الصغيرة فوق البيوت البيضاء والأسوار العالية وغنى التلاميذ نشيد المدرسة ساعتين " ROAD,
            DAM " فتوقفت شاحنات نقل الحجارة منذ الفجر لأن سائقيها يطالبون بأجور شهرين تأخر صرفها مرارا " ROAD);
    assert_int_equal(c.m.n, 2);
    assert_int_equal(c.m.v[0].words, c.m.v[0].equal);
    arena_release(&c.arena);
    compare(&c, DAM " ورفعت الأعلام الصغيرة فوق البيوت " ROAD, DAM " فتوقفت شاحنات نقل الحجارة " ROAD);
    assert_int_equal(c.m.n, 1);
    arena_release(&c.arena);
}

static void a_loose_end_is_cut_off(void **state)
{
    (void)state;
    struct pair_case c;
    compare(&c, DAM " ورفعت الأعلام الصغيرة فوق البيوت البيضاء والأسوار وغنى التلاميذ في هذا الميناء", DAM " فتوقفت شاحنات نقل الحجارة منذ الفجر لأن سائقيها غاضبون في هذا الميناء");
    assert_int_equal(c.m.n, 1);
    assert_str(span_text(c.a, c.m.v[0].in_a), DAM);
    arena_release(&c.arena);
}

TEST_MAIN(T(many_other_words_on_both_sides_part_passages), T(a_loose_end_is_cut_off), T(equal_texts_are_one_passage_without_edits), T(strangers_share_nothing), T(a_set_phrase_is_no_passage),
          T(marks_and_vowels_are_no_difference_of_wording), T(a_changed_figure_is_told), T(a_word_parted_otherwise_is_spelling), T(a_verb_in_another_person_is_inflection),
          T(other_words_are_wording), T(words_left_out_and_put_in), T(a_name_put_before_its_title_is_one_change_of_order),
          T(a_clause_moved_to_the_other_end_belongs_to_the_passage), T(a_phrase_put_in_does_not_split_a_passage),
          T(passages_in_another_order_stay_apart), T(a_word_of_the_next_sentence_does_not_hang_over),
          T(only_quoted_words_shared_is_a_quotation), T(stock_phrases_are_boilerplate), T(a_passage_printed_twice_is_found_twice),
          T(english_is_compared_too), T(capitals_and_apostrophes_are_no_edits), T(a_change_inside_a_name_or_date_is_called_so), T(a_number_in_letters_of_the_same_value_is_spelling), T(no_passage_runs_over_furniture),
          T(endless_repetition_is_bounded))

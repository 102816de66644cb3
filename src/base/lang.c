/* lang.c - finding a table of words. */
#include "base/lang.h"

const struct lang_table *lang_table(const char *lang, const char *name)
{
    for (u32 i = 0; i < lang_tables_n; i++)
        if (strcmp(lang_tables[i].lang, lang) == 0 && strcmp(lang_tables[i].name, name) == 0) return &lang_tables[i];
    return NULL;
}

bool lang_next(const char **code)
{
    for (u32 i = 0; i < lang_tables_n; i++)
        if (strcmp(lang_tables[i].lang, "any") != 0 && (!*code || strcmp(lang_tables[i].lang, *code) > 0))
            return *code = lang_tables[i].lang, true;
    return false;
}

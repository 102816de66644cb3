/* memo.c - words met before. */
#include "fact/memo.h"

#include "base/hash.h"

struct fact_memo *fact_memo_new(struct arena *a) { return ARENA_NEW(a, struct fact_memo); }

/* Nearly all words are short, and those of 16 bytes and less cost no branch on their length. */
u64 memo_word(const struct text *t, u32 i)
{
    static const u8 ones[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const struct token *k = &t->tokens[i];
    str raw = token_raw(t, k);
    u64 word[2], mask[2];
    if (raw.n > 16 || t->raw.n - k->span.off < 16)
        return hash_join(hash_str(raw), k->cls) | 1;
    memcpy(word, raw.p, 16);
    memcpy(mask, ones + 16 - raw.n, 16);
    return hash_join(word[0] & mask[0], hash_u64((word[1] & mask[1]) + k->cls)) | 1;
}

/* test_stream.c - windows give every byte once, in order, whatever the packing and whatever is asked for; faults are named by place and gone past. */
#include "test.h"

#include "run/stream.h"

#include <libdeflate.h>
#include <unistd.h>
#include <zstd.h>

#define PLAIN_BYTES ((size_t)6 << 20)
static char *plain, *packed;
static size_t packed_n;

static u32 dice(u32 *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 8; }

static int make_bytes(void **state)
{
    u32 seed = 7;
    (void)state;
    plain = malloc(PLAIN_BYTES);
    packed = malloc(PLAIN_BYTES * 2);
    for (size_t i = 0; i < PLAIN_BYTES; i++) plain[i] = (char)('a' + dice(&seed) % 20 * (i % 3 == 0));
    return !plain || !packed;
}

static int drop_bytes(void **state)
{
    (void)state;
    free(plain);
    free(packed);
    return 0;
}

/* Packs in members of `most` bytes or fewer. */
static void pack(bool gzip, size_t most)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(1);
    u32 seed = 3;
    packed_n = 0;
    for (size_t at = 0; at < PLAIN_BYTES;) {
        size_t some = dice(&seed) % most + 1, n = MIN_OF(some, PLAIN_BYTES - at), room = PLAIN_BYTES * 2 - packed_n;
        packed_n += gzip ? libdeflate_gzip_compress(c, plain + at, n, packed + packed_n, room) : ZSTD_compress(packed + packed_n, room, plain + at, n, 1);
        at += n;
    }
    libdeflate_free_compressor(c);
}

/* Goes through a stream in steps of chance, and keeps some of what it saw, block and all, to the end. */
static void gives_all_of(struct stream *s)
{
    struct { str view; struct stream_block *block; size_t at; } kept[64];
    size_t n_kept = 0, at = 0, unread = 0;
    u32 seed = 11;
    bool more = true;
    while (more || unread) {
        str w = stream_window(s, unread, dice(&seed) % (dice(&seed) % 8 ? 3000 : 2000000) + 1, &more);
        assert_memory_equal(w.p, plain + at, w.n);
        size_t step = dice(&seed) % (dice(&seed) % 8 ? 30000 : 500000), take = MIN_OF(w.n, step);
        if (n_kept < COUNT_OF(kept) && dice(&seed) % 4 == 0) {
            kept[n_kept].view = str_head(w, MIN_OF(take, (size_t)500));
            kept[n_kept].at = at;
            kept[n_kept++].block = stream_block_keep(stream_block(s));
        }
        at += take;
        unread = w.n - take;
    }
    assert_int_equal(at, PLAIN_BYTES);
    u64 where;
    assert_null(stream_fault(s, &where));
    stream_close(s);
    for (size_t i = 0; i < n_kept; i++) {
        assert_memory_equal(kept[i].view.p, plain + kept[i].at, kept[i].view.n);
        stream_block_drop(kept[i].block);
    }
    assert_true(n_kept > 5);
}

static void every_byte_once(void **state)
{
    static const size_t most[] = {3000, 400000, 2500000};
    (void)state;
    gives_all_of(stream_of_bytes((str){plain, PLAIN_BYTES}));
    for (size_t i = 0; i < COUNT_OF(most) * 2; i++) {
        pack(i % 2, most[i / 2]);
        gives_all_of(stream_of_bytes((str){packed, packed_n}));
    }
}

/* The same by a descriptor: a file that has no name any more. */
static void from_a_file(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        char name[] = "/tmp/asanid-test-XXXXXX";
        int fd = mkstemp(name);
        assert_true(fd >= 0 && unlink(name) == 0);
        if (i) pack(i == 1, 700000);
        const char *p = i ? packed : plain;
        size_t n = i ? packed_n : PLAIN_BYTES;
        while (n) {
            ssize_t k = write(fd, p, n);
            assert_true(k > 0);
            p += k;
            n -= (size_t)k;
        }
        lseek(fd, 0, SEEK_SET);
        gives_all_of(stream_open(fd));
    }
}

static void a_fault_is_named_and_gone_past(void **state)
{
    char out[65536];
    (void)state;
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t n[4] = {0};
    for (size_t i = 0, k = 0; i < 4; i++) /* pieces of text that look like nothing else */
        k += n[i] = libdeflate_gzip_compress(c, plain + i * 9000, 9000, out + k, sizeof out - k);
    libdeflate_free_compressor(c);
    memset(out + n[0] + n[1] / 2, 0x55, 40);
    struct stream *s = stream_of_bytes((str){out, n[0] + n[1] + n[2] + n[3]});
    bool more;
    u64 at = 0;
    str w = stream_window(s, 0, 1 << 20, &more);
    assert_false(more);
    assert_non_null(stream_fault(s, &at));
    assert_int_equal(at, n[0]);
    assert_int_equal(stream_damaged(s), w.n - 9000);
    stream_forget(s, stream_damaged(s));
    assert_true(stream_resume(s));
    w = stream_window(s, 9000, 1 << 20, &more);
    assert_int_equal(w.n, 27000);
    assert_memory_equal(w.p, plain, 9000);
    assert_memory_equal(w.p + 9000, plain + 18000, 18000);
    assert_false(more);
    assert_null(stream_fault(s, &at));
    stream_close(s);
}

static void behind_the_last_fault_is_nothing(void **state)
{
    (void)state;
    bool more;
    u64 at;
    struct stream *s = stream_of_bytes(S("\x1f\x8b\x08\x00 this is no gzip member, \x1f\x8b\x08 nor is this, nor \x1f\x8b"));
    assert_int_equal(stream_window(s, 0, 100, &more).n, 0);
    assert_non_null(stream_fault(s, &at));
    for (int i = 0; i < 4 && stream_resume(s); i++) stream_window(s, 0, 100, &more);
    assert_false(stream_resume(s));
    stream_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_once), cmocka_unit_test(from_a_file), cmocka_unit_test(a_fault_is_named_and_gone_past),
        cmocka_unit_test(behind_the_last_fault_is_nothing),
    };
    return cmocka_run_group_tests(tests, make_bytes, drop_bytes);
}

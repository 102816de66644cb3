/* test_source.c - inputs: folders in name order, packed files, what cannot be read is named and the rest goes on. */
#include "test.h"

#include "run/source.h"

#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

static char folder[64];
static int warned;
static char last_where[4096];

static void put(const char *name, const void *p, size_t n)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fwrite(p, 1, n, f);
    fclose(f);
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/asanid-test-XXXXXX");
    warned = 0;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* The raw bytes of all pieces, each behind the name of its input, parted by '|'. What is set aside is counted. */
static void read_all(const char *path, char *out, size_t cap)
{
    char copy[256];
    size_t n = 0;
    snprintf(copy, sizeof copy, "%s", path);
    struct source *s = source_open((char *const[]){copy}, 1);
    for (struct source_piece *p; (p = source_next(s)) != NULL; source_drop(p)) {
        str name = str_skip(p->cursor.name, strlen(folder) + 1);
        if (p->piece.unread.n) {
            warned++;
            snprintf(last_where, sizeof last_where, "%.*s: %.*s", STR_ARG(name), STR_ARG(p->piece.unread));
            continue;
        }
        n += (size_t)snprintf(out + n, cap - n, "%.*s=%.*s|", STR_ARG(name), STR_ARG(p->piece.raw));
    }
    out[n] = 0;
    source_close(s);
}

static void a_folder_is_walked_in_name_order(void **state)
{
    char out[4096], sub[256];
    (void)state;
    put("b.txt", "B", 1);
    put("a.txt", "A", 1);
    put(".hidden", "H", 1);
    snprintf(sub, sizeof sub, "%s/aa", folder);
    assert_int_equal(mkdir(sub, 0700), 0);
    put("aa/z.txt", "Z", 1);
    read_all(folder, out, sizeof out);
    assert_string_equal(out, "a.txt=A|aa/z.txt=Z|b.txt=B|");
    assert_int_equal(warned, 0);
}

static void packed_files_are_unpacked_whole(void **state)
{
    char out[4096], packed[256];
    (void)state;
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t one = libdeflate_gzip_compress(c, "first ", 6, packed, sizeof packed);
    size_t two = libdeflate_gzip_compress(c, "second", 6, packed + one, sizeof packed - one);
    put("a.txt.gz", packed, one + two); /* two members, as WARC has them */
    libdeflate_free_compressor(c);
    put("b.txt.zst", packed, ZSTD_compress(packed, sizeof packed, "zstandard", 9, 3));
    read_all(folder, out, sizeof out);
    assert_string_equal(out, "a.txt.gz=first second|b.txt.zst=zstandard|");
    assert_int_equal(warned, 0);
}

static void broken_packing_is_named_and_read_as_far_as_it_goes(void **state)
{
    char out[4096], packed[256];
    (void)state;
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t one = libdeflate_gzip_compress(c, "first", 5, packed, sizeof packed);
    size_t two = libdeflate_gzip_compress(c, "second", 6, packed + one, sizeof packed - one);
    put("a.txt.gz", packed, one + two - 4);
    libdeflate_free_compressor(c);
    read_all(folder, out, sizeof out);
    assert_string_equal(out, "a.txt.gz=firstsecond|"); /* what is cut off is the check sum */
    assert_int_equal(warned, 1);
    assert_non_null(strstr(last_where, "a.txt.gz"));
}

static void what_is_missing_is_named(void **state)
{
    char out[4096], link[256];
    (void)state;
    put("c.txt", "C", 1);
    snprintf(link, sizeof link, "%s/b.txt", folder);
    assert_int_equal(symlink("/nowhere/at/all", link), 0);
    read_all(folder, out, sizeof out);
    assert_string_equal(out, "c.txt=C|");
    assert_int_equal(warned, 1);
    assert_non_null(strstr(last_where, "b.txt"));
}

#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, make_folder, drop_folder)
TEST_MAIN(IN_FOLDER(a_folder_is_walked_in_name_order), IN_FOLDER(packed_files_are_unpacked_whole),
          IN_FOLDER(broken_packing_is_named_and_read_as_far_as_it_goes), IN_FOLDER(what_is_missing_is_named))

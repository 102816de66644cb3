/* source.c - walking inputs, reading and unpacking files. */
#include "run/source.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

/* The bytes of one input, shared by its pieces. */
struct source_bytes {
    char *name, *data;
    size_t n;
    u32 users;
    pthread_mutex_t lock;
};

struct source {
    source_warn_fn *warn;
    void *arg;
    char **queue; /* paths still to be read, the last first */
    size_t n, cap;
    struct source_bytes *bytes; /* of the open input */
    struct input_cursor cursor;
    u64 read;
};

static void *need(void *p)
{
    if (!p) BUG("out of memory while reading an input");
    return p;
}

static void push(struct source *s, const char *path)
{
    if (s->n == s->cap) s->queue = need(realloc(s->queue, (s->cap = s->cap ? s->cap * 2 : 16) * sizeof *s->queue));
    s->queue[s->n++] = need(strdup(path));
}

struct source *source_open(char *const *paths, int n, source_warn_fn *warn, void *arg)
{
    struct source *s = need(calloc(1, sizeof *s));
    s->warn = warn;
    s->arg = arg;
    for (int i = n - 1; i >= 0; i--) push(s, paths[i]);
    return s;
}

static void release(struct source_bytes *b)
{
    pthread_mutex_lock(&b->lock);
    u32 left = --b->users;
    pthread_mutex_unlock(&b->lock);
    if (left) return;
    pthread_mutex_destroy(&b->lock);
    free(b->name);
    free(b->data);
    free(b);
}

void source_close(struct source *s)
{
    while (s->n) free(s->queue[--s->n]);
    free(s->queue);
    if (s->bytes) release(s->bytes);
    free(s);
}

static void warn(struct source *s, const char *where, const char *what, const char *why)
{
    char message[512];
    snprintf(message, sizeof message, "%s: %s", what, why);
    s->warn(s->arg, where, message);
}

/* Reads a descriptor to its end; NULL with errno (EFBIG: over the limit). */
static char *read_all(int fd, size_t *n)
{
    size_t cap = 1 << 16;
    char *data = need(malloc(cap));
    *n = 0;
    for (;;) {
        if (*n == cap) data = need(realloc(data, cap *= 2));
        ssize_t k = read(fd, data + *n, cap - *n);
        if (k < 0 && errno == EINTR) continue;
        if (k == 0) return data;
        if (k > 0) *n += (size_t)k;
        if (k < 0 || *n > LIMIT_INPUT_BYTES) {
            int e = k < 0 ? errno : EFBIG;
            free(data);
            errno = e;
            return NULL;
        }
    }
}

/* All members of a gzip file. What could be unpacked is kept where the file is cut off; *why tells what is wrong, or NULL. */
static char *gunzip(const char *in, size_t n, size_t *out_n, const char **why)
{
    struct libdeflate_decompressor *d = need(libdeflate_alloc_decompressor());
    size_t cap = n * 4 + 4096, used = 0, at = 0;
    char *out = need(malloc(cap));
    *why = NULL;
    while (at < n) {
        size_t took = 0, gave = 0;
        enum libdeflate_result r = libdeflate_gzip_decompress_ex(d, in + at, n - at, out + used, cap - used, &took, &gave);
        if (r == LIBDEFLATE_INSUFFICIENT_SPACE) {
            if (cap >= LIMIT_INPUT_BYTES) {
                *why = "it unpacks to more than the limit of an input (4 GiB, LIMIT_INPUT_BYTES); split it";
                break;
            }
            out = need(realloc(out, cap *= 2));
        } else if (r != LIBDEFLATE_SUCCESS) {
            *why = "its gzip data is broken or cut off";
            break;
        } else {
            used += gave;
            at += took;
        }
    }
    libdeflate_free_decompressor(d);
    *out_n = used;
    return out;
}

static char *unzstd(const char *in, size_t n, size_t *out_n, const char **why)
{
    ZSTD_DStream *d = need(ZSTD_createDStream());
    ZSTD_inBuffer from = {in, n, 0};
    size_t cap = n * 4 + 4096, last = 1;
    ZSTD_outBuffer to = {need(malloc(cap)), cap, 0};
    *why = NULL;
    while (from.pos < n || to.pos == to.size) {
        if (to.pos == to.size) {
            if (cap >= LIMIT_INPUT_BYTES) {
                *why = "it unpacks to more than the limit of an input (4 GiB, LIMIT_INPUT_BYTES); split it";
                break;
            }
            to.dst = need(realloc(to.dst, cap *= 2));
            to.size = cap;
        }
        size_t before = to.pos;
        last = ZSTD_decompressStream(d, &to, &from);
        if (ZSTD_isError(last)) {
            *why = "its zstd data is broken";
            break;
        }
        if (from.pos == n && to.pos == before) break;
    }
    if (!*why && last != 0) *why = "its zstd data is cut off";
    ZSTD_freeDStream(d);
    *out_n = to.pos;
    return to.dst;
}

/* Unpacks s->bytes in place where they are packed. */
static void unpack(struct source *s, struct source_bytes *b)
{
    const char *why = NULL;
    char *plain = NULL;
    size_t n = 0;
    if (b->n > 2 && memcmp(b->data, "\x1f\x8b", 2) == 0) plain = gunzip(b->data, b->n, &n, &why);
    else if (b->n > 4 && memcmp(b->data, "\x28\xb5\x2f\xfd", 4) == 0) plain = unzstd(b->data, b->n, &n, &why);
    else return;
    if (why) warn(s, b->name, n ? "read as far as it goes" : "set aside", why);
    free(b->data);
    b->data = plain;
    b->n = n;
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }
static int not_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

/* Puts a folder's entries into the queue, so that they come in name order. */
static void walk(struct source *s, const char *path)
{
    struct dirent **entries;
    int n = scandir(path, &entries, not_hidden, by_name);
    if (n < 0) {
        warn(s, path, "set aside", strerror(errno));
        return;
    }
    size_t len = strlen(path);
    const char *slash = len && path[len - 1] == '/' ? "" : "/";
    while (n-- > 0) {
        size_t room = len + strlen(entries[n]->d_name) + 2;
        char *full = need(malloc(room));
        snprintf(full, room, "%s%s%s", path, slash, entries[n]->d_name);
        push(s, full);
        free(full);
        free(entries[n]);
    }
    free(entries);
}

/* Opens the next input of the queue; false where it was a folder or is set aside. */
static bool open_next(struct source *s)
{
    char *path = s->queue[--s->n];
    bool is_stdin = strcmp(path, "-") == 0, fine = false;
    struct stat st;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        warn(s, path, "set aside", strerror(errno));
    } else if (S_ISDIR(st.st_mode)) {
        walk(s, path);
    } else {
        struct source_bytes *b = need(calloc(1, sizeof *b));
        b->data = read_all(fd, &b->n);
        if (!b->data) {
            warn(s, path, "set aside", errno == EFBIG ? "it is larger than the limit of an input (4 GiB, LIMIT_INPUT_BYTES); split it" : strerror(errno));
            free(b);
        } else {
            b->name = need(strdup(path));
            b->users = 1;
            pthread_mutex_init(&b->lock, NULL);
            s->read += b->n;
            unpack(s, b);
            s->bytes = b;
            str name = str_of(b->name), bytes = {b->data, b->n};
            s->cursor = input_open(name, input_form_of(name, bytes), bytes);
            fine = true;
        }
    }
    if (fd >= 0 && !is_stdin) close(fd);
    free(path);
    return fine;
}

struct source_piece *source_next(struct source *s)
{
    for (;;) {
        if (s->bytes) {
            struct input_piece piece;
            if (input_next(&s->cursor, &piece)) {
                struct source_piece *p = need(malloc(sizeof *p));
                *p = (struct source_piece){s->cursor, piece, s->bytes};
                pthread_mutex_lock(&s->bytes->lock);
                s->bytes->users++;
                pthread_mutex_unlock(&s->bytes->lock);
                return p;
            }
            release(s->bytes);
            s->bytes = NULL;
        }
        if (s->n == 0) return NULL;
        open_next(s);
    }
}

void source_drop(struct source_piece *p)
{
    release(p->bytes);
    free(p);
}

u64 source_bytes_read(const struct source *s) { return s->read; }

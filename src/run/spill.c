/* spill.c - blocks of memory, then an unlinked file. */
#include "run/spill.h"

#include "run/heap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 20)

struct spill {
    u64 memory; /* places below are in blocks, those from here in the file */
    u64 used, on_disk;
    char **blocks;
    size_t n, cap;
    int fd;
};

struct spill *spill_new(u64 memory)
{
    struct spill *s = heap_need(calloc(1, sizeof *s));
    s->memory = memory;
    s->fd = -1;
    return s;
}

void spill_free(struct spill *s)
{
    while (s->n) free(s->blocks[--s->n]);
    free(s->blocks);
    if (s->fd >= 0) close(s->fd);
    free(s);
}

static void put_in_memory(struct spill *s, str bytes)
{
    for (size_t done = 0; done < bytes.n;) {
        size_t in = (size_t)(s->used % BLOCK), n = MIN_OF(bytes.n - done, BLOCK - in);
        if (s->used / BLOCK == s->n) {
            if (s->n == s->cap) s->blocks = heap_need(realloc(s->blocks, (s->cap = s->cap ? s->cap * 2 : 64) * sizeof *s->blocks));
            s->blocks[s->n++] = heap_need(malloc(BLOCK));
        }
        memcpy(s->blocks[s->used / BLOCK] + in, bytes.p + done, n);
        s->used += n;
        done += n;
    }
}

static bool make_file(struct spill *s)
{
    char path[4096];
    const char *folder = getenv("TMPDIR");
    if (snprintf(path, sizeof path, "%s/asanid-XXXXXX", folder && *folder ? folder : "/tmp") >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    s->fd = mkstemp(path);
    if (s->fd < 0) return false;
    unlink(path);
    return true;
}

static bool put_on_disk(struct spill *s, str bytes)
{
    if (s->fd < 0 && !make_file(s)) return false;
    for (size_t done = 0; done < bytes.n;) {
        ssize_t k = pwrite(s->fd, bytes.p + done, bytes.n - done, (off_t)(s->on_disk + done));
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) return false;
        done += (size_t)k;
    }
    s->on_disk += bytes.n;
    return true;
}

bool spill_put(struct spill *s, str bytes, u64 *at)
{
    if (!s->on_disk && bytes.n <= s->memory - s->used) {
        *at = s->used;
        put_in_memory(s, bytes);
        return true;
    }
    *at = s->memory + s->on_disk;
    return put_on_disk(s, bytes);
}

bool spill_get(const struct spill *s, u64 at, size_t n, char *out)
{
    for (size_t done = 0; done < n;) {
        if (at + done < s->memory) {
            u64 place = at + done;
            size_t in = (size_t)(place % BLOCK), k = MIN_OF(n - done, BLOCK - in);
            memcpy(out + done, s->blocks[place / BLOCK] + in, k);
            done += k;
            continue;
        }
        ssize_t k = pread(s->fd, out + done, n - done, (off_t)(at + done - s->memory));
        if (k < 0 && errno == EINTR) continue;
        if (k == 0) errno = EIO;
        if (k <= 0) return false;
        done += (size_t)k;
    }
    return true;
}

char *spill_view(const struct spill *s, u64 at, size_t n)
{
    size_t in = (size_t)(at % BLOCK);
    return at < s->memory && n <= BLOCK - in ? s->blocks[at / BLOCK] + in : NULL;
}

u64 spill_on_disk(const struct spill *s) { return s->on_disk; }

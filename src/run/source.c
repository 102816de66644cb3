/* source.c - walking inputs, and cutting each into pieces as it streams by. */
#include "run/source.h"

#include "base/limits.h"
#include "page/charset.h"
#include "page/warc.h"
#include "run/heap.h"
#include "run/stream.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SNIFF_BYTES ((size_t)64 << 10) /* that tell the form of an input */

/* What the pieces of one input share. */
struct source_input {
    atomic_uint users;
    char *name;
    char *head;         /* of a feed */
    struct arena wide;  /* UTF-16 in lines or items, as UTF-8 */
};

struct source {
    char **queue; /* paths still to be read, the last first */
    size_t n, cap;
    struct source_input *input; /* the open one */
    struct stream *stream;
    struct input_cursor cursor;
    bool faulty; /* its fault is told */
    u64 closed;        /* bytes of inputs that are done */
    u64 in_all; /* bytes of the files asked for; 0 not known */
    atomic_ullong read; /* and of the open one: another thread may ask */
};

static void push(struct source *s, const char *path)
{
    if (s->n == s->cap) s->queue = heap_need(realloc(s->queue, (s->cap = s->cap ? s->cap * 2 : 16) * sizeof *s->queue));
    s->queue[s->n++] = heap_need(strdup(path));
}

/* The bytes of all files; 0 where one is no regular file. */
static u64 size_of(char *const *paths, int n)
{
    u64 sum = 0;
    for (int i = 0; i < n; i++) {
        struct stat st;
        if (stat(paths[i], &st) != 0 || !S_ISREG(st.st_mode)) return 0;
        sum += (u64)st.st_size;
    }
    return sum;
}

struct source *source_open(char *const *paths, int n)
{
    struct source *s = heap_need(calloc(1, sizeof *s));
    for (int i = n - 1; i >= 0; i--) push(s, paths[i]);
    s->in_all = size_of(paths, n);
    return s;
}

static void release(struct source_input *in)
{
    if (atomic_fetch_sub(&in->users, 1) != 1) return;
    arena_release(&in->wide);
    free(in->name);
    free(in->head);
    free(in);
}

/* The stream's window, and how far that has come. */
static str window(struct source *s, size_t unread, size_t wants, bool *more)
{
    str w = stream_window(s->stream, unread, wants, more);
    atomic_store(&s->read, s->closed + stream_bytes_read(s->stream));
    return w;
}

static void close_input(struct source *s)
{
    s->closed += stream_bytes_read(s->stream);
    atomic_store(&s->read, s->closed);
    stream_close(s->stream);
    release(s->input);
    s->stream = NULL;
    s->input = NULL;
}

void source_close(struct source *s)
{
    while (s->n) free(s->queue[--s->n]);
    free(s->queue);
    if (s->stream) close_input(s);
    free(s);
}

static struct source_input *input_new(str name)
{
    struct source_input *in = heap_need(calloc(1, sizeof *in));
    atomic_init(&in->users, 1);
    in->name = heap_need(strndup(name.n ? name.p : "", name.n));
    arena_init(&in->wide, LIMIT_DOCUMENT_ARENA);
    return in;
}

/* ---- pieces ---- */

static struct source_piece *piece_new(struct source_input *in, const struct input_cursor *c)
{
    struct source_piece *p = heap_need(malloc(sizeof *p));
    *p = (struct source_piece){.cursor = *c, .input = in};
    p->cursor.name = str_of(in->name);
    atomic_fetch_add(&in->users, 1);
    return p;
}

void source_drop(struct source_piece *p)
{
    release(p->input);
    stream_block_drop(p->block);
    free(p);
}

static struct source_piece *give(struct source *s, const struct input_piece *piece)
{
    struct source_piece *p = piece_new(s->input, &s->cursor);
    p->piece = *piece;
    p->block = stream_block_keep(stream_block(s->stream));
    return p;
}

/* An input that cannot be opened, or the place where the open one is broken. */
static struct source_piece *set_aside(struct source_input *in, const struct input_cursor *c, const char *why)
{
    struct source_piece *p = piece_new(in, c);
    snprintf(p->why, sizeof p->why, "%s", why);
    p->piece = (struct input_piece){.offset = c->offset, .line = c->line, .unread = str_of(p->why)};
    return p;
}

static struct source_piece *refuse(str name, const char *why)
{
    struct source_input *in = input_new(name);
    struct input_cursor c = {.form = INPUT_TEXT};
    struct source_piece *p = set_aside(in, &c, why);
    release(in);
    return p;
}

static struct source_piece *tell_fault(struct source *s)
{
    char why[200];
    u64 at;
    const char *fault = stream_fault(s->stream, &at);
    s->faulty = true;
    snprintf(why, sizeof why, "%s (in what begins at byte %llu of the file)", fault, (unsigned long long)at);
    return set_aside(s->input, &s->cursor, why);
}

/* ---- one input ---- */

/* A feed's head lies in the window, which goes on; its items need it for longer. */
static void keep_head(struct source *s)
{
    if (s->input->head || !s->cursor.head.n) return;
    s->input->head = heap_need(malloc(s->cursor.head.n));
    memcpy(s->input->head, s->cursor.head.p, s->cursor.head.n);
    s->cursor.head.p = s->input->head;
}

/* Lines and items are cut in UTF-8: an input of them in UTF-16 is made that, whole. */
static void make_narrow(struct source *s, str name, bool *more)
{
    struct utf8_mending what;
    str bytes = window(s, s->cursor.rest.n, LIMIT_PAGE_BYTES + 1, more);
    enum input_form form = bytes.n > LIMIT_PAGE_BYTES ? INPUT_TEXT : s->cursor.form; /* of a text too long is said that it is */
    s->cursor = input_open(name, INPUT_TEXT, bytes);
    if (form == INPUT_TEXT) return;
    if (arena_guard(&s->input->wide)) return;
    str narrow = charset_decode(&s->input->wide, bytes, STR_EMPTY, form == INPUT_FEED ? CHARSET_XML : CHARSET_PLAIN, &what);
    s->cursor = input_open(name, form, narrow);
    *more = false;
}

/* Where each record is a member of its own, a damaged one is not read: what was unpacked of it may be anything. */
static void drop_damaged_record(struct source *s)
{
    struct warc_record r;
    size_t n = stream_damaged(s->stream), skipped;
    if (s->cursor.form != INPUT_WARC || n == 0) return;
    str given = str_skip(s->cursor.rest, s->cursor.rest.n - n);
    if (!warc_next(given, false, &r, &skipped) || str_trim(str_skip(given, skipped + r.raw.n)).n) return;
    stream_forget(s->stream, n);
    s->cursor.rest.n -= n;
}

static void begin(struct source *s, str name)
{
    bool more;
    str head = window(s, 0, SNIFF_BYTES, &more);
    s->input = input_new(name);
    s->faulty = false;
    name = str_of(s->input->name);
    enum input_form form = input_form_of(name, more ? str_head(head, head.n & ~(size_t)1) : head);
    s->cursor = input_open(name, form, head);
    if ((form == INPUT_FEED || form == INPUT_JSONL) && charset_utf16(str_head(head, head.n & ~(size_t)1))) make_narrow(s, name, &more);
    s->cursor.more = more;
    drop_damaged_record(s);
}

/* The next piece of the open input, or NULL at its end. */
static struct source_piece *next_piece(struct source *s)
{
    struct input_piece piece;
    u64 at;
    for (;;) {
        if (input_next(&s->cursor, &piece)) {
            keep_head(s);
            return give(s, &piece);
        }
        if (s->cursor.wants) {
            size_t wants = s->cursor.wants;
            s->cursor.rest = window(s, s->cursor.rest.n, wants, &s->cursor.more);
            drop_damaged_record(s);
        } else if (!stream_fault(s->stream, &at)) {
            return NULL;
        } else if (!s->faulty) {
            return tell_fault(s);
        } else if (stream_resume(s->stream)) {
            s->faulty = false;
            s->cursor.more = true;
        } else {
            return NULL;
        }
    }
}

/* ---- walking ---- */

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }
static int not_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

/* Puts a folder's entries into the queue, so that they come in name order. */
static struct source_piece *walk(struct source *s, const char *path)
{
    struct dirent **entries;
    int n = scandir(path, &entries, not_hidden, by_name);
    if (n < 0) return refuse(str_of(path), strerror(errno));
    size_t len = strlen(path);
    const char *slash = len && path[len - 1] == '/' ? "" : "/";
    while (n-- > 0) {
        size_t room = len + strlen(entries[n]->d_name) + 2;
        char *full = heap_need(malloc(room));
        snprintf(full, room, "%s%s%s", path, slash, entries[n]->d_name);
        push(s, full);
        free(full);
        free(entries[n]);
    }
    free(entries);
    return NULL;
}

/* Opens the next input of the queue; a piece where it has to be set aside. */
static struct source_piece *open_next(struct source *s)
{
    char *path = s->queue[--s->n];
    struct source_piece *refused = NULL;
    struct stat st;
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        refused = refuse(str_of(path), strerror(errno));
    } else if (S_ISDIR(st.st_mode)) {
        refused = walk(s, path);
    } else {
        s->stream = stream_open(fd);
        begin(s, str_of(path));
    }
    if (!s->stream && fd > STDIN_FILENO) close(fd);
    free(path);
    return refused;
}

struct source *source_of_bytes(str name, str bytes)
{
    struct source *s = heap_need(calloc(1, sizeof *s));
    s->stream = stream_of_bytes(bytes);
    begin(s, name);
    return s;
}

struct source_piece *source_next(struct source *s)
{
    for (;;) {
        struct source_piece *p = s->stream ? next_piece(s) : NULL;
        if (p) return p;
        if (s->stream) close_input(s);
        if (s->n == 0) return NULL;
        p = open_next(s);
        if (p) return p;
    }
}

u64 source_bytes_read(const struct source *s) { return atomic_load(&s->read); }
u64 source_bytes_in_all(const struct source *s) { return s->in_all; }

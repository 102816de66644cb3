/* source.c - walking inputs, and cutting each into pieces as it streams by. */
#include "run/source.h"

#include "base/limits.h"
#include "page/charset.h"
#include "page/feed.h"
#include "page/warc.h"
#include "run/heap.h"
#include "run/stream.h"

#include <ctype.h>
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

/* A path still to be read, or what a list names and is not read. */
struct waiting {
    char *path;
    const char *why; /* NULL: it is read */
    bool listed;     /* a list named it */
};

struct source {
    struct waiting *queue; /* the last first */
    size_t n, cap;
    struct source_input *input; /* the open one */
    struct stream *stream;
    struct input_cursor cursor;
    bool faulty; /* its fault is told */
    u64 closed;        /* bytes of inputs that are done */
    bool listed; /* a list named the open one */
    atomic_ullong in_all; /* bytes of the files asked for; 0 not known */
    atomic_ullong read; /* and of the open one: another thread may ask */
};

static void push(struct source *s, const char *path, const char *why, bool listed)
{
    if (s->n == s->cap) s->queue = heap_need(realloc(s->queue, (s->cap = s->cap ? s->cap * 2 : 16) * sizeof *s->queue));
    s->queue[s->n++] = (struct waiting){heap_need(strdup(path)), why, listed};
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
    for (int i = n - 1; i >= 0; i--) push(s, paths[i], NULL, false);
    atomic_init(&s->in_all, size_of(paths, n));
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
    while (s->n) free(s->queue[--s->n].path);
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
static struct source_piece *walk(struct source *s, const char *path, bool listed)
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
        push(s, full, NULL, listed);
        free(full);
        free(entries[n]);
    }
    free(entries);
    return NULL;
}

/* ---- lists of feeds ---- */

#define NOT_FETCHED "a list names it, and nothing is fetched from the network: save it beside the list, and name it there by its file name"
#define NOT_BESIDE "a list names it, and it does not lie beside the list; give it yourself"

static bool has_scheme(str url)
{
    size_t n = 0;
    while (n < url.n && (isalnum((unsigned char)url.p[n]) || url.p[n] == '+' || url.p[n] == '-' || url.p[n] == '.')) n++;
    return n > 1 && n < url.n && url.p[n] == ':';
}

/* A name that leads to a file below the list's folder: neither absolute nor with a step upwards. */
static bool is_beside(str name)
{
    if (name.n == 0 || name.p[0] == '/' || str_is(name, "-") || memchr(name.p, 0, name.n)) return false;
    for (size_t i = 0; i + 1 < name.n; i++)
        if (name.p[i] == '.' && name.p[i + 1] == '.' && (i == 0 || name.p[i - 1] == '/') && (i + 2 == name.n || name.p[i + 2] == '/')) return false;
    return true;
}

/* Puts a line of a list behind those that wait: a file beside the list, else what is to be told of it. */
static void push_outline(struct source *s, str list, const struct feed_outline *o)
{
    bool feed = o->feed.n && !has_scheme(o->feed), page = o->page.n && !has_scheme(o->page);
    str name = feed || !page ? (o->feed.n ? o->feed : o->page) : o->page;
    const char *why = has_scheme(name) ? NOT_FETCHED : is_beside(name) ? NULL : NOT_BESIDE;
    size_t folder = list.n;
    while (folder && list.p[folder - 1] != '/') folder--;
    if (why) folder = 0; /* it is named as the list names it */
    char *path = heap_need(malloc(folder + name.n + 1));
    if (folder) memcpy(path, list.p, folder);
    memcpy(path + folder, name.p, name.n);
    path[folder + name.n] = 0;
    push(s, path, why, true);
    struct stat st;
    if (!why && atomic_load(&s->in_all) && stat(path, &st) == 0) atomic_fetch_add(&s->in_all, (u64)st.st_size);
    free(path);
}

/*
** The open input is a list of feeds: what it names comes next, in its order, and the list itself gives no page. A list within a list is not
** followed, nor one that is cut off at the length of a page. A piece where the list has to be set aside.
*/
static struct source_piece *read_list(struct source *s)
{
    struct utf8_mending what;
    struct feed_outline o;
    bool more = s->cursor.more;
    str bytes = more ? window(s, s->cursor.rest.n, LIMIT_PAGE_BYTES + 1, &more) : s->cursor.rest, name = str_of(s->input->name);
    struct source_piece *refused = NULL;
    size_t from = s->n, at = 0;
    if (s->listed || bytes.n > LIMIT_PAGE_BYTES || arena_guard(&s->input->wide)) {
        refused = refuse(name, s->listed ? "it is a list of feeds that another list names; give it yourself" : "it is a list of feeds longer than a page may be; split it");
    } else {
        str list = charset_decode(&s->input->wide, bytes, STR_EMPTY, CHARSET_XML, &what);
        while (feed_outline_next(&s->input->wide, list, &at, &o)) push_outline(s, name, &o);
        for (size_t i = from, k = s->n; i + 1 < k; i++, k--) { /* the first comes off the queue first */
            struct waiting w = s->queue[i];
            s->queue[i] = s->queue[k - 1];
            s->queue[k - 1] = w;
        }
        if (s->n == from) refused = refuse(name, "it is a list of feeds that names none");
    }
    close_input(s);
    return refused;
}

/* Opens the next input of the queue; a piece where it has to be set aside. */
static struct source_piece *open_next(struct source *s)
{
    struct waiting next = s->queue[--s->n];
    char *path = next.path;
    struct source_piece *refused = NULL;
    struct stat st;
    if (next.why) {
        refused = refuse(str_of(path), next.why);
        free(path);
        return refused;
    }
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        refused = refuse(str_of(path), strerror(errno));
    } else if (S_ISDIR(st.st_mode)) {
        refused = walk(s, path, next.listed);
    } else {
        s->stream = stream_open(fd);
        s->listed = next.listed;
        begin(s, str_of(path));
        if (s->cursor.form == INPUT_FEED && feed_is_list(s->cursor.rest)) refused = read_list(s);
        fd = -1; /* the stream's */
    }
    if (fd > STDIN_FILENO) close(fd);
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
u64 source_bytes_in_all(const struct source *s) { return atomic_load(&s->in_all); }

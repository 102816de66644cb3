/* records.c - how fast inputs are read: cut into pieces, nothing made of them. Prints pieces, bytes of the files, seconds of this process. */
#include "run/source.h"

#include <stdio.h>
#include <sys/resource.h>

int main(int argc, char **argv)
{
    struct source *s = source_open(argv + 1, argc - 1);
    struct rusage r;
    u64 pieces = 0, bytes = 0;
    for (struct source_piece *p; (p = source_next(s)) != NULL; source_drop(p)) {
        pieces++;
        bytes += p->piece.raw.n;
    }
    u64 packed = source_bytes_read(s);
    source_close(s);
    getrusage(RUSAGE_SELF, &r);
    printf("pieces %llu, their bytes %llu, of files %llu, seconds of user %.3f system %.3f, resident %ld KB\n", (unsigned long long)pieces,
           (unsigned long long)bytes, (unsigned long long)packed, (double)r.ru_utime.tv_sec + (double)r.ru_utime.tv_usec / 1e6,
           (double)r.ru_stime.tv_sec + (double)r.ru_stime.tv_usec / 1e6, r.ru_maxrss);
    return 0;
}

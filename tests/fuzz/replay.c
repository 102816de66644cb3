/*
** replay.c - runs a target over the files of its corpus, whole, and cut off at several places; for each a copy of its own size, so that a sanitizer sees
** a read beyond the end.
*/
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void run(const char *data, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    if (!copy) abort();
    memcpy(copy, data, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static int replay(const char *path)
{
    static char data[1 << 20];
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        return 1;
    }
    size_t n = fread(data, 1, sizeof data, f);
    fclose(f);
    run(data, n);
    for (size_t k = 1; k < 16; k++) run(data, n * k / 16);
    for (size_t k = 0; n && k < 64; k++) { /* one byte changed at a time */
        size_t at = (k * 2654435761u + n * 40503u) % n;
        char was = data[at];
        data[at] = (char)(was ^ (1 << k % 8));
        run(data, n);
        data[at] = was;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct dirent **files;
    int failed = 0, n = argc == 2 ? scandir(argv[1], &files, NULL, alphasort) : -1, ran = 0;
    if (n < 0) {
        fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    for (int i = 0; i < n; i++) {
        char path[4096];
        if (files[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", argv[1], files[i]->d_name);
            failed += replay(path);
            ran++;
        }
        free(files[i]);
    }
    free(files);
    printf("%d passed, %d failed\n", ran - failed, failed);
    return failed || !ran;
}

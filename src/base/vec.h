/*
** vec.h - a growing array in an arena.
**
**     struct { VEC(struct token); } v = {0};      or      VEC(span) as members of a struct
**     *vec_add(a, &v) = t;                         (the new element is zeroed)
**     for (u32 i = 0; i < v.n; i++) use(v.v[i]);
**
** A pointer into v.v is good until the next vec_add.
*/
#ifndef ASANID_VEC_H
#define ASANID_VEC_H

#include "base/arena.h"

#define VEC(T)                                                                                                                 \
    T *v;                                                                                                                      \
    u32 n, cap

/* Adds a zeroed element and gives its address. */
#define vec_add(a, vec)                                                                                                        \
    ((vec)->n < (vec)->cap ? (void)0 : (void)((vec)->v = vec_grow((a), (vec)->v, &(vec)->cap, sizeof *(vec)->v)),              \
     &(vec)->v[(vec)->n++])

#define vec_push(a, vec, x) (*vec_add(a, vec) = (x))

void *vec_grow(struct arena *a, void *v, u32 *cap, size_t size);

#endif

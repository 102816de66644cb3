/*
** base.h - the ground every file stands on: sized integers, attributes, asserts.
**
** Asserts stay on in release. ASSERT is for what cannot happen whatever the input; a broken input is refused with a
** reason, never asserted on. BUG names the place and aborts.
*/
#ifndef ASANID_BASE_H
#define ASANID_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t i32;
typedef int64_t i64;

#define MUST_USE __attribute__((warn_unused_result))
#define NORETURN __attribute__((noreturn))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
#define MIN_OF(a, b) ((a) < (b) ? (a) : (b))
#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))

#define ASSERT(c) ((c) ? (void)0 : base_bug(__FILE__, __LINE__, #c))
#define BUG(why) base_bug(__FILE__, __LINE__, (why))

/* Prints file, line and reason on stderr and aborts. */
NORETURN void base_bug(const char *file, int line, const char *why);

#endif

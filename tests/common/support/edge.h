/*
 * edge -- bytes that end right before a page that cannot be read.
 */
#ifndef TESTS_EDGE_H
#define TESTS_EDGE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

/* A copy of `len` bytes (at most 64 KiB), valid until the next call. */
char *edge_copy(const char *data, size_t len);

#endif

/*
 * text -- bytes from anywhere made into clean, bounded UTF-8.
 */
#ifndef ERRNOTICE_TEXT_H
#define ERRNOTICE_TEXT_H

#include <stddef.h>

/*
 * Copies at most `room` bytes of `data` into `into` and returns how many were
 * written.  Each byte that is not part of a well-formed UTF-8 sequence (RFC 3629:
 * no overlong forms, no surrogates, nothing above U+10FFFF) and each NUL becomes
 * U+FFFD; a character that does not fit whole is left out.  No terminator is
 * written.  Never reads past data[len-1], and stops reading once `into` is full,
 * so a 10 MB message costs what fits.
 */
size_t errnotice_text_clean(char *into, size_t room, const char *data, size_t len);

/* The same as one line that a terminal does not obey: each control character becomes `?`. */
size_t errnotice_text_line(char *into, size_t room, const char *data, size_t len);

/* U+FFFD, for what is not well-formed. */
#define ERRNOTICE_TEXT_REPLACEMENT "\xEF\xBF\xBD"

/* Bytes of the well-formed character that `data` begins with, 0 if it is none; at least one byte is there. */
size_t errnotice_text_character(const char *data, size_t len);

/*
 * The longest prefix that means itself wherever it is put: ASCII without control
 * characters, `"` and `\`.  Reads eight bytes at a time, never past data[len-1].
 */
size_t errnotice_text_plain(const char *data, size_t len);

/* The longest prefix of well-formed text, at most `room` bytes, that ends at a character. */
size_t errnotice_text_cut(const char *data, size_t len, size_t room);

#endif

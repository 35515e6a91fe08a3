/*
 * pattern -- the lists that users write: codes, classes, applications, …
 *
 * Items are separated by commas or white space.  A list is parsed once, owned by
 * the caller, immutable, and may be matched from any thread.  Parse errors name
 * the item and its position in bytes, from 1.
 *
 *   codes   500   -5   10000-10999   -20--10   42S02   ORDER_*   E_ERROR   0   *
 *   names   App\Order\PaymentFailed   App\Order\*   shop-*   *
 *
 * `*` inside a word stands for any run of characters.  Codes compare with case,
 * names without (as PHP compares classes; a leading backslash is ignored, and what
 * follows a NUL: an anonymous class goes by `Parent@anonymous`).  Numbers are
 * canonical: `08006` is a word, and matches that very text.  A range over 0 does not
 * mean "no code".
 */
#ifndef ERRNOTICE_PATTERN_H
#define ERRNOTICE_PATTERN_H

#include "common/err.h"
#include "common/span.h"

enum errnotice_match {
	ERRNOTICE_MATCH_NONE,
	ERRNOTICE_MATCH_ANY,  /* only because the list holds `*` */
	ERRNOTICE_MATCH_NAMED /* an item other than `*` names it */
};

struct errnotice_codes;

/*
 * NULL on a list that does not parse (a range that runs backwards or has no end, a
 * number over 64 bits, a `;`, a character outside printable ASCII) or without memory.
 * An empty list matches nothing.
 */
struct errnotice_codes *errnotice_codes_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_codes_free(struct errnotice_codes *codes);
bool errnotice_codes_empty(const struct errnotice_codes *codes);

/* An item that begins with E_ names fatals only; for an exception it never matches.  "" and "0" are "no code". */
enum errnotice_match errnotice_codes_match_exception(
	const struct errnotice_codes *codes, struct errnotice_span code);

/* `constant` is E_ERROR, E_PARSE, …; only items that begin with E_, and `*`, are asked. */
enum errnotice_match errnotice_codes_match_fatal(
	const struct errnotice_codes *codes, struct errnotice_span constant);

/* A bare number in the list that equals an E_ constant of PHP (php.ini turns an unquoted E_ERROR into 1), or 0. */
int errnotice_codes_suspicious_number(const struct errnotice_codes *codes);

struct errnotice_names;

struct errnotice_names *errnotice_names_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_names_free(struct errnotice_names *names);
bool errnotice_names_empty(const struct errnotice_names *names);
enum errnotice_match errnotice_names_match(const struct errnotice_names *names, struct errnotice_span name);

#endif

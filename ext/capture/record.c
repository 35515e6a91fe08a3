#include "ext/capture/record.h"

#include "ext/capture/raw.h"
#include "ext/compat.h"

void errnotice_records_clear(struct errnotice_records *records)
{
	if (records->any)
		memset(records->at, 0, sizeof(records->at));
	records->any = false;
}

struct errnotice_record *errnotice_records_of(struct errnotice_records *records, const zend_object *object)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].object == object)
			return &records->at[i];
	return NULL;
}

struct errnotice_record *errnotice_records_by_ticket(struct errnotice_records *records, zend_long ticket)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].ticket == ticket)
			return &records->at[i];
	return NULL;
}

static bool was_made_at(const zend_object *throwable, struct errnotice_span file, zend_long line)
{
	struct errnotice_span its_file;

	if (errnotice_raw_line(throwable) != line)
		return false;
	its_file = errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE);
	return its_file.len == file.len && memcmp(its_file.data, file.data, file.len) == 0;
}

/* What stands between these in a message, as `quote`; false without these. */
static bool get_quote(struct errnotice_span message, struct errnotice_span *quote)
{
	static const char before[] = "Uncaught ", after[] = "\n  thrown";
	size_t around = sizeof(before) - 1 + sizeof(after) - 1;

	if (message.len < around || memcmp(message.data, before, sizeof(before) - 1) != 0
		|| memcmp(message.data + message.len - (sizeof(after) - 1), after, sizeof(after) - 1) != 0)
		return false;
	*quote = errnotice_span(message.data + sizeof(before) - 1, message.len - around);
	return true;
}

static bool is_quoted(const zend_object *throwable, struct errnotice_span quote)
{
	struct errnotice_span text = errnotice_raw_text(throwable, ERRNOTICE_BASE_STRING);

	/* 8.1 quotes as far as the first NUL */
	return text.len >= quote.len && (text.len == quote.len || text.data[quote.len] == '\0')
	       && memcmp(text.data, quote.data, quote.len) == 0;
}

/* The newest; with a quote, of those that are quoted. */
static struct errnotice_record *newest_made_at(struct errnotice_records *records, struct errnotice_span file,
	zend_long line, const struct errnotice_span *quote)
{
	struct errnotice_record *newest = NULL;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (record->object && !errnotice_is_half_freed(record->object)
			&& (!newest || record->turn > newest->turn) && was_made_at(record->object, file, line)
			&& (!quote || is_quoted(record->object, *quote)))
			newest = record;
	}
	return newest;
}

struct errnotice_record *errnotice_records_made_at(
	struct errnotice_records *records, struct errnotice_span file, zend_long line)
{
	return newest_made_at(records, file, line, NULL);
}

struct errnotice_record *errnotice_records_quoted(struct errnotice_records *records,
	struct errnotice_span file, zend_long line, struct errnotice_span message)
{
	struct errnotice_span quote;

	/* of one that __toString() threw the engine tells the class only */
	return newest_made_at(records, file, line, get_quote(message, &quote) ? &quote : NULL);
}

bool errnotice_record_is_candidate(const struct errnotice_record *record)
{
	return record->ticket != 0 && !record->shadow && !record->told && !record->for_good
	       && !record->in_aftermath && record->verdict.end == ERRNOTICE_END_CAUGHT;
}

struct errnotice_record *errnotice_records_candidate(struct errnotice_records *records, zend_long turn)
{
	struct errnotice_record *newest = NULL;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (errnotice_record_is_candidate(record) && record->turn <= turn
			&& (!newest || record->turn > newest->turn))
			newest = record;
	}
	return newest;
}

void errnotice_records_keep_candidates(struct errnotice_records *records)
{
	bool kept = false;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (errnotice_record_is_candidate(record)) {
			record->object = record->subject = NULL;
			kept = true;
		} else {
			*record = (struct errnotice_record){0};
		}
	}
	records->any = kept;
}

static bool is_open(const struct errnotice_record *record)
{
	return record->for_good || record->verdict.may_be_missed
	       || errnotice_verdict_is_under_way(&record->verdict);
}

/* Whether a shadow that is open came to hold it: it goes where that goes, though its own catch has been passed. */
static bool is_held_by_open(const struct errnotice_records *records, const struct errnotice_record *record)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->shadow && other->object && errnotice_raw_chain_holds(other->object, record->object)
			&& is_open(other))
			return true;
	}
	return false;
}

bool errnotice_records_have_open(const struct errnotice_records *records)
{
	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &records->at[i];

		if (record->object && !record->told && !record->shadow
			&& (is_open(record) || is_held_by_open(records, record)))
			return true;
	}
	return false;
}

const struct errnotice_record *errnotice_records_next_shadow(
	const struct errnotice_records *records, zend_long turn)
{
	const struct errnotice_record *next = NULL;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &records->at[i];

		if (record->shadow && record->turn > turn && (!next || record->turn < next->turn))
			next = record;
	}
	return next;
}

void errnotice_record_begin(
	struct errnotice_records *records, struct errnotice_record *record, zend_object *object)
{
	records->any = true;
	*record = (struct errnotice_record){
		.ticket = ++records->tickets,
		.object = object,
		.shadow = true,
		.in_shutdown = (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0,
	};
}

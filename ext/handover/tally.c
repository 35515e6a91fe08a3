#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "common/fingerprint.h"
#include "common/uuid.h"
#include "ext/handover/tally.h"

#define NEIGHBOURS 16
#define MINUTE_MS  60000
#define COUNT_MAX  ((uint32_t)ERRNOTICE_COUNT_MAX)

enum { FREE, WRITING, KEPT };

_Static_assert(
	sizeof(struct errnotice_pack) <= ERRNOTICE_TALLY_ROOM + 16384, "an event without detail has room");

static uint32_t number_of(uint64_t word)
{
	return (uint32_t)word;
}

static unsigned state_of(uint64_t word)
{
	return (unsigned)(word >> 32) & 3;
}

/* Of another generation: who looked at the entry before it was given away finds his word no more. */
static uint64_t next_word(uint64_t word, unsigned state)
{
	uint64_t generation = (word >> 34) + (state == WRITING);

	return generation << 34 | (uint64_t)state << 32;
}

static uint64_t fp_of(const struct errnotice_event *event)
{
	char text[ERRNOTICE_FP_LEN + 1] = "";

	memcpy(text, event->field[ERRNOTICE_FIELD_FP].data, ERRNOTICE_FP_LEN);
	return strtoull(text, NULL, 16);
}

/* -- in ------------------------------------------------------------------ */

/* Whether the number went in; false when the entry is not of this issue and minute, or not any more. */
static bool add_to(struct errnotice_tally *tally, struct errnotice_tally_entry *entry, uint64_t fp,
	uint64_t minute, uint32_t count)
{
	uint64_t word = atomic_load(&entry->word);
	bool fits;

	/* first: killed in between, it is looked for in vain, and never not looked for */
	atomic_fetch_add(&tally->held, 1);
	do {
		fits = state_of(word) == KEPT && number_of(word) <= COUNT_MAX - count
		       && atomic_load(&entry->fp) == fp && atomic_load(&entry->minute) == minute;
	} while (fits && !atomic_compare_exchange_weak(&entry->word, &word, word + count));
	if (!fits || number_of(word) > 0)
		atomic_fetch_sub(&tally->held, 1);
	return fits;
}

static bool is_left_out(int field)
{
	return field == ERRNOTICE_FIELD_ID || field == ERRNOTICE_FIELD_COUNT
	       || field == ERRNOTICE_FIELD_REFUSED || field == ERRNOTICE_FIELD_DETAIL;
}

static void describe(struct errnotice_tally *tally, size_t at, const struct errnotice_event *event)
{
	static struct errnotice_pack pack; /* one thread of a process hands over at a time */

	errnotice_pack_reset(&pack);
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
		if (!is_left_out(i))
			errnotice_pack_text(&pack, i, event->field[i].data, event->field[i].len);
	tally->what[at].len = pack.len;
	memcpy(tally->what[at].bytes, pack.bytes, pack.len);
}

/* An entry without a number is anybody's. */
static bool make_entry(struct errnotice_tally *tally, size_t at, uint64_t fp, uint64_t minute,
	const struct errnotice_event *event)
{
	struct errnotice_tally_entry *entry = &tally->entry[at];
	uint64_t word = atomic_load(&entry->word);
	uint64_t writing = next_word(word, WRITING);

	if (state_of(word) == WRITING || number_of(word) > 0
		|| !atomic_compare_exchange_strong(&entry->word, &word, writing))
		return false;
	atomic_store(&entry->fp, fp);
	atomic_store(&entry->minute, minute);
	describe(tally, at, event);
	atomic_store(&entry->word, next_word(writing, KEPT));
	return true;
}

bool errnotice_tally_add(struct errnotice_tally *tally, unsigned peer, const struct errnotice_event *event)
{
	uint64_t fp = fp_of(event), minute = (uint64_t)(event->time_ms / MINUTE_MS) << 8 | peer;
	size_t from = (size_t)((fp ^ fp >> 32) + minute * 7);
	uint32_t count = (uint32_t)event->count;

	for (size_t i = 0; i < NEIGHBOURS; i++)
		if (add_to(tally, &tally->entry[(from + i) % ERRNOTICE_TALLY_ENTRIES], fp, minute, count))
			return true;
	for (size_t i = 0; i < NEIGHBOURS; i++) {
		size_t at = (from + i) % ERRNOTICE_TALLY_ENTRIES;

		if (make_entry(tally, at, fp, minute, event)
			&& add_to(tally, &tally->entry[at], fp, minute, count))
			return true;
	}
	return false;
}

/* -- out ----------------------------------------------------------------- */

static bool write_event(struct errnotice_pack *pack, const struct errnotice_tally *tally, size_t at,
	uint64_t minute, uint32_t count)
{
	uint32_t len = *(const volatile uint32_t *)&tally->what[at].len;
	char id[ERRNOTICE_UUID_LEN + 1];
	unsigned char random[10];

	if (getrandom(random, sizeof(random), GRND_NONBLOCK) != (ssize_t)sizeof(random))
		return false;
	errnotice_uuid_format(id, (int64_t)((minute >> 8) * MINUTE_MS), random);
	len = len <= ERRNOTICE_TALLY_ROOM ? len : 0;
	memcpy(pack->bytes, tally->what[at].bytes, len);
	pack->len = len;
	errnotice_pack_text(pack, ERRNOTICE_FIELD_ID, id, ERRNOTICE_UUID_LEN);
	errnotice_pack_int(pack, ERRNOTICE_FIELD_COUNT, count);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_DETAIL, "{}", 2);
	return true;
}

static bool holds(const struct errnotice_tally_entry *entry, unsigned peer)
{
	uint64_t word = atomic_load_explicit(&entry->word, memory_order_relaxed);

	return state_of(word) == KEPT && number_of(word) > 0 && (atomic_load(&entry->minute) & 0xFF) == peer;
}

bool errnotice_tally_holds(const struct errnotice_tally *tally, unsigned peer)
{
	bool found = false;

	if (atomic_load_explicit(&tally->held, memory_order_relaxed) == 0)
		return false;
	for (size_t i = 0; i < ERRNOTICE_TALLY_ENTRIES && !found; i++)
		found = holds(&tally->entry[i], peer);
	return found;
}

bool errnotice_tally_take(struct errnotice_tally *tally, unsigned peer, struct errnotice_pack *pack)
{
	for (size_t i = 0; i < ERRNOTICE_TALLY_ENTRIES; i++) {
		struct errnotice_tally_entry *entry = &tally->entry[i];
		uint64_t word = atomic_load(&entry->word);
		uint64_t minute =
			atomic_load(&entry->minute); /* of this word's generation, if it is there still */

		if (state_of(word) != KEPT || number_of(word) == 0 || (minute & 0xFF) != peer)
			continue;
		/* written while nobody can give the entry away; it is worth nothing if the number moved meanwhile */
		if (!write_event(pack, tally, i, minute, number_of(word)))
			return false;
		if (atomic_compare_exchange_strong(&entry->word, &word, word - number_of(word))) {
			atomic_fetch_sub(&tally->held, 1);
			return true;
		}
		errnotice_pack_reset(pack);
	}
	return false;
}

/* -- after a reload ------------------------------------------------------ */

void errnotice_tally_mend(struct errnotice_tally *tally)
{
	uint32_t held = 0;

	for (size_t i = 0; i < ERRNOTICE_TALLY_ENTRIES; i++) {
		uint64_t word = atomic_load(&tally->entry[i].word);

		if (state_of(word) == WRITING)
			atomic_store(&tally->entry[i].word, next_word(word, FREE));
		held += state_of(word) == KEPT && number_of(word) > 0;
	}
	atomic_store(&tally->held, held);
}

#include <string.h>

#include "common/fingerprint.h"
#include "common/text.h"
#include "ext/handover/catches.h"

static uint64_t key_of(struct errnotice_span frame, struct errnotice_span file, uint32_t line)
{
	struct errnotice_span none = {NULL, 0};
	uint64_t key =
		errnotice_fingerprint(frame, file, none, errnotice_span((char *)&line, sizeof(line)), none);

	return key ? key : 1;
}

static int find(struct errnotice_catches *catches, uint64_t key)
{
	for (unsigned i = 0; i < ERRNOTICE_CATCHES; i++) {
		unsigned at = (unsigned)((key + i) % ERRNOTICE_CATCHES);
		uint64_t seen = atomic_load_explicit(&catches->key[at], memory_order_relaxed);

		if (seen == key
			|| (seen == 0 && atomic_compare_exchange_strong(&catches->key[at], &seen, key)))
			return (int)at;
		/* who lost the race for it may have lost it to one that wants the same */
		if (seen == key)
			return (int)at;
	}
	return -1;
}

/* Two that write at once write the same; one that died while it wrote is finished by the next. */
static void write_text(struct errnotice_catch_text *text, struct errnotice_span frame,
	struct errnotice_span file, uint32_t line)
{
	memcpy(text->frame, frame.data, frame.len);
	memcpy(text->file, file.data, file.len);
	text->frame_len = (uint16_t)frame.len;
	text->file_len = (uint16_t)file.len;
	text->line = line;
	atomic_store_explicit(&text->whole, 1, memory_order_release);
}

int errnotice_catches_place(struct errnotice_catches *catches, struct errnotice_span frame,
	struct errnotice_span file, uint32_t line)
{
	int place;

	if (frame.len > ERRNOTICE_CATCH_FRAME_MAX)
		frame.len = 0;
	if (file.len > ERRNOTICE_CATCH_FILE_MAX)
		file = errnotice_span(
			file.data + file.len - ERRNOTICE_CATCH_FILE_MAX, ERRNOTICE_CATCH_FILE_MAX);
	place = find(catches, key_of(frame, file, line));
	if (place >= 0 && !atomic_load_explicit(&catches->text[place].whole, memory_order_relaxed))
		write_text(&catches->text[place], frame, file, line);
	return place;
}

void errnotice_catches_count(struct errnotice_catches *catches, int place)
{
	atomic_fetch_add_explicit(&catches->count[place], 1, memory_order_relaxed);
}

/* A file's name may hold anything, also what a terminal obeys. */
static void clean(char *into, size_t room, struct errnotice_span text)
{
	into[errnotice_text_line(into, room, text.data, text.len)] = '\0';
}

bool errnotice_catches_get(const struct errnotice_catches *catches, int place, struct errnotice_catch *into)
{
	uint64_t key = atomic_load(&catches->key[place]);
	struct errnotice_catch_text text;
	struct errnotice_span frame, file;

	into->count = atomic_load(&catches->count[place]);
	if (key == 0 || into->count == 0
		|| !atomic_load_explicit(&catches->text[place].whole, memory_order_acquire))
		return false;
	text = catches->text[place];
	if (text.frame_len > ERRNOTICE_CATCH_FRAME_MAX || text.file_len > ERRNOTICE_CATCH_FILE_MAX)
		return false;
	frame = errnotice_span(text.frame, text.frame_len);
	file = errnotice_span(text.file, text.file_len);
	if (key_of(frame, file, text.line) != key)
		return false;
	clean(into->frame, sizeof(into->frame) - 1, frame);
	clean(into->file, sizeof(into->file) - 1, file);
	into->line = text.line;
	return true;
}

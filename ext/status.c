#include "php.h"
#include "ext/standard/info.h"

#include "common/place.h"
#include "ext/capture/hook.h"
#include "ext/catcher.h"
#include "ext/counters.h"
#include "ext/errnotice.h"
#include "ext/handover/outbox.h"
#include "ext/status.h"

#define WORDS 700

static void say_state(char *into, size_t room)
{
	switch (errnotice_ini_state()) {
	case ERRNOTICE_INI_REPORTS:
		snprintf(into, room, "reporting");
		break;
	case ERRNOTICE_INI_DISABLED:
		snprintf(into, room, "off: errnotice.enable is off");
		break;
	case ERRNOTICE_INI_EMPTY:
		snprintf(into, room,
			"off: errnotice.codes and errnotice.classes are empty, nothing is to be reported");
		break;
	case ERRNOTICE_INI_REFUSED:
		snprintf(into, room, "off: %s", errnotice_ini_refusal());
		break;
	}
}

static void say_down(char *into, size_t room, const struct errnotice_outbox_status *outbox)
{
	if (outbox->retry_in_ms > 0)
		snprintf(into, room, "Redis down, next probe in %d s: %s",
			(int)((outbox->retry_in_ms + 999) / 1000), outbox->reason);
	else
		snprintf(into, room, "Redis down, next probe with the next hand-over: %s", outbox->reason);
}

static void say_redis(char *into, size_t room, const struct errnotice_outbox_status *outbox)
{
	switch (outbox->redis) {
	case ERRNOTICE_REDIS_UNUSED:
		snprintf(into, room, "not asked yet: there was nothing to send");
		break;
	case ERRNOTICE_REDIS_UP:
		snprintf(into, room, "Redis answers%s",
			outbox->heartbeat_refused ? ", but refuses the heartbeat (HSET " ERRNOTICE_HOSTS_KEY
						    ")"
						  : "");
		break;
	case ERRNOTICE_REDIS_DOWN:
		say_down(into, room, outbox);
		break;
	case ERRNOTICE_REDIS_FULL:
		snprintf(into, room,
			"the stream has reached errnotice.stream_limit, events go to the spool or wait: does "
			"the consumer run?");
		break;
	case ERRNOTICE_REDIS_NO_PLACE:
		snprintf(into, room,
			"nowhere to send to: refused, or more endpoints than one process tree can use");
		break;
	}
}

static void say_endpoint(char *into, size_t room)
{
	const struct errnotice_endpoint *endpoint = errnotice_endpoint();

	if (endpoint)
		errnotice_redis_url_show(&endpoint->redis, into, room);
	else
		snprintf(into, room, "refused");
}

/* -- errnotice_status() -------------------------------------------------- */

struct lines {
	zval refused, doubtful;
};

static void add_refused(void *context, const char *line)
{
	add_next_index_string(&((struct lines *)context)->refused, line);
}

static void add_doubtful(void *context, const char *line)
{
	add_next_index_string(&((struct lines *)context)->doubtful, line);
}

static void add_stream(zval *into, const struct errnotice_outbox_status *outbox)
{
	const struct errnotice_endpoint *endpoint = errnotice_endpoint();
	zval stream;

	array_init(&stream);
	add_assoc_string(&stream, "name", endpoint ? endpoint->stream : "");
	if (outbox->stream_len >= 0)
		add_assoc_long(&stream, "entries", (zend_long)outbox->stream_len);
	else
		add_assoc_null(&stream, "entries");
	add_assoc_long(&stream, "limit", endpoint ? endpoint->stream_limit : 0);
	add_assoc_zval(into, "stream", &stream);
}

static void add_owners(zval *into, const char *hook, int (*owners)(const char *names[ERRNOTICE_HOOK_OWNERS]))
{
	const char *names[ERRNOTICE_HOOK_OWNERS];
	int count = owners(names);
	zval list;

	array_init(&list);
	for (int i = 0; i < count; i++)
		add_next_index_string(&list, names[i]);
	add_assoc_zval(into, hook, &list);
}

static void add_hooks(zval *into)
{
	zval hooks;

	array_init(&hooks);
	add_owners(&hooks, "throws", errnotice_hook_throw_owners);
	add_owners(&hooks, "errors", errnotice_hook_error_owners);
	add_assoc_zval(into, "hooks", &hooks);
}

static void add_slots(zval *into, const struct errnotice_outbox_status *outbox)
{
	zval slots;

	array_init(&slots);
	add_assoc_long(&slots, "total", outbox->slots);
	add_assoc_long(&slots, "used", outbox->used);
	add_assoc_long(&slots, "waiting", outbox->waiting);
	add_assoc_long(&slots, "undecided", outbox->candidates);
	add_assoc_zval(into, "slots", &slots);
}

static void add_counters(zval *into)
{
	zval counters;

	array_init(&counters);
	for (int i = 0; i < ERRNOTICE_COUNTERS_; i++)
		add_assoc_long(&counters, errnotice_counter_name(i), (zend_long)errnotice_counted(i));
	add_assoc_zval(into, "counters", &counters);
}

static void add_catch(void *catches, const struct errnotice_catch *catch)
{
	zval entry;

	array_init(&entry);
	if (catch->frame[0])
		add_assoc_string(&entry, "frame", catch->frame);
	else
		add_assoc_null(&entry, "frame");
	add_assoc_string(&entry, "file", catch->file);
	add_assoc_long(&entry, "line", catch->line);
	add_assoc_long(&entry, "count", (zend_long) catch->count);
	add_next_index_zval(catches, &entry);
}

static void add_catches(zval *into)
{
	zval catches;

	array_init(&catches);
	errnotice_catcher_tell(add_catch, &catches);
	add_assoc_zval(into, "catches", &catches);
}

void errnotice_status_array(zval *into)
{
	struct errnotice_outbox_status outbox;
	struct lines lines;
	char words[WORDS];

	errnotice_outbox_status(&outbox);
	array_init(into);
	add_assoc_string(into, "version", ERRNOTICE_VERSION);
	add_assoc_bool(into, "reporting", errnotice_ini_state() == ERRNOTICE_INI_REPORTS);
	say_state(words, sizeof(words));
	add_assoc_string(into, "state", words);
	say_redis(words, sizeof(words), &outbox);
	add_assoc_string(into, "redis", words);
	say_endpoint(words, sizeof(words));
	add_assoc_string(into, "endpoint", words);
	add_stream(into, &outbox);
	add_slots(into, &outbox);
	add_assoc_string(into, "spool", outbox.spool);
	add_hooks(into);
	array_init(&lines.refused);
	array_init(&lines.doubtful);
	errnotice_ini_tell(add_refused, add_doubtful, &lines);
	add_assoc_zval(into, "refused", &lines.refused);
	add_assoc_zval(into, "doubtful", &lines.doubtful);
	add_counters(into);
	add_catches(into);
}

/* -- phpinfo() ----------------------------------------------------------- */

static void print_refused(void *context, const char *line)
{
	php_info_print_table_row(2, "Refused", line);
}

static void print_doubtful(void *context, const char *line)
{
	php_info_print_table_row(2, "Doubtful", line);
}

static void print_slots(const struct errnotice_outbox_status *outbox)
{
	char words[WORDS];

	snprintf(words, sizeof(words),
		"%u, of which %u hold events that wait for Redis and %u undecided ones",
		(unsigned)outbox->slots, (unsigned)outbox->waiting, (unsigned)outbox->candidates);
	php_info_print_table_row(2, "Slots", words);
}

static void print_stream(const struct errnotice_outbox_status *outbox)
{
	const struct errnotice_endpoint *endpoint = errnotice_endpoint();
	char words[WORDS];

	if (!endpoint)
		return;
	if (outbox->stream_len >= 0)
		snprintf(words, sizeof(words), "%s, %" PRId64 " of at most %ld entries when last asked",
			endpoint->stream, outbox->stream_len, endpoint->stream_limit);
	else
		snprintf(words, sizeof(words), "%s, at most %ld entries", endpoint->stream,
			endpoint->stream_limit);
	php_info_print_table_row(2, "Stream", words);
}

/* From the top: who is called first for a throw, or for an error. */
static void print_owners(const char *what, int (*owners)(const char *names[ERRNOTICE_HOOK_OWNERS]))
{
	const char *names[ERRNOTICE_HOOK_OWNERS];
	int count = owners(names);
	char words[WORDS] = "";

	for (int i = 0; i < count; i++)
		snprintf(words + strlen(words), sizeof(words) - strlen(words), "%s%.60s", i ? ", then " : "",
			names[i]);
	php_info_print_table_row(2, what, words);
}

static void print_counters(void)
{
	char number[24];

	php_info_print_table_start();
	php_info_print_table_header(2, "Since the start", "Count");
	for (int i = 0; i < ERRNOTICE_COUNTERS_; i++) {
		snprintf(number, sizeof(number), "%" PRIu64, errnotice_counted(i));
		php_info_print_table_row(2, errnotice_counter_help(i), number);
	}
	php_info_print_table_end();
}

static void print_catch(void *has_begun, const struct errnotice_catch *catch)
{
	char place[ERRNOTICE_CATCH_FILE_MAX + 16], number[24];

	if (!*(bool *)has_begun) {
		php_info_print_table_start();
		php_info_print_table_header(
			3, "Handled by a catch in (as errnotice.boundaries takes it)", "Place", "Count");
	}
	*(bool *)has_begun = true;
	snprintf(place, sizeof(place), "%s:%" PRIu32, catch->file, catch->line);
	snprintf(number, sizeof(number), "%" PRIu64, catch->count);
	php_info_print_table_row(
		3, catch->frame[0] ? catch->frame : "(no boundary can name it)", place, number);
}

static void print_catches(void)
{
	bool has_begun = false;

	errnotice_catcher_tell(print_catch, &has_begun);
	if (has_begun)
		php_info_print_table_end();
}

void errnotice_status_info(void)
{
	struct errnotice_outbox_status outbox;
	char words[WORDS];

	errnotice_outbox_status(&outbox);
	php_info_print_table_start();
	say_state(words, sizeof(words));
	php_info_print_table_row(2, "State", words);
	php_info_print_table_row(2, "Version", ERRNOTICE_VERSION);
	say_endpoint(words, sizeof(words));
	php_info_print_table_row(2, "Endpoint", words);
	say_redis(words, sizeof(words), &outbox);
	php_info_print_table_row(2, "Hand-over", words);
	print_stream(&outbox);
	print_slots(&outbox);
	php_info_print_table_row(2, "Spool", outbox.spool);
	print_owners("Hook for throws", errnotice_hook_throw_owners);
	print_owners("Hook for errors", errnotice_hook_error_owners);
	errnotice_ini_tell(print_refused, print_doubtful, NULL);
	php_info_print_table_end();
	print_counters();
	print_catches();
}

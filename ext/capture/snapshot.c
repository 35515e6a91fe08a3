#include "ext/capture/snapshot.h"

#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/fingerprint.h"
#include "common/uuid.h"
#include "ext/capture/raw.h"
#include "ext/capture/site.h"
#include "SAPI.h"

static char host[256];

void errnotice_snapshot_startup(void)
{
	if (gethostname(host, sizeof(host) - 1) != 0)
		host[0] = '\0';
}

static void pack_id(struct errnotice_pack *pack, int64_t time_ms)
{
	char id[ERRNOTICE_UUID_LEN + 1];
	unsigned char random[10];

	/* never short for so few bytes; where it is forbidden, the clock and the process must do */
	if (getrandom(random, sizeof(random), GRND_NONBLOCK) != (ssize_t)sizeof(random)) {
		struct timespec now;

		clock_gettime(CLOCK_MONOTONIC, &now);
		memcpy(random, &now.tv_nsec, 4);
		memcpy(random + 4, &now.tv_sec, 2);
		memcpy(random + 6, &(pid_t){getpid()}, 4);
	}
	errnotice_uuid_format(id, time_ms, random);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_ID, id, ERRNOTICE_UUID_LEN);
}

static void pack_c_text(struct errnotice_pack *pack, enum errnotice_field field, const char *text)
{
	errnotice_pack_text(pack, field, text, strlen(text));
}

static void pack_span(struct errnotice_pack *pack, enum errnotice_field field, struct errnotice_span text)
{
	errnotice_pack_text(pack, field, text.data, text.len);
}

/* What is the same for every event; returns the minute. */
static int64_t pack_origin(
	struct errnotice_pack *pack, const struct errnotice_settings *settings, const char *kind)
{
	int64_t time_ms = errnotice_clock_unix_ms();

	pack_c_text(pack, ERRNOTICE_FIELD_V, ERRNOTICE_EVENT_VERSION);
	pack_id(pack, time_ms);
	errnotice_pack_int(pack, ERRNOTICE_FIELD_TIME, time_ms);
	pack_c_text(pack, ERRNOTICE_FIELD_APP, settings->app);
	pack_c_text(pack, ERRNOTICE_FIELD_ENV, settings->environment);
	pack_c_text(pack, ERRNOTICE_FIELD_RELEASE, settings->release);
	pack_c_text(pack, ERRNOTICE_FIELD_HOST, host);
	pack_c_text(pack, ERRNOTICE_FIELD_SAPI, sapi_module.name);
	pack_c_text(pack, ERRNOTICE_FIELD_KIND, kind);
	errnotice_pack_int(pack, ERRNOTICE_FIELD_COUNT, 1);
	return time_ms / 60000;
}

static void pack_message(
	struct errnotice_pack *pack, const struct errnotice_settings *settings, struct errnotice_span message)
{
	size_t room;
	char *into = errnotice_pack_reserve(pack, ERRNOTICE_FIELD_MESSAGE, &room);

	errnotice_pack_commit(
		pack, errnotice_scrub_text(settings->scrub, into, room, message.data, message.len));
}

/* SITE and FP, from what is packed already. */
static uint64_t pack_identity(struct errnotice_pack *pack, const struct errnotice_settings *settings,
	struct errnotice_frames frames)
{
	char site[256], hex[ERRNOTICE_FP_LEN + 1];
	uint64_t fp;

	errnotice_pack_text(pack, ERRNOTICE_FIELD_SITE, site,
		errnotice_site(frames, settings->library_paths, site, sizeof(site)));
	fp = errnotice_fingerprint(errnotice_pack_get(pack, ERRNOTICE_FIELD_APP),
		errnotice_pack_get(pack, ERRNOTICE_FIELD_ENV),
		errnotice_pack_get(pack, ERRNOTICE_FIELD_CLASS),
		errnotice_pack_get(pack, ERRNOTICE_FIELD_CODE),
		errnotice_pack_get(pack, ERRNOTICE_FIELD_SITE));
	errnotice_fingerprint_format(hex, fp);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_FP, hex, ERRNOTICE_FP_LEN);
	return fp;
}

struct errnotice_issue errnotice_snapshot_throwable(struct errnotice_pack *pack,
	const struct errnotice_settings *settings, const struct errnotice_subject *subject)
{
	const zend_object *throwable = subject->throwable;
	struct errnotice_issue issue;

	issue.minute = pack_origin(pack, settings, "exception");
	pack_span(pack, ERRNOTICE_FIELD_CLASS, errnotice_raw_class(throwable->ce));
	pack_span(pack, ERRNOTICE_FIELD_CODE,
		subject->code.text.len > 0 ? subject->code.text : errnotice_span_of("0"));
	pack_message(pack, settings, errnotice_raw_text(throwable, ERRNOTICE_BASE_MESSAGE));
	pack_span(pack, ERRNOTICE_FIELD_FILE, errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE));
	errnotice_pack_int(pack, ERRNOTICE_FIELD_LINE, errnotice_raw_line(throwable));
	issue.fp = pack_identity(pack, settings, errnotice_frames_of(throwable));
	return issue;
}

struct errnotice_issue errnotice_snapshot_fatal(struct errnotice_pack *pack,
	const struct errnotice_settings *settings, const char *constant, const zend_string *file,
	uint32_t line, const zend_string *message)
{
	struct errnotice_frames frames = errnotice_frames_live();
	struct errnotice_issue issue;

	/* no code runs while the entry script is compiled: its file is the site */
	if (frames.done && file)
		frames = (struct errnotice_frames){.trace = &zend_empty_array,
			.next_file = errnotice_raw_string(file),
			.next_line = line};
	issue.minute = pack_origin(pack, settings, "fatal");
	pack_c_text(pack, ERRNOTICE_FIELD_CLASS, constant);
	pack_c_text(pack, ERRNOTICE_FIELD_CODE, constant);
	pack_message(pack, settings, message ? errnotice_raw_string(message) : errnotice_span("", 0));
	pack_span(pack, ERRNOTICE_FIELD_FILE, file ? errnotice_raw_string(file) : errnotice_span("", 0));
	errnotice_pack_int(pack, ERRNOTICE_FIELD_LINE, line);
	issue.fp = pack_identity(pack, settings, frames);
	return issue;
}

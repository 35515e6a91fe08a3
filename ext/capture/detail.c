#include "ext/capture/detail.h"

#include <unistd.h>

#include "common/json.h"
#include "ext/capture/frames.h"
#include "ext/capture/raw.h"
#include "ext/capture/request.h"
#include "ext/capture/trace.h"
#include "SAPI.h"

/* Of each exception of the chain, beside the one that is described. */
#define CHAIN_MESSAGE_MAX 512
#define NAME_MAX_BYTES    512

static void write_process(struct errnotice_json *json, const struct errnotice_settings *settings)
{
	if (SG(request_info).path_translated)
		errnotice_json_text(json, "script", SG(request_info).path_translated,
			strlen(SG(request_info).path_translated));
	if (SG(request_info).argc > 0)
		errnotice_json_text(
			json, "argv0", SG(request_info).argv[0], strlen(SG(request_info).argv[0]));
	errnotice_json_int(json, "pid", getpid());
	errnotice_json_text(json, "php", PHP_VERSION, strlen(PHP_VERSION));
	if (settings->request)
		errnotice_request_write(json, settings->scrub);
}

static void write_link(
	struct errnotice_json *json, const struct errnotice_settings *settings, const zend_object *throwable)
{
	struct errnotice_span cls = errnotice_raw_class(throwable->ce);
	struct errnotice_span message = errnotice_raw_text(throwable, ERRNOTICE_BASE_MESSAGE);
	struct errnotice_span file = errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE);
	char clean[CHAIN_MESSAGE_MAX];
	struct errnotice_code code;

	if (!errnotice_json_open(json, NULL, '{'))
		return;
	errnotice_code_read(settings->code_from, throwable, &code);
	errnotice_json_text(json, "class", cls.data, cls.len);
	if (code.text.len > 0)
		errnotice_json_text(json, "code", code.text.data, code.text.len);
	errnotice_json_text(json, "message", clean,
		errnotice_scrub_text(settings->scrub, clean, sizeof(clean), message.data, message.len));
	errnotice_json_text(json, "file", file.data, file.len);
	errnotice_json_int(json, "line", errnotice_raw_line(throwable));
	errnotice_json_close(json);
}

/* All of the chain but the one that the event describes, outermost first. */
static void write_chain(struct errnotice_json *json, const struct errnotice_settings *settings,
	const zend_object *thrown, const zend_object *described)
{
	if (!errnotice_raw_previous(thrown) || !errnotice_json_open(json, "previous", '['))
		return;
	for (int depth = 0; thrown && depth < ERRNOTICE_CHAIN_MAX; depth++) {
		if (thrown != described)
			write_link(json, settings, thrown);
		thrown = errnotice_raw_previous(thrown);
	}
	errnotice_json_close(json);
}

static void write_catcher(struct errnotice_json *json, const struct errnotice_verdict *verdict)
{
	struct errnotice_frame frame;
	char name[NAME_MAX_BYTES];

	if (!verdict->catcher.func)
		return;
	frame = errnotice_frame_of(verdict->catcher.func);
	errnotice_json_text(json, "caught_by", name, errnotice_frame_name(&frame, name, sizeof(name)));
}

void errnotice_detail_of_throwable(struct errnotice_pack *pack, const struct errnotice_settings *settings,
	const zend_object *thrown, const struct errnotice_subject *subject,
	const struct errnotice_verdict *verdict)
{
	struct errnotice_json json;
	size_t room;
	char *into = errnotice_pack_reserve(pack, ERRNOTICE_FIELD_DETAIL, &room);

	errnotice_json_init(&json, into, room);
	errnotice_json_open(&json, NULL, '{');
	write_process(&json, settings);
	write_catcher(&json, verdict);
	write_chain(&json, settings, thrown, subject->throwable);
	errnotice_trace_write(&json, errnotice_frames_of(subject->throwable), settings->trace_frames);
	errnotice_json_close(&json);
	errnotice_pack_commit(pack, json.len);
}

void errnotice_detail_of_fatal(struct errnotice_pack *pack, const struct errnotice_settings *settings)
{
	struct errnotice_json json;
	size_t room;
	char *into = errnotice_pack_reserve(pack, ERRNOTICE_FIELD_DETAIL, &room);

	errnotice_json_init(&json, into, room);
	errnotice_json_open(&json, NULL, '{');
	write_process(&json, settings);
	errnotice_trace_write(&json, errnotice_frames_live(), settings->trace_frames);
	errnotice_json_close(&json);
	errnotice_pack_commit(pack, json.len);
}

void errnotice_detail_withheld(struct errnotice_pack *pack)
{
	errnotice_pack_text(pack, ERRNOTICE_FIELD_DETAIL, "{}", 2);
}

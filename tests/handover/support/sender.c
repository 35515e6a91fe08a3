#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "tests/handover/support/sender.h"

struct server server;
struct errnotice_endpoint endpoint;
struct errnotice_spool_place place;
const char *version;
bool reloads;

static const struct errnotice_endpoint *get_endpoint(void)
{
	return &endpoint;
}

static const struct errnotice_spool_place *get_spool(void)
{
	return &place;
}

void startup(uint32_t slots, bool heartbeat)
{
	struct errnotice_outbox_setup given = {
		.slots = slots,
		.heartbeat = heartbeat,
		.reloads = reloads,
		.sapi = "test",
		.version = version,
		.endpoint = get_endpoint,
		.spool = get_spool,
	};
	struct errnotice_err err = {.text = ""};

	assert_true(errnotice_outbox_startup(&given, &err));
}

int sender_setup(void **state)
{
	server_init(&server, NULL);
	memset(&endpoint, 0, sizeof(endpoint));
	memset(&place, 0, sizeof(place));
	server_url(&server, &endpoint.redis);
	strcpy(endpoint.stream, STREAM);
	endpoint.stream_limit = 1000;
	endpoint.detail_limit = 20;
	endpoint.heartbeat_s = 60;
	endpoint.timeout_ms = TIMEOUT_MS;
	version = "9.9.9";
	reloads = false;
	startup(SLOTS, false);
	return 0;
}

int sender_teardown(void **state)
{
	endpoint.timeout_ms = 1;
	errnotice_outbox_shutdown();
	server_clear(&server);
	return 0;
}

static void put(struct errnotice_pack *pack, enum errnotice_field field, const char *text)
{
	errnotice_pack_text(pack, field, text, strlen(text));
}

/* An event whose code says which one it is. */
bool capture(int number, enum errnotice_slot_state state)
{
	struct errnotice_slot *slot = errnotice_outbox_claim();
	struct errnotice_pack *pack;
	char id[40], code[12];

	if (!slot) {
		errnotice_outbox_lost(1);
		return false;
	}
	snprintf(id, sizeof(id), "01a20d3f-0b8b-7c5e-9f52-%012d", number);
	snprintf(code, sizeof(code), "%d", number);
	pack = errnotice_slot_pack(slot);
	put(pack, ERRNOTICE_FIELD_V, "1");
	put(pack, ERRNOTICE_FIELD_ID, id);
	put(pack, ERRNOTICE_FIELD_TIME, "1795543210123");
	put(pack, ERRNOTICE_FIELD_KIND, "exception");
	put(pack, ERRNOTICE_FIELD_COUNT, "1");
	put(pack, ERRNOTICE_FIELD_CODE, code);
	put(pack, ERRNOTICE_FIELD_MESSAGE, "payment gateway said no");
	put(pack, ERRNOTICE_FIELD_FP, "0123456789abcdef");
	errnotice_slot_mark(slot, state);
	return true;
}

void capture_some(int from, int to)
{
	for (int i = from; i <= to; i++)
		assert_true(capture(i, ERRNOTICE_SLOT_FINAL));
}

long entries(void)
{
	return ask_number(&server, "XLEN " STREAM);
}

struct errnotice_outbox_status look(void)
{
	struct errnotice_outbox_status status;

	assert_true(errnotice_outbox_status(&status));
	return status;
}

bool flushed(void *argument)
{
	errnotice_outbox_flush();
	return look().used == 0;
}

int64_t time_of_flush(void)
{
	int64_t began = errnotice_clock_ms();

	errnotice_outbox_flush();
	return errnotice_clock_ms() - began;
}

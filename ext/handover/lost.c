#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "common/fingerprint.h"
#include "common/uuid.h"
#include "ext/handover/lost.h"

static const struct {
	const char *code;
	const char *message;
} reasons[ERRNOTICE_LOSSES_] = {
#define X(name, word, sentence) [ERRNOTICE_LOSS_##name] = {word, sentence},
	ERRNOTICE_LOSSES(X)
#undef X
};

static void put(struct errnotice_pack *pack, enum errnotice_field field, const char *text)
{
	errnotice_pack_text(pack, field, text, strlen(text));
}

bool errnotice_lost_write(struct errnotice_pack *pack, enum errnotice_loss loss, uint64_t count,
	const char *host, const char *sapi, int64_t unix_ms)
{
	struct errnotice_span none = errnotice_span("", 0);
	const char *code = reasons[loss].code;
	char id[ERRNOTICE_UUID_LEN + 1], fp[ERRNOTICE_FP_LEN + 1];
	unsigned char random[10];

	if (getrandom(random, sizeof(random), GRND_NONBLOCK) != (ssize_t)sizeof(random))
		return false;
	errnotice_uuid_format(id, unix_ms, random);
	errnotice_fingerprint_format(
		fp, errnotice_fingerprint(none, none, none, errnotice_span_of(code), none));
	put(pack, ERRNOTICE_FIELD_V, ERRNOTICE_EVENT_VERSION);
	put(pack, ERRNOTICE_FIELD_ID, id);
	errnotice_pack_int(pack, ERRNOTICE_FIELD_TIME, unix_ms);
	put(pack, ERRNOTICE_FIELD_HOST, host);
	put(pack, ERRNOTICE_FIELD_SAPI, sapi);
	put(pack, ERRNOTICE_FIELD_KIND, "lost");
	errnotice_pack_int(pack, ERRNOTICE_FIELD_COUNT, (int64_t)count);
	put(pack, ERRNOTICE_FIELD_CODE, code);
	put(pack, ERRNOTICE_FIELD_MESSAGE, reasons[loss].message);
	put(pack, ERRNOTICE_FIELD_FP, fp);
	put(pack, ERRNOTICE_FIELD_DETAIL, "{}");
	return true;
}

#include "ext/draft.h"

#include "ext/capture/detail.h"
#include "ext/capture/fate.h"
#include "ext/capture/snapshot.h"
#include "ext/counters.h"
#include "ext/handover/outbox.h"
#include "ext/handover/slot.h"

static struct errnotice_record *oldest_candidate(struct errnotice_records *records)
{
	struct errnotice_record *oldest = NULL;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (record->draft.slot && !errnotice_fate_is_sure(record)
			&& (!oldest || record->ticket < oldest->ticket))
			oldest = record;
	}
	return oldest;
}

/*
 * In a full table a candidate of this very thread makes room: nobody else holds
 * it.  Should that turn out unhandled after all, it is told as lost.  For what is
 * surely unhandled an event that waits does, of which the number stays.
 */
static struct errnotice_slot *claim(struct errnotice_records *records, bool sure)
{
	struct errnotice_slot *slot = errnotice_outbox_claim();
	struct errnotice_record *spared;

	if (slot)
		return slot;
	spared = oldest_candidate(records);
	if (spared) {
		errnotice_draft_drop(spared);
		slot = errnotice_outbox_claim();
	}
	return slot || !sure ? slot : errnotice_outbox_squeeze();
}

static void write_path(struct errnotice_pack *pack, const char *path)
{
	errnotice_pack_text(pack, ERRNOTICE_FIELD_PATH, path, strlen(path));
}

void errnotice_draft_open(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_settings *settings, const struct errnotice_subject *subject)
{
	struct errnotice_draft *draft = &record->draft;
	struct errnotice_pack *pack;

	/* what the application told itself has its path already */
	draft->slot = claim(records, record->path || errnotice_fate_is_sure(record));
	if (!draft->slot)
		return;
	pack = errnotice_slot_pack(draft->slot);
	draft->issue = errnotice_snapshot_throwable(pack, settings, subject);
	draft->detail_at = pack->len;
}

void errnotice_draft_judge(struct errnotice_record *record, const struct errnotice_settings *settings,
	const zend_object *thrown, const struct errnotice_subject *subject)
{
	struct errnotice_draft *draft = &record->draft;
	struct errnotice_pack *pack;

	if (!draft->slot)
		return;
	pack = errnotice_slot_pack(draft->slot);
	pack->len = draft->detail_at;
	errnotice_detail_of_throwable(pack, settings, thrown, subject, &record->verdict);
	draft->path_at = pack->len;
	write_path(pack, errnotice_fate_path(record));
	errnotice_slot_mark(
		draft->slot, errnotice_fate_is_sure(record) ? ERRNOTICE_SLOT_SURE : ERRNOTICE_SLOT_CANDIDATE);
}

void errnotice_draft_send(struct errnotice_record *record)
{
	struct errnotice_draft *draft = &record->draft;
	struct errnotice_pack *pack;

	if (!draft->slot) {
		errnotice_outbox_lost(1);
		return;
	}
	pack = errnotice_slot_pack(draft->slot);
	pack->len = draft->path_at;
	if (!errnotice_outbox_allows_detail(draft->issue.fp, draft->issue.minute)) {
		pack->len = draft->detail_at;
		errnotice_detail_withheld(pack);
	}
	write_path(pack, errnotice_fate_path(record));
	errnotice_slot_mark(draft->slot, ERRNOTICE_SLOT_FINAL);
	errnotice_count(ERRNOTICE_COUNT_captured);
	draft->slot = NULL;
}

void errnotice_draft_drop(struct errnotice_record *record)
{
	if (record->draft.slot)
		errnotice_slot_release(record->draft.slot);
	record->draft.slot = NULL;
}

void errnotice_draft_send_fatal(struct errnotice_records *records, const struct errnotice_settings *settings,
	const char *constant, const zend_string *file, uint32_t line, const zend_string *message)
{
	struct errnotice_slot *slot = claim(records, true);
	struct errnotice_issue issue;
	struct errnotice_pack *pack;

	if (!slot) {
		errnotice_outbox_lost(1);
		return;
	}
	pack = errnotice_slot_pack(slot);
	issue = errnotice_snapshot_fatal(pack, settings, constant, file, line, message);
	if (errnotice_outbox_allows_detail(issue.fp, issue.minute))
		errnotice_detail_of_fatal(pack, settings);
	else
		errnotice_detail_withheld(pack);
	write_path(pack, "fatal");
	errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	errnotice_count(ERRNOTICE_COUNT_captured);
}

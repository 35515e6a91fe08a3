#include "ext/report.h"

#include "SAPI.h"
#include "zend_exceptions.h"
#include "ext/capture/boundary.h"
#include "ext/capture/filter.h"
#include "ext/capture/hook.h"
#include "ext/capture/ignored.h"
#include "ext/capture/raw.h"
#include "ext/capture/snapshot.h"
#include "ext/catcher.h"
#include "ext/compat.h"
#include "ext/counters.h"
#include "ext/draft.h"
#include "ext/errnotice.h"
#include "ext/handover/outbox.h"
#include "ext/incident.h"
#include "ext/neighbours.h"

/* Where no client waits for a response, an event leaves as soon as its verdict is final. */
static bool sends_at_once;

static const struct errnotice_settings *settings_in_request(void)
{
	return ERRNOTICE_G(capture).phase == ERRNOTICE_PHASE_OUTSIDE ? NULL : errnotice_settings();
}

/* -- a verdict that is final --------------------------------------------- */

static void hand_over(struct errnotice_records *all)
{
	if (!sends_at_once)
		return;
	errnotice_incidents_settle_taken(all);
	errnotice_outbox_flush();
}

/* -- a throw ------------------------------------------------------------- */

/* Asked only of those that may be the reason of a failed answer. */
static bool is_in_aftermath(
	const struct errnotice_settings *settings, const struct errnotice_verdict *verdict)
{
	return verdict->end == ERRNOTICE_END_CAUGHT && errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer)
	       && errnotice_is_aftermath(settings->boundaries);
}

static void mark_way(struct errnotice_record *record, const struct errnotice_settings *settings)
{
	record->caught_at = 0;
	/* a handler that throws it again is no news */
	if (record->for_good)
		return;
	record->path = NULL;
	record->caught_at = errnotice_catcher_note(&record->verdict);
	record->in_aftermath = is_in_aftermath(settings, &record->verdict);
}

/* From here on there is an event, if it is not one that was told already. */
static void describe(struct errnotice_records *all, struct errnotice_record *record,
	const struct errnotice_settings *settings, const zend_object *thrown,
	const struct errnotice_subject *subject)
{
	bool is_new;

	record->subject = record->object ? subject->throwable : NULL;
	is_new = errnotice_incident_speak_for_chain(all, record, thrown);
	if (record->shadow) {
		record->shadow = false;
		errnotice_count(ERRNOTICE_COUNT_thrown_matching);
		if (!is_new) {
			record->told = true;
			errnotice_count(ERRNOTICE_COUNT_superseded);
			return;
		}
		errnotice_draft_open(all, record, settings, subject);
	}
	errnotice_draft_judge(record, settings, thrown, subject);
}

static void note(struct errnotice_records *all, const struct errnotice_settings *settings,
	zend_object *throwable, const struct errnotice_subject *subject,
	const struct errnotice_verdict *verdict)
{
	struct errnotice_record *record = errnotice_incident_of(all, throwable);

	if (record->told)
		return;
	errnotice_incident_judge(all, record, verdict);
	mark_way(record, settings);
	if (subject)
		describe(all, record, settings, throwable, subject);
	if (ERRNOTICE_G(capture).phase == ERRNOTICE_PHASE_CLOSING)
		errnotice_incident_conclude(all, record);
}

static void consider_in_request(const struct errnotice_settings *settings, zend_object *throwable)
{
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_filter_memo *memo = &ERRNOTICE_G(capture).memo;
	struct errnotice_subject subject;
	struct errnotice_verdict verdict;
	bool configured = !errnotice_filter_remembers_no(memo, throwable)
			  && errnotice_filter_throwable(settings, memo, throwable, &subject);
	/* one that is not may come to hold one that is on its way */
	bool matters = configured || errnotice_records_have_open(all);

	if (!matters && !errnotice_incidents_have_candidate(all))
		return;
	verdict = errnotice_search(throwable, settings->boundaries);
	/* what nobody handles is the reason of a failed answer, and no candidate is */
	if (matters || errnotice_verdict_is_unhandled(&verdict))
		note(all, settings, throwable, configured ? &subject : NULL, &verdict);
}

static zend_never_inline void consider(zend_object *throwable)
{
	const struct errnotice_settings *settings = settings_in_request();

	if (!EG(current_execute_data) || zend_is_unwind_exit(throwable) || zend_is_graceful_exit(throwable))
		return;
	if (settings)
		consider_in_request(settings, throwable);
	else
		errnotice_filter_remember_no(&ERRNOTICE_G(capture).memo, throwable);
}

static ZEND_HOT void on_thrown(zend_object *throwable)
{
	const struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	/* most throws end here, before anything is asked that costs; what unwinds for exit is never remembered */
	if (capture->records.any || !errnotice_filter_remembers_no(&capture->memo, throwable))
		consider(throwable);
}

/* -- what becomes of it -------------------------------------------------- */

static void on_strayed(void)
{
	struct errnotice_record *record;

	if (!ERRNOTICE_G(capture).records.any || !EG(exception))
		return;
	record = errnotice_records_of(errnotice_incidents(), EG(exception));
	if (record)
		errnotice_verdict_stray(&record->verdict);
}

static void on_fiber_gone(void)
{
	struct errnotice_records *all = &ERRNOTICE_G(capture).records;

	for (int i = 0; all->any && i < ERRNOTICE_RECORDS; i++)
		errnotice_verdict_misplace(&all->at[i].verdict);
}

static void on_freed(zend_long ticket)
{
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_record *record = errnotice_records_by_ticket(all, ticket);
	enum errnotice_fate fate;

	if (!record)
		return;
	if (record->shadow)
		errnotice_incident_pass_on(all, record);
	fate = record->told ? ERRNOTICE_FATE_OPEN : errnotice_fate_freed(all, record);
	record->for_good |= fate == ERRNOTICE_FATE_UNHANDLED;
	/* its chain dies with it, or later for a reason of its own */
	if (!record->shadow)
		errnotice_incident_speak_for_chain(all, record, record->object);
	if (record->told) {
		*record = (struct errnotice_record){0};
		return;
	}
	record->object = NULL;
	if (fate == ERRNOTICE_FATE_OPEN) {
		record->subject = NULL;
		errnotice_incident_count_catch(record);
	}
	/* of one that no handler took, the engine had said so */
	if (fate == ERRNOTICE_FATE_UNHANDLED && record->verdict.end == ERRNOTICE_END_UNCAUGHT)
		record->path = "handler";
	errnotice_incident_settle(all, record, fate);
	if (fate == ERRNOTICE_FATE_UNHANDLED)
		hand_over(all);
}

/* The engine says no file where the throwable has lost its own. */
static struct errnotice_span file_of(const zend_string *file)
{
	return file ? errnotice_raw_string(file) : errnotice_span("", 0);
}

static void on_uncaught(const zend_string *message, const zend_string *file, uint32_t line)
{
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_record *record =
		errnotice_records_quoted(all, file_of(file), line, errnotice_raw_string(message));

	errnotice_answer_explain(&ERRNOTICE_G(capture).answer, ZEND_LONG_MAX);
	if (!record || record->told)
		return;
	errnotice_incident_confirm(all, record);
	hand_over(all);
}

/* The engine's words where a class cannot be linked because an autoloader threw: one incident, not two. */
static bool quotes_throwable(const zend_string *message)
{
	return message && zend_string_starts_with_literal(message, "During inheritance of ");
}

/* Of an uncaught ParseError or CompileError the fatal is told, if both are configured. */
static void on_fatal(const char *constant, bool is_throwable, const zend_string *file, uint32_t line,
	const zend_string *message)
{
	const struct errnotice_settings *settings = settings_in_request();
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_record *throwable =
		is_throwable ? errnotice_records_made_at(all, file_of(file), line) : NULL;
	bool configured = settings && errnotice_filter_fatal(settings, constant);
	bool told = throwable && throwable->told;

	if (!settings)
		return;
	errnotice_answer_explain(&ERRNOTICE_G(capture).answer, ZEND_LONG_MAX);
	if (!is_throwable)
		told = errnotice_incidents_confirm(all) && quotes_throwable(message);
	else if (throwable && errnotice_incident_waits(throwable) && configured)
		errnotice_incident_settle(all, throwable, ERRNOTICE_FATE_SUPERSEDED);
	else if (throwable && !told)
		errnotice_incident_confirm(all, throwable);
	if (configured && !told) {
		errnotice_draft_send_fatal(all, settings, constant, file, line, message);
		ERRNOTICE_G(capture).answer.explained = true;
	}
	hand_over(all);
}

/*
 * A header callback that sends output itself has the headers sent twice: the first
 * are the answer.  1xx is none: it comes before.
 */
static void on_sent(int status)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	if (capture->answer.status != 0 || status < 200)
		return;
	capture->answer.status = status;
	capture->answer.turn = capture->records.turns;
}

/* -- what the application tells itself ----------------------------------- */

bool errnotice_report_throwable(zend_object *throwable)
{
	static const struct errnotice_verdict handled = {.end = ERRNOTICE_END_CAUGHT};
	const struct errnotice_settings *settings = settings_in_request();
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_subject subject;
	struct errnotice_record *record;

	if (!settings
		|| !errnotice_filter_throwable(settings, &ERRNOTICE_G(capture).memo, throwable, &subject))
		return false;
	record = errnotice_incident_of(all, throwable);
	if (!record->told) {
		errnotice_incident_judge(all, record, &handled);
		record->caught_at = 0;
		record->path = "report";
		describe(all, record, settings, throwable, &subject);
	}
	if (!record->told)
		errnotice_incident_settle(all, record, ERRNOTICE_FATE_UNHANDLED);
	hand_over(all);
	return true;
}

/* -- the module's life --------------------------------------------------- */

void errnotice_report_startup(void)
{
	static const struct errnotice_hooks hooks = {
		on_thrown, on_strayed, on_fiber_gone, on_uncaught, on_fatal};

	sends_at_once = strcmp(sapi_module.name, "cli") == 0 || strcmp(sapi_module.name, "embed") == 0;
	errnotice_raw_startup();
	errnotice_boundaries_startup();
	errnotice_ignored_startup();
	errnotice_snapshot_startup();
	errnotice_watch_startup(on_freed);
	errnotice_hook_install(&hooks);
	errnotice_neighbours_startup(errnotice_hook_hold);
	/* a program may set a status, but answers nobody */
	if (!sends_at_once)
		errnotice_answer_install(on_sent);
}

void errnotice_report_shutdown(void)
{
	errnotice_answer_remove();
	errnotice_hook_remove();
	errnotice_ignored_shutdown();
	errnotice_boundaries_shutdown();
}

void errnotice_report_request_start(void)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	capture->memo = (struct errnotice_filter_memo){0};
	capture->answer = (struct errnotice_answer){0};
	capture->phase = ERRNOTICE_PHASE_REQUEST;
}

static void settle_request(void)
{
	struct errnotice_records *all;

	if (!ERRNOTICE_G(capture).records.any)
		return;
	all = errnotice_incidents();
	errnotice_incidents_conclude(all);
	errnotice_records_keep_candidates(all);
}

void errnotice_report_request_end(void)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	settle_request();
	errnotice_watch_close(&capture->watch);
	capture->phase = ERRNOTICE_PHASE_CLOSING;
}

void errnotice_report_after_response(void)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);
	/* FrankenPHP's worker script serves many requests, and only the SAPI's module hears of each */
	bool goes_on = EG(current_execute_data) != NULL;

	if (goes_on)
		settle_request();
	capture->phase = ERRNOTICE_PHASE_OUTSIDE;
	if (capture->records.any) {
		struct errnotice_records *all = errnotice_incidents();

		errnotice_incidents_answered(all);
		errnotice_records_clear(all);
	}
	errnotice_outbox_flush();
	if (goes_on)
		errnotice_report_request_start();
}

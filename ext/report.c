#include "ext/report.h"

#include "SAPI.h"
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

/* In a process that never ends nothing may wait for its end: what a boundary has taken goes, too. */
static void hand_over(void)
{
	struct errnotice_records *all = errnotice_incidents();

	if (!sends_at_once)
		return;
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &all->at[i];

		if (errnotice_incident_waits(record) && record->verdict.end == ERRNOTICE_END_BOUNDARY
			&& !record->for_good && !errnotice_verdict_is_open(&record->verdict))
			errnotice_incident_settle(record, ERRNOTICE_FATE_UNHANDLED);
	}
	errnotice_outbox_flush();
}

/* -- a throw ------------------------------------------------------------- */

static struct errnotice_record *begin(zend_object *throwable)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_record *record = errnotice_records_place(all);

	if (record->ticket != 0 && !record->told)
		errnotice_incident_settle(record, errnotice_record_fate_at_end(all, record));
	errnotice_record_begin(all, record, throwable);
	/* an object whose death would not be told must not be looked at later */
	if (capture->phase != ERRNOTICE_PHASE_REQUEST
		|| !errnotice_watch_add(&capture->watch, throwable, record->ticket))
		record->object = NULL;
	return record;
}

/* Those in its chain share its fate.  False when one of them was told: then it is the same incident. */
static bool settle_chain(
	const struct errnotice_record *holder, const zend_object *throwable, enum errnotice_fate fate)
{
	struct errnotice_records *all = errnotice_incidents();
	bool is_new = true;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &all->at[i];

		if (record->shadow || !errnotice_record_holds(holder, throwable, record))
			continue;
		if (record->told)
			is_new = false;
		else
			errnotice_incident_settle(record, fate);
	}
	return is_new;
}

static const char *path_of(const struct errnotice_verdict *verdict)
{
	if (verdict->end == ERRNOTICE_END_BOUNDARY)
		return "boundary";
	return Z_TYPE(EG(user_exception_handler)) == IS_UNDEF ? "fatal" : "handler";
}

/* Asked only of those that may be the reason of a failed answer. */
static bool is_in_aftermath(
	const struct errnotice_settings *settings, const struct errnotice_verdict *verdict)
{
	return verdict->end == ERRNOTICE_END_CAUGHT && errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer)
	       && errnotice_is_aftermath(settings->boundaries);
}

/* From here on there is an event, if it is not one that was told already. */
static void describe(struct errnotice_record *record, const struct errnotice_settings *settings,
	const zend_object *thrown, const struct errnotice_subject *subject)
{
	bool is_new = settle_chain(record, thrown, ERRNOTICE_FATE_SUPERSEDED);

	if (record->shadow) {
		record->shadow = false;
		errnotice_count(ERRNOTICE_COUNT_thrown_matching);
		if (!is_new) {
			record->told = true;
			errnotice_count(ERRNOTICE_COUNT_superseded);
			return;
		}
		errnotice_draft_open(errnotice_incidents(), record, settings, subject);
	}
	/* a handler that throws it again is no news */
	if (!record->for_good) {
		record->path = path_of(&record->verdict);
		record->caught_at = errnotice_catcher_note(&record->verdict);
		record->in_aftermath = is_in_aftermath(settings, &record->verdict);
	}
	errnotice_draft_judge(record, settings, thrown, subject);
}

static void note(const struct errnotice_settings *settings, zend_object *throwable,
	const struct errnotice_subject *subject, const struct errnotice_verdict *verdict)
{
	struct errnotice_record *record = errnotice_records_of(errnotice_incidents(), throwable);

	if (!record)
		record = begin(throwable);
	if (record->told)
		return;
	errnotice_record_judge(errnotice_incidents(), record, verdict);
	record->caught_at = 0;
	if (subject)
		describe(record, settings, throwable, subject);
	if (ERRNOTICE_G(capture).phase == ERRNOTICE_PHASE_CLOSING)
		errnotice_incident_conclude(record);
}

/*
 * One that is not configured matters where it may come to hold one that is on its
 * way out, or where the engine's "Uncaught" could mean the one or the other.
 */
static bool matters(zend_object *throwable)
{
	struct errnotice_records *all = errnotice_incidents();

	return errnotice_records_have_open(all)
	       || errnotice_records_made_at(all, errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE),
		       errnotice_raw_line(throwable));
}

static void consider_in_request(const struct errnotice_settings *settings, zend_object *throwable)
{
	struct errnotice_filter_memo *memo = &ERRNOTICE_G(capture).memo;
	struct errnotice_subject subject;
	struct errnotice_verdict verdict;
	bool configured = !errnotice_filter_remembers_no(memo, throwable)
			  && errnotice_filter_throwable(settings, memo, throwable, &subject);
	bool matters_itself = configured || matters(throwable);

	if (!matters_itself && !errnotice_incidents_have_candidate())
		return;
	verdict = errnotice_search(throwable, settings->boundaries);
	/* what nobody handles is the reason of a failed answer, and no candidate is */
	if (matters_itself || errnotice_verdict_is_unhandled(&verdict))
		note(settings, throwable, configured ? &subject : NULL, &verdict);
}

static zend_never_inline void consider(zend_object *throwable)
{
	const struct errnotice_settings *settings = settings_in_request();

	if (settings)
		consider_in_request(settings, throwable);
	else
		errnotice_filter_remember_no(&ERRNOTICE_G(capture).memo, throwable);
}

static void on_thrown(zend_object *throwable)
{
	const struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	/* most throws end here, before anything is asked that costs */
	if (capture->records.any || !errnotice_filter_remembers_no(&capture->memo, throwable))
		consider(throwable);
}

/* -- what becomes of it -------------------------------------------------- */

static void on_freed(zend_long ticket)
{
	struct errnotice_record *record = errnotice_records_by_ticket(errnotice_incidents(), ticket);
	enum errnotice_fate fate;

	if (!record)
		return;
	/* its chain dies with it, or later for a reason of its own */
	if (!record->shadow)
		settle_chain(record, record->object, ERRNOTICE_FATE_SUPERSEDED);
	else if (!errnotice_record_is_unhandled(record))
		settle_chain(record, record->object, ERRNOTICE_FATE_CANCELLED);
	if (record->told) {
		*record = (struct errnotice_record){0};
		return;
	}
	fate = errnotice_record_fate_freed(errnotice_incidents(), record);
	record->object = NULL;
	if (fate == ERRNOTICE_FATE_OPEN)
		errnotice_incident_count_catch(record);
	errnotice_incident_settle(record, fate);
	if (fate == ERRNOTICE_FATE_UNHANDLED)
		hand_over();
}

/* The engine said so: for itself, or, if it is not configured itself, for those that it holds. */
static void confirm(struct errnotice_record *uncaught)
{
	struct errnotice_records *all = errnotice_incidents();

	uncaught->for_good = true;
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &all->at[i];
		bool speaks_for_it =
			record == uncaught
			|| (uncaught->shadow && errnotice_record_holds(uncaught, uncaught->object, record));

		if (!errnotice_incident_waits(record) || !speaks_for_it)
			continue;
		record->path = "fatal";
		errnotice_incident_settle(record, errnotice_record_fate_at_end(all, record));
	}
}

static struct errnotice_record *made_at(const zend_string *file, uint32_t line)
{
	return file ? errnotice_records_made_at(errnotice_incidents(), errnotice_raw_string(file), line)
		    : NULL;
}

static void on_uncaught(const zend_string *file, uint32_t line)
{
	struct errnotice_record *record = made_at(file, line);

	errnotice_answer_explain(&ERRNOTICE_G(capture).answer, ZEND_LONG_MAX);
	if (!record || record->told)
		return;
	confirm(record);
	hand_over();
}

/* The script ends here, and with it every throwable on its way.  True if one was told. */
static bool confirm_all(void)
{
	struct errnotice_records *all = errnotice_incidents();

	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (errnotice_record_is_unhandled(&all->at[i]))
			all->at[i].for_good = true;
	return errnotice_incidents_settle(true);
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
	struct errnotice_record *throwable = is_throwable ? made_at(file, line) : NULL;
	bool configured = settings && errnotice_filter_fatal(settings, constant);
	bool told = throwable && throwable->told;

	if (!settings)
		return;
	errnotice_answer_explain(&ERRNOTICE_G(capture).answer, ZEND_LONG_MAX);
	if (!is_throwable)
		told = confirm_all() && quotes_throwable(message);
	else if (throwable && errnotice_incident_waits(throwable) && configured)
		errnotice_incident_settle(throwable, ERRNOTICE_FATE_SUPERSEDED);
	else if (throwable && !told)
		confirm(throwable);
	if (configured && !told) {
		errnotice_draft_send_fatal(errnotice_incidents(), settings, constant, file, line, message);
		ERRNOTICE_G(capture).answer.explained = true;
	}
	hand_over();
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

bool errnotice_report_throwable(zend_object *throwable)
{
	static const struct errnotice_verdict handled = {.end = ERRNOTICE_END_CAUGHT};
	const struct errnotice_settings *settings = settings_in_request();
	struct errnotice_subject subject;
	struct errnotice_record *record;

	if (!settings
		|| !errnotice_filter_throwable(settings, &ERRNOTICE_G(capture).memo, throwable, &subject))
		return false;
	record = errnotice_records_of(errnotice_incidents(), throwable);
	if (!record)
		record = begin(throwable);
	if (!record->told) {
		errnotice_record_judge(errnotice_incidents(), record, &handled);
		describe(record, settings, throwable, &subject);
	}
	if (!record->told) {
		record->path = "report";
		errnotice_incident_settle(record, ERRNOTICE_FATE_UNHANDLED);
	}
	hand_over();
	return true;
}

/* -- the module's life --------------------------------------------------- */

void errnotice_report_startup(void)
{
	static const struct errnotice_hooks hooks = {on_thrown, on_uncaught, on_fatal};

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
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);

	if (!capture->records.any)
		return;
	errnotice_incidents_settle(false);
	errnotice_records_keep_candidates(&capture->records);
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
		errnotice_incidents_answered();
		errnotice_records_clear(&capture->records);
	}
	errnotice_outbox_flush();
	if (goes_on)
		errnotice_report_request_start();
}

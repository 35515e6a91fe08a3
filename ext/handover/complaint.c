#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#include "common/clock.h"
#include "ext/handover/complaint.h"
#include "ext/handover/shared.h"

#define APART_MS 60000

static _Thread_local char line[320]; /* not yet fetched */
static _Atomic bool any;             /* of any thread; what is a thread's own is dear to look up */

static bool is_due(_Atomic int64_t *at_ms, bool once)
{
	int64_t last_ms = atomic_load(at_ms);
	int64_t now_ms = errnotice_clock_ms();

	if (last_ms != 0 && (once || now_ms - last_ms < APART_MS))
		return false;
	return atomic_compare_exchange_strong(at_ms, &last_ms, now_ms);
}

void errnotice_complain(enum errnotice_complaint kind, const char *format, ...)
{
	struct errnotice_shared *shared = errnotice_shared();
	va_list args;

	if (!shared || line[0]
		|| !is_due(&shared->complained_at_ms[kind], kind == ERRNOTICE_COMPLAINT_NO_SPOOL))
		return;
	atomic_store_explicit(&any, true, memory_order_relaxed);
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
}

bool errnotice_complaint_fetch(char *into, size_t room)
{
	if (!atomic_load_explicit(&any, memory_order_relaxed) || !line[0])
		return false;
	snprintf(into, room, "%s", line);
	line[0] = '\0';
	return true;
}

#include "consumer/command/relay.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include "consumer/ingest/relay.h"
#include "consumer/log.h"
#include "consumer/version.h"

static void block_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
}

/* Also looks when there is nothing to sleep for. */
static bool asked_to_stop(const sigset_t *signals, int pause_ms)
{
	struct timespec pause = {pause_ms / 1000, (long)(pause_ms % 1000) * 1000000};

	return sigtimedwait(signals, NULL, &pause) > 0;
}

static enum exit_status go_on(struct relay *relay, const sigset_t *signals, bool once)
{
	int pause_ms = 0;

	for (;;) {
		enum relay_state state = relay_step(relay, &pause_ms);
		if (once && state != RELAY_BUSY) {
			return state == RELAY_IDLE ? STATUS_DONE : STATUS_LATER;
		}
		if (asked_to_stop(signals, pause_ms)) {
			return STATUS_DONE;
		}
	}
}

enum exit_status relay(const struct conf *conf, bool once)
{
	struct relay *its = relay_new(conf);
	sigset_t signals;

	if (!its) {
		log_error("no memory");
		return STATUS_LATER;
	}
	log_setup(conf->log.level, conf->log.json);
	block_signals(&signals);
	if (!once) {
		log_info("errnotice-consumer " CONSUMER_VERSION " relays %s", conf->spool.path);
	}
	enum exit_status status = go_on(its, &signals, once);
	relay_free(its);
	return status;
}

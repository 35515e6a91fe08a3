#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ext/handover/heartbeat.h"

enum { INTERVAL_MS = 60000, LOOK_MS = 1000, DAY = 1440 };

static struct errnotice_peer peer_of(const char *source)
{
	struct errnotice_peer peer = {.endpoint.heartbeat_s = INTERVAL_MS / 1000};

	strcpy(peer.source, source);
	return peer;
}

/* Beats as soon as it may; when that is again. */
static int64_t beat(struct errnotice_peer *peer, int64_t now_ms)
{
	assert_true(errnotice_heartbeat_claim(peer, now_ms));
	assert_false(errnotice_heartbeat_due(peer, now_ms + INTERVAL_MS - 1));
	assert_true(errnotice_heartbeat_due(peer, now_ms + INTERVAL_MS + INTERVAL_MS / 8));
	return atomic_load(&peer->beat_at_ms);
}

static void two_servers_of_one_host_do_not_go_on_in_step(void **state)
{
	struct errnotice_peer one = peer_of("01a21886-c066-7fc2-8fff-0dfac7a57e55");
	struct errnotice_peer other = peer_of("01a21886-c066-7fc2-8fff-0dfac7a57e56");
	int64_t one_ms = 1, other_ms = 1;
	int together = 0;

	(void)state;
	for (int i = 0; i < DAY; i++) {
		if (one_ms <= other_ms)
			one_ms = beat(&one, one_ms);
		else
			other_ms = beat(&other, other_ms);
		together += one_ms - other_ms < LOOK_MS && other_ms - one_ms < LOOK_MS;
	}
	assert_in_range(together, 0, DAY / 10);
}

int main(void)
{
	const struct CMUnitTest heartbeat[] = {
		cmocka_unit_test(two_servers_of_one_host_do_not_go_on_in_step),
	};

	return cmocka_run_group_tests(heartbeat, NULL, NULL);
}

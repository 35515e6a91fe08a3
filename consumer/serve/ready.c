#include "consumer/serve/ready.h"

#include <inttypes.h>
#include "consumer/deliver/health.h"
#include "consumer/waits.h"

static bool write_wait(FILE *out, const char *name, enum waits_for what)
{
	struct waits_state state = waits_get(what);

	fprintf(out, "%s: %s%s\n", name, state.there ? "there" : "waiting: ", state.text);
	return state.there;
}

static void write_robot(FILE *out, const struct conf_robot *robot, struct store *store, int64_t now_ms)
{
	struct errnotice_err err = {""};
	struct health health;

	if (!health_read(store, robot, now_ms, &health, &err)) {
		fprintf(out, "robot %s: unknown: %s\n", robot->name, err.text);
	} else if (health.works) {
		fprintf(out, "robot %s: works, %d messages left", robot->name, health.left);
		if (robot->month) {
			fprintf(out, ", %" PRId64 " of the %d of its month used", health.month.sent,
				robot->month);
		}
		fputc('\n', out);
	} else {
		fprintf(out, "robot %s: left alone for %" PRId64 " s: %s%s%s\n", robot->name,
			(health.retry_at_ms - now_ms + 999) / 1000, health.reason,
			robot->fallback ? "; its fallback is " : "",
			robot->fallback ? robot->fallback->name : "");
	}
}

bool ready_write(FILE *out, const struct conf *conf, struct store *store, int64_t now_ms)
{
	bool queue = write_wait(out, "queue", WAITS_QUEUE);
	bool there = write_wait(out, "store", WAITS_STORE);

	for (size_t i = 0; store && i < conf->robot_count; i++) {
		write_robot(out, &conf->robots[i], store, now_ms);
	}
	return queue && there;
}

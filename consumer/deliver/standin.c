#include "consumer/deliver/standin.h"

#include "consumer/deliver/health.h"

/* Whether the way from `from` over its fallbacks comes to `to`; most robots have none, and the store is not asked. */
static bool leads_to(const struct conf *conf, const struct conf_robot *from, const struct conf_robot *to)
{
	for (size_t steps = 0; from && steps < conf->robot_count; steps++) {
		from = from->fallback;
		if (from == to) {
			return true;
		}
	}
	return false;
}

static bool is_left_alone(struct store *store, const struct conf_robot *robot, int64_t now_ms, bool *is,
	struct errnotice_err *err)
{
	struct health health;

	if (!health_read(store, robot, now_ms, &health, err)) {
		return false;
	}
	*is = !health.works;
	return true;
}

/* `*all`: `from` and everybody between it and `to` are left alone. */
static bool are_left_alone(struct store *store, const struct conf_robot *from, const struct conf_robot *to,
	int64_t now_ms, bool *all, struct errnotice_err *err)
{
	*all = true;
	for (; *all && from != to; from = from->fallback) {
		if (!is_left_alone(store, from, now_ms, all, err)) {
			return false;
		}
	}
	return true;
}

bool standin_find(struct standin *into, struct store *store, const struct conf *conf,
	const struct conf_robot *robot, int64_t now_ms, struct errnotice_err *err)
{
	into->robots[0] = robot;
	into->count = 1;
	for (size_t i = 0; i < conf->robot_count && into->count < STANDIN_MOST; i++) {
		const struct conf_robot *other = &conf->robots[i];
		bool silent;
		if (other == robot || !leads_to(conf, other, robot)) {
			continue;
		}
		if (!are_left_alone(store, other, robot, now_ms, &silent, err)) {
			return false;
		}
		if (silent) {
			into->robots[into->count++] = other;
		}
	}
	return true;
}

bool standin_says(const struct standin *standin, const struct conf_robot *robot)
{
	for (size_t i = 0; i < standin->count; i++) {
		if (standin->robots[i] == robot) {
			return true;
		}
	}
	return false;
}

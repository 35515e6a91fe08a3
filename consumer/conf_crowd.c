#include "consumer/conf_crowd.h"

#include <string.h>

enum { MOST = CONF_MENTION_MOST + 1 }; /* more is as wrong */

/* Who comes together in a message, each once. */
struct crowd {
	const char *mobiles[MOST], *users[MOST];
	size_t mobile_count, user_count;
};

static void add_list(const char **list, size_t *count, char *const *more, size_t more_count)
{
	for (size_t i = 0; i < more_count && *count < MOST; i++) {
		size_t at = 0;
		while (at < *count && strcmp(list[at], more[i]) != 0) {
			at++;
		}
		list[at] = more[i];
		*count += at == *count;
	}
}

static void add(struct crowd *crowd, const struct conf_mention *mention)
{
	add_list(crowd->mobiles, &crowd->mobile_count, mention->mobiles, mention->mobile_count);
	add_list(crowd->users, &crowd->user_count, mention->users, mention->user_count);
}

static bool names(const struct errnotice_codes *codes, struct errnotice_span code)
{
	return errnotice_codes_match_exception(codes, code) != ERRNOTICE_MATCH_NONE
	       || errnotice_codes_match_fatal(codes, code) != ERRNOTICE_MATCH_NONE;
}

static bool takes(const struct conf_route *route, struct errnotice_span code)
{
	return route->robot_count > 0 && (!route->codes || names(route->codes, code))
	       && !(route->ignore_codes && names(route->ignore_codes, code));
}

static bool is_too_large(const struct conf_route *route, const struct conf_title *title)
{
	struct crowd crowd = {.mobile_count = 0};

	add(&crowd, &route->mention);
	add(&crowd, &route->escalate.mention);
	if (title) {
		add(&crowd, &title->owner);
	}
	return crowd.mobile_count + crowd.user_count > CONF_MENTION_MOST;
}

static bool was_refused(const struct conf_mention *mention)
{
	return mention->mobile_count + mention->user_count > CONF_MENTION_MOST;
}

void conf_crowd_check(
	const struct conf *conf, const struct conf_route *route, int line, struct conf_faults *faults)
{
	if (was_refused(&route->mention) || was_refused(&route->escalate.mention)) {
		return;
	}
	if (is_too_large(route, NULL)) {
		conf_fault(faults, conf->path, line,
			"[route %s] mention: with those of escalate these are more than %d people, "
			"DingTalk's limit",
			route->name, CONF_MENTION_MOST);
		return;
	}
	for (size_t i = 0; i < conf->title_count; i++) {
		const struct conf_title *title = &conf->titles[i];
		struct errnotice_span code = errnotice_span_of(title->pattern);
		bool meet = conf_title_of(conf, code) == title && takes(route, code);
		if (meet && is_too_large(route, title)) {
			conf_fault(faults, conf->path, line,
				"[route %s] mention: with the owners of [%s] these are more than %d people, "
				"DingTalk's limit",
				route->name, title->pattern, CONF_MENTION_MOST);
		}
	}
}

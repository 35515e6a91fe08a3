#include "consumer/conf_threshold.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/conf_ini.h"
#include "consumer/conf_mention.h"
#include "consumer/duration.h"

static const char blanks[] = " \t", robot_word[] = "robot=", mention_word[] = "mention=";

bool conf_threshold_parse(struct conf_threshold *threshold, const char *text, struct errnotice_err *err)
{
	char *slash = NULL;
	int64_t ms;

	errno = 0;
	long long events = isdigit((unsigned char)*text) ? strtoll(text, &slash, 10) : 0;
	if (!slash || errno || *slash != '/' || !duration_read(&ms, slash + 1) || events < 1
		|| events > 1000000 || ms < 1000 || ms % 1000 || ms > 86400000) {
		return errnotice_err_set(err, "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m");
	}
	*threshold = (struct conf_threshold){(int)events, ms / 1000};
	return true;
}

/* --- escalate --- */

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* A list may have blanks in it: it ends where the robot is named, or with the text. */
static size_t list_len(const char *text)
{
	const char *end = strstr(text, robot_word); /* before which at least mention= stands */

	while (end && !strchr(blanks, end[-1])) {
		end = strstr(end + 1, robot_word);
	}
	return end ? (size_t)(end - text) : strlen(text);
}

static bool take_when(struct conf_threshold *when, const char *text, size_t len, struct errnotice_err *err)
{
	char *copy = conf_copy(text, len);
	bool fine = conf_threshold_parse(when, copy, err);

	free(copy);
	return fine;
}

static bool is_anybody(const struct conf_mention *mention)
{
	return mention->mobile_count > 0 || mention->user_count > 0 || mention->all;
}

static bool wrong_form(struct errnotice_err *err)
{
	return errnotice_err_set(err, "must be N/M with robot=NAME, mention=LIST or both, each once, like "
				      "50/10m robot=boss mention=13800138000");
}

/* These pass what they take. */
static bool take_robot(struct conf_escalate *escalate, const char **text, struct errnotice_err *err)
{
	const char *name = *text + strlen(robot_word);
	size_t len = strcspn(name, blanks);

	escalate->robot_name = conf_copy(name, len);
	*text = name + len;
	return len > 0 || wrong_form(err);
}

static bool take_people(struct conf_escalate *escalate, const char **text, struct errnotice_err *err)
{
	const char *people = *text + strlen(mention_word);
	size_t len = list_len(people);
	char *list = conf_copy(people, len);
	bool fine = conf_mention_parse(&escalate->mention, list, err);

	free(list);
	*text = people + len;
	return fine && (is_anybody(&escalate->mention) || wrong_form(err));
}

static bool take_word(struct conf_escalate *escalate, const char **text, struct errnotice_err *err)
{
	if (begins(*text, robot_word) && !escalate->robot_name) {
		return take_robot(escalate, text, err);
	}
	if (begins(*text, mention_word) && !is_anybody(&escalate->mention)) {
		return take_people(escalate, text, err);
	}
	return wrong_form(err);
}

bool conf_escalate_parse(struct conf_escalate *escalate, const char *text, struct errnotice_err *err)
{
	const char *at = text + strcspn(text, blanks);
	struct conf_threshold when;

	if (!*text) {
		return true;
	}
	escalate->text = conf_copy(text, strlen(text));
	if (!take_when(&when, text, (size_t)(at - text), err)) {
		return false;
	}
	while (*(at += strspn(at, blanks))) {
		if (!take_word(escalate, &at, err)) {
			return false;
		}
	}
	if (!escalate->robot_name && !is_anybody(&escalate->mention)) {
		return wrong_form(err);
	}
	escalate->when = when;
	return true;
}

void conf_escalate_clear(struct conf_escalate *escalate)
{
	free(escalate->text);
	free(escalate->robot_name);
	conf_mention_clear(&escalate->mention);
}

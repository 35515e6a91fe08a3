/* A message about a robot that does not work, to those who stand in for it. */
#include <inttypes.h>
#include "consumer/deliver/answer.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/message_part.h"
#include "consumer/deliver/words.h"

static void write_head(struct markdown *into, enum conf_language language, const char *robot)
{
	markdown_format(into, "[errnotice] %s ", words(language, WORDS_ROBOT));
	markdown_inert(into, errnotice_span_of(robot), MESSAGE_PART_SHORT);
	markdown_format(into, " · %s", words(language, WORDS_ROBOT_SILENT));
}

char *message_robot(
	const struct message_to *to, const char *robot, const struct answer *answer, int64_t now_s)
{
	enum conf_language language = to->robot->language;
	struct markdown title, text;
	struct mentions nobody = {0};
	char now[ZONE_TEXT];

	zone_format(now, to->zone, now_s);
	markdown_init(&title, true);
	markdown_init(&text, false);
	write_head(&title, language, robot);
	markdown_add(&text, "### ");
	write_head(&text, language, robot);
	markdown_format(&text, "\n\n%s\n\n- %s", words(language, WORDS_ROBOT_NOTE), answer->problem);
	if (answer->errcode) {
		markdown_format(&text, " · errcode %" PRId64, answer->errcode);
	}
	markdown_add(&text, "\n- ");
	markdown_inert(&text, errnotice_span_of(answer->said), ANSWER_TEXT);
	if (*answer->remedy) {
		markdown_add(&text, "\n- ");
		markdown_inert(&text, errnotice_span_of(answer->remedy), ANSWER_TEXT);
	}
	markdown_format(&text, "\n- %s %s", words(language, WORDS_SINCE), now);
	return envelope_make(to->robot, title.text, &text, &nobody, to->msg_uuid);
}

/*
 * message_template -- a message about one issue, or its line in a digest, as a team's own template says it.
 */
#ifndef CONSUMER_MESSAGE_TEMPLATE_H
#define CONSUMER_MESSAGE_TEMPLATE_H

#include "consumer/deliver/message_part.h"
#include "consumer/template.h"

/* Writes the text.  Where the template names no place for the mentions, they stand at the end as always. */
void message_template_write(struct message_page *page, const struct template *template);

/* One line of it; false, with nothing written, when it has placeholders and none of them a value. */
bool message_template_write_line(struct message_page *page, const struct template_line *line);

#endif

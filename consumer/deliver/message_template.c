#include "consumer/deliver/message_template.h"

#include <inttypes.h>
#include "consumer/deliver/message_line.h"

/* --- values --- */

struct value {
	const char *text;
	size_t most;
	char made[MESSAGE_LINE_STATE]; /* where `text` is NULL */
};

static struct value text_value(const char *text, size_t most)
{
	return (struct value){.text = text, .most = most};
}

static struct value number_value(uint64_t number)
{
	struct value value = {.most = sizeof(value.made)};

	snprintf(value.made, sizeof(value.made), "%" PRIu64, number);
	return value;
}

static struct value made_value(const struct message_page *page, enum template_word word)
{
	const struct issue *issue = page->item->issue;
	struct value value = {.most = sizeof(value.made)};

	switch (word) {
	case TEMPLATE_STATE:
		message_line_state(value.made, page->item, page->to->robot->language);
		return value;
	case TEMPLATE_ESCALATED:
		message_part_escalated(value.made, page->item);
		return value;
	case TEMPLATE_COUNT:
		return number_value(page->item->events);
	case TEMPLATE_TOTAL:
		return number_value(issue->total);
	case TEMPLATE_HOUR:
		return number_value(issue->hour);
	default:
		return number_value(issue->hour_before);
	}
}

static struct value value_of(const struct message_page *page, enum template_word word)
{
	const struct message_item *item = page->item;
	const struct issue *issue = item->issue;
	const struct {
		const char *text;
		size_t most;
	} texts[] = {
		[TEMPLATE_ENV] = {issue->env, MESSAGE_PART_SHORT},
		[TEMPLATE_APP] = {issue->app, MESSAGE_PART_SHORT},
		[TEMPLATE_TITLE] = {item->title ? item->title->title : "", MESSAGE_PART_NAME},
		[TEMPLATE_CODE] = {issue->code, MESSAGE_PART_SHORT},
		[TEMPLATE_CLASS] = {issue->class, MESSAGE_PART_NAME},
		[TEMPLATE_MESSAGE] = {issue->message, MESSAGE_PART_MESSAGE},
		[TEMPLATE_FILE] = {issue->file, MESSAGE_PART_PATH},
		[TEMPLATE_LINE] = {issue->line, MESSAGE_PART_SHORT},
		[TEMPLATE_SITE] = {issue->site, MESSAGE_PART_NAME},
		[TEMPLATE_METHOD] = {page->detail->method, MESSAGE_PART_SHORT},
		[TEMPLATE_URI] = {page->detail->uri, MESSAGE_PART_URI},
		[TEMPLATE_SCRIPT] = {page->detail->script, MESSAGE_PART_PATH},
		[TEMPLATE_HOST] = {issue->host, MESSAGE_PART_SHORT},
		[TEMPLATE_SAPI] = {issue->sapi, MESSAGE_PART_SHORT},
		[TEMPLATE_RELEASE] = {issue->release, MESSAGE_PART_SHORT},
		[TEMPLATE_FIRST_RELEASE] = {issue->first_release, MESSAGE_PART_SHORT},
		[TEMPLATE_SEVERITY] = {item->title ? conf_severity_name(item->title->severity) : "",
			MESSAGE_PART_SHORT},
		[TEMPLATE_ROUTE] = {item->route->name, MESSAGE_PART_SHORT},
		[TEMPLATE_ID] = {issue->event_id, MESSAGE_PART_SHORT},
		[TEMPLATE_FP] = {issue->fp, MESSAGE_PART_SHORT},
		[TEMPLATE_TRACE_ID] = {page->detail->trace_id, MESSAGE_PART_SHORT},
		[TEMPLATE_FIRST_PART] = {NULL, 0},
	};

	return texts[word].text ? text_value(texts[word].text, texts[word].most) : made_value(page, word);
}

static void put_value(struct message_page *page, const struct template_piece *piece)
{
	struct value value = value_of(page, piece->word);
	const char *text = value.text ? value.text : value.made;

	if (piece->in_address) {
		message_part_encoded(page, text);
	} else {
		message_part_text(page, text, value.most);
	}
}

/* --- parts --- */

static void put_frames(struct message_page *page)
{
	size_t first = message_part_first_frame(page);

	for (size_t i = first; i < page->detail->frame_count; i++) {
		markdown_add(&page->text, i > first ? " ← " : "");
		message_part_frame(page, i);
	}
}

static void put_part(struct message_page *page, enum template_word word)
{
	switch (word) {
	case TEMPLATE_HEAD:
		message_part_head(&page->text, page);
		break;
	case TEMPLATE_PLACE:
		message_part_place(page);
		break;
	case TEMPLATE_FRAMES:
		put_frames(page);
		break;
	case TEMPLATE_REQUEST:
		message_part_request(page);
		break;
	case TEMPLATE_FIRST_SEEN:
		message_part_first_seen(page);
		break;
	case TEMPLATE_LAST_SEEN:
		message_part_last_seen(page);
		break;
	case TEMPLATE_LAST_TOLD:
		message_part_last_told(page);
		break;
	case TEMPLATE_LINK:
		message_part_route_link(page, "");
		break;
	case TEMPLATE_RUNBOOK:
		message_part_runbook(page, "");
		break;
	default:
		mentions_write(&page->text, &page->mentions);
		break;
	}
}

/* --- lines --- */

bool message_template_write_line(struct message_page *page, const struct template_line *line)
{
	bool asked = false, answered = false;
	size_t begin = page->text.len;

	for (size_t i = 0; i < line->count; i++) {
		const struct template_piece *piece = &line->pieces[i];
		size_t before = page->text.len;
		if (piece->literal) {
			markdown_add(&page->text, piece->literal);
			continue;
		}
		if (piece->word < TEMPLATE_FIRST_PART) {
			put_value(page, piece);
		} else {
			put_part(page, piece->word);
		}
		asked = true;
		answered = answered || page->text.len > before;
	}
	if (asked && !answered) {
		markdown_rewind(&page->text, begin);
	}
	return answered || !asked;
}

void message_template_write(struct message_page *page, const struct template *template)
{
	for (size_t i = 0; i < template->count; i++) {
		size_t before = page->text.len;
		if (i > 0) {
			markdown_add(&page->text, "\n");
		}
		if (!message_template_write_line(page, &template->lines[i])) {
			markdown_rewind(&page->text, before);
		}
	}
}

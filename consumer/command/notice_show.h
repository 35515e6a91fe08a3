/*
 * notice_show -- a notice as text for people, and as JSON for programs.
 *
 * What DingTalk answered and what applications sent cannot drive a terminal:
 * control characters are shown as `?`, in JSON as its escapes.
 */
#ifndef CONSUMER_NOTICE_SHOW_H
#define CONSUMER_NOTICE_SHOW_H

#include <stdio.h>
#include "consumer/store/notice_list.h"
#include "consumer/zone.h"

/* Two lines: what and why.  One that is due says what it waits for. */
void notice_show_short(FILE *out, const struct notice_row *notice, const struct zone *zone, int64_t now_s);

/* The same, and the message. */
void notice_show_whole(FILE *out, const struct notice_row *notice, const struct zone *zone, int64_t now_s);

/* An object; `whole` adds the message.  Without a line break. */
void notice_show_json(FILE *out, const struct notice_row *notice, bool whole, int64_t now_s);

#endif

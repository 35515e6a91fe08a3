#include "consumer/command/status_show.h"

#include <inttypes.h>
#include "consumer/command/terminal.h"

static void put(FILE *out, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	terminal_put(out, text ? text : "", NULL);
}

static int64_t number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void put_numbers(FILE *out, const char *head, const json_t *numbers)
{
	const char *key, *between = "";
	const json_t *value;
	/* jansson iterates what is not const, and changes nothing */
	union {
		const json_t *given;
		json_t *plain;
	} of = {.given = numbers};

	fprintf(out, "%s", head);
	json_object_foreach(of.plain, key, value)
	{
		fprintf(out, "%s%s %" JSON_INTEGER_FORMAT, between, key, json_integer_value(value));
		between = ", ";
	}
	fputc('\n', out);
}

static void show_queue(FILE *out, const json_t *queue)
{
	const json_t *consumer;
	size_t i;

	if (!json_is_true(json_object_get(queue, "there"))) {
		fputs("queue      not reached: ", out);
		put(out, queue, "error");
		fputc('\n', out);
		return;
	}
	fprintf(out, "queue      %" PRId64 " entries not yet done, %" PRId64 " consumers\n",
		number(queue, "entries"), number(queue, "consumer_count"));
	json_array_foreach(json_object_get(queue, "consumers"), i, consumer)
	{
		fputs("           ", out);
		put(out, consumer, "name");
		fprintf(out, ": %" PRId64 " in hand, asked %.1f s ago\n", number(consumer, "pending"),
			(double)number(consumer, "idle_ms") / 1000);
	}
}

static void show_robot(FILE *out, const json_t *robot)
{
	fputs("robot      ", out);
	put(out, robot, "name");
	if (json_is_true(json_object_get(robot, "works"))) {
		fprintf(out, ": works, %" PRId64 " messages may go now, %" PRId64, number(robot, "budget"),
			number(robot, "month_sent"));
		if (number(robot, "month") > 0) {
			fprintf(out, " of %" PRId64, number(robot, "month"));
		}
		fputs(" sent this month\n", out);
		return;
	}
	fprintf(out, ": left alone for %" PRId64 " s: ", number(robot, "retry_in_s"));
	put(out, robot, "reason");
	fputc('\n', out);
}

static void show_release(FILE *out, const json_t *release)
{
	fputs("release    ", out);
	if (*json_string_value(json_object_get(release, "env"))) {
		fputc('[', out);
		put(out, release, "env");
		fputs("] ", out);
	}
	put(out, release, "app");
	fputc(' ', out);
	put(out, release, "release");
	fprintf(out, ": %" PRId64 " new issues\n", number(release, "new_issues"));
}

static void show_lost(FILE *out, const json_t *lost)
{
	fprintf(out, "lost       %" PRId64 " at ", number(lost, "count"));
	put(out, lost, "host");
	fputs(": ", out);
	put(out, lost, "reason");
	fputc('\n', out);
}

static void show_silent(FILE *out, const json_t *host)
{
	fputs("silent     ", out);
	put(out, host, "host");
	fprintf(out, ": no heartbeat for %" PRId64 " s\n", number(host, "silent_s"));
}

static void show_store(FILE *out, const json_t *status, const json_t *store)
{
	const json_t *row;
	size_t i;

	fputs(json_is_true(json_object_get(store, "there")) ? "store      " : "store      not reached: ",
		out);
	put(out, store, json_object_get(store, "error") ? "error" : "url");
	fputc('\n', out);
	if (!json_object_get(status, "events")) {
		return;
	}
	put_numbers(out, "events     ", json_object_get(status, "events"));
	put_numbers(out, "pending    ", json_object_get(status, "pending"));
	put_numbers(out, "entries    ", json_object_get(status, "entries"));
	json_array_foreach(json_object_get(status, "robots"), i, row)
	{
		show_robot(out, row);
	}
	json_array_foreach(json_object_get(status, "releases"), i, row)
	{
		show_release(out, row);
	}
	json_array_foreach(json_object_get(status, "lost"), i, row)
	{
		show_lost(out, row);
	}
	json_array_foreach(json_object_get(status, "silent_hosts"), i, row)
	{
		show_silent(out, row);
	}
}

void status_show(FILE *out, const json_t *status)
{
	show_queue(out, json_object_get(status, "queue"));
	show_store(out, status, json_object_get(status, "store"));
}

#include "consumer/command/reach.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include "consumer/deliver/transport.h"

enum { CLOCK_S = 300 }; /* further off, and it is worth a word; signatures fail at 3600 */

/* `https://host:port/` of a webhook; the caller frees it. */
static char *origin_of(const char *webhook)
{
	const char *host = strstr(webhook, "://") + 3;
	size_t len = (size_t)(host - webhook) + strcspn(host, "/?#");
	char *origin = malloc(len + 2);
	if (origin) {
		memcpy(origin, webhook, len);
		strcpy(origin + len, "/");
	}
	return origin;
}

static size_t read_header(char *data, size_t size, size_t count, void *context)
{
	static const char name[] = "date:";
	size_t len = size * count;
	char line[128];

	if (len > strlen(name) && len < sizeof(line) && strncasecmp(data, name, strlen(name)) == 0) {
		memcpy(line, data, len);
		line[len] = '\0';
		*(time_t *)context = curl_getdate(line + strlen(name), NULL);
	}
	return len;
}

static size_t ignore_body(char *data, size_t size, size_t count, void *context)
{
	(void)data;
	(void)context;
	return size * count;
}

static void set_options(CURL *curl, const struct conf_robot *robot, const char *origin, time_t *date)
{
	transport_set(curl, robot);
	curl_easy_setopt(curl, CURLOPT_URL, origin);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, date);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore_body);
}

static void write_line(
	FILE *out, const struct conf_robot *robot, const char *origin, double took_s, time_t date)
{
	double off_s = difftime(time(NULL), date);

	fprintf(out, "robot %s: %s reached in %.0f ms", robot->name, origin, took_s * 1000);
	if (date <= 0) {
		fputs(", and it does not tell the time\n", out);
	} else if (off_s > CLOCK_S || off_s < -CLOCK_S) {
		fprintf(out, "; this host's clock is %.0f s %s: signatures fail at 3600 s\n",
			off_s < 0 ? -off_s : off_s, off_s < 0 ? "behind" : "ahead");
	} else {
		fputs(", the clocks agree\n", out);
	}
}

static bool perform(
	CURL *curl, const struct conf_robot *robot, const char *origin, FILE *out, struct errnotice_err *err)
{
	time_t date = 0;
	double took_s = 0;

	set_options(curl, robot, origin, &date);
	CURLcode code = curl_easy_perform(curl);
	if (code != CURLE_OK) {
		return errnotice_err_set(err, "%s cannot be reached: %s", origin, curl_easy_strerror(code));
	}
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &took_s);
	write_line(out, robot, origin, took_s, date);
	return true;
}

bool reach_robot(const struct conf_robot *robot, FILE *out, struct errnotice_err *err)
{
	char *origin = origin_of(robot->webhook);
	CURL *curl = curl_easy_init();
	bool fine =
		origin && curl ? perform(curl, robot, origin, out, err) : errnotice_err_set(err, "no memory");

	curl_easy_cleanup(curl);
	free(origin);
	return fine;
}

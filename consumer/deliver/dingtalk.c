#include "consumer/deliver/dingtalk.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <curl/curl.h>
#include "common/clock.h"
#include "consumer/deliver/transport.h"
#include "consumer/deliver/webhook.h"
#include "consumer/version.h"

enum {
	ANSWER_MOST = 64 * 1024,
	BEYOND_MS = 3600 * 1000, /* so libcurl's own clock never comes first */
	CONNECT_MS = 100,        /* but where there is no connection yet: it says what it waits for */
};

struct dingtalk {
	CURLM *multi;
	struct curl_slist *headers;
	struct request *first; /* under way */
};

struct request {
	CURL *easy;
	struct request *next;
	char *url, *body, *webhook;
	void *tag;
	int tries; /* on the wire */
	int timeout_ms;
	int64_t until_ms; /* monotonic: it begins before, or never, and is given up after */
	bool held;        /* nobody looked before that */
	int64_t date_s;
	size_t len;
	char fault[CURL_ERROR_SIZE];
	char answer[ANSWER_MOST];
};

struct dingtalk *dingtalk_open(struct errnotice_err *err)
{
	static const char *const lines[] = {"Content-Type: application/json; charset=utf-8", "Expect:"};
	struct dingtalk *dingtalk = calloc(1, sizeof(*dingtalk));

	if (dingtalk && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
		dingtalk->multi = curl_multi_init();
		for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
			struct curl_slist *longer = curl_slist_append(dingtalk->headers, lines[i]);
			dingtalk->headers = longer ? longer : dingtalk->headers;
		}
	}
	if (!dingtalk || !dingtalk->multi || !dingtalk->headers || !dingtalk->headers->next) {
		errnotice_err_set(err, "libcurl: no memory");
		dingtalk_close(dingtalk);
		return NULL;
	}
	return dingtalk;
}

static void request_free(struct request *request)
{
	curl_easy_cleanup(request->easy);
	free(request->url);
	free(request->body);
	free(request->webhook);
	free(request);
}

void dingtalk_close(struct dingtalk *dingtalk)
{
	if (!dingtalk) {
		return;
	}
	while (dingtalk->first) {
		struct request *request = dingtalk->first;
		dingtalk->first = request->next;
		curl_multi_remove_handle(dingtalk->multi, request->easy);
		request_free(request);
	}
	curl_multi_cleanup(dingtalk->multi);
	curl_slist_free_all(dingtalk->headers);
	free(dingtalk);
}

/* --- what libcurl calls --- */

/* What is above the limit ends the transfer: an answer of endless bytes is no answer. */
static size_t on_body(char *data, size_t size, size_t count, void *context)
{
	struct request *request = context;
	size_t len = size * count, room = ANSWER_MOST - request->len;

	memcpy(request->answer + request->len, data, len < room ? len : room);
	request->len += len < room ? len : room;
	return len <= room ? len : 0;
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
	struct request *request = context;
	char date[64];
	size_t len = size * count, name = strlen("date:");

	if (len > name && len - name < sizeof(date) && strncasecmp(data, "date:", name) == 0) {
		memcpy(date, data + name, len - name);
		date[len - name] = '\0';
		request->date_s = (int64_t)curl_getdate(date, NULL);
	}
	return len;
}

/*
 * libcurl would post again by itself when a kept connection turns out dead: that is our decision, and our budget.  Where
 * this thread was held up since dingtalk_send(), the turn is over, and another may be sending.
 */
static int on_begin(void *context, char *remote, char *local, int remote_port, int local_port)
{
	struct request *request = context;
	(void)remote, (void)local, (void)remote_port, (void)local_port;
	if (errnotice_clock_ms() >= request->until_ms) {
		return CURL_PREREQFUNC_ABORT;
	}
	return request->tries++ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* --- send --- */

static void set_request(struct dingtalk *dingtalk, struct request *request)
{
	CURL *easy = request->easy;

	curl_easy_setopt(easy, CURLOPT_URL, request->url);
	curl_easy_setopt(easy, CURLOPT_POST, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body));
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, dingtalk->headers);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "errnotice-consumer/" CONSUMER_VERSION);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, request);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, request);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_begin);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, request);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, request->fault);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, request);
	/* it looks at its clock before it looks whether there is an answer: so we count the time (next_late()) */
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms + BEYOND_MS);
}

static struct request *request_new(
	const struct conf_robot *robot, const char *body, int64_t unix_ms, void *tag)
{
	struct request *request = calloc(1, sizeof(*request));
	if (!request) {
		return NULL;
	}
	request->easy = curl_easy_init();
	request->url = webhook_sign(robot->webhook, robot->secret, unix_ms);
	request->webhook = strdup(robot->webhook);
	request->body = strdup(body);
	request->tag = tag;
	request->date_s = -1;
	request->timeout_ms = robot->timeout_ms;
	request->until_ms = errnotice_clock_ms() + robot->timeout_ms;
	if (!request->easy || !request->url || !request->webhook || !request->body) {
		request_free(request);
		return NULL;
	}
	return request;
}

bool dingtalk_send(struct dingtalk *dingtalk, const struct conf_robot *robot, const char *body,
	int64_t unix_ms, void *tag, struct errnotice_err *err)
{
	struct request *request = request_new(robot, body, unix_ms, tag);
	if (!request) {
		return errnotice_err_set(err, "libcurl: no memory");
	}
	transport_set(request->easy, robot);
	set_request(dingtalk, request);
	CURLMcode code = curl_multi_add_handle(dingtalk->multi, request->easy);
	if (code != CURLM_OK) {
		request_free(request);
		return errnotice_err_set(err, "libcurl: %s", curl_multi_strerror(code));
	}
	request->next = dingtalk->first;
	dingtalk->first = request;
	return true;
}

/* Until the first of them is given up, `wait_ms` at most. */
static int wait_of(struct dingtalk *dingtalk, int wait_ms)
{
	int64_t now_ms = errnotice_clock_ms();

	for (struct request *request = dingtalk->first; request; request = request->next) {
		int64_t left_ms = request->until_ms + CONNECT_MS - now_ms;
		request->held = left_ms <= 0;
		left_ms = request->held ? 0 : left_ms;
		wait_ms = left_ms < wait_ms ? (int)left_ms : wait_ms;
	}
	return wait_ms;
}

void dingtalk_poll(struct dingtalk *dingtalk, int wake_fd, int wait_ms)
{
	struct curl_waitfd wake = {.fd = wake_fd, .events = CURL_WAIT_POLLIN};
	int running = 0;

	/* what was just added is at work at once: curl's own timer says so; a perform before the wait could end a
	   transfer, and nobody would hear of it until the wait is over */
	curl_multi_poll(dingtalk->multi, &wake, wake_fd >= 0, wait_of(dingtalk, wait_ms), NULL);
	curl_multi_perform(dingtalk->multi, &running);
}

/* --- the end of a request --- */

static enum answer_fault fault_of(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return ANSWER_FAULT_RESOLVE;
	case CURLE_COULDNT_CONNECT:
		return ANSWER_FAULT_CONNECT;
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_PROXY:
		return ANSWER_FAULT_PROXY;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return ANSWER_FAULT_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return ANSWER_FAULT_TIMEOUT;
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_ABORTED_BY_CALLBACK:
		return ANSWER_FAULT_CUT;
	default:
		return ANSWER_FAULT_OTHER;
	}
}

/* A proxy that answers CONNECT with a refusal is for libcurl a connection that broke. */
static enum answer_fault fault_at(CURL *easy, CURLcode code)
{
	long of_proxy = 0;
	curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &of_proxy);
	return of_proxy >= 300 ? ANSWER_FAULT_PROXY : fault_of(code);
}

static void read_end(struct request *request, CURLcode code, struct dingtalk_end *end)
{
	long status = 0;
	curl_easy_getinfo(request->easy, CURLINFO_RESPONSE_CODE, &status);

	if (code == CURLE_ABORTED_BY_CALLBACK && request->tries == 0) {
		snprintf(request->fault, sizeof(request->fault), "no time was left to send it");
		code = CURLE_OPERATION_TIMEDOUT;
	}
	end->tag = request->tag;
	end->date_s = request->date_s;
	webhook_redact(request->answer, request->len, request->webhook);
	/* a cut answer may hold all that matters: half of a JSON text does not parse */
	if (code == CURLE_OK || (status && (code == CURLE_PARTIAL_FILE || code == CURLE_WRITE_ERROR))) {
		answer_read(&end->answer, status, request->answer, request->len);
	} else {
		webhook_redact(request->fault, strlen(request->fault), request->webhook);
		answer_unreached(&end->answer, fault_at(request->easy, code), request->tries > 0,
			*request->fault ? request->fault : curl_easy_strerror(code));
		end->answer.ours = request->held && request->tries == 0;
	}
}

static void unlink_request(struct dingtalk *dingtalk, struct request *request)
{
	struct request **at = &dingtalk->first;
	while (*at != request) {
		at = &(*at)->next;
	}
	*at = request->next;
}

static void finish(
	struct dingtalk *dingtalk, struct request *request, CURLcode code, struct dingtalk_end *end)
{
	curl_multi_remove_handle(dingtalk->multi, request->easy);
	unlink_request(dingtalk, request);
	read_end(request, code, end);
	request_free(request);
}

/* What libcurl has not ended by now, though it has looked. */
static bool next_late(struct dingtalk *dingtalk, struct dingtalk_end *end)
{
	struct request *request = dingtalk->first;

	while (request && errnotice_clock_ms() < request->until_ms + CONNECT_MS) {
		request = request->next;
	}
	if (request) {
		snprintf(request->fault, sizeof(request->fault), "no answer within %d ms",
			request->timeout_ms);
		finish(dingtalk, request, CURLE_OPERATION_TIMEDOUT, end);
	}
	return request;
}

bool dingtalk_next(struct dingtalk *dingtalk, struct dingtalk_end *end)
{
	int left;
	for (CURLMsg *message; (message = curl_multi_info_read(dingtalk->multi, &left));) {
		if (message->msg != CURLMSG_DONE) {
			continue;
		}
		struct request *request;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&request);
		finish(dingtalk, request, message->data.result, end);
		return true;
	}
	return next_late(dingtalk, end);
}

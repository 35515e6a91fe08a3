#include "ext/capture/answer.h"

#include "SAPI.h"

#define FAILURE 500 /* and above */

static void (*on_sent)(int status);
static int (*next_send_headers)(sapi_headers_struct *headers);
static bool is_cgi; /* there a header is the status line */

static bool begins(const char *text, size_t len, const char *with, size_t with_len)
{
	return len > with_len && (text[0] | 0x20) == (with[0] | 0x20)
	       && strncasecmp(text, with, with_len) == 0;
}

/* The number of the first `Status:` header, or 0. */
static int status_header(const sapi_headers_struct *headers)
{
	const zend_llist_element *element;

	for (element = headers->headers.head; element; element = element->next) {
		const sapi_header_struct *header = (const sapi_header_struct *)element->data;

		if (begins(header->header, header->header_len, ZEND_STRL("Status:")))
			return atoi(header->header + strlen("Status:"));
	}
	return 0;
}

/* PHP's FastCGI SAPIs prefer a `Status:` header to a bare code, but a status line with another code than 200 to it. */
static int status_of(const sapi_headers_struct *headers)
{
	const char *line = headers->http_status_line;
	int status = headers->http_response_code, preferred;

	if (!is_cgi || (status != 200 && line && begins(line, strlen(line), ZEND_STRL("HTTP/"))))
		return status;
	preferred = status_header(headers);
	return preferred ? preferred : status;
}

static int send_headers(sapi_headers_struct *headers)
{
	on_sent(status_of(headers));
	return next_send_headers(headers);
}

void errnotice_answer_install(void (*sent)(int status))
{
	is_cgi = strcmp(sapi_module.name, "fpm-fcgi") == 0 || strcmp(sapi_module.name, "cgi-fcgi") == 0;
	on_sent = sent;
	if (!sapi_module.send_headers || sapi_module.send_headers == send_headers)
		return;
	next_send_headers = sapi_module.send_headers;
	sapi_module.send_headers = send_headers;
}

void errnotice_answer_remove(void)
{
	if (sapi_module.send_headers == send_headers)
		sapi_module.send_headers = next_send_headers;
}

void errnotice_answer_explain(struct errnotice_answer *answer, zend_long turn)
{
	answer->explained |= answer->status == 0 || turn <= answer->turn;
}

bool errnotice_answer_may_fail(const struct errnotice_answer *answer)
{
	if (answer->explained)
		return false;
	if (answer->status == 0)
		return next_send_headers && !SG(request_info).no_headers;
	return answer->status >= FAILURE;
}

#include "consumer/query.h"

#include <string.h>

const char *query_begin(const char *url)
{
	const char *query = url + strcspn(url, "?#");

	return query + (*query == '?');
}

bool query_next(const char **at, struct errnotice_span *parameter)
{
	if (!**at || **at == '#') {
		return false;
	}
	*parameter = errnotice_span(*at, strcspn(*at, "&#"));
	*at += parameter->len;
	if (**at == '&') {
		++*at;
	}
	return true;
}

bool query_is_named(struct errnotice_span parameter, const char *name)
{
	size_t len = strlen(name);

	return parameter.len >= len && memcmp(parameter.data, name, len) == 0
	       && (parameter.len == len || parameter.data[len] == '=');
}

struct errnotice_span query_value(const char *url, const char *name)
{
	const char *query = query_begin(url);
	size_t before = strlen(name) + 1;
	struct errnotice_span parameter;

	while (query_next(&query, &parameter)) {
		if (query_is_named(parameter, name) && parameter.len > before) {
			return errnotice_span(parameter.data + before, parameter.len - before);
		}
	}
	return errnotice_span(NULL, 0);
}

#include "consumer/plan/issue.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[ISSUE_NEW] = "new",
	[ISSUE_BACK] = "back",
	[ISSUE_OPEN] = "open",
	[ISSUE_RECOVERED] = "recovered",
};

const char *issue_state_name(enum issue_state state)
{
	return names[state];
}

enum issue_state issue_state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) == 0) {
			return (enum issue_state)i;
		}
	}
	return ISSUE_OPEN;
}

void issue_clear(struct issue *issue)
{
#define X(field) free(issue->field);
	ISSUE_TEXTS(X)
#undef X
	*issue = (struct issue){0};
}

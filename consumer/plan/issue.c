#include "consumer/plan/issue.h"

#include <stdlib.h>

void issue_clear(struct issue *issue)
{
#define X(field) free(issue->field);
	ISSUE_TEXTS(X)
#undef X
	*issue = (struct issue){0};
}

#include "consumer/plan/bulletin.h"

static const char *const names[BULLETIN_KINDS_] = {
#define X(name, word) [BULLETIN_##name] = word,
	BULLETIN_KINDS(X)
#undef X
};

const char *bulletin_name(enum bulletin_kind kind)
{
	return names[kind];
}

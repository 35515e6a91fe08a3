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

const struct conf_robot *bulletin_robot(const struct conf *conf, enum bulletin_kind kind)
{
	switch (kind) {
	case BULLETIN_LOST:
	case BULLETIN_EPOCH:
	case BULLETIN_SILENCE:
	case BULLETIN_SILENT:
	case BULLETIN_BACK:
		return conf->hosts.robot;
	case BULLETIN_KINDS_:
		break;
	}
	return NULL;
}

#include "consumer/deliver/words.h"

static const char *const texts[WORDS_COUNT][3] = {
#define X(name, zh, en) [WORDS_##name] = {[CONF_ZH] = zh, [CONF_EN] = en, [CONF_BOTH] = zh " " en},
	WORDS(X)
#undef X
};

const char *words(enum conf_language language, enum words_of word)
{
	return texts[word][language];
}

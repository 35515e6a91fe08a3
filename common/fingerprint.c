#include "common/fingerprint.h"

#define FNV_OFFSET UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME  UINT64_C(0x100000001b3)

static uint64_t add(uint64_t hash, struct errnotice_span text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.data[i]) * FNV_PRIME;
	return hash;
}

uint64_t errnotice_fingerprint(struct errnotice_span app, struct errnotice_span env,
	struct errnotice_span cls, struct errnotice_span code, struct errnotice_span site)
{
	const char *nul = cls.len ? memchr(cls.data, '\0', cls.len) : NULL;
	struct errnotice_span parts[] = {app, env, cls, code, site};
	uint64_t hash = FNV_OFFSET;

	if (nul)
		parts[2].len = (size_t)(nul - cls.data);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (i > 0)
			hash *= FNV_PRIME; /* one NUL: hash ^ 0 */
		hash = add(hash, parts[i]);
	}
	return hash;
}

void errnotice_fingerprint_format(char into[ERRNOTICE_FP_LEN + 1], uint64_t fp)
{
	for (int i = 0; i < ERRNOTICE_FP_LEN; i++)
		into[i] = "0123456789abcdef"[fp >> (4 * (ERRNOTICE_FP_LEN - 1 - i)) & 15];
	into[ERRNOTICE_FP_LEN] = '\0';
}

#include "common/glob.h"

static int folded(char c, bool fold)
{
	return fold && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* On a mismatch only the last star has to give way: whatever an earlier one took before stays right. */
bool errnotice_glob_match(struct errnotice_span pattern, struct errnotice_span text, bool fold)
{
	size_t p = 0, t = 0, star = 0, resume = 0;
	bool starred = false;

	while (t < text.len) {
		if (p < pattern.len && pattern.data[p] == '*') {
			starred = true;
			star = ++p;
			resume = t;
		} else if (p < pattern.len && folded(pattern.data[p], fold) == folded(text.data[t], fold)) {
			p++;
			t++;
		} else if (starred) {
			p = star;
			t = ++resume;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.data[p] == '*')
		p++;
	return p == pattern.len;
}

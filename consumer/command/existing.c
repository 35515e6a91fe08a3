#include "consumer/command/existing.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct store *existing_open(const struct address *address, struct errnotice_err *err)
{
	if (address->kind == ADDRESS_SQLITE && access(address->path, F_OK) != 0) {
		if (errno == ENOENT) {
			errnotice_err_set(err, "store: %s is not there yet", address->path);
		} else {
			errnotice_err_set(err, "store: %s: %s", address->path, strerror(errno));
		}
		return NULL;
	}
	return store_open(address, err);
}

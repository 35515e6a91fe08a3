#include "consumer/command/existing.h"

#include <unistd.h>

struct store *existing_open(const struct address *address, struct errnotice_err *err)
{
	if (address->kind == ADDRESS_SQLITE && access(address->path, F_OK) != 0) {
		errnotice_err_set(err, "store: %s is not there yet", address->path);
		return NULL;
	}
	return store_open(address, err);
}

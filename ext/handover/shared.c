#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ext/handover/shared.h"

static struct errnotice_shared *mapping;
static size_t mapping_size;
static uint32_t slot_count;

bool errnotice_shared_open(uint32_t slots, struct errnotice_err *err)
{
	size_t head = sizeof(*mapping) + slots * sizeof(struct errnotice_slot);
	size_t size = head + slots * sizeof(struct errnotice_pack);
	void *memory;

	/* not reserved: packs that are never used cost address space only */
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return errnotice_err_set(err, "%zu bytes of shared memory for %u slots: %s", size,
			(unsigned)slots, strerror(errno));
	mapping = memory;
	mapping_size = size;
	mapping->owner = getpid();
	slot_count = slots;
	return true;
}

void errnotice_shared_close(void)
{
	if (mapping)
		munmap(mapping, mapping_size);
	mapping = NULL;
}

uint32_t errnotice_shared_slots(void)
{
	return slot_count;
}

struct errnotice_shared *errnotice_shared(void)
{
	return mapping;
}

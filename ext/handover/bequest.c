#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create, seals */
#endif
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ext/handover/bequest.h"
#include "ext/handover/shared.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* of Linux 6.3 */
#endif

#define NAME  "ERRNOTICE_BEQUEST" /* its value: "<pid> <descriptor>" */
#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* Then the mapping without its slots, then `slots` of these, each with the bytes of its pack. */
struct head {
	char form[64]; /* another one is not understood */
	uint32_t slots;
};

struct item {
	uint64_t tag, born;
	uint32_t len;
};

static struct head head_of(const char *version)
{
	struct head head = {.slots = 0};

	snprintf(head.form, sizeof(head.form), "errnotice %.20s %zu %zu", version,
		sizeof(struct errnotice_shared), sizeof(struct errnotice_pack));
	return head;
}

/* -- leave --------------------------------------------------------------- */

static bool write_all(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool write_slot(int fd, struct errnotice_slot *slot)
{
	struct errnotice_pack *pack = errnotice_slot_pack(slot);
	struct item item = {atomic_load(&slot->tag), atomic_load(&slot->born), pack->len};

	if (item.len > ERRNOTICE_PACK_MAX)
		item.len = 0; /* it is told as damaged */
	return write_all(fd, &item, sizeof(item)) && write_all(fd, pack->bytes, item.len);
}

static bool is_used(struct errnotice_slot *slot)
{
	return atomic_load(&slot->tag) != 0;
}

static uint32_t used_slots(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t used = 0;

	for (uint32_t i = 0; i < errnotice_shared_slots(); i++)
		used += is_used(&shared->slots[i]);
	return used;
}

static bool write_slots(int fd, bool in_doubt)
{
	struct errnotice_shared *shared = errnotice_shared();

	for (uint32_t i = 0; i < errnotice_shared_slots(); i++) {
		struct errnotice_slot *slot = &shared->slots[i];

		if (is_used(slot) && errnotice_slot_in_doubt(slot) == in_doubt && !write_slot(fd, slot))
			return false;
	}
	return true;
}

static bool write_tree(int fd, const char *version)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct head head = head_of(version);

	head.slots = used_slots();
	if (!write_all(fd, &head, sizeof(head)) || !write_all(fd, shared, sizeof(*shared)))
		return false;
	/* what has no slot there goes on as a number, and of what Redis may have taken no number may be made */
	return write_slots(fd, true) && write_slots(fd, false);
}

/* A limit on the size of files is one for this file as well, and its signal would end the process. */
static bool write_within_limit(int fd, const char *version)
{
	const struct sigaction ignored = {.sa_handler = SIG_IGN};
	struct sigaction before;
	bool written;

	if (sigaction(SIGXFSZ, &ignored, &before) != 0)
		return false;
	written = write_tree(fd, version);
	sigaction(SIGXFSZ, &before, NULL);
	return written;
}

/* Not closed at exec: that is what it is for.  Kernels do not know the one flag, or insist on it (vm.memfd_noexec). */
static int open_file(void)
{
	int fd = memfd_create("errnotice", MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	return fd < 0 && errno == EINVAL ? memfd_create("errnotice", MFD_ALLOW_SEALING) : fd;
}

void errnotice_bequest_leave(const char *version)
{
	char value[32];
	int fd;

	fd = open_file();
	if (fd < 0)
		return;
	snprintf(value, sizeof(value), "%d %d", (int)getpid(), fd);
	if (!write_within_limit(fd, version) || fcntl(fd, F_ADD_SEALS, SEALS) != 0
		|| setenv(NAME, value, 1) != 0)
		close(fd);
}

/* -- take ---------------------------------------------------------------- */

static bool read_all(int fd, void *into, size_t len)
{
	char *at = into;

	while (len > 0) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Into memory that is all zero: pages that stay so are not touched, and cost nothing. */
static bool read_sparse(int fd, void *into, size_t len)
{
	static const char zeroes[4096];
	char bytes[sizeof(zeroes)], *at = into;

	while (len > 0) {
		size_t n = len < sizeof(bytes) ? len : sizeof(bytes);

		if (!read_all(fd, bytes, n))
			return false;
		if (memcmp(bytes, zeroes, n) != 0)
			memcpy(at, bytes, n);
		at += n;
		len -= n;
	}
	return true;
}

/* A new release often has other catches, and the table of them does not grow. */
static void settle_in(struct errnotice_shared *shared, uint32_t slots)
{
	shared->owner = getpid();
	memset(&shared->catches, 0, sizeof(shared->catches));
	errnotice_tally_mend(&shared->tally);
	atomic_store(&shared->reach, slots);
	for (int i = 0; i < ERRNOTICE_PEERS; i++)
		atomic_store(&shared->peers[i].inherited, 1);
}

static void tell_lost(
	struct errnotice_shared *shared, const struct errnotice_slot *slot, const struct errnotice_pack *pack)
{
	unsigned peer = errnotice_slot_peer(slot);
	struct errnotice_event event;

	if (peer >= ERRNOTICE_PEERS)
		return;
	atomic_fetch_add(&shared->peers[peer].lost[ERRNOTICE_LOSS_NO_SLOT],
		errnotice_pack_open(&event, pack, NULL) ? event.count : 1);
}

static void read_slots(int fd, struct errnotice_shared *shared, uint32_t slots)
{
	static struct errnotice_pack pack;
	struct errnotice_slot slot;
	struct item item;

	for (uint32_t i = 0; i < slots; i++) {
		if (!read_all(fd, &item, sizeof(item)) || item.len > ERRNOTICE_PACK_MAX
			|| !read_all(fd, pack.bytes, item.len))
			return;
		pack.len = item.len;
		atomic_init(&slot.tag, item.tag);
		atomic_init(&slot.born, item.born);
		if (i >= errnotice_shared_slots()) {
			tell_lost(shared, &slot, &pack);
			continue;
		}
		shared->slots[i] = slot;
		memcpy(errnotice_slot_pack(&shared->slots[i]), &pack, sizeof(pack.len) + pack.len);
	}
}

/* Of the endpoints many may have been given up: then those that hold nothing make room. */
static bool is_crowded(const struct errnotice_shared *shared)
{
	int taken = 0;

	for (int i = 0; i < ERRNOTICE_PEERS; i++)
		taken += atomic_load(&shared->peers[i].ready) != 0;
	return taken > ERRNOTICE_PEERS / 2;
}

static uint32_t peers_of_slots(struct errnotice_shared *shared)
{
	uint32_t peers = 0;

	for (uint32_t i = 0; i < errnotice_shared_slots(); i++)
		if (is_used(&shared->slots[i]) && errnotice_slot_peer(&shared->slots[i]) < ERRNOTICE_PEERS)
			peers |= (uint32_t)1 << errnotice_slot_peer(&shared->slots[i]);
	return peers;
}

static void make_room(struct errnotice_shared *shared)
{
	uint32_t held = peers_of_slots(shared);

	for (unsigned i = 0; i < ERRNOTICE_PEERS; i++) {
		uint64_t lost = 0;

		for (int loss = 0; loss < ERRNOTICE_LOSSES_; loss++)
			lost |= atomic_load(&shared->peers[i].lost[loss]);
		if (!lost && !(held & (uint32_t)1 << i) && !errnotice_tally_holds(&shared->tally, i))
			memset(&shared->peers[i], 0, sizeof(shared->peers[i]));
	}
}

static void read_tree(int fd, const char *version)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct head wanted = head_of(version), head;
	uint32_t slots = errnotice_shared_slots();

	if (lseek(fd, 0, SEEK_SET) != 0 || !read_all(fd, &head, sizeof(head))
		|| memcmp(head.form, wanted.form, sizeof(head.form)) != 0
		|| !read_sparse(fd, shared, sizeof(*shared)))
		return;
	settle_in(shared, head.slots < slots ? head.slots : slots);
	read_slots(fd, shared, head.slots);
	if (is_crowded(shared))
		make_room(shared);
}

/* The kernel may have sealed more than it was asked to. */
static bool is_sealed(int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);

	return seals >= 0 && (seals & SEALS) == SEALS;
}

void errnotice_bequest_take(const char *version)
{
	const char *value = getenv(NAME);
	int pid, fd;

	if (!value)
		return;
	/* a program that this process started may have the words, and not the file */
	if (sscanf(value, "%d %d", &pid, &fd) == 2 && pid == (int)getpid() && is_sealed(fd)) {
		if (errnotice_shared())
			read_tree(fd, version);
		close(fd);
	}
	unsetenv(NAME);
}

#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/condition.h"
#include "ext/handover/resolve.h"

#define KEEP_MS      10000
#define THREAD_STACK (256 * 1024) /* name service modules are not frugal */

/* Shared by the thread and the process that waits; the last one out frees it. */
struct lookup {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	pid_t pid;
	int references;
	int64_t ended_at_ms; /* 0 while it runs */
	int failure;         /* of getaddrinfo(), 0: none */
	struct errnotice_addresses found;
	int port;
	char host[256];
};

/* Of this process; the outbox lets one thread at a time in. */
static struct lookup *current;

static void copy_found(struct errnotice_addresses *into, const struct addrinfo *list)
{
	into->count = 0;
	for (; list && into->count < ERRNOTICE_ADDRESSES; list = list->ai_next) {
		struct errnotice_address *address = &into->address[into->count++];

		memcpy(&address->storage, list->ai_addr, list->ai_addrlen);
		address->len = list->ai_addrlen;
	}
}

static int look_up(const char *host, int port, int flags, struct errnotice_addresses *into)
{
	struct addrinfo hints = {.ai_flags = flags | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *list = NULL;
	char service[8];
	int failure;

	snprintf(service, sizeof(service), "%d", port & 0xffff);
	failure = getaddrinfo(host, service, &hints, &list);
	if (failure == 0)
		copy_found(into, list);
	if (list)
		freeaddrinfo(list);
	return failure;
}

static void leave(struct lookup *lookup)
{
	int left;

	pthread_mutex_lock(&lookup->lock);
	left = --lookup->references;
	pthread_mutex_unlock(&lookup->lock);
	if (left > 0)
		return;
	pthread_cond_destroy(&lookup->ended);
	pthread_mutex_destroy(&lookup->lock);
	free(lookup);
}

static void *run(void *argument)
{
	struct lookup *lookup = argument;
	struct errnotice_addresses found = {.count = 0};
	int failure = look_up(lookup->host, lookup->port, 0, &found);

	pthread_mutex_lock(&lookup->lock);
	lookup->found = found;
	lookup->failure = failure;
	lookup->ended_at_ms = errnotice_clock_ms();
	pthread_cond_signal(&lookup->ended);
	pthread_mutex_unlock(&lookup->lock);
	leave(lookup);
	return NULL;
}

static struct lookup *lookup_new(const struct errnotice_redis_url *url)
{
	struct lookup *lookup = calloc(1, sizeof(*lookup));

	if (!lookup)
		return NULL;
	lookup->pid = getpid();
	lookup->references = 1;
	lookup->port = url->port;
	strcpy(lookup->host, url->host);
	pthread_mutex_init(&lookup->lock, NULL);
	errnotice_condition_init(&lookup->ended);
	return lookup;
}

/* The application's signals go to the application's threads: ours takes none. */
static bool start_thread(struct lookup *lookup)
{
	pthread_attr_t attributes;
	pthread_t thread;
	sigset_t all, before;
	int failure;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attributes, THREAD_STACK);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	lookup->references++;
	failure = pthread_create(&thread, &attributes, run, lookup);
	if (failure != 0)
		lookup->references--;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return failure == 0;
}

/* Forgets an answer that is too old, one for another host, and a parent's. */
static void forget_stale(const struct errnotice_redis_url *url, int64_t now_ms)
{
	struct lookup *lookup = current;
	bool stale;

	if (!lookup)
		return;
	if (lookup->pid != getpid()) {
		/* its thread did not come along and may have held the lock: never touched again */
		current = NULL;
		return;
	}
	pthread_mutex_lock(&lookup->lock);
	stale = strcmp(lookup->host, url->host) != 0 || lookup->port != url->port
		|| (lookup->ended_at_ms != 0 && now_ms - lookup->ended_at_ms > KEEP_MS);
	pthread_mutex_unlock(&lookup->lock);
	if (!stale)
		return;
	leave(lookup);
	current = NULL;
}

static bool begin(const struct errnotice_redis_url *url)
{
	struct lookup *lookup = lookup_new(url);

	if (!lookup)
		return false;
	if (!start_thread(lookup)) {
		leave(lookup);
		return false;
	}
	current = lookup;
	return true;
}

static enum errnotice_resolution wait_for_it(struct lookup *lookup, int64_t deadline_ms,
	struct errnotice_addresses *into, struct errnotice_err *err)
{
	enum errnotice_resolution result = ERRNOTICE_RESOLVING;
	bool in_time = true;

	pthread_mutex_lock(&lookup->lock);
	while (lookup->ended_at_ms == 0 && in_time)
		in_time = errnotice_condition_wait(&lookup->ended, &lookup->lock, deadline_ms);
	if (lookup->ended_at_ms != 0) {
		*into = lookup->found;
		result = lookup->failure == 0 && into->count > 0 ? ERRNOTICE_RESOLVED : ERRNOTICE_UNRESOLVED;
	}
	if (result == ERRNOTICE_UNRESOLVED)
		errnotice_err_set(err, "%s: %s", lookup->host, gai_strerror(lookup->failure));
	pthread_mutex_unlock(&lookup->lock);
	if (result == ERRNOTICE_UNRESOLVED) {
		/* a failure is no answer to keep: the next call asks again */
		leave(lookup);
		current = NULL;
	}
	return result;
}

static void address_of_socket(const char *path, struct errnotice_addresses *into)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(address.sun_path, sizeof(address.sun_path), "%.107s", path);
	memcpy(&into->address[0].storage, &address, sizeof(address));
	into->address[0].len = sizeof(address);
	into->count = 1;
}

enum errnotice_resolution errnotice_resolve(const struct errnotice_redis_url *url, int64_t deadline_ms,
	struct errnotice_addresses *into, struct errnotice_err *err)
{
	if (url->unix_socket) {
		address_of_socket(url->host, into);
		return ERRNOTICE_RESOLVED;
	}
	if (look_up(url->host, url->port, AI_NUMERICHOST, into) == 0)
		return ERRNOTICE_RESOLVED;
	forget_stale(url, errnotice_clock_ms());
	if (!current && !begin(url)) {
		errnotice_err_set(err, "%s: no thread to look the name up", url->host);
		return ERRNOTICE_UNRESOLVED;
	}
	return wait_for_it(current, deadline_ms, into, err);
}

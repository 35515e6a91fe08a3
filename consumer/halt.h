/*
 * halt -- asks a thread to end, and lets it sleep so that it hears.
 */
#ifndef CONSUMER_HALT_H
#define CONSUMER_HALT_H

#include <pthread.h>
#include <stdbool.h>

struct halt {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool asked;
};

void halt_init(struct halt *halt);
void halt_clear(struct halt *halt);

void halt_ask(struct halt *halt); /* for good; any thread */
bool halt_asked(struct halt *halt);

/* Sleeps `ms`, shorter when asked; true when asked. */
bool halt_sleep(struct halt *halt, int ms);

#endif

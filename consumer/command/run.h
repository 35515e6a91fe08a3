/*
 * run -- `errnotice-consumer run`: counts, delivers and serves until it is told to stop.
 *
 * SIGTERM and SIGINT finish the batch and the requests in hand.  SIGHUP reads the
 * configuration again: all of it takes effect, or none and the old one stays.
 */
#ifndef CONSUMER_RUN_H
#define CONSUMER_RUN_H

/* The program's exit status: 0 stopped, 100 configured wrongly, 111 try again later. */
int run(const char *conf_path);

#endif

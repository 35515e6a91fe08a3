/*
 * exit_status -- how each command ends, for those who start it: scripts, systemd.
 */
#ifndef CONSUMER_EXIT_STATUS_H
#define CONSUMER_EXIT_STATUS_H

enum exit_status {
	STATUS_DONE = 0,    /* done, told to stop, or all is well */
	STATUS_WRONG = 100, /* used or configured wrongly: somebody has to repair something */
	STATUS_LATER = 111  /* try again later */
};

#endif

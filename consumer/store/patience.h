/*
 * patience -- how long this process waits for a store that others hold.  Any thread.
 */
#ifndef CONSUMER_PATIENCE_H
#define CONSUMER_PATIENCE_H

int patience_ms(void);

/* From now on little: the process ends, and what the store does not take by then comes again. */
void patience_end(void);

#endif

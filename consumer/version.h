/*
 * version -- of the whole project; the extension's ERRNOTICE_VERSION is the same.
 */
#ifndef CONSUMER_VERSION_H
#define CONSUMER_VERSION_H

#define CONSUMER_VERSION "0.1.0"

#endif

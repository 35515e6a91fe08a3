/*
 * address -- where the store is: [store] url.
 *
 *   sqlite:/path/to/file
 *   mysql://[user[:password]@]host[:port]/[database][?socket=…&ca=…&cert=…&key=…]
 *
 * mariadb:// is the same as mysql://.  User, password, database and the options
 * may be percent-encoded; with a socket the host may be left out.  Error texts
 * never show the password.
 */
#ifndef CONSUMER_ADDRESS_H
#define CONSUMER_ADDRESS_H

#include <stddef.h>
#include "common/err.h"

enum address_kind { ADDRESS_SQLITE, ADDRESS_MARIADB };

struct address {
	enum address_kind kind;
	char path[1024]; /* of the file, or of the server's socket; "" for TCP */
	char host[256];  /* a name or an address */
	int port;        /* 1 to 65535 */
	char user[128], password[256];
	char database[65];
	char ca[512], cert[512], key[512]; /* files; TLS is asked for where one is named */
};

bool address_parse(struct address *address, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* For people; never user or password.  Always terminated. */
void address_show(const struct address *address, char *into, size_t room);

#endif

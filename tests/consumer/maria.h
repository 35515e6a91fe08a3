/*
 * maria -- a MariaDB server of its own, on a socket in a folder of its own, with
 * as many databases as are asked for.
 *
 * It knows no users: whoever reaches the socket may do everything.  One server a
 * program, because its start takes a second.
 */
#ifndef MARIA_H
#define MARIA_H

#include "check.h"
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "consumer/store/engine.h"

#ifdef CONSUMER_MARIADB

static struct {
	pid_t pid; /* 0: none runs */
	char folder[64];
	struct address address;
	int databases;
} maria;

static inline void maria_run(void)
{
	char data[128], socket[128], first[128], user[64], log[128];
	snprintf(log, sizeof(log), "%s/log", maria.folder);
	snprintf(data, sizeof(data), "--datadir=%s/data", maria.folder);
	snprintf(socket, sizeof(socket), "--socket=%s/socket", maria.folder);
	snprintf(first, sizeof(first), "--init-file=%s/first.sql", maria.folder);
	snprintf(user, sizeof(user), "--user=%s", getpwuid(getuid())->pw_name);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that crashes leaves none behind */
	if (freopen(log, "a", stdout) && freopen(log, "a", stderr)) {
		execl("/usr/sbin/mariadbd", "mariadbd", "--no-defaults", user, data, socket, first,
			"--skip-networking", "--skip-grant-tables", "--innodb-flush-log-at-trx-commit=2",
			"--innodb-buffer-pool-size=32M", "--max-recursive-iterations=100000",
			"--max-allowed-packet=1M", (char *)NULL);
	}
	_exit(127);
}

static inline void maria_launch(void)
{
	fflush(NULL);
	maria.pid = fork();
	if (maria.pid == 0) {
		maria_run();
	}
}

/* The engine's own connection, without tables: waits for the server. */
static inline void *maria_connect(void)
{
	for (int tries = 0; tries < 3000; tries++) {
		struct errnotice_err err = {""};
		void *db = mariadb_engine.open(&maria.address, &err);
		if (db) {
			return db;
		}
		if (waitpid(maria.pid, NULL, WNOHANG) == maria.pid) {
			fail_msg("mariadbd ended (package mariadb-server-core): %s", err.text);
		}
		usleep(10000);
	}
	fail_msg("mariadbd does not start");
	return NULL;
}

static inline void maria_write(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/%s", maria.folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* For cmocka's group. */
static inline int maria_start(void **state)
{
	char command[96];
	(void)state;
	strcpy(maria.folder, "/tmp/errnotice-maria-XXXXXX");
	assert_non_null(mkdtemp(maria.folder));
	snprintf(command, sizeof(command), "mkdir %s/data", maria.folder);
	assert_int_equal(system(command), 0);
	maria_write("first.sql", "CREATE DATABASE IF NOT EXISTS room;\n");
	maria.address = (struct address){.kind = ADDRESS_MARIADB, .port = 3306, .user = "nobody"};
	snprintf(maria.address.path, sizeof(maria.address.path), "%s/socket", maria.folder);
	strcpy(maria.address.database, "room");
	maria_launch();
	mariadb_engine.close(maria_connect());
	return 0;
}

static inline int maria_stop(void **state)
{
	char command[96];
	(void)state;
	kill(maria.pid, SIGKILL);
	waitpid(maria.pid, NULL, 0);
	snprintf(command, sizeof(command), "rm -rf %s", maria.folder);
	maria.pid = 0;
	return system(command);
}

/* A database that nobody has used. */
static inline struct address maria_address(void)
{
	struct errnotice_err err = {""};
	struct address address = maria.address;
	char sql[96];
	void *db = maria_connect();
	snprintf(address.database, sizeof(address.database), "room_%d", ++maria.databases);
	snprintf(sql, sizeof(sql), "CREATE DATABASE %s", address.database);
	if (!mariadb_engine.script(db, sql, &err)) {
		fail_msg("%s", err.text);
	}
	mariadb_engine.close(db);
	return address;
}

#endif
#endif

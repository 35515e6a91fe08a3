#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/clock.h"
#include "tests/handover/support/tree.h"

#define PATIENCE_MS 10000

pid_t child(bool (*body)(void *argument), void *argument)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(body(argument) ? 0 : 1);
	}
	return pid;
}

pid_t child_that_stays(bool (*body)(void *argument), void *argument)
{
	int ready[2];
	char word = 0;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		word = body(argument) ? 'y' : 'n';
		if (write(ready[1], &word, 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &word, 1), 1);
	close(ready[0]);
	assert_int_equal(word, 'y');
	return pid;
}

bool ended_well(pid_t pid)
{
	int status;

	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void kill_and_reap(pid_t pid)
{
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

void wait_until(bool (*condition)(void *argument), void *argument, const char *what)
{
	struct timespec pause_for = {0, 2000000};
	int64_t until = errnotice_clock_ms() + PATIENCE_MS;

	while (!condition(argument)) {
		if (errnotice_clock_ms() > until)
			fail_msg("not within ten seconds: %s", what);
		nanosleep(&pause_for, NULL);
	}
}

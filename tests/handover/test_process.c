#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ext/handover/process.h"
#include "tests/handover/support/tree.h"

static bool nothing(void *argument)
{
	return true;
}

static void we_are_alive_and_know_our_start(void **state)
{
	struct errnotice_process self = errnotice_process_self();

	assert_int_equal(self.pid, getpid());
	assert_int_not_equal(self.start, 0);
	assert_true(errnotice_process_alive(self, true));
	assert_true(errnotice_process_alive(self, false));
}

static bool is_itself(void *parent)
{
	struct errnotice_process *its = parent, mine = errnotice_process_self();

	return mine.pid == (uint32_t)getpid() && mine.pid != its->pid;
}

static void a_forked_child_is_itself(void **state)
{
	struct errnotice_process self = errnotice_process_self();

	assert_true(ended_well(child(is_itself, &self)));
}

/* Not through fork(), which would tell a library of it. */
static void a_child_that_nobody_announced_is_itself(void **state)
{
	struct errnotice_process self;
	int status;
	long pid;

	errnotice_process_startup();
	self = errnotice_process_self();
	assert_int_equal(errnotice_process_id(), getpid());
	pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (pid == 0)
		_exit(is_itself(&self) ? 0 : 1);
	assert_int_equal(waitpid((pid_t)pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(errnotice_process_id(), getpid());
	assert_int_equal(errnotice_process_self().start, self.start);
	errnotice_process_shutdown();
	assert_int_equal(errnotice_process_id(), getpid());
}

static void one_that_has_ended_is_not_alive(void **state)
{
	pid_t pid = child_that_stays(nothing, NULL);
	struct errnotice_process process = {(uint32_t)pid, 0};

	assert_true(errnotice_process_alive(process, true));
	kill_and_reap(pid);
	assert_false(errnotice_process_alive(process, true));
	assert_false(errnotice_process_alive(process, false));
}

static void a_zombie_is_not_alive_when_looked_at_thoroughly(void **state)
{
	pid_t pid = child_that_stays(nothing, NULL);
	struct errnotice_process process = {(uint32_t)pid, 0};
	siginfo_t info;

	kill(pid, SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	assert_false(errnotice_process_alive(process, true));
	assert_true(errnotice_process_alive(process, false));
	waitpid(pid, NULL, 0);
}

static void another_process_with_its_id_is_not_it(void **state)
{
	struct errnotice_process earlier = errnotice_process_self();

	earlier.start--;
	assert_false(errnotice_process_alive(earlier, true));
	earlier.start = 0; /* not known: the id decides */
	assert_true(errnotice_process_alive(earlier, true));
}

static void one_of_another_user_is_alive(void **state)
{
	struct errnotice_process init = {1, 0};

	assert_true(errnotice_process_alive(init, false));
}

int main(void)
{
	const struct CMUnitTest process[] = {
		cmocka_unit_test(we_are_alive_and_know_our_start),
		cmocka_unit_test(a_forked_child_is_itself),
		cmocka_unit_test(a_child_that_nobody_announced_is_itself),
		cmocka_unit_test(one_that_has_ended_is_not_alive),
		cmocka_unit_test(a_zombie_is_not_alive_when_looked_at_thoroughly),
		cmocka_unit_test(another_process_with_its_id_is_not_it),
		cmocka_unit_test(one_of_another_user_is_alive),
	};

	return cmocka_run_group_tests(process, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

/* The address sanitizer traces its own process to find leaks, and is let do so. */
#if defined(__SANITIZE_ADDRESS__)
#define TRACED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRACED 1
#endif
#endif
#ifndef TRACED
#define TRACED 0
#endif

/* What is asked runs in a child, because there is no way back; it returns 0 if all is as promised,
 * else a number that says where not. */
static void in_confined_child(int (*ask)(void))
{
    int status;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        at_err err = {0};
        if (at_confine_publisher(&err) != AT_OK) _exit(100);
        _exit(ask());
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static bool refused(long result)
{
    return result == -1 && errno == EPERM;
}

static int ask_for_sockets(void)
{
    int pair[2];
    if (!refused(socket(AF_INET, SOCK_STREAM, 0))) return 1;
    if (!refused(socket(AF_UNIX, SOCK_DGRAM, 0))) return 2;
    if (!refused(socket(AF_NETLINK, SOCK_RAW, 0))) return 3;
    if (!refused(socketpair(AF_UNIX, SOCK_STREAM, 0, pair))) return 4;
    if (!refused(syscall(SYS_io_uring_setup, 1, NULL))) return 5;
    return 0;
}

static void a_confined_process_reaches_no_network(void **state)
{
    (void)state;
    in_confined_child(ask_for_sockets);
}

static int ask_for_programs(void)
{
    char *argv[] = {NULL, NULL}, *environment[] = {NULL};
    char name[] = "true";
    argv[0] = name;
    if (!refused(execve("/bin/true", argv, environment))) return 1;
    if (!refused(syscall(SYS_execveat, AT_FDCWD, "/bin/true", argv, environment, 0))) return 2;
    return 0;
}

static void a_confined_process_runs_no_program(void **state)
{
    (void)state;
    in_confined_child(ask_for_programs);
}

static int ask_for_mounts(void)
{
    if (!refused(mount("none", "/", "tmpfs", 0, NULL))) return 1;
    if (!refused(umount2("/nowhere", 0))) return 2;
    if (!refused(unshare(CLONE_NEWUSER))) return 3;
    if (!refused(chroot("/"))) return 4;
    return 0;
}

static void a_confined_process_mounts_nothing(void **state)
{
    (void)state;
    in_confined_child(ask_for_mounts);
}

static int ask_for_the_terminal(void)
{
    char key = '\n';
    const int file = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (file < 0) return 1;
    if (!refused(ioctl(file, TIOCSTI, &key))) return 2;
    if (!refused(syscall(SYS_ioctl, file, TIOCSTI | (uint64_t)1 << 32, &key))) return 3;
    if (!refused(ioctl(file, TIOCLINUX, &key))) return 4;
    return ioctl(file, TIOCGWINSZ, &key) == -1 && errno == ENOTTY
               ? 0
               : 5; /* asking its size is allowed */
}

static void a_confined_process_types_nothing_into_its_terminal(void **state)
{
    (void)state;
    in_confined_child(ask_for_the_terminal);
}

static int ask_for_other_processes(void)
{
    if (!refused(kill(getppid(), 0))) return 1;
    if (!refused(syscall(SYS_pidfd_open, getppid(), 0))) return 2;
    if (!refused(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL))) return 3;
    if (syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS) return 4;
    return 0;
}

static void a_confined_process_leaves_others_alone(void **state)
{
    (void)state;
    in_confined_child(ask_for_other_processes);
}

static int ask_for_files(void)
{
    char byte;
    const int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, &byte, 1) != 1 || close(file) != 0) return 1;
    void *memory = malloc((size_t)1 << 20);
    if (!memory) return 2;
    free(memory);
    return 0;
}

static void a_confined_process_still_reads_files(void **state)
{
    (void)state;
    in_confined_child(ask_for_files);
}

static int ask_for_dumps(void)
{
    struct rlimit core;
    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur || core.rlim_max) return 1;
#if !TRACED
    if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0) return 2;
    if (!refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL))) return 3;
#endif
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 4;
}

static void a_confined_process_leaves_no_dump_and_is_not_traced(void **state)
{
    (void)state;
    in_confined_child(ask_for_dumps);
}

/* A thread that ran before is shut in too, and so is one that is started later. */
static pthread_barrier_t gate;

static void *wait_and_ask(void *asked)
{
    (void)pthread_barrier_wait(&gate);
    *(bool *)asked = refused(socket(AF_INET, SOCK_STREAM, 0));
    return NULL;
}

static void threads_are_confined_with_their_process(void **state)
{
    (void)state;
    int status;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        pthread_t thread;
        bool earlier = false;
        if (pthread_barrier_init(&gate, NULL, 2) != 0) _exit(1);
        if (pthread_create(&thread, NULL, wait_and_ask, &earlier) != 0) _exit(2);
        if (at_confine_publisher(NULL) != AT_OK) _exit(3);
        (void)pthread_barrier_wait(&gate);
        if (pthread_join(thread, NULL) != 0) _exit(4);
        bool later = false;
        if (pthread_barrier_init(&gate, NULL, 1) != 0) _exit(5);
        if (pthread_create(&thread, NULL, wait_and_ask, &later) != 0) _exit(6);
        if (pthread_join(thread, NULL) != 0) _exit(7);
        _exit(!earlier ? 8 : !later ? 9 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confined_process_reaches_no_network),
        cmocka_unit_test(a_confined_process_runs_no_program),
        cmocka_unit_test(a_confined_process_mounts_nothing),
        cmocka_unit_test(a_confined_process_types_nothing_into_its_terminal),
        cmocka_unit_test(a_confined_process_leaves_others_alone),
        cmocka_unit_test(a_confined_process_still_reads_files),
        cmocka_unit_test(a_confined_process_leaves_no_dump_and_is_not_traced),
        cmocka_unit_test(threads_are_confined_with_their_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

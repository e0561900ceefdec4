/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/confine.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* The leak checker of the address sanitizer traces its own process: in that build alone tracing stays. */
#if defined(__SANITIZE_ADDRESS__)
#define LEAK_CHECKER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAK_CHECKER 1
#endif
#endif
#ifndef LEAK_CHECKER
#define LEAK_CHECKER 0
#endif

#if !LEAK_CHECKER
static const int tracing[] = {
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(kcmp),   SCMP_SYS(pidfd_getfd),
};
#endif

static const int refused[] = {
    /* the network; io_uring reaches sockets without these calls */
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(connect),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    /* other programs */
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    /* mounting, other roots, other namespaces */
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(move_mount),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(open_tree),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fspick),
    SCMP_SYS(fsmount),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    /* other processes */
    SCMP_SYS(kill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(process_madvise),
    /* doors into the kernel that a page maker has no use for */
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
};

static int refuse_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
        if (result != 0) return result;
    }
    return 0;
}

/* What is refused for some arguments only. Threads are started by clone(); clone3(), whose arguments a
 * filter cannot see, is said not to be there, and the C library then takes clone(). */
static int refuse_some(scmp_filter_ctx filter)
{
    /* Keys put into the terminal would be read by the shell, as a command, once this process is gone. */
    static const uint32_t typing[] = {TIOCSTI, TIOCLINUX};
    const uint64_t user = CLONE_NEWUSER;
    int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (result == 0) {
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, user, user));
    }
    for (size_t i = 0; i < AT_COUNT_OF(typing) && result == 0; i++) {
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                                  SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, typing[i]));
    }
    return result;
}

/* Zero or a negative errno. TSYNC: threads that run already are shut in too. */
static int load_filter(scmp_filter_ctx filter)
{
    int result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (result == 0) result = refuse_all(filter, refused, AT_COUNT_OF(refused));
    if (result == 0) result = refuse_some(filter);
#if !LEAK_CHECKER
    if (result == 0) result = refuse_all(filter, tracing, AT_COUNT_OF(tracing));
#endif
    return result == 0 ? seccomp_load(filter) : result;
}

static at_status forbid_dumps(at_err *err)
{
    const struct rlimit none = {0, 0};
    bool done = setrlimit(RLIMIT_CORE, &none) == 0;
#if !LEAK_CHECKER
    done = done && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#endif
    return done ? AT_OK : at_fail(err, AT_EIO, "cannot forbid core dumps of this process");
}

at_status at_confine_publisher(at_err *err)
{
    AT_TRY(forbid_dumps(err));
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) return at_fail(err, AT_ENOMEM, "memory is out");
    const int result = load_filter(filter);
    seccomp_release(filter);
    if (result == 0) return AT_OK;
    const char *why = strerrordesc_np(-result);
    return at_fail(err, AT_EIO, "cannot shut this process in (seccomp): %s",
                   why ? why : "the system gives no reason");
}

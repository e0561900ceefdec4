/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Files in memory, so that a command that writes much never waits for a reader. */
static int memory_file(const char *name)
{
    const int file = memfd_create(name, MFD_CLOEXEC);
    if (file < 0) fail_msg("memfd_create: %s", strerror(errno));
    return file;
}

static int input_file(at_str input)
{
    const int file = memory_file("input");
    for (size_t at = 0; at < input.len;) {
        const ssize_t n = write(file, input.ptr + at, input.len - at);
        if (n < 0) fail_msg("input: %s", strerror(errno));
        at += (size_t)n;
    }
    if (lseek(file, 0, SEEK_SET) != 0) fail_msg("input: %s", strerror(errno));
    return file;
}

static at_str taken(int file)
{
    const at_str text = test_read_file(test_format("/proc/self/fd/%d", file));
    close(file);
    return text;
}

static bool same_name(const char *a, const char *b)
{
    const size_t length = strcspn(a, "=");
    return length == strcspn(b, "=") && memcmp(a, b, length) == 0;
}

/* The current environment with `changes` over it. */
static char **environment_with(const char *const *changes)
{
    size_t old = 0, added = 0;
    while (environ[old]) old++;
    while (changes && changes[added]) added++;
    char **merged = at_arena_alloc(test_arena(), old + added + 1, sizeof *merged);
    if (!merged) fail_msg("no memory");
    size_t count = 0;
    for (size_t i = 0; i < old; i++) {
        bool replaced = false;
        for (size_t j = 0; j < added; j++) replaced |= same_name(environ[i], changes[j]);
        if (!replaced) merged[count++] = environ[i];
    }
    for (size_t j = 0; j < added; j++) {
        const size_t size = strlen(changes[j]) + 1;
        merged[count + j] = at_arena_alloc(test_arena(), size, 1);
        if (!merged[count + j]) fail_msg("no memory");
        memcpy(merged[count + j], changes[j], size);
    }
    return merged;
}

static int spawn(const test_command *command, int in, int out, int err, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    if (!failed && command->directory) {
        failed = posix_spawn_file_actions_addchdir_np(&actions, command->directory);
    }
    if (!failed) {
        /* posix_spawn() promises not to write through argv; its type is older than const. */
        union {
            const char *const *given;
            char *const *wanted;
        } argv = {.given = command->argv};
        failed = posix_spawnp(child, command->argv[0], &actions, NULL, argv.wanted,
                              environment_with(command->environment));
    }
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

test_result test_run_command(const test_command *command)
{
    const int in = input_file(command->input), out = memory_file("out"), err = memory_file("err");
    pid_t child;
    const int failed = spawn(command, in, out, err, &child);
    close(in);
    if (failed) fail_msg("%s: %s", command->argv[0], strerror(failed));

    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) fail_msg("waitpid: %s", strerror(errno));
    }
    return (test_result){
        .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        .out = taken(out),
        .err = taken(err),
    };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay_NAME FILE|FOLDER...: run a fuzz target over every file given, as it is and a few hundred
 * times altered, always in the same way. So the targets work in every build and under every
 * compiler, without libFuzzer. Prints TAP. An input that ends the program is left in the current
 * folder as replay_NAME.crash. */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ALTERATIONS = 400,
    ALTERED_BYTES = 8 << 20, /* of one seed in all: large seeds are altered less often */
    LARGEST_SEED = 64 << 20,
    ROOM = 64, /* that an alteration may add */
    EDITS = 4
};

/* What is running now, for the handler of a crash. */
static struct {
    const uint8_t *data;
    size_t size;
    const char *seed;
    char kept_as[256];
} now;

static void put(int file, const void *bytes, size_t size)
{
    if (write(file, bytes, size) < 0) _exit(2);
}

static void leave_input(void)
{
    static const char kept[] = "\nreplay: the input is in ", seed[] = "; its seed is ";
    const int file = open(now.kept_as, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file >= 0) put(file, now.data, now.size);
    put(STDERR_FILENO, kept, sizeof kept - 1);
    put(STDERR_FILENO, now.kept_as, strlen(now.kept_as));
    put(STDERR_FILENO, seed, sizeof seed - 1);
    put(STDERR_FILENO, now.seed, strlen(now.seed));
    put(STDERR_FILENO, "\n", 1);
}

static void on_signal(int number)
{
    (void)signal(number, SIG_DFL);
    leave_input();
    (void)raise(number);
}

/* The sanitizers end a program without a signal. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void watch(void)
{
    (void)snprintf(now.kept_as, sizeof now.kept_as, "%s.crash", program_invocation_short_name);
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(leave_input);
    static const int fatal[] = {SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) (void)signal(fatal[i], on_signal);
    if (!__sanitizer_set_death_callback) {
        (void)signal(SIGSEGV, on_signal);
        (void)signal(SIGBUS, on_signal);
    }
}

static uint64_t next_u64(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit ? (size_t)(next_u64(state) % limit) : 0;
}

static void *copied(const void *bytes, size_t size)
{
    /* As long as the input and no longer, so that a sanitizer sees the first byte read beyond. */
    void *copy = malloc(size ? size : 1);
    if (!copy) {
        perror("replay");
        exit(2);
    }
    if (size) memcpy(copy, bytes, size);
    return copy;
}

static void run(const char *seed, const uint8_t *bytes, size_t size)
{
    uint8_t *data = copied(bytes, size);
    now.data = data;
    now.size = size;
    now.seed = seed;
    (void)LLVMFuzzerTestOneInput(data, size);
    free(data);
}

/* One edit in place. `size` never grows past the seed's size + ROOM. */
static size_t edited(uint64_t *state, uint8_t *bytes, size_t size, size_t most)
{
    static const uint8_t telling[] = {0,   '\n', '\r', '"', ',', ';',  '\t', '=',  '[',  '{',
                                      '-', '9',  '/',  ' ', '<', 0x7f, 0x80, 0xc3, 0xef, 0xff};
    const size_t at = below(state, size), run = 1 + below(state, 16);
    switch (below(state, 7)) {
    case 0: /* a bit */
        if (size) bytes[at] ^= (uint8_t)(1u << below(state, 8));
        return size;
    case 1: /* a byte that means something in some format */
        if (size) bytes[at] = telling[below(state, sizeof telling)];
        return size;
    case 2: /* any byte */
        if (size) bytes[at] = (uint8_t)next_u64(state);
        return size;
    case 3: /* cut short */
        return at;
    case 4: /* a run lost */
        if (at + run >= size) return at;
        memmove(bytes + at, bytes + at + run, size - at - run);
        return size - run;
    case 5: /* a run twice */
        if (at + run > size || size + run > most) return size;
        memmove(bytes + at + run, bytes + at, size - at);
        return size + run;
    default: /* a byte more */
        if (size + 1 > most) return size;
        memmove(bytes + at + 1, bytes + at, size - at);
        bytes[at] = telling[below(state, sizeof telling)];
        return size + 1;
    }
}

/* How often it was altered. */
static size_t run_altered(const char *seed, const uint8_t *bytes, size_t size)
{
    const size_t most = size + ROOM, affordable = ALTERED_BYTES / most;
    const size_t times = affordable < ALTERATIONS ? affordable : ALTERATIONS;
    uint64_t state = size;
    for (size_t i = 0; i < size; i++) state = state * 0x100000001b3u ^ bytes[i];
    uint8_t *altered = copied(bytes, size);
    uint8_t *grown = realloc(altered, most);
    if (!grown) {
        perror("replay");
        exit(2);
    }
    altered = grown;
    for (size_t i = 0; i < times; i++) {
        size_t length = size;
        if (size) memcpy(altered, bytes, size);
        for (size_t edit = 1 + below(&state, EDITS); edit; edit--) {
            length = edited(&state, altered, length, most);
        }
        run(seed, altered, length);
    }
    free(altered);
    return times;
}

/* What was read before; NULL says so on stderr. */
static uint8_t *read_file(const char *path, size_t *size)
{
    uint8_t *bytes = NULL;
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (file && fstat(fileno(file), &status) == 0) {
        *size = (size_t)status.st_size;
        if (*size > LARGEST_SEED) {
            errno = EFBIG;
        } else {
            bytes = malloc(*size ? *size : 1);
            if (bytes && fread(bytes, 1, *size, file) != *size) {
                free(bytes);
                bytes = NULL;
            }
        }
    }
    if (!bytes) perror(path);
    if (file) (void)fclose(file);
    return bytes;
}

static bool replay_file(const char *path, int *number)
{
    size_t size = 0;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    uint8_t *bytes = read_file(path, &size);
    if (!bytes) return false;
    run(path, bytes, size);
    const size_t times = run_altered(path, bytes, size);
    printf("ok %d - %s, altered %zu times\n", ++*number, name, times);
    free(bytes);
    return true;
}

static int is_seed(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool replay_folder(const char *path, int *number)
{
    struct dirent **entries;
    bool fine = true;
    const int count = scandir(path, &entries, is_seed, alphasort);
    if (count < 0) {
        perror(path);
        return false;
    }
    for (int i = 0; i < count; i++) {
        char file[4096];
        const int length = snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
        fine &= length > 0 && (size_t)length < sizeof file && replay_file(file, number);
        free(entries[i]);
    }
    free(entries);
    return fine;
}

int main(int argc, char **argv)
{
    bool fine = true;
    int number = 0;
    watch();
    run("the empty input", NULL, 0);
    for (int i = 1; i < argc; i++) {
        struct stat status;
        const bool folder = stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode);
        fine &= folder ? replay_folder(argv[i], &number) : replay_file(argv[i], &number);
    }
    if (!number) fputs("replay: there is no seed to replay\n", stderr);
    printf("1..%d\n", number);
    return fine && number ? 0 : 1;
}

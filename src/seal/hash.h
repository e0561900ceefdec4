/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_SEAL_HASH_H
#define AT_SEAL_HASH_H
/* SHA-256 (FIPS 180-4) by libsodium. */
#include "base/slice.h"
#include "base/status.h"

enum { AT_SHA256_HEX = 64 };

/* Lower-case hexadecimal, NUL-terminated. */
typedef struct at_sha256 {
    char hex[AT_SHA256_HEX + 1];
} at_sha256;

void at_hash_sha256(at_bytes bytes, at_sha256 *out);
/* True when `hex` is 64 lower-case hexadecimal digits. */
bool at_hash_is_hex(at_str hex);

#endif

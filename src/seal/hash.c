/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/hash.h"

#include <sodium.h>

_Static_assert(AT_SHA256_HEX == 2 * crypto_hash_sha256_BYTES, "two digits a byte");

/* No sodium_init(): hashing needs neither random numbers nor locked memory. */
void at_hash_sha256(at_bytes bytes, at_sha256 *out)
{
    uint8_t digest[crypto_hash_sha256_BYTES];
    const uint8_t nothing = 0;
    crypto_hash_sha256(digest, bytes.len ? bytes.ptr : &nothing, bytes.len);
    sodium_bin2hex(out->hex, sizeof out->hex, digest, sizeof digest);
}

bool at_hash_is_hex(at_str hex)
{
    if (hex.len != AT_SHA256_HEX) return false;
    for (size_t i = 0; i < hex.len; i++) {
        const char c = hex.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    }
    return true;
}

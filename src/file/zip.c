/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/zip.h"

#include "base/arena.h"
#include "base/map.h"

/* APPNOTE 4.3.7, 4.3.12 and 4.3.16: signatures, and what all our members have in common. */
enum {
    LOCAL_SIGNATURE = 0x04034b50,
    CENTRAL_SIGNATURE = 0x02014b50,
    END_SIGNATURE = 0x06054b50,
    VERSION = 20,        /* 2.0: folders; the lowest that readers expect */
    FLAG_UTF8 = 1 << 11, /* of names; for plain ASCII it changes nothing */
    DATE_1980_01_01 = 0x21,
    MOST_MEMBERS = 0xFFFF,
    MEMBER_HEADERS = 30 + 46, /* bytes of the local and the central one, without names */
    END_RECORD = 22
};

/* CRC-32 of ISO 3309 (reflected 0x04C11DB7), four bits at a time: 16 words of table are enough for
 * archives that are written once. */
static uint32_t crc32_of(at_bytes bytes)
{
    static const uint32_t table[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC,
                                       0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
                                       0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                       0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= bytes.ptr[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}

static void put16(at_buffer *out, uint32_t value)
{
    at_buffer_char(out, (char)(value & 0xFF));
    at_buffer_char(out, (char)(value >> 8 & 0xFF));
}

static void put32(at_buffer *out, uint32_t value)
{
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}

/* Version needed to the length of the name: the same bytes in both headers. */
static void put_common(at_buffer *out, const at_zip_member *member, uint32_t crc)
{
    const uint32_t size = (uint32_t)member->bytes.len;
    put16(out, VERSION);
    put16(out, FLAG_UTF8);
    put16(out, 0); /* stored */
    put16(out, 0); /* 00:00:00 */
    put16(out, DATE_1980_01_01);
    put32(out, crc);
    put32(out, size);
    put32(out, size);
    put16(out, (uint32_t)member->name.len);
    put16(out, 0); /* no extra field */
}

static void put_local(at_buffer *out, const at_zip_member *member, uint32_t crc)
{
    put32(out, LOCAL_SIGNATURE);
    put_common(out, member, crc);
    at_buffer_add(out, member->name);
    at_buffer_add(out, at_bytes_str(member->bytes));
}

static void put_central(at_buffer *out, const at_zip_member *member, uint32_t crc, uint32_t offset)
{
    put32(out, CENTRAL_SIGNATURE);
    put16(out, VERSION); /* made by: the same, on host 0 */
    put_common(out, member, crc);
    put16(out, 0); /* no comment */
    put16(out, 0); /* first disk */
    put16(out, 0); /* internal attributes */
    put32(out, 0); /* external attributes */
    put32(out, offset);
    at_buffer_add(out, member->name);
}

static void put_end(at_buffer *out, size_t count, uint32_t directory_size, uint32_t directory)
{
    put32(out, END_SIGNATURE);
    put16(out, 0);
    put16(out, 0);
    put16(out, (uint32_t)count);
    put16(out, (uint32_t)count);
    put32(out, directory_size);
    put32(out, directory);
    put16(out, 0); /* no comment */
}

static bool is_good_name(at_str name)
{
    at_str part;
    if (name.len == 0 || name.len > 0xFFFF || !at_str_is_utf8(name, NULL)) return false;
    if (at_str_find(name, AT_STR("\\"), NULL) || at_str_find(name, AT_STR("\0"), NULL))
        return false;
    while (at_str_split(&name, '/', &part)) {
        if (part.len == 0 || at_str_equal(part, AT_STR(".")) || at_str_equal(part, AT_STR(".."))) {
            return false;
        }
    }
    return true;
}

/* Names, and a size that 32 bits can tell. */
static at_status check(at_arena *arena, const at_zip_member *members, size_t count, at_err *err)
{
    at_map *names;
    uint64_t size = END_RECORD;
    if (count > MOST_MEMBERS) return at_fail(err, AT_ELIMIT, "a ZIP archive of %zu files", count);
    AT_TRY(at_map_new(arena, count, &names, err));
    for (size_t i = 0; i < count; i++) {
        size_t first;
        if (!is_good_name(members[i].name)) {
            return at_fail(err, AT_EBUG, "member %zu of a ZIP archive has a bad name", i);
        }
        AT_TRY(at_map_put(names, members[i].name, i, &first, err));
        if (first != SIZE_MAX) {
            return at_fail(err, AT_EBUG, "members %zu and %zu of a ZIP archive have one name",
                           first, i);
        }
        const size_t bytes = members[i].bytes.len;
        if (bytes <= UINT32_MAX) size += MEMBER_HEADERS + 2 * members[i].name.len + bytes;
        if (bytes > UINT32_MAX || size > UINT32_MAX) {
            return at_fail(err, AT_ELIMIT, "a ZIP archive of more than 4 GiB");
        }
    }
    return AT_OK;
}

at_status at_zip_write(const at_zip_member *members, size_t count, at_buffer *out, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new((size_t)16 << 20);
    uint32_t *crc, *offset;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(check(arena, members, count, err));
    AT_TRY(AT_NEW(arena, count, &crc, err));
    AT_TRY(AT_NEW(arena, count, &offset, err));
    const size_t start = out->len;
    for (size_t i = 0; i < count; i++) {
        offset[i] = (uint32_t)(out->len - start);
        crc[i] = crc32_of(members[i].bytes);
        put_local(out, &members[i], crc[i]);
    }
    const size_t directory = out->len - start;
    for (size_t i = 0; i < count; i++) put_central(out, &members[i], crc[i], offset[i]);
    put_end(out, count, (uint32_t)(out->len - start - directory), (uint32_t)directory);
    return at_buffer_status(out, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/map.h"

#include "base/number.h"

/* hash == 0 marks a free slot. The hash is kept so that a probe rarely touches a key. */
typedef struct slot {
    uint64_t hash;
    at_str key;
    size_t value;
} slot;

struct at_map {
    slot *slots;
    size_t mask, used, capacity;
};

/* FNV-1a (Fowler, Noll, Vo 1991), then the finaliser of MurmurHash3 (Appleby 2011): the mask takes
 * the low bits, which FNV alone mixes poorly. */
static uint64_t hash_of(at_str key)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < key.len; i++) {
        hash = (hash ^ (unsigned char)key.ptr[i]) * 0x00000100000001B3u;
    }
    hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
    hash ^= hash >> 33;
    return hash ? hash : 1;
}

at_status at_map_new(at_arena *arena, size_t capacity, at_map **out, at_err *err)
{
    at_map *map;
    size_t size = 2;
    if (capacity > SIZE_MAX / 4) {
        return at_fail(err, AT_ELIMIT, "a table of %zu keys is too large", capacity);
    }
    while (size < capacity * 2) size *= 2;
    AT_TRY(AT_NEW(arena, 1, &map, err));
    AT_TRY(AT_NEW(arena, size, &map->slots, err));
    map->mask = size - 1;
    map->capacity = capacity;
    *out = map;
    return AT_OK;
}

/* The slot of the key, or the free one where it would go: at least half of them are free. */
static slot *find(const at_map *map, at_str key, uint64_t hash)
{
    for (size_t i = hash & map->mask;; i = (i + 1) & map->mask) {
        slot *s = &map->slots[i];
        if (s->hash == 0 || (s->hash == hash && at_str_equal(s->key, key))) return s;
    }
}

at_status at_map_put(at_map *map, at_str key, size_t value, size_t *existing, at_err *err)
{
    const uint64_t hash = hash_of(key);
    slot *s = find(map, key, hash);
    const bool is_new = s->hash == 0;
    if (is_new && map->used == map->capacity) {
        return at_fail(err, AT_EBUG, "a table made for %zu keys is full at \"%s\"", map->capacity,
                       at_quote(key).text);
    }
    if (existing) *existing = is_new ? SIZE_MAX : s->value;
    if (is_new) {
        *s = (slot){hash, key, value};
        map->used++;
    }
    return AT_OK;
}

bool at_map_get(const at_map *map, at_str key, size_t *value)
{
    const slot *s = find(map, key, hash_of(key));
    if (s->hash == 0) return false;
    if (value) *value = s->value;
    return true;
}

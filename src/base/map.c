/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/map.h"

#include "base/number.h"
#include "base/siphash.h"

/* A tree over the bits of the hash, two a level from the highest down. In a table
 * with open addressing a million keys that fall together, which are found in seconds, cost a million
 * times a million steps; here they cost no more than the 32 levels that a hash has, and nobody makes many
 * keys of one whole hash. */
typedef struct node {
    uint64_t hash; /* kept so that a search rarely touches a key */
    at_str key;
    size_t value;
    uint32_t child[4]; /* numbers of nodes; 0: none */
} node;

struct at_map {
    node *nodes; /* [0] holds no key: its child[0] is the root */
    size_t used, capacity;
};

static uint64_t hash_of(at_str key)
{
    static const at_siphash_key constant = {0x0706050403020100u, 0x0F0E0D0C0B0A0908u};
    return at_siphash(constant, key);
}

at_status at_map_new(at_arena *arena, size_t capacity, at_map **out, at_err *err)
{
    at_map *map;
    if (capacity >= UINT32_MAX) {
        return at_fail(err, AT_ELIMIT, "a table of %zu keys is too large", capacity);
    }
    AT_TRY(AT_NEW(arena, 1, &map, err));
    AT_TRY(AT_NEW(arena, capacity + 1, &map->nodes, err));
    map->capacity = capacity;
    *out = map;
    return AT_OK;
}

/* Where the number of the key's node stands, or would. */
static uint32_t *find(const at_map *map, at_str key, uint64_t hash)
{
    uint32_t *link = &map->nodes[0].child[0];
    for (uint64_t bits = hash; *link; bits <<= 2) {
        node *n = &map->nodes[*link];
        if (n->hash == hash && at_str_equal(n->key, key)) break;
        link = &n->child[bits >> 62];
    }
    return link;
}

at_status at_map_put(at_map *map, at_str key, size_t value, size_t *existing, at_err *err)
{
    const uint64_t hash = hash_of(key);
    uint32_t *link = find(map, key, hash);
    const bool is_new = *link == 0;
    if (is_new && map->used == map->capacity) {
        return at_fail(err, AT_EBUG, "a table made for %zu keys is full at \"%s\"", map->capacity,
                       at_quote(key).text);
    }
    if (existing) *existing = is_new ? SIZE_MAX : map->nodes[*link].value;
    if (is_new) {
        *link = (uint32_t)++map->used;
        map->nodes[*link] = (node){.hash = hash, .key = key, .value = value};
    }
    return AT_OK;
}

bool at_map_get(const at_map *map, at_str key, size_t *value)
{
    const uint32_t number = *find(map, key, hash_of(key));
    if (number && value) *value = map->nodes[number].value;
    return number != 0;
}

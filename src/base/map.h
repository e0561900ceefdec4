/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_MAP_H
#define AT_BASE_MAP_H
/* Text to index. Keys are borrowed and must outlive the map. The order of the hash is never
 * visible: there is no iteration. Keys may be chosen by an enemy who knows this code: a look-up visits
 * some 32 keys at worst, log4(n) as a rule. */
#include "base/arena.h"
#include "base/slice.h"
#include "base/status.h"

typedef struct at_map at_map;

/* Room for up to `capacity` keys, in `arena`. */
AT_MUST_USE at_status at_map_new(at_arena *arena, size_t capacity, at_map **out, at_err *err);
/* Adds the key unless it is there; *existing (may be NULL) tells the value found before, or
 * SIZE_MAX. AT_EBUG past the capacity. */
AT_MUST_USE at_status at_map_put(at_map *map, at_str key, size_t value, size_t *existing,
                                 at_err *err);
bool at_map_get(const at_map *map, at_str key, size_t *value);

#endif

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_format.sh [ROOT]: every C file is as clang-format 14 writes it (./dev fmt does that).
set -eu
cd "${1:-$(dirname "$0")/..}"
find src tests fuzz bench examples -name '*.[ch]' | sort | xargs clang-format-14 --dry-run -Werror

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of bench/README.md: sh bench/run.sh PATH/TO/attest
exec python3 "$(dirname "$0")/measure.py" "$@"

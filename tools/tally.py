#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts tests: tally.py meson TESTLOG.json | tally.py tap LOG EXIT_CODE

Prints each failure with the end of what it said, then "PASSED FAILED SKIPPED" as the last line. A test
that speaks TAP counts as its subtests; one that fails without a failed subtest counts as one failure.
"""
import json
import re
import sys

TAP = re.compile(r"(ok|not ok)\b\s*(?:\d+)?(.*)")
SHOWN_LINES = 30


def tap_counts(text):
    passed = failed = skipped = 0
    for line in text.splitlines():
        match = TAP.match(line)
        if not match:
            continue
        if re.search(r"#\s*(SKIP|TODO)", match[2], re.IGNORECASE):
            skipped += 1
        elif match[1] == "ok":
            passed += 1
        else:
            failed += 1
    return passed, failed, skipped


def show(name, result, text):
    lines = text.strip().splitlines()
    told = [line for line in lines if not re.match(r"ok\b|1\.\.|TAP ", line)]
    print(f"{name}: {result}")
    for line in told[-SHOWN_LINES:]:
        print(f"    {line}")


def tally(name, succeeded, result, out, err):
    """What one program adds to the sum."""
    passed, failed, skipped = tap_counts(out)
    if not passed + failed + skipped:
        passed = 1 if succeeded else 0
    if not succeeded and not failed:
        failed = 1
    if failed:
        show(name, result, out + "\n" + err)
    return passed, failed, skipped


def meson_results(path):
    with open(path, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            result = test["result"]
            if result == "SKIP":
                yield 0, 0, 1
                continue
            yield tally(test["name"], result in ("OK", "EXPECTEDFAIL"), result,
                        test.get("stdout") or "", test.get("stderr") or "")


def main():
    if sys.argv[1:2] == ["meson"] and len(sys.argv) == 3:
        results = list(meson_results(sys.argv[2]))
    elif sys.argv[1:2] == ["tap"] and len(sys.argv) == 4:
        with open(sys.argv[2], encoding="utf-8", errors="replace") as log:
            code = sys.argv[3]
            results = [tally(sys.argv[2], code == "0", f"exit {code}", log.read(), "")]
    else:
        sys.exit(__doc__)
    print(*(sum(column) for column in zip((0, 0, 0), *results)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times whole commands: bench/measure.py PATH/TO/attest [RUNS]

Each command runs once to warm up and RUNS times (default 5); printed are the medians of wall and processor
seconds, and the largest resident memory, as the system accounts them, beside the goal. Nothing is asserted: a
machine may be busy. The figures of record are in bench/README.md.
"""
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def run(command):
    """One run: wall seconds, processor seconds, peak resident bytes."""
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def cases(attest, work):
    data = os.path.join(ROOT, "data", "rainbow")
    asem = os.path.join(ROOT, "tests", "vectors", "asem")
    editions = sorted(os.path.join(data, name) for name in os.listdir(data) if name.isdigit())
    release, site = os.path.join(work, "release"), os.path.join(work, "site")
    coin = [attest, "index", "coin", "--idata", f"{asem}/iData.csv", "--imeta", f"{asem}/iMeta.csv",
            "--recipe", f"{asem}/recipe.ini"]
    return [
        ("score, 49 countries x 76 criteria", "", [attest, "index", "score", f"{data}/2025", "--json"]),
        ("1,000 ASEM uncertainty replicates", "0.2",
         coin + ["--params", f"{asem}/ua_params.csv", "--weight-sets", f"{asem}/ua_weight_sets.csv", "--json"]),
        ("1,500 ASEM Sobol runs and their indices", "",
         coin + ["--params", f"{asem}/sa_params.csv", "--weight-sets", f"{asem}/ua_weight_sets.csv", "--json"]),
        ("all exact pair shares and bounds, 49 countries", "0.05",
         [attest, "index", "robust", f"{data}/2025", "--json"]),
        ("1,000,000 weight draws, 49 x 76, full ranks and Sobol", "3",
         [attest, "index", "robust", f"{data}/2025", "--level", "criteria", "--draws", "1000000", "--over", "simplex",
          "--json"]),
        ("compare 2024 and 2025", "0.05", [attest, "index", "compare", f"{data}/2024", f"{data}/2025", "--json"]),
        ("release of eleven editions", "", [attest, "release", *editions, "--out", release]),
        ("whole site with all PNG files", "5", [attest, "publish", release, "--out", site]),
        ("verify the site", "", [attest, "verify", site]),
    ]


def main():
    attest = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    work = tempfile.mkdtemp(prefix="attest-bench-")
    print(f"{platform.machine()}, {os.cpu_count()} processors, {platform.release()}; medians of {runs} runs after one warm-up\n")
    print(f"{'what':56} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'goal s':>7}")
    try:
        for name, goal, command in cases(attest, work):
            run(command)
            figures = [run(command) for _ in range(runs)]
            wall, cpu, peak = (statistics.median(column) for column in zip(*figures))
            print(f"{name:56} {wall:8.3f} {cpu:8.3f} {peak / 2**20:9.1f} {goal:>7}", flush=True)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()

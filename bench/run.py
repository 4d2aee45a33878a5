#!/usr/bin/env python3
"""Measures vigie and what a user would pick instead, in one run, and prints a table a job.

    run.py DATA [--vigie target/release/vigie] [--rounds 5] [--only JOB] [--peers duckdb,clickhouse,polars,rg]

DATA is what generate.py wrote. The commands of a job take turns (A B C A B C ...), so that a machine that drifts drifts for all;
the table has medians, and the ratio is the median over rounds. Peers that are not installed are left out. A job whose
answers differ is void, and says so. The Python of this script runs the peers: install duckdb, chdb and polars beside it.
"""
import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2026-03-11T00:00:00Z"
TAIL = "\n| summarize Rows = count(), Operations = sum(Operations)"
EVERY = "AzureActivity | summarize Operations = count() by Caller, OperationNameValue" + TAIL
JOBS = {
    "json": ("the rule over JSON lines", "azure", "rule.kql"),
    "gz": ("the rule over packed JSON lines", "azure-gz", "rule.kql"),
    "cloudtrail": ("a rule over packed CloudTrail files", "cloudtrail", "cloudtrail.kql"),
    "all": ("all records by caller and operation", "azure", EVERY),
}
MODULES = {"duckdb": "duckdb", "clickhouse": "chdb", "polars": "polars"}


def once(command):
    """Wall and CPU seconds, peak MiB and the output of one run."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace").split()
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text if process.returncode == 0 else None


def commands(job, given):
    _, folder, query = JOBS[job]
    if query.endswith(".kql"):
        with open(os.path.join(HERE, query), encoding="utf-8") as file:
            query = file.read().rstrip() + TAIL
    path = os.path.join(given.data, folder)
    yield "vigie", [given.vigie, "query", query, path, "--now", NOW, "--format", "csv"]
    yield "vigie, one thread", [given.vigie, "query", query, path, "--now", NOW, "--format", "csv", "--threads", "1"]
    for peer in given.peers.split(","):
        if peer == "rg" and job == "json" and shutil.which("rg"):
            yield "rg -i -c", ["rg", "-i", "-c", "--no-filename", "microsoft.compute/(virtualmachines|disks|snapshots|images)/", path]
        elif peer in MODULES and importlib.util.find_spec(MODULES[peer]) and not (peer == "polars" and job in ("cloudtrail", "gz")):
            yield peer, [sys.executable, os.path.join(HERE, "peers.py"), peer, job, given.data]


def measure(job, given):
    title = JOBS[job][0]
    todo = list(commands(job, given))
    for _, command in todo:
        once(command)
    runs = {name: [] for name, _ in todo}
    for _ in range(given.rounds):
        for name, command in todo:
            runs[name].append(once(command))
    print(f"\n### {title}\n\n| what | wall s | CPU s | peak MiB | wall / vigie |\n|---|---|---|---|---|")
    first = runs["vigie"]
    for name, _ in todo:
        wall, cpu, peak = (statistics.median(run[i] for run in runs[name]) for i in range(3))
        ratio = statistics.median(run[0] / base[0] for run, base in zip(runs[name], first))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {ratio:.2f} |")
    answers = {name: " ".join(runs[name][-1][3][-2:]).replace(",", " ").split()[-2:] if runs[name][-1][3] else ["failed"] for name, _ in todo if name != "rg -i -c"}
    same = len({tuple(answer) for answer in answers.values()}) == 1
    print(f"\nAnswer: {' rows, '.join(answers['vigie'])} operations, the same from all." if same else f"\nVOID, the answers differ: {answers}")
    return same


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("data")
    arguments.add_argument("--vigie", default=os.path.join(HERE, "..", "target", "release", "vigie"))
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--only", choices=JOBS)
    arguments.add_argument("--peers", default="duckdb,clickhouse,polars,rg")
    given = arguments.parse_args()
    done = [measure(job, given) for job in JOBS if given.only in (None, job)]
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures vigie and what a user would pick instead, in one run, and prints a table a job.

    run.py DATA [--vigie target/release/vigie] [--rounds 5] [--only JOB ...] [--peers duckdb,clickhouse,polars,rg]

DATA is what generate.py wrote; the jobs over Parquet also want what parquet.py wrote. The commands of a job take turns (A B C A B C ...), so
that a machine that drifts drifts for all; the tables have medians, and the ratio is the median over rounds of wall time against the
first line of the table. Peers that are not installed are left out. A job whose answers differ is void, and says so. The Python of this
script runs the peers: install duckdb, chdb and polars beside it.
"""
import argparse
import importlib.util
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import rules

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2026-03-11T00:00:00Z"
TAIL = "\n| summarize Rows = count(), Operations = sum(Operations)"
EVERY = "AzureActivity | summarize Operations = count() by Caller, OperationNameValue" + TAIL
MODULES = {"duckdb": "duckdb", "clickhouse": "chdb", "polars": "polars"}
WITHOUT = {"polars": ("gz", "cloudtrail", "parquet"), "clickhouse": ("parquet",)}


def once(command):
    """Wall and CPU seconds, peak MiB and the output of one run."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text if process.returncode in (0, 1) else None


class Bench:
    def __init__(self, given, scratch):
        self.given, self.scratch = given, scratch

    def data(self, name):
        return os.path.join(self.given.data, name)

    def rule(self, name="rule.kql", window=True):
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            lines = file.read().rstrip().split("\n")
        return "\n".join(line for line in lines if window or "ago(" not in line) + TAIL

    def query(self, query, *paths, threads=None):
        return [self.given.vigie, "query", query, *paths, "--now", NOW, "--format", "csv"] + (["--threads", str(threads)] if threads else [])

    def peers(self, job, path=None):
        for peer in self.given.peers.split(","):
            if peer == "rg" and path and shutil.which("rg"):
                yield "rg -i -c", ["rg", "-i", "-c", "--no-filename", "microsoft.compute/(virtualmachines|disks|snapshots|images)/", path]
            elif peer in MODULES and importlib.util.find_spec(MODULES[peer]) and job not in WITHOUT.get(peer, ()):
                yield peer, [sys.executable, os.path.join(HERE, "peers.py"), peer, job, self.given.data]

    def json(self):
        """the rule over JSON lines"""
        path = self.data("azure")
        yield "vigie", self.query(self.rule(), path)
        yield "vigie, one thread", self.query(self.rule(), path, threads=1)
        yield from self.peers("json", path)

    def gz(self):
        """the rule over packed JSON lines"""
        yield "vigie", self.query(self.rule(), self.data("azure-gz"))
        yield from self.peers("gz")

    def cloudtrail(self):
        """a rule over packed CloudTrail files"""
        yield "vigie", self.query(self.rule("cloudtrail.kql"), self.data("cloudtrail"))
        yield from self.peers("cloudtrail")

    def all(self):
        """all records by caller and operation, over JSON lines"""
        yield "vigie", self.query(EVERY, self.data("azure"))
        yield from self.peers("all")

    def parquet(self):
        """the rule over ten days of Parquet that others wrote, and over a store of `vigie import`"""
        theirs, store = self.data("azure.parquet"), self.data("store")
        if not os.path.exists(theirs):
            return
        if not os.path.exists(store):
            subprocess.run([self.given.vigie, "import", theirs, "-o", store], check=True)
        query = self.rule(window=False)
        yield "vigie", self.query(query, theirs)
        yield "vigie, its own store", self.query(query, store)
        yield from self.peers("parquet")

    def hunt(self, folder, count):
        pack = rules.write(count, os.path.join(self.scratch, f"rules-{count}"))
        return [self.given.vigie, "hunt", self.data(folder), "--pack", pack, "--once", "--now", NOW, "--format", "csv"]

    def rules(self):
        """many rules over the same JSON lines, beside one query that reads every record"""
        yield "one query over all records", self.query(EVERY, self.data("azure"))
        for count in (1, 10, 200, 500):
            yield f"{count} rules", self.hunt("azure", count)

    def replay(self):
        """a rule each hour over ninety days, beside one pass"""
        path = self.data("quarter")
        hourly = rules.write(1, os.path.join(self.scratch, "hourly"), frequency="1h", period="1d")
        daily = rules.write(20, os.path.join(self.scratch, "twenty"), frequency="1h", period="1d")
        hunt = [self.given.vigie, "hunt", path, "--format", "csv", "--pack"]
        yield "the rule once", [*hunt, hourly, "--once"]
        yield "the rule each hour", [*hunt, hourly]
        yield "twenty rules once", [*hunt, daily, "--once"]
        yield "twenty rules each hour", [*hunt, daily]

    def scale(self):
        """the rule over one, two, four and eight times half a gigabyte"""
        source = self.data("azure")
        parts = sorted(os.listdir(source))
        for times in (1, 2, 4, 8):
            folder = os.path.join(self.given.data, f"scale-{times}")
            if not os.path.exists(folder):
                os.makedirs(folder)
                for number in range(times * 4):
                    os.link(os.path.join(source, parts[number % len(parts)]), os.path.join(folder, f"{number:03}.json"))
            yield f"{times} x 0.5 GB", self.query(self.rule(), folder)


#: Jobs whose lines answer the same question.
SAME = ("json", "gz", "cloudtrail", "all", "parquet")
JOBS = (*SAME, "rules", "replay", "scale")


def measure(job, bench):
    make = getattr(bench, job)
    todo = list(make())
    if not todo:
        return True
    for _, command in todo:
        once(command)
    runs = {name: [] for name, _ in todo}
    for _ in range(bench.given.rounds):
        for name, command in todo:
            runs[name].append(once(command))
    print(f"\n### {job}: {make.__doc__}\n\n| what | wall s | CPU s | peak MiB | wall, of the first |\n|---|---|---|---|---|")
    first = runs[todo[0][0]]
    for name, _ in todo:
        wall, cpu, peak = (statistics.median(run[i] for run in runs[name]) for i in range(3))
        ratio = statistics.median(run[0] / base[0] for run, base in zip(runs[name], first))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {ratio:.2f} |", flush=True)
    said = {name: runs[name][-1][3] for name, _ in todo if name != "rg -i -c"}
    if any(text is None for text in said.values()):
        print(f"\nVOID, it failed: {[name for name, text in said.items() if text is None]}")
        return False
    if job not in SAME:
        print("\nLines that came out: " + ", ".join(f"{name} {len(text.splitlines())}" for name, text in said.items()) + ".")
        return True
    answers = {name: text.replace(",", " ").split()[-2:] for name, text in said.items()}
    same = len({tuple(answer) for answer in answers.values()}) == 1
    print(f"\nAnswer: {' rows, '.join(answers[todo[0][0]])} operations, the same from all." if same else f"\nVOID, the answers differ: {answers}")
    return same


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("data")
    arguments.add_argument("--vigie", default=os.path.join(HERE, "..", "target", "release", "vigie"))
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--only", choices=JOBS, nargs="+", default=JOBS)
    arguments.add_argument("--peers", default="duckdb,clickhouse,polars,rg")
    given = arguments.parse_args()
    version = subprocess.run([given.vigie, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, {given.rounds} rounds, {time.strftime('%Y-%m-%d')}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(given, scratch)
        done = [measure(job, bench) for job in JOBS if job in given.only]
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()

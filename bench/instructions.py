#!/usr/bin/env python3
"""Counts the instructions of small fixed jobs under callgrind and compares them with instructions.json.

    instructions.py [--vigie target/release/vigie] [--tolerance 3] [--update]

A job may need so many percent more than was noted; one that needs so many less asks for a new note (--update). The counts
depend on the compiler and its target: note them again after a change of either. Needs valgrind.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NOTED = os.path.join(HERE, "instructions.json")
NOW = "2026-03-11T00:00:00Z"


def text(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def jobs(data):
    return {
        "print": ["query", "print 1"],
        "rule over JSON lines": ["query", text("rule.kql"), os.path.join(data, "azure"), "--now", NOW, "--threads", "1"],
        "rule over a store": ["query", text("rule.kql"), os.path.join(data, "store"), "--now", NOW, "--threads", "1"],
        "all records by caller": ["query", "AzureActivity | summarize count() by Caller, OperationNameValue | count", os.path.join(data, "azure"), "--threads", "1"],
    }


def count(vigie, arguments, folder):
    out = os.path.join(folder, "callgrind.out")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", vigie, *arguments]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"error: the job failed under callgrind: {' '.join(command)}\n{run.stderr[-2000:]}")
    return int(found.group(1))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--vigie", default=os.path.join(HERE, "..", "target", "release", "vigie"))
    arguments.add_argument("--tolerance", type=float, default=3.0, help="percent")
    arguments.add_argument("--update", action="store_true")
    given = arguments.parse_args()
    noted = json.loads(text(NOTED)) if os.path.exists(NOTED) else {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), folder, "--records", "4000", "--events", "0"], check=True)
        subprocess.run([given.vigie, "import", os.path.join(folder, "azure"), "-o", os.path.join(folder, "store")], check=True, stdout=subprocess.DEVNULL)
        counts = {name: count(given.vigie, job, folder) for name, job in jobs(folder).items()}
    worse = False
    for name, instructions in counts.items():
        before = noted.get(name)
        change = 100.0 * (instructions - before) / before if before else 0.0
        verdict = "new" if not before else "worse" if change > given.tolerance else "better, note it" if change < -given.tolerance else "as noted"
        worse |= verdict == "worse"
        print(f"{name:24} {instructions:>14,} {change:+7.2f} %  {verdict}")
    if given.update:
        with open(NOTED, "w", encoding="utf-8") as file:
            json.dump(counts, file, indent=2)
            file.write("\n")
    sys.exit(1 if worse and not given.update else 0)


if __name__ == "__main__":
    main()

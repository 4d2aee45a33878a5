"""Compares what Sigma rules find in vigie with what pySigma's queries find in the same events.

    python bench/sigma/compare.py VIGIE RULES LOGS TABLE

VIGIE is the program, RULES a folder of Sigma rules, LOGS a folder of exported logs, TABLE the table
of events to compare (`aws_cloudtrail`). Needs the packages pysigma and pysigma-backend-sqlite.

Each rule of the table's log runs in vigie, and as pySigma's SQLite query over the same events, which
vigie writes out. The differences are listed, each with the reason where one is known:

- object: the rule looks into an object as text; the flat table of SQLite has no such column.
- null: a field that is null in the event is absent for both.
- array: the field stands within an array, which a flat table does not have.
"""

import json
import pathlib
import sqlite3
import subprocess
import sys
from collections import Counter

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def flat(value, name="", out=None):
    """The leaves of an event under their dotted names; an array is its JSON text."""
    out = {} if out is None else out
    if isinstance(value, dict):
        for key, inner in value.items():
            flat(inner, f"{name}.{key}" if name else key, out)
    elif isinstance(value, list):
        out[name] = json.dumps(value)
    elif isinstance(value, bool):
        out[name] = "true" if value else "false"
    elif value is not None:
        out[name] = value
    return out


def fields(rule):
    """The names of fields that the detections of a rule use."""
    found = []
    for document in rule.rules:
        for detection in document.detection.detections.values():
            todo = list(detection.detection_items)
            while todo:
                item = todo.pop()
                if hasattr(item, "detection_items"):
                    todo.extend(item.detection_items)
                elif item.field is not None:
                    found.append(item.field)
    return found


def reason(names, events):
    for name in names:
        for event in events:
            value, steps = event, name.split(".")
            for step in steps:
                if isinstance(value, list):
                    return "array"
                value = value.get(step) if isinstance(value, dict) else None
            if isinstance(value, dict):
                return "object"
    return "unexplained"


def main(vigie, rules, logs, table):
    query = f"{table} | project _id, _raw"
    events = run(vigie, "query", query, logs, "--format", "jsonl")
    events = [(str(e["_id"]), e["_raw"]) for e in events]
    rows = [flat(raw) for _, raw in events]
    columns = sorted({name for row in rows for name in row})
    same = different = 0
    for path in sorted(pathlib.Path(rules).rglob("*.y*ml")):
        rule = SigmaCollection.from_yaml(path.read_text())
        names = fields(rule)
        base = sqlite3.connect(":memory:")
        used = sorted(set(names), key=str.lower)
        listed = ", ".join(f'"{name}" TEXT COLLATE NOCASE' for name in used) or "none TEXT"
        base.execute(f"CREATE TABLE logs (row INTEGER, {listed})")
        marks = ",".join("?" * (len(used) + 1)) if used else "?, ?"
        base.executemany(
            f"INSERT INTO logs VALUES ({marks})",
            [[at] + ([row.get(name) for name in used] or [None]) for at, row in enumerate(rows)],
        )
        try:
            text = sqliteBackend().convert(rule)[0].replace("<TABLE_NAME>", "logs")
            theirs = Counter(events[r[0]][0] for r in base.execute(text).fetchall())
        except Exception as error:  # Whatever pySigma or SQLite cannot do is one kind of answer.
            print(f"{path.name}: pySigma: {error}")
            continue
        found = run(vigie, "query", "--lang", "sigma", str(path), logs, "--format", "jsonl")
        ours = Counter(str(row["_id"]) for row in found)
        if ours == theirs:
            same += 1
            continue
        different += 1
        only = (ours - theirs) + (theirs - ours)
        raws = [raw for key, raw in events if key in only]
        print(
            f"{path.name}: vigie {sum(ours.values())}, pySigma {sum(theirs.values())}: "
            f"{reason(names, raws)}"
        )
    print(f"{len(events)} events of {len(columns)} fields: {same} rules the same, {different} not")


if __name__ == "__main__":
    main(*sys.argv[1:5])

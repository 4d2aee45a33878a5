#!/usr/bin/env python3
"""Compares four ways to run the same Sigma rule on the same logs.

    python3 -m venv /tmp/venv
    /tmp/venv/bin/pip install pysigma pysigma-backend-kusto pysigma-backend-splunk pysigma-backend-sqlite
    /tmp/venv/bin/python bench/sigma/oracle.py VIGIE RULES LOGS...

The ways are: the rule in vigie, pySigma's KQL in vigie, pySigma's SPL in vigie, and pySigma's SQL in
SQLite. RULES is a folder of rules or a `.jsonl.gz` whose lines have `path` and `yaml`; each of LOGS is
one set. What pySigma cannot write in a language is not compared in it. Each difference is one line:
way, rule, and how many records more or fewer than the rule in vigie; docs/sigma-oracle.md explains each. Ends with 1 if there is any.
"""

import collections
import gzip
import json
import pathlib
import re
import sqlite3
import subprocess
import sys

import yaml
from sigma.backends.kusto import KustoBackend
from sigma.backends.splunk import SplunkBackend
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.processing.pipeline import ProcessingItem, ProcessingPipeline
from sigma.processing.transformations import FieldMappingTransformation
from sigma.rule import SigmaRule

PROFILES = pathlib.Path(__file__).parents[2] / "crates/languages/src/sigma/logsources"
SOURCETYPES = {
    "aws_cloudtrail": "aws:cloudtrail",
    "azure_activity": "azure:monitor:activity",
    "gcp_audit": "google:gcp:pubsub:message",
}


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    vigie, rules, sets = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    profiles = [yaml.safe_load(path.read_text()) for path in sorted(PROFILES.glob("*.yaml"))]
    known = [(path, text) for path, text in texts(rules)]
    counts = collections.Counter()
    different = []
    for logs in sets:
        events = {}
        for path, text in known:
            try:
                rule = SigmaRule.from_yaml(text)
            except Exception as error:  # what pySigma cannot read it cannot compare
                counts["not read by pySigma"] += 1
                print(f"{path}: {error}")
                continue
            profile = of(rule, profiles)
            if profile is None:
                continue
            table = profile["table"]
            if table not in events:
                events[table] = query(vigie, f"{table} | project _raw", logs) or []
            if not events[table]:
                continue
            compare(vigie, path, text, rule, profile, events[table], logs, counts, different)
    for line in different:
        print(line)
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    sys.exit(bool(different))


def compare(vigie, path, text, rule, profile, events, logs, counts, different):
    """Runs one rule in all ways on one set."""
    own = query(vigie, text, logs, "sigma")
    if own is None:
        counts["not run by vigie"] += 1
        return
    counts["rule on a set"] += 1
    counts["records found"] += len(own)
    own = tally(own)
    names = fields(rule)
    paths = {name: places(name, profile) for name in names}
    safe = {name: f"f{number}" for number, name in enumerate(sorted(names))}
    mapping = ProcessingPipeline(items=[ProcessingItem(FieldMappingTransformation(safe))])
    for way, run in (("KQL", kql), ("SPL", spl), ("SQLite", sql)):
        try:
            found = run(vigie, text, mapping, safe, paths, profile, events, logs)
        except NotWritten as why:
            counts[f"{way}: not compared"] += 1
            print(f"{way} {path} on {logs}: not compared: {why}")
            continue
        counts[f"{way}: compared"] += 1
        found = tally(found)
        more, fewer = sum((found - own).values()), sum((own - found).values())
        if more or fewer:
            different.append(f"{way} {path} on {logs}: +{more} -{fewer} of {sum(own.values())}")


class NotWritten(Exception):
    """pySigma does not write the rule in a language."""


def written(backend, text):
    try:
        queries = backend.convert(SigmaCollection.from_yaml(text))
    except Exception as error:
        raise NotWritten(type(error).__name__) from None
    return queries


def kql(vigie, text, mapping, safe, paths, profile, events, logs):
    found = []
    columns = ", ".join(f"{safe[name]} = {reads(paths[name])}" for name in sorted(safe))
    for query_text in written(KustoBackend(processing_pipeline=mapping), text):
        head = f"{profile['table']} | extend {columns} " if columns else f"{profile['table']} "
        rows = query(vigie, f"{head}| where {query_text} | project _raw", logs)
        if rows is None:
            raise NotWritten("KQL that does not run")
        found += rows
    return found


def reads(paths):
    """The first of the paths that holds something."""
    read = ["_raw" + "".join(f"[{json.dumps(step)}]" for step in path.split(".")) for path in paths]
    return read[0] if len(read) == 1 else f"coalesce({', '.join(read)})"


def spl(vigie, text, mapping, safe, paths, profile, events, logs):
    sourcetype = SOURCETYPES.get(profile["table"])
    if sourcetype is None:
        raise NotWritten("no sourcetype")
    found = []
    evals = []
    for name in sorted(safe):
        each = ",".join(f"'{path}'" for path in paths[name])
        evals.append(f"{safe[name]}=coalesce({each})")
    head = f'index=* sourcetype="{sourcetype}"' + (f" | eval {', '.join(evals)}" if evals else "")
    for query_text in written(SplunkBackend(processing_pipeline=mapping), text):
        rest = query_text if query_text.startswith(("|", "search ")) else f"search {query_text}"
        rows = query(vigie, f"{head} | {rest.lstrip('| ')} | table _raw", logs, "spl")
        if rows is None:
            raise NotWritten("SPL that does not run")
        found += rows
    return found


def sql(vigie, text, mapping, safe, paths, profile, events, logs):
    base = sqlite3.connect(":memory:")
    base.create_function("REGEXP", 2, lambda pattern, value: value is not None and re.search(pattern, str(value)) is not None)
    columns = ["event INTEGER"] + [f"{safe[name]} TEXT COLLATE NOCASE" for name in sorted(safe)]
    base.execute(f"CREATE TABLE logs ({', '.join(columns)})")
    rows = []
    for number, event in enumerate(events):
        rows.append([number] + [stored(event, paths[name]) for name in sorted(safe)])
    base.executemany(f"INSERT INTO logs VALUES ({','.join('?' * len(columns))})", rows)
    found = []
    for query_text in written(sqliteBackend(processing_pipeline=mapping), text):
        if " MATCH " in query_text:
            raise NotWritten("keywords")
        asked = re.sub(r"^SELECT \* ", "SELECT event ", query_text)
        try:
            found += [events[number] for (number,) in base.execute(asked)]
        except sqlite3.Error as error:
            raise NotWritten(f"SQL that does not run ({error})") from None
    return found


def stored(event, paths):
    for path in paths:
        value = event
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            if isinstance(value, bool):
                return str(value).lower()
            return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return None


def places(name, profile):
    """The paths that a name may mean: as the profile of the log has it."""
    listed = profile.get("fields", {})
    end = len(name)
    while True:
        head, tail = name[:end], name[end:]
        if head in listed:
            of_head = listed[head]
            return [path + tail for path in ([of_head] if isinstance(of_head, str) else of_head)]
        end = head.rfind(".")
        if end < 0:
            break
    for begin, other in profile.get("prefixes", {}).items():
        if name.startswith(begin + "."):
            return [other + name[len(begin):], name]
    return [name]


def fields(rule):
    names = set()

    def walk(items):
        for item in items:
            inner = getattr(item, "detection_items", None)
            if inner is not None:
                walk(inner)
            elif item.field:
                names.add(item.field)

    for detection in rule.detection.detections.values():
        walk(detection.detection_items)
    return names


def of(rule, profiles):
    own = {k: v for k, v in (("category", rule.logsource.category), ("product", rule.logsource.product), ("service", rule.logsource.service)) if v}
    fitting = [p for p in profiles if any(all(l.get(k) == v for k, v in own.items()) for l in p["logsources"])]
    return fitting[0] if len(fitting) == 1 else None


def query(vigie, text, logs, language="kql"):
    """The events that a query finds; None where it does not run."""
    done = subprocess.run([vigie, "query", text, "--lang", language, logs, "--format", "json"], capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        return None
    answer = json.loads(done.stdout)
    place = [c["name"] for c in answer["columns"]].index("_raw")
    events = [row[place] for row in answer["rows"]]
    return [json.loads(event) if isinstance(event, str) else event for event in events]


def tally(events):
    return collections.Counter(json.dumps(event, sort_keys=True) for event in events)


def texts(rules):
    if rules.is_dir():
        for path in sorted(rules.rglob("*.yml")):
            yield str(path.relative_to(rules)), path.read_text()
        return
    with gzip.open(rules, "rt") as lines:
        for line in lines:
            rule = json.loads(line)
            yield rule["path"], rule["yaml"]


if __name__ == "__main__":
    main()

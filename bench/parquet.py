#!/usr/bin/env python3
"""Writes what another program would have made of the Azure logs: `parquet.py DATA [--days 10]` makes DATA/azure.parquet.

One row a record with the columns that Sentinel's table has, sorted by time, zstd, a row group for each part of the logs, dictionaries
and page indexes as pyarrow writes them; each further day is the first one again, a day later. Needs pyarrow.
"""
import argparse
import datetime
import glob
import json
import os

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from peers import UPN

WHOLE = ("Authorization", "Claims", "Properties", "CorrelationId")


def row(line):
    record = json.loads(line)
    parts, operation = record["resourceId"].split("/"), record["operationName"]
    identity = record["identity"]
    return {"TimeGenerated": datetime.datetime.fromisoformat(record["time"][:26] + "+00:00"), "OperationNameValue": operation, "CategoryValue": record["category"],
            "ActivityStatusValue": record["resultType"], "Caller": identity["claims"].get(UPN), "CallerIpAddress": record["callerIpAddress"], "CorrelationId": record["correlationId"],
            "ResourceGroup": parts[4].lower(), "SubscriptionId": parts[2].lower(), "ResourceProviderValue": operation.split("/")[0], "_ResourceId": record["resourceId"].lower(),
            "Authorization": json.dumps(identity["authorization"]), "Claims": json.dumps(identity["claims"]), "Properties": json.dumps(record["properties"]), "Type": "AzureActivity"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("data")
    arguments.add_argument("--days", type=int, default=10)
    given = arguments.parse_args()
    tables = []
    for path in sorted(glob.glob(os.path.join(given.data, "azure", "*.json"))):
        with open(path, "rb") as lines:
            tables.append(pyarrow.Table.from_pylist([row(line) for line in lines]))
    names = tables[0].column_names
    settings = {"compression": "zstd", "compression_level": 1, "write_page_index": True, "use_dictionary": [name for name in names if name not in WHOLE]}
    place = names.index("TimeGenerated")
    with pyarrow.parquet.ParquetWriter(os.path.join(given.data, "azure.parquet"), tables[0].schema, **settings) as out:
        for day in range(given.days):
            later = pyarrow.scalar(datetime.timedelta(days=day - given.days + 1), pyarrow.duration("us"))
            for table in tables:
                out.write_table(table.set_column(place, "TimeGenerated", pyarrow.compute.add(table["TimeGenerated"], later)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The rules of this folder by hand in other engines: `peers.py ENGINE JOB DATA`, which prints how many rows come out
and the sum of their operations, so that answers can be compared.

ENGINE is duckdb, clickhouse (the package chdb) or polars; JOB is json, gz, all, parquet or cloudtrail (polars: json and all; clickhouse: not parquet). Each is the fastest form
of the query that we know: columns given, nothing inferred, names of operations compared as whole strings.
"""
import sys

UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
OPERATIONS = ["microsoft.compute/" + name for name in (
    "virtualmachines/delete", "virtualmachines/deallocate/action", "virtualmachines/extensions/write", "disks/delete",
    "snapshots/write", "snapshots/delete", "images/write")]
CALLS = ["TerminateInstances", "CreateSnapshot", "DeleteSnapshot", "ModifySnapshotAttribute", "ModifyInstanceAttribute", "DeleteVolume", "CreateImage"]


def quoted(words):
    return ", ".join(f"'{word}'" for word in words)


def files(job, data):
    return {"json": f"{data}/azure/*.json", "all": f"{data}/azure/*.json", "gz": f"{data}/azure-gz/*.json.gz", "cloudtrail": f"{data}/cloudtrail/*.json.gz"}[job]


def duckdb(job, data):
    import duckdb as engine
    connection = engine.connect(config={"threads": 2})
    if job == "cloudtrail":
        # A file is one object; the elements of its array are the records.
        record = "eventTime VARCHAR, eventSource VARCHAR, eventName VARCHAR, awsRegion VARCHAR, sourceIPAddress VARCHAR, errorCode VARCHAR, userIdentity STRUCT(arn VARCHAR)"
        rows = f"read_json('{files(job, data)}', format='unstructured', columns={{Records: 'STRUCT({record})[]'}}, maximum_object_size=64000000)"
        sql = f"""SELECT count(*), sum(n) FROM (SELECT count(*) AS n, list(DISTINCT r.eventName), min(r.eventTime), max(r.eventTime)
            FROM (SELECT unnest(Records) AS r FROM {rows})
            WHERE r.eventSource = 'ec2.amazonaws.com' AND r.eventName IN ({quoted(CALLS)}) AND r.errorCode IS NULL
            GROUP BY r.userIdentity.arn, r.sourceIPAddress, r.awsRegion) WHERE n >= 2"""
    elif job == "parquet":
        sql = f"""SELECT count(*), sum(n) FROM (SELECT count(*) AS n, count(DISTINCT _ResourceId) AS r,
            list(DISTINCT CASE WHEN contains(op, 'delete') THEN 'delete' WHEN contains(op, 'snapshots') THEN 'copy' ELSE 'change' END), min(TimeGenerated), max(TimeGenerated)
            FROM (SELECT *, lower(OperationNameValue) AS op FROM read_parquet('{data}/azure.parquet'))
            WHERE op IN ({quoted(OPERATIONS)}) AND lower(ActivityStatusValue) IN ('start', 'success')
            GROUP BY Caller, CallerIpAddress, ResourceGroup, SubscriptionId) WHERE n >= 2 AND r >= 2"""
    else:
        columns = f"""{{time: 'VARCHAR', resourceId: 'VARCHAR', operationName: 'VARCHAR', resultType: 'VARCHAR', callerIpAddress: 'VARCHAR', identity: 'STRUCT(claims STRUCT("{UPN}" VARCHAR))'}}"""
        rows = f"read_json('{files(job, data)}', format='newline_delimited', columns={columns})"
        if job == "all":
            sql = f"""SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM {rows} GROUP BY identity.claims."{UPN}", operationName)"""
        else:
            sql = f"""SELECT count(*), sum(n) FROM (SELECT count(*) AS n, count(DISTINCT lower(resourceId)) AS r,
                list(DISTINCT CASE WHEN contains(op, 'delete') THEN 'delete' WHEN contains(op, 'snapshots') THEN 'copy' ELSE 'change' END), min(time), max(time)
                FROM (SELECT *, lower(operationName) AS op FROM {rows}) WHERE op IN ({quoted(OPERATIONS)}) AND lower(resultType) IN ('start', 'success')
                GROUP BY identity.claims."{UPN}", callerIpAddress, split_part(resourceId, '/', 5), split_part(resourceId, '/', 3)) WHERE n >= 2 AND r >= 2"""
    return connection.execute(sql).fetchone()


def clickhouse(job, data):
    import chdb
    if job == "cloudtrail":
        columns = "Records Array(Tuple(eventTime String, eventSource String, eventName String, awsRegion String, sourceIPAddress String, errorCode String, userIdentity Tuple(arn String)))"
        sql = f"""SELECT count(), sum(n) FROM (SELECT count() AS n, groupUniqArray(r.eventName), min(r.eventTime), max(r.eventTime)
            FROM (SELECT arrayJoin(Records) AS r FROM file('{files(job, data)}', JSONEachRow, '{columns}'))
            WHERE r.eventSource = 'ec2.amazonaws.com' AND r.eventName IN ({quoted(CALLS)}) AND r.errorCode = ''
            GROUP BY r.userIdentity.arn, r.sourceIPAddress, r.awsRegion) WHERE n >= 2"""
    else:
        rows = f"file('{files(job, data)}', JSONEachRow, 'time String, resourceId String, operationName String, resultType String, callerIpAddress String, identity String')"
        caller = f"JSONExtractString(identity, 'claims', '{UPN}')"
        if job == "all":
            sql = f"SELECT count(), sum(n) FROM (SELECT count() AS n FROM {rows} GROUP BY {caller}, operationName)"
        else:
            sql = f"""SELECT count(), sum(n) FROM (SELECT count() AS n, uniqExact(lower(resourceId)) AS r,
                groupUniqArray(multiIf(position(op, 'delete') > 0, 'delete', position(op, 'snapshots') > 0, 'copy', 'change')), min(time), max(time)
                FROM (SELECT *, lower(operationName) AS op FROM {rows} WHERE op IN ({quoted(OPERATIONS)}) AND lower(resultType) IN ('start', 'success'))
                GROUP BY {caller}, callerIpAddress, splitByChar('/', resourceId)[5], splitByChar('/', resourceId)[3]) WHERE n >= 2 AND r >= 2"""
    settings = " SETTINGS max_threads = 2, input_format_skip_unknown_fields = 1, input_format_json_read_objects_as_strings = 1"
    return tuple(int(cell) for cell in str(chdb.query(sql + settings, "TabSeparated")).split())


def polars(job, data):
    import polars as pl
    schema = {"time": pl.String, "resourceId": pl.String, "operationName": pl.String, "resultType": pl.String, "callerIpAddress": pl.String, "identity": pl.Struct({"claims": pl.Struct({UPN: pl.String})})}
    rows = pl.scan_ndjson(files(job, data), schema=schema).with_columns(caller=pl.col("identity").struct.field("claims").struct.field(UPN))
    if job == "all":
        groups = rows.group_by("caller", "operationName").agg(n=pl.len())
    else:
        op = pl.col("operationName").str.to_lowercase()
        parts = pl.col("resourceId").str.split("/").list
        groups = (rows.filter(op.is_in(OPERATIONS) & pl.col("resultType").str.to_lowercase().is_in(["start", "success"]))
                  .with_columns(group=parts.get(4), subscription=parts.get(2), kind=pl.when(op.str.contains("delete", literal=True)).then(pl.lit("delete")).when(op.str.contains("snapshots", literal=True)).then(pl.lit("copy")).otherwise(pl.lit("change")))
                  .group_by("caller", "callerIpAddress", "group", "subscription")
                  .agg(n=pl.len(), r=pl.col("resourceId").str.to_lowercase().n_unique(), kinds=pl.col("kind").unique(), first=pl.col("time").min(), last=pl.col("time").max())
                  .filter((pl.col("n") >= 2) & (pl.col("r") >= 2)))
    answer = groups.select(pl.len().alias("rows"), pl.col("n").sum()).collect(engine="streaming")
    return answer.row(0)


if __name__ == "__main__":
    engine, job, data = sys.argv[1:]
    answer = {"duckdb": duckdb, "clickhouse": clickhouse, "polars": polars}[engine](job, data)
    print(*answer)

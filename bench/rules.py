#!/usr/bin/env python3
"""Writes scheduled rules to measure many of them with: `rules.py COUNT FOLDER`.

All ask Azure Activity for a provider, a list of its operations and states, and count by caller and place; each has other lists and
thresholds. A rule in twenty finds something, as in a set of rules that has been tuned. The same rules for the same count.
"""
import os
import random
import sys

PROVIDERS = {
    "Microsoft.Compute": ["virtualMachines/write", "virtualMachines/delete", "virtualMachines/deallocate/action", "virtualMachines/extensions/write",
                          "disks/write", "disks/delete", "snapshots/write", "snapshots/delete", "images/write", "virtualMachineScaleSets/write"],
    "Microsoft.Network": ["networkSecurityGroups/write", "networkInterfaces/write", "routeTables/write", "publicIPAddresses/write"],
    "Microsoft.KeyVault": ["vaults/write", "vaults/delete", "vaults/accessPolicies/write"],
    "Microsoft.Storage": ["storageAccounts/write", "storageAccounts/delete", "storageAccounts/listKeys/action"],
    "Microsoft.Authorization": ["roleAssignments/write", "roleAssignments/delete"],
}
RULE = """id: {id}
name: Variant {number}
kind: Scheduled
severity: Medium
queryFrequency: {frequency}
queryPeriod: {period}
triggerOperator: gt
triggerThreshold: 0
tactics: [DefenseEvasion]
relevantTechniques: [T1578]
query: |
  AzureActivity
  | where ResourceProviderValue =~ "{provider}"
  | where OperationNameValue in~ ({operations})
  | where ActivityStatusValue in~ ("Start", "Success")
  | extend Kind = case(OperationNameValue contains "delete", "delete", OperationNameValue contains "/write", "write", "other")
  | where Kind in ({kinds})
  | summarize Operations = count(), Resources = dcount(_ResourceId), Kinds = make_set(Kind), First = min(TimeGenerated), Last = max(TimeGenerated)
      by Caller, CallerIpAddress, ResourceGroup, SubscriptionId
  | where Operations >= {operations_least} and Resources >= {resources_least}
"""


def rules(count, frequency="1d", period="1d"):
    rng = random.Random(count)
    for number in range(count):
        provider = list(PROVIDERS)[number % len(PROVIDERS)]
        own = PROVIDERS[provider]
        chosen = sorted(rng.sample(own, rng.randrange(len(own) // 2, len(own)) + 1 if len(own) > 1 else 1))
        kinds = rng.choice((["delete"], ["delete", "write"], ["write", "other"]))
        least = rng.choice((20, 30, 50)) if number % 20 == 0 else rng.choice((2000, 3000, 5000))
        yield RULE.format(id=f"00000000-0000-4000-8000-{number:012}", number=number, frequency=frequency, period=period, provider=provider,
                          operations=", ".join(f'"{provider}/{name}"' for name in chosen), kinds=", ".join(f'"{kind}"' for kind in kinds),
                          operations_least=least, resources_least=rng.choice((2, 3, 5)))


def write(count, folder, **settings):
    os.makedirs(folder, exist_ok=True)
    for number, rule in enumerate(rules(count, **settings)):
        with open(os.path.join(folder, f"{number:04}.yaml"), "w", encoding="utf-8") as file:
            file.write(rule)
    return folder


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])

//! Names of AWS that rules ask for: the services that write events, and the calls of EC2 on
//! instances, images, snapshots and volumes.
//!
//! Source: for the services see the head of `aws_services.txt`; for the calls the model of the API of
//! EC2 in botocore 1.44.8.

/// The file of the services that write events; its head says how it was made.
const SERVICES: &str = include_str!("aws_services.txt");

/// The services that write events, without `.amazonaws.com`.
fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.lines().filter(|line| !line.starts_with('#'))
}

/// What the calls of EC2 on these things are called; there are no others.
const EC2: &[(&str, &[&str])] = &[
    (
        "Image",
        &[
            "CopyImage",
            "CreateImage",
            "DeregisterImage",
            "DisableImage",
            "EnableImage",
            "ExportImage",
            "ImportImage",
            "RegisterImage",
        ],
    ),
    ("Images", &["DescribeFastLaunchImages", "DescribeImages"]),
    (
        "Snapshot",
        &[
            "CopySnapshot",
            "CreateSnapshot",
            "DeleteSnapshot",
            "ImportSnapshot",
            "LockSnapshot",
            "UnlockSnapshot",
        ],
    ),
    (
        "Snapshots",
        &[
            "CreateSnapshots",
            "DescribeLockedSnapshots",
            "DescribeSnapshots",
        ],
    ),
    (
        "Volume",
        &[
            "AttachVolume",
            "CreateVolume",
            "DeleteVolume",
            "DetachVolume",
            "ImportVolume",
            "ModifyVolume",
        ],
    ),
    ("Volumes", &["CopyVolumes", "DescribeVolumes"]),
    ("Instance", &["ConfirmProductInstance", "ImportInstance"]),
    (
        "Instances",
        &[
            "DescribeFleetInstances",
            "DescribeInstances",
            "DescribeReservedInstances",
            "DescribeScheduledInstances",
            "DescribeSpotFleetInstances",
            "ModifyReservedInstances",
            "MonitorInstances",
            "PurchaseScheduledInstances",
            "RebootInstances",
            "RequestSpotInstances",
            "RunInstances",
            "RunScheduledInstances",
            "StartInstances",
            "StopInstances",
            "TerminateInstances",
            "UnmonitorInstances",
        ],
    ),
];

/// Whether a service writes events under this name. Other names than those of AWS are not judged.
pub fn is_event_source(name: &str) -> bool {
    let lower = name.to_lowercase();
    match lower.strip_suffix(".amazonaws.com") {
        Some(service) => services().any(|known| known == service),
        None => true,
    }
}

/// The services' names as events have them.
pub fn event_sources() -> impl Iterator<Item = String> {
    services().map(|service| format!("{service}.amazonaws.com"))
}

/// The calls of a service that are on the same thing as one that it does not have; `None` where the
/// call is there or nothing is known of it.
pub fn other_calls(source: &str, event: &str) -> Option<&'static [&'static str]> {
    if !source.eq_ignore_ascii_case("ec2.amazonaws.com") {
        return None;
    }
    let is_verb = |verb: &str| {
        [
            "Create",
            "Delete",
            "Copy",
            "Modify",
            "Register",
            "Deregister",
            "Start",
            "Stop",
            "Terminate",
            "Run",
            "Describe",
            "Attach",
            "Detach",
            "Remove",
            "Update",
            "Import",
            "Export",
            "Reboot",
        ]
        .contains(&verb)
    };
    let (_, calls) = EC2.iter().find(|(thing, _)| {
        let verb = event
            .len()
            .checked_sub(thing.len())
            .and_then(|at| event.get(..at));
        event.ends_with(thing) && verb.is_some_and(is_verb)
    })?;
    (!calls.iter().any(|call| call.eq_ignore_ascii_case(event))).then_some(*calls)
}

//! The known logs, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;
pub mod expr;
pub mod flat;
pub mod not_read;
pub mod other;
pub mod struct_text;
pub mod text;
pub mod wrapper;

mod aws_cloudtrail;
mod azure_activity;
mod azure_auditlogs;
mod azure_pim;
mod azure_riskdetection;
mod azure_signinlogs;
mod bitbucket_audit;
mod cisco_duo;
mod gcp_audit;
mod gcp_workspace;
mod github;
mod kubernetes_audit;
mod m365_audit;
mod ocsf;
mod okta;
mod onelogin;

use def::Source;

/// Every known log, by name.
#[rustfmt::skip]
pub static SOURCES: &[&Source] = &[
    &aws_cloudtrail::SOURCE,
    &azure_activity::SOURCE,
    &azure_auditlogs::SOURCE,
    &azure_pim::SOURCE,
    &azure_riskdetection::SOURCE,
    &azure_signinlogs::SOURCE,
    &bitbucket_audit::SOURCE,
    &cisco_duo::SOURCE,
    &gcp_audit::SOURCE,
    &gcp_workspace::SOURCE,
    &github::SOURCE,
    &kubernetes_audit::SOURCE,
    &m365_audit::SOURCE,
    &ocsf::SOURCE,
    &okta::SOURCE,
    &onelogin::SOURCE,
];

//! Sign-ins of users to Microsoft Entra ID.

use vigie_engine::types::Type;

use super::def::{AS_IT_IS, Field, Shape, Source};
use super::expr::Expr::{self, First, Path, Word};
use crate::json::Keys;
use crate::times::Times;

/// The columns of Sentinel's table, those that every table has last.
pub(super) const SOURCE: Source = Source {
    name: "azure_signinlogs",
    table: "SigninLogs",
    columns: &[
        ("SourceSystem", Type::String),
        ("AADTenantId", Type::String),
        ("Agent", Type::Dynamic),
        ("AlternateSignInName", Type::String),
        ("AppDisplayName", Type::String),
        ("AppId", Type::String),
        ("AppliedConditionalAccessPolicies", Type::String),
        ("AppliedEventListeners", Type::Dynamic),
        ("AppOwnerTenantId", Type::String),
        ("AuthenticationAppDeviceDetails", Type::String),
        ("AuthenticationAppPolicyEvaluationDetails", Type::String),
        ("AuthenticationContextClassReferences", Type::String),
        ("AuthenticationDetails", Type::String),
        ("AuthenticationMethodsUsed", Type::String),
        ("AuthenticationProcessingDetails", Type::String),
        ("AuthenticationProtocol", Type::String),
        ("AuthenticationRequirement", Type::String),
        ("AuthenticationRequirementPolicies", Type::String),
        ("AuthenticatorAppLocation", Type::String),
        ("AutonomousSystemNumber", Type::String),
        ("Category", Type::String),
        ("ClientAppUsed", Type::String),
        ("ClientCredentialType", Type::String),
        ("ConditionalAccessAudiences", Type::String),
        ("ConditionalAccessPolicies", Type::Dynamic),
        ("ConditionalAccessStatus", Type::String),
        ("CorrelationId", Type::String),
        ("CreatedDateTime", Type::Datetime),
        ("CrossTenantAccessType", Type::String),
        ("DeviceDetail", Type::Dynamic),
        ("DurationMs", Type::Long),
        ("FederatedCredentialId", Type::String),
        ("FlaggedForReview", Type::Bool),
        ("GlobalSecureAccessIpAddress", Type::String),
        ("HomeTenantId", Type::String),
        ("HomeTenantName", Type::String),
        ("Id", Type::String),
        ("Identity", Type::String),
        ("IncomingTokenType", Type::String),
        ("IPAddress", Type::String),
        ("IPAddressFromResourceProvider", Type::String),
        ("IsInteractive", Type::Bool),
        ("IsRisky", Type::Bool),
        ("IsTenantRestricted", Type::Bool),
        ("IsThroughGlobalSecureAccess", Type::Bool),
        ("Level", Type::String),
        ("Location", Type::String),
        ("LocationDetails", Type::Dynamic),
        ("MfaDetail", Type::Dynamic),
        ("NetworkLocationDetails", Type::String),
        ("OperationName", Type::String),
        ("OperationVersion", Type::String),
        ("OriginalRequestId", Type::String),
        ("OriginalTransferMethod", Type::String),
        ("ProcessingTimeInMilliseconds", Type::String),
        ("Resource", Type::String),
        ("ResourceDisplayName", Type::String),
        ("ResourceGroup", Type::String),
        ("ResourceId", Type::String),
        ("ResourceIdentity", Type::String),
        ("ResourceOwnerTenantId", Type::String),
        ("ResourceProvider", Type::String),
        ("ResourceServicePrincipalId", Type::String),
        ("ResourceTenantId", Type::String),
        ("ResultDescription", Type::String),
        ("ResultSignature", Type::String),
        ("ResultType", Type::String),
        ("RiskDetail", Type::String),
        ("RiskEventTypes", Type::String),
        ("RiskEventTypes_V2", Type::String),
        ("RiskLevel", Type::String),
        ("RiskLevelAggregated", Type::String),
        ("RiskLevelDuringSignIn", Type::String),
        ("RiskState", Type::String),
        ("ServicePrincipalId", Type::String),
        ("ServicePrincipalName", Type::String),
        ("SessionId", Type::String),
        ("SessionLifetimePolicies", Type::String),
        ("SignInIdentifier", Type::String),
        ("SignInIdentifierType", Type::String),
        ("SourceAppClientId", Type::String),
        ("Status", Type::Dynamic),
        ("TokenIssuerName", Type::String),
        ("TokenIssuerType", Type::String),
        ("TokenProtectionStatusDetails", Type::Dynamic),
        ("UniqueTokenIdentifier", Type::String),
        ("UserAgent", Type::String),
        ("UserDisplayName", Type::String),
        ("UserId", Type::String),
        ("UserPrincipalName", Type::String),
        ("UserType", Type::String),
        ("TimeGenerated", Type::Datetime),
        ("Type", Type::String),
        ("_BilledSize", Type::Real),
        ("_IsBillable", Type::String),
    ],
    time: "TimeGenerated",
    needs_time: true,
    id: "Id",
    shapes: &[TABLE, EXPORT, GRAPH],
};

/// Rows of Sentinel's table.
const TABLE: Shape = Shape {
    title: "rows of the SigninLogs table",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("TimeGenerated")
            && probe.has("UserPrincipalName")
            && probe.has("AppDisplayName")
            && (probe.has("ResultType") || probe.has("ConditionalAccessStatus"))
    },
    signs: &[First(&[Path(&["Type"]), Path(&["$table"])])],
    accepts: |signs| {
        let table = signs.first().and_then(Field::text);
        table.is_none_or(|table| table == "SigninLogs")
    },
    raw: AS_IT_IS,
    columns: &[
        ("SourceSystem", Path(&["SourceSystem"])),
        ("AADTenantId", Path(&["AADTenantId"])),
        ("Agent", Path(&["Agent"])),
        ("AlternateSignInName", Path(&["AlternateSignInName"])),
        ("AppDisplayName", Path(&["AppDisplayName"])),
        ("AppId", Path(&["AppId"])),
        (
            "AppliedConditionalAccessPolicies",
            Path(&["AppliedConditionalAccessPolicies"]),
        ),
        ("AppliedEventListeners", Path(&["AppliedEventListeners"])),
        ("AppOwnerTenantId", Path(&["AppOwnerTenantId"])),
        (
            "AuthenticationAppDeviceDetails",
            Path(&["AuthenticationAppDeviceDetails"]),
        ),
        (
            "AuthenticationAppPolicyEvaluationDetails",
            Path(&["AuthenticationAppPolicyEvaluationDetails"]),
        ),
        (
            "AuthenticationContextClassReferences",
            Path(&["AuthenticationContextClassReferences"]),
        ),
        ("AuthenticationDetails", Path(&["AuthenticationDetails"])),
        (
            "AuthenticationMethodsUsed",
            Path(&["AuthenticationMethodsUsed"]),
        ),
        (
            "AuthenticationProcessingDetails",
            Path(&["AuthenticationProcessingDetails"]),
        ),
        ("AuthenticationProtocol", Path(&["AuthenticationProtocol"])),
        (
            "AuthenticationRequirement",
            Path(&["AuthenticationRequirement"]),
        ),
        (
            "AuthenticationRequirementPolicies",
            Path(&["AuthenticationRequirementPolicies"]),
        ),
        (
            "AuthenticatorAppLocation",
            Path(&["AuthenticatorAppLocation"]),
        ),
        ("AutonomousSystemNumber", Path(&["AutonomousSystemNumber"])),
        ("Category", Path(&["Category"])),
        ("ClientAppUsed", Path(&["ClientAppUsed"])),
        ("ClientCredentialType", Path(&["ClientCredentialType"])),
        (
            "ConditionalAccessAudiences",
            Path(&["ConditionalAccessAudiences"]),
        ),
        (
            "ConditionalAccessPolicies",
            Path(&["ConditionalAccessPolicies"]),
        ),
        (
            "ConditionalAccessStatus",
            Path(&["ConditionalAccessStatus"]),
        ),
        ("CorrelationId", Path(&["CorrelationId"])),
        ("CreatedDateTime", Path(&["CreatedDateTime"])),
        ("CrossTenantAccessType", Path(&["CrossTenantAccessType"])),
        ("DeviceDetail", Path(&["DeviceDetail"])),
        ("DurationMs", Path(&["DurationMs"])),
        ("FederatedCredentialId", Path(&["FederatedCredentialId"])),
        ("FlaggedForReview", Path(&["FlaggedForReview"])),
        (
            "GlobalSecureAccessIpAddress",
            Path(&["GlobalSecureAccessIpAddress"]),
        ),
        ("HomeTenantId", Path(&["HomeTenantId"])),
        ("HomeTenantName", Path(&["HomeTenantName"])),
        ("Id", Path(&["Id"])),
        ("Identity", Path(&["Identity"])),
        ("IncomingTokenType", Path(&["IncomingTokenType"])),
        ("IPAddress", Path(&["IPAddress"])),
        (
            "IPAddressFromResourceProvider",
            Path(&["IPAddressFromResourceProvider"]),
        ),
        ("IsInteractive", Path(&["IsInteractive"])),
        ("IsRisky", Path(&["IsRisky"])),
        ("IsTenantRestricted", Path(&["IsTenantRestricted"])),
        (
            "IsThroughGlobalSecureAccess",
            Path(&["IsThroughGlobalSecureAccess"]),
        ),
        ("Level", Path(&["Level"])),
        ("Location", Path(&["Location"])),
        ("LocationDetails", Path(&["LocationDetails"])),
        ("MfaDetail", Path(&["MfaDetail"])),
        ("NetworkLocationDetails", Path(&["NetworkLocationDetails"])),
        ("OperationName", Path(&["OperationName"])),
        ("OperationVersion", Path(&["OperationVersion"])),
        ("OriginalRequestId", Path(&["OriginalRequestId"])),
        ("OriginalTransferMethod", Path(&["OriginalTransferMethod"])),
        (
            "ProcessingTimeInMilliseconds",
            Path(&["ProcessingTimeInMilliseconds"]),
        ),
        ("Resource", Path(&["Resource"])),
        ("ResourceDisplayName", Path(&["ResourceDisplayName"])),
        ("ResourceGroup", Path(&["ResourceGroup"])),
        ("ResourceId", Path(&["ResourceId"])),
        ("ResourceIdentity", Path(&["ResourceIdentity"])),
        ("ResourceOwnerTenantId", Path(&["ResourceOwnerTenantId"])),
        ("ResourceProvider", Path(&["ResourceProvider"])),
        (
            "ResourceServicePrincipalId",
            Path(&["ResourceServicePrincipalId"]),
        ),
        ("ResourceTenantId", Path(&["ResourceTenantId"])),
        ("ResultDescription", Path(&["ResultDescription"])),
        ("ResultSignature", Path(&["ResultSignature"])),
        ("ResultType", Path(&["ResultType"])),
        ("RiskDetail", Path(&["RiskDetail"])),
        ("RiskEventTypes", Path(&["RiskEventTypes"])),
        ("RiskEventTypes_V2", Path(&["RiskEventTypes_V2"])),
        ("RiskLevel", Path(&["RiskLevel"])),
        ("RiskLevelAggregated", Path(&["RiskLevelAggregated"])),
        ("RiskLevelDuringSignIn", Path(&["RiskLevelDuringSignIn"])),
        ("RiskState", Path(&["RiskState"])),
        ("ServicePrincipalId", Path(&["ServicePrincipalId"])),
        ("ServicePrincipalName", Path(&["ServicePrincipalName"])),
        ("SessionId", Path(&["SessionId"])),
        (
            "SessionLifetimePolicies",
            Path(&["SessionLifetimePolicies"]),
        ),
        ("SignInIdentifier", Path(&["SignInIdentifier"])),
        ("SignInIdentifierType", Path(&["SignInIdentifierType"])),
        ("SourceAppClientId", Path(&["SourceAppClientId"])),
        ("Status", Path(&["Status"])),
        ("TokenIssuerName", Path(&["TokenIssuerName"])),
        ("TokenIssuerType", Path(&["TokenIssuerType"])),
        (
            "TokenProtectionStatusDetails",
            Path(&["TokenProtectionStatusDetails"]),
        ),
        ("UniqueTokenIdentifier", Path(&["UniqueTokenIdentifier"])),
        ("UserAgent", Path(&["UserAgent"])),
        ("UserDisplayName", Path(&["UserDisplayName"])),
        ("UserId", Path(&["UserId"])),
        ("UserPrincipalName", Path(&["UserPrincipalName"])),
        ("UserType", Path(&["UserType"])),
        ("TimeGenerated", Path(&["TimeGenerated"])),
        ("Type", TYPE),
        ("_BilledSize", Path(&["_BilledSize"])),
        ("_IsBillable", Path(&["_IsBillable"])),
    ],
    local_times: true,
    evidence: Some(|probe, times: &mut Times| {
        if let Some(text) = probe.text("TimeGenerated") {
            times.note(&text);
        }
    }),
};

/// Records of a diagnostic setting.
const EXPORT: Shape = Shape {
    title: "a diagnostic export of Entra sign-ins",
    keys: Keys::Folded,
    within: &[],
    recognizes: |probe| {
        probe.has("time")
            && probe.has("properties")
            && probe
                .text("category")
                .is_some_and(|category| is_category(&category))
    },
    signs: &[Path(&["category"])],
    accepts: |signs| {
        let category = signs.first().and_then(Field::text);
        category.is_some_and(|category| is_category(&category))
    },
    raw: AS_IT_IS,
    columns: &[
        ("AADTenantId", Path(&["tenantId"])),
        ("Agent", Path(&["properties", "agent"])),
        (
            "AlternateSignInName",
            Path(&["properties", "alternateSignInName"]),
        ),
        ("AppDisplayName", Path(&["properties", "appDisplayName"])),
        ("AppId", Path(&["properties", "appId"])),
        (
            "AppliedConditionalAccessPolicies",
            Path(&["properties", "appliedConditionalAccessPolicies"]),
        ),
        (
            "AppliedEventListeners",
            Path(&["properties", "appliedEventListeners"]),
        ),
        (
            "AppOwnerTenantId",
            Path(&["properties", "appOwnerTenantId"]),
        ),
        (
            "AuthenticationAppDeviceDetails",
            Path(&["properties", "authenticationAppDeviceDetails"]),
        ),
        (
            "AuthenticationAppPolicyEvaluationDetails",
            Path(&["properties", "authenticationAppPolicyEvaluationDetails"]),
        ),
        (
            "AuthenticationContextClassReferences",
            Path(&["properties", "authenticationContextClassReferences"]),
        ),
        (
            "AuthenticationDetails",
            Path(&["properties", "authenticationDetails"]),
        ),
        (
            "AuthenticationMethodsUsed",
            Path(&["properties", "authenticationMethodsUsed"]),
        ),
        (
            "AuthenticationProcessingDetails",
            Path(&["properties", "authenticationProcessingDetails"]),
        ),
        (
            "AuthenticationProtocol",
            Path(&["properties", "authenticationProtocol"]),
        ),
        (
            "AuthenticationRequirement",
            Path(&["properties", "authenticationRequirement"]),
        ),
        (
            "AuthenticationRequirementPolicies",
            Path(&["properties", "authenticationRequirementPolicies"]),
        ),
        (
            "AuthenticatorAppLocation",
            Path(&["properties", "authenticatorAppLocation"]),
        ),
        (
            "AutonomousSystemNumber",
            Path(&["properties", "autonomousSystemNumber"]),
        ),
        ("Category", Path(&["category"])),
        ("ClientAppUsed", Path(&["properties", "clientAppUsed"])),
        (
            "ClientCredentialType",
            Path(&["properties", "clientCredentialType"]),
        ),
        (
            "ConditionalAccessAudiences",
            Path(&["properties", "conditionalAccessAudiences"]),
        ),
        (
            "ConditionalAccessPolicies",
            Path(&["properties", "appliedConditionalAccessPolicies"]),
        ),
        (
            "ConditionalAccessStatus",
            Path(&["properties", "conditionalAccessStatus"]),
        ),
        (
            "CorrelationId",
            First(&[
                Path(&["correlationId"]),
                Path(&["properties", "correlationId"]),
            ]),
        ),
        ("CreatedDateTime", Path(&["properties", "createdDateTime"])),
        (
            "CrossTenantAccessType",
            Path(&["properties", "crossTenantAccessType"]),
        ),
        ("DeviceDetail", Path(&["properties", "deviceDetail"])),
        ("DurationMs", Path(&["durationMs"])),
        (
            "FederatedCredentialId",
            Path(&["properties", "federatedCredentialId"]),
        ),
        (
            "FlaggedForReview",
            Path(&["properties", "flaggedForReview"]),
        ),
        (
            "GlobalSecureAccessIpAddress",
            Path(&["properties", "globalSecureAccessIpAddress"]),
        ),
        ("HomeTenantId", Path(&["properties", "homeTenantId"])),
        ("HomeTenantName", Path(&["properties", "homeTenantName"])),
        ("Id", Path(&["properties", "id"])),
        ("Identity", Path(&["identity"])),
        (
            "IncomingTokenType",
            Path(&["properties", "incomingTokenType"]),
        ),
        (
            "IPAddress",
            First(&[
                Path(&["callerIpAddress"]),
                Path(&["properties", "ipAddress"]),
            ]),
        ),
        (
            "IPAddressFromResourceProvider",
            Path(&["properties", "iPAddressFromResourceProvider"]),
        ),
        ("IsInteractive", Path(&["properties", "isInteractive"])),
        ("IsRisky", Path(&["properties", "isRisky"])),
        (
            "IsTenantRestricted",
            Path(&["properties", "isTenantRestricted"]),
        ),
        (
            "IsThroughGlobalSecureAccess",
            Path(&["properties", "isThroughGlobalSecureAccess"]),
        ),
        ("Level", Path(&["level"])),
        (
            "Location",
            First(&[
                Path(&["properties", "location", "countryOrRegion"]),
                Path(&["location"]),
            ]),
        ),
        ("LocationDetails", Path(&["properties", "location"])),
        ("MfaDetail", Path(&["properties", "mfaDetail"])),
        (
            "NetworkLocationDetails",
            Path(&["properties", "networkLocationDetails"]),
        ),
        ("OperationName", Path(&["operationName"])),
        ("OperationVersion", Path(&["operationVersion"])),
        (
            "OriginalRequestId",
            Path(&["properties", "originalRequestId"]),
        ),
        (
            "OriginalTransferMethod",
            Path(&["properties", "originalTransferMethod"]),
        ),
        (
            "ProcessingTimeInMilliseconds",
            Path(&["properties", "processingTimeInMilliseconds"]),
        ),
        (
            "ResourceDisplayName",
            Path(&["properties", "resourceDisplayName"]),
        ),
        ("ResourceId", Path(&["resourceId"])),
        (
            "ResourceIdentity",
            Path(&["properties", "resourceIdentity"]),
        ),
        (
            "ResourceOwnerTenantId",
            Path(&["properties", "resourceOwnerTenantId"]),
        ),
        (
            "ResourceServicePrincipalId",
            Path(&["properties", "resourceServicePrincipalId"]),
        ),
        (
            "ResourceTenantId",
            Path(&["properties", "resourceTenantId"]),
        ),
        ("ResultDescription", Path(&["resultDescription"])),
        ("ResultSignature", Path(&["resultSignature"])),
        ("ResultType", Path(&["resultType"])),
        ("RiskDetail", Path(&["properties", "riskDetail"])),
        ("RiskEventTypes", Path(&["properties", "riskEventTypes"])),
        (
            "RiskEventTypes_V2",
            Path(&["properties", "riskEventTypes_V2"]),
        ),
        ("RiskLevel", Path(&["properties", "riskLevel"])),
        (
            "RiskLevelAggregated",
            Path(&["properties", "riskLevelAggregated"]),
        ),
        (
            "RiskLevelDuringSignIn",
            Path(&["properties", "riskLevelDuringSignIn"]),
        ),
        ("RiskState", Path(&["properties", "riskState"])),
        (
            "ServicePrincipalId",
            Path(&["properties", "servicePrincipalId"]),
        ),
        (
            "ServicePrincipalName",
            Path(&["properties", "servicePrincipalName"]),
        ),
        ("SessionId", Path(&["properties", "sessionId"])),
        (
            "SessionLifetimePolicies",
            Path(&["properties", "sessionLifetimePolicies"]),
        ),
        (
            "SignInIdentifier",
            Path(&["properties", "signInIdentifier"]),
        ),
        (
            "SignInIdentifierType",
            Path(&["properties", "signInIdentifierType"]),
        ),
        (
            "SourceAppClientId",
            Path(&["properties", "sourceAppClientId"]),
        ),
        ("Status", Path(&["properties", "status"])),
        ("TokenIssuerName", Path(&["properties", "tokenIssuerName"])),
        ("TokenIssuerType", Path(&["properties", "tokenIssuerType"])),
        (
            "TokenProtectionStatusDetails",
            Path(&["properties", "tokenProtectionStatusDetails"]),
        ),
        (
            "UniqueTokenIdentifier",
            Path(&["properties", "uniqueTokenIdentifier"]),
        ),
        ("UserAgent", Path(&["properties", "userAgent"])),
        ("UserDisplayName", Path(&["properties", "userDisplayName"])),
        ("UserId", Path(&["properties", "userId"])),
        (
            "UserPrincipalName",
            Path(&["properties", "userPrincipalName"]),
        ),
        ("UserType", Path(&["properties", "userType"])),
        ("TimeGenerated", Path(&["time"])),
        ("Type", TYPE),
    ],
    local_times: false,
    evidence: None,
};

/// What Microsoft Graph and the portal give.
const GRAPH: Shape = Shape {
    title: "sign-ins of Microsoft Graph",
    recognizes: |probe| {
        probe.has("createdDateTime")
            && probe.has("userPrincipalName")
            && probe.has("appDisplayName")
            && probe.has("status")
            && !probe.has("TimeGenerated")
    },
    signs: &[],
    accepts: |_| true,
    columns: &[
        ("Agent", Path(&["agent"])),
        ("AlternateSignInName", Path(&["alternateSignInName"])),
        ("AppDisplayName", Path(&["appDisplayName"])),
        ("AppId", Path(&["appId"])),
        (
            "AppliedConditionalAccessPolicies",
            Path(&["appliedConditionalAccessPolicies"]),
        ),
        ("AppliedEventListeners", Path(&["appliedEventListeners"])),
        ("AppOwnerTenantId", Path(&["appOwnerTenantId"])),
        (
            "AuthenticationAppDeviceDetails",
            Path(&["authenticationAppDeviceDetails"]),
        ),
        (
            "AuthenticationAppPolicyEvaluationDetails",
            Path(&["authenticationAppPolicyEvaluationDetails"]),
        ),
        (
            "AuthenticationContextClassReferences",
            Path(&["authenticationContextClassReferences"]),
        ),
        ("AuthenticationDetails", Path(&["authenticationDetails"])),
        (
            "AuthenticationMethodsUsed",
            Path(&["authenticationMethodsUsed"]),
        ),
        (
            "AuthenticationProcessingDetails",
            Path(&["authenticationProcessingDetails"]),
        ),
        ("AuthenticationProtocol", Path(&["authenticationProtocol"])),
        (
            "AuthenticationRequirement",
            Path(&["authenticationRequirement"]),
        ),
        (
            "AuthenticationRequirementPolicies",
            Path(&["authenticationRequirementPolicies"]),
        ),
        (
            "AuthenticatorAppLocation",
            Path(&["authenticatorAppLocation"]),
        ),
        ("AutonomousSystemNumber", Path(&["autonomousSystemNumber"])),
        ("Category", Word("SignInLogs")),
        ("ClientAppUsed", Path(&["clientAppUsed"])),
        ("ClientCredentialType", Path(&["clientCredentialType"])),
        (
            "ConditionalAccessAudiences",
            Path(&["conditionalAccessAudiences"]),
        ),
        (
            "ConditionalAccessPolicies",
            Path(&["appliedConditionalAccessPolicies"]),
        ),
        (
            "ConditionalAccessStatus",
            Path(&["conditionalAccessStatus"]),
        ),
        ("CorrelationId", Path(&["correlationId"])),
        ("CreatedDateTime", Path(&["createdDateTime"])),
        ("CrossTenantAccessType", Path(&["crossTenantAccessType"])),
        ("DeviceDetail", Path(&["deviceDetail"])),
        ("FederatedCredentialId", Path(&["federatedCredentialId"])),
        ("FlaggedForReview", Path(&["flaggedForReview"])),
        (
            "GlobalSecureAccessIpAddress",
            Path(&["globalSecureAccessIpAddress"]),
        ),
        ("HomeTenantId", Path(&["homeTenantId"])),
        ("HomeTenantName", Path(&["homeTenantName"])),
        ("Id", Path(&["id"])),
        ("Identity", Path(&["userDisplayName"])),
        ("IncomingTokenType", Path(&["incomingTokenType"])),
        ("IPAddress", Path(&["ipAddress"])),
        (
            "IPAddressFromResourceProvider",
            Path(&["iPAddressFromResourceProvider"]),
        ),
        ("IsInteractive", Path(&["isInteractive"])),
        ("IsRisky", Path(&["isRisky"])),
        ("IsTenantRestricted", Path(&["isTenantRestricted"])),
        (
            "IsThroughGlobalSecureAccess",
            Path(&["isThroughGlobalSecureAccess"]),
        ),
        ("Location", Path(&["location", "countryOrRegion"])),
        ("LocationDetails", Path(&["location"])),
        ("MfaDetail", Path(&["mfaDetail"])),
        ("NetworkLocationDetails", Path(&["networkLocationDetails"])),
        ("OriginalRequestId", Path(&["originalRequestId"])),
        ("OriginalTransferMethod", Path(&["originalTransferMethod"])),
        (
            "ProcessingTimeInMilliseconds",
            Path(&["processingTimeInMilliseconds"]),
        ),
        ("ResourceDisplayName", Path(&["resourceDisplayName"])),
        ("ResourceIdentity", Path(&["resourceIdentity"])),
        ("ResourceOwnerTenantId", Path(&["resourceOwnerTenantId"])),
        (
            "ResourceServicePrincipalId",
            Path(&["resourceServicePrincipalId"]),
        ),
        ("ResourceTenantId", Path(&["resourceTenantId"])),
        ("ResultDescription", Path(&["status", "failureReason"])),
        ("ResultType", Path(&["status", "errorCode"])),
        ("RiskDetail", Path(&["riskDetail"])),
        ("RiskEventTypes", Path(&["riskEventTypes"])),
        ("RiskEventTypes_V2", Path(&["riskEventTypes_V2"])),
        ("RiskLevel", Path(&["riskLevel"])),
        ("RiskLevelAggregated", Path(&["riskLevelAggregated"])),
        ("RiskLevelDuringSignIn", Path(&["riskLevelDuringSignIn"])),
        ("RiskState", Path(&["riskState"])),
        ("ServicePrincipalId", Path(&["servicePrincipalId"])),
        ("ServicePrincipalName", Path(&["servicePrincipalName"])),
        ("SessionId", Path(&["sessionId"])),
        (
            "SessionLifetimePolicies",
            Path(&["sessionLifetimePolicies"]),
        ),
        ("SignInIdentifier", Path(&["signInIdentifier"])),
        ("SignInIdentifierType", Path(&["signInIdentifierType"])),
        ("SourceAppClientId", Path(&["sourceAppClientId"])),
        ("Status", Path(&["status"])),
        ("TokenIssuerName", Path(&["tokenIssuerName"])),
        ("TokenIssuerType", Path(&["tokenIssuerType"])),
        (
            "TokenProtectionStatusDetails",
            Path(&["tokenProtectionStatusDetails"]),
        ),
        ("UniqueTokenIdentifier", Path(&["uniqueTokenIdentifier"])),
        ("UserAgent", Path(&["userAgent"])),
        ("UserDisplayName", Path(&["userDisplayName"])),
        ("UserId", Path(&["userId"])),
        ("UserPrincipalName", Path(&["userPrincipalName"])),
        ("UserType", Path(&["userType"])),
        ("TimeGenerated", Path(&["createdDateTime"])),
        ("Type", TYPE),
    ],
    ..EXPORT
};

const TYPE: Expr = Word("SigninLogs");

fn is_category(category: &str) -> bool {
    category.eq_ignore_ascii_case("SignInLogs")
}

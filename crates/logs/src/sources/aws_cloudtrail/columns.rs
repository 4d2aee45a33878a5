//! Where the columns of the table stand in an event, for each way in which its fields are written.

use super::super::def::AS_IT_IS;
use super::super::expr::Expr::{self, Build, ByMode, First, Inside, Nothing, Path, Word};
use super::super::flat::nested;
use super::super::struct_text::structure;

pub(super) const CLOUD_TRAIL: Expr = Word("AWSCloudTrail");

/// A column that is empty today.
const fn unused(verbatim: &'static Expr) -> Expr {
    ByMode {
        sentinel: &Nothing,
        verbatim,
    }
}

pub(super) const EVENT_COLUMNS: &[(&str, Expr)] = &[
    ("AwsEventId", Path(&["eventID"])),
    ("EventVersion", Path(&["eventVersion"])),
    ("EventSource", Path(&["eventSource"])),
    ("EventTypeName", Path(&["eventType"])),
    ("EventName", Path(&["eventName"])),
    ("UserIdentityType", Path(&["userIdentity", "type"])),
    (
        "UserIdentityPrincipalid",
        Path(&["userIdentity", "principalId"]),
    ),
    ("UserIdentityArn", Path(&["userIdentity", "arn"])),
    (
        "UserIdentityAccountId",
        Path(&["userIdentity", "accountId"]),
    ),
    (
        "UserIdentityInvokedBy",
        Path(&["userIdentity", "invokedBy"]),
    ),
    (
        "UserIdentityAccessKeyId",
        Path(&["userIdentity", "accessKeyId"]),
    ),
    ("UserIdentityUserName", Path(&["userIdentity", "userName"])),
    (
        "UserIdentityUserId",
        Path(&["userIdentity", "onBehalfOf", "userId"]),
    ),
    (
        "UserIdentityStoreArn",
        Path(&["userIdentity", "onBehalfOf", "identityStoreArn"]),
    ),
    (
        "SessionMfaAuthenticated",
        Path(&[
            "userIdentity",
            "sessionContext",
            "attributes",
            "mfaAuthenticated",
        ]),
    ),
    (
        "SessionCreationDate",
        Path(&[
            "userIdentity",
            "sessionContext",
            "attributes",
            "creationDate",
        ]),
    ),
    (
        "SessionIssuerType",
        Path(&["userIdentity", "sessionContext", "sessionIssuer", "type"]),
    ),
    (
        "SessionIssuerPrincipalId",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "principalId",
        ]),
    ),
    (
        "SessionIssuerArn",
        Path(&["userIdentity", "sessionContext", "sessionIssuer", "arn"]),
    ),
    (
        "SessionIssuerAccountId",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "accountId",
        ]),
    ),
    (
        "SessionIssuerUserName",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "userName",
        ]),
    ),
    (
        "EC2RoleDelivery",
        Path(&["userIdentity", "sessionContext", "ec2RoleDelivery"]),
    ),
    ("AWSRegion", Path(&["awsRegion"])),
    ("SourceIpAddress", Path(&["sourceIPAddress"])),
    ("UserAgent", Path(&["userAgent"])),
    ("ErrorCode", Path(&["errorCode"])),
    ("ErrorMessage", Path(&["errorMessage"])),
    ("RequestParameters", Path(&["requestParameters"])),
    ("ResponseElements", Path(&["responseElements"])),
    ("AdditionalEventData", Path(&["additionalEventData"])),
    ("AwsRequestId", unused(&Path(&["requestID"]))),
    ("AwsRequestId_", Path(&["requestID"])),
    ("Resources", Path(&["resources"])),
    ("APIVersion", Path(&["apiVersion"])),
    ("ReadOnly", Path(&["readOnly"])),
    ("RecipientAccountId", Path(&["recipientAccountId"])),
    ("ServiceEventDetails", Path(&["serviceEventDetails"])),
    ("SharedEventId", Path(&["sharedEventID"])),
    ("VpcEndpointId", Path(&["vpcEndpointId"])),
    ("ManagementEvent", Path(&["managementEvent"])),
    ("Category", unused(&Path(&["eventCategory"]))),
    ("TlsVersion", Path(&["tlsDetails", "tlsVersion"])),
    ("CipherSuite", Path(&["tlsDetails", "cipherSuite"])),
    (
        "ClientProvidedHostHeader",
        Path(&["tlsDetails", "clientProvidedHostHeader"]),
    ),
    ("IpProtocol", Path(&["requestParameters", "ipProtocol"])),
    ("SourcePort", Path(&["requestParameters", "fromPort"])),
    ("DestinationPort", Path(&["requestParameters", "toPort"])),
    ("CidrIp", Path(&["requestParameters", "cidrIp"])),
    ("TimeGenerated", Path(&["eventTime"])),
    ("Type", CLOUD_TRAIL),
];

/// The same with the time under its other name.
pub(super) const RENAMED_TIME_COLUMNS: &[(&str, Expr)] = &[
    ("AwsEventId", Path(&["eventID"])),
    ("EventVersion", Path(&["eventVersion"])),
    ("EventSource", Path(&["eventSource"])),
    ("EventTypeName", Path(&["eventType"])),
    ("EventName", Path(&["eventName"])),
    ("UserIdentityType", Path(&["userIdentity", "type"])),
    (
        "UserIdentityPrincipalid",
        Path(&["userIdentity", "principalId"]),
    ),
    ("UserIdentityArn", Path(&["userIdentity", "arn"])),
    (
        "UserIdentityAccountId",
        Path(&["userIdentity", "accountId"]),
    ),
    (
        "UserIdentityInvokedBy",
        Path(&["userIdentity", "invokedBy"]),
    ),
    (
        "UserIdentityAccessKeyId",
        Path(&["userIdentity", "accessKeyId"]),
    ),
    ("UserIdentityUserName", Path(&["userIdentity", "userName"])),
    (
        "UserIdentityUserId",
        Path(&["userIdentity", "onBehalfOf", "userId"]),
    ),
    (
        "UserIdentityStoreArn",
        Path(&["userIdentity", "onBehalfOf", "identityStoreArn"]),
    ),
    (
        "SessionMfaAuthenticated",
        Path(&[
            "userIdentity",
            "sessionContext",
            "attributes",
            "mfaAuthenticated",
        ]),
    ),
    (
        "SessionCreationDate",
        Path(&[
            "userIdentity",
            "sessionContext",
            "attributes",
            "creationDate",
        ]),
    ),
    (
        "SessionIssuerType",
        Path(&["userIdentity", "sessionContext", "sessionIssuer", "type"]),
    ),
    (
        "SessionIssuerPrincipalId",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "principalId",
        ]),
    ),
    (
        "SessionIssuerArn",
        Path(&["userIdentity", "sessionContext", "sessionIssuer", "arn"]),
    ),
    (
        "SessionIssuerAccountId",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "accountId",
        ]),
    ),
    (
        "SessionIssuerUserName",
        Path(&[
            "userIdentity",
            "sessionContext",
            "sessionIssuer",
            "userName",
        ]),
    ),
    (
        "EC2RoleDelivery",
        Path(&["userIdentity", "sessionContext", "ec2RoleDelivery"]),
    ),
    ("AWSRegion", Path(&["awsRegion"])),
    ("SourceIpAddress", Path(&["sourceIPAddress"])),
    ("UserAgent", Path(&["userAgent"])),
    ("ErrorCode", Path(&["errorCode"])),
    ("ErrorMessage", Path(&["errorMessage"])),
    ("RequestParameters", Path(&["requestParameters"])),
    ("ResponseElements", Path(&["responseElements"])),
    ("AdditionalEventData", Path(&["additionalEventData"])),
    ("AwsRequestId", unused(&Path(&["requestID"]))),
    ("AwsRequestId_", Path(&["requestID"])),
    ("Resources", Path(&["resources"])),
    ("APIVersion", Path(&["apiVersion"])),
    ("ReadOnly", Path(&["readOnly"])),
    ("RecipientAccountId", Path(&["recipientAccountId"])),
    ("ServiceEventDetails", Path(&["serviceEventDetails"])),
    ("SharedEventId", Path(&["sharedEventID"])),
    ("VpcEndpointId", Path(&["vpcEndpointId"])),
    ("ManagementEvent", Path(&["managementEvent"])),
    ("Category", unused(&Path(&["eventCategory"]))),
    ("TlsVersion", Path(&["tlsDetails", "tlsVersion"])),
    ("CipherSuite", Path(&["tlsDetails", "cipherSuite"])),
    (
        "ClientProvidedHostHeader",
        Path(&["tlsDetails", "clientProvidedHostHeader"]),
    ),
    ("IpProtocol", Path(&["requestParameters", "ipProtocol"])),
    ("SourcePort", Path(&["requestParameters", "fromPort"])),
    ("DestinationPort", Path(&["requestParameters", "toPort"])),
    ("CidrIp", Path(&["requestParameters", "cidrIp"])),
    (
        "TimeGenerated",
        First(&[Path(&["eventTime"]), Path(&["@timestamp"])]),
    ),
    ("Type", CLOUD_TRAIL),
];

/// The same of columns, in which an identity may be Athena's text.
pub(super) const COLUMNS_COLUMNS: &[(&str, Expr)] = &[
    ("AwsEventId", Path(&["eventID"])),
    ("EventVersion", Path(&["eventVersion"])),
    ("EventSource", Path(&["eventSource"])),
    ("EventTypeName", Path(&["eventType"])),
    ("EventName", Path(&["eventName"])),
    ("UserIdentityType", Inside(&IDENTITY, &["type"])),
    (
        "UserIdentityPrincipalid",
        Inside(&IDENTITY, &["principalId"]),
    ),
    ("UserIdentityArn", Inside(&IDENTITY, &["arn"])),
    ("UserIdentityAccountId", Inside(&IDENTITY, &["accountId"])),
    ("UserIdentityInvokedBy", Inside(&IDENTITY, &["invokedBy"])),
    (
        "UserIdentityAccessKeyId",
        Inside(&IDENTITY, &["accessKeyId"]),
    ),
    ("UserIdentityUserName", Inside(&IDENTITY, &["userName"])),
    (
        "UserIdentityUserId",
        Inside(&IDENTITY, &["onBehalfOf", "userId"]),
    ),
    (
        "UserIdentityStoreArn",
        Inside(&IDENTITY, &["onBehalfOf", "identityStoreArn"]),
    ),
    (
        "SessionMfaAuthenticated",
        Inside(
            &IDENTITY,
            &["sessionContext", "attributes", "mfaAuthenticated"],
        ),
    ),
    (
        "SessionCreationDate",
        Inside(&IDENTITY, &["sessionContext", "attributes", "creationDate"]),
    ),
    (
        "SessionIssuerType",
        Inside(&IDENTITY, &["sessionContext", "sessionIssuer", "type"]),
    ),
    (
        "SessionIssuerPrincipalId",
        Inside(
            &IDENTITY,
            &["sessionContext", "sessionIssuer", "principalId"],
        ),
    ),
    (
        "SessionIssuerArn",
        Inside(&IDENTITY, &["sessionContext", "sessionIssuer", "arn"]),
    ),
    (
        "SessionIssuerAccountId",
        Inside(&IDENTITY, &["sessionContext", "sessionIssuer", "accountId"]),
    ),
    (
        "SessionIssuerUserName",
        Inside(&IDENTITY, &["sessionContext", "sessionIssuer", "userName"]),
    ),
    (
        "EC2RoleDelivery",
        Inside(&IDENTITY, &["sessionContext", "ec2RoleDelivery"]),
    ),
    ("AWSRegion", Path(&["awsRegion"])),
    ("SourceIpAddress", Path(&["sourceIPAddress"])),
    ("UserAgent", Path(&["userAgent"])),
    ("ErrorCode", Path(&["errorCode"])),
    ("ErrorMessage", Path(&["errorMessage"])),
    ("RequestParameters", Path(&["requestParameters"])),
    ("ResponseElements", Path(&["responseElements"])),
    ("AdditionalEventData", Path(&["additionalEventData"])),
    ("AwsRequestId", unused(&Path(&["requestID"]))),
    ("AwsRequestId_", Path(&["requestID"])),
    ("Resources", RESOURCES),
    ("APIVersion", Path(&["apiVersion"])),
    ("ReadOnly", Path(&["readOnly"])),
    ("RecipientAccountId", Path(&["recipientAccountId"])),
    ("ServiceEventDetails", Path(&["serviceEventDetails"])),
    ("SharedEventId", Path(&["sharedEventID"])),
    ("VpcEndpointId", Path(&["vpcEndpointId"])),
    ("ManagementEvent", Path(&["managementEvent"])),
    ("Category", unused(&Path(&["eventCategory"]))),
    ("TlsVersion", Inside(&TLS, &["tlsVersion"])),
    ("CipherSuite", Inside(&TLS, &["cipherSuite"])),
    (
        "ClientProvidedHostHeader",
        Inside(&TLS, &["clientProvidedHostHeader"]),
    ),
    ("IpProtocol", Path(&["requestParameters", "ipProtocol"])),
    ("SourcePort", Path(&["requestParameters", "fromPort"])),
    ("DestinationPort", Path(&["requestParameters", "toPort"])),
    ("CidrIp", Path(&["requestParameters", "cidrIp"])),
    ("TimeGenerated", Path(&["eventTime"])),
    ("Type", CLOUD_TRAIL),
];

/// The same of names with dots.
pub(super) const FLAT_COLUMNS: &[(&str, Expr)] = &[
    ("AwsEventId", Inside(&NESTED, &["eventID"])),
    ("EventVersion", Inside(&NESTED, &["eventVersion"])),
    ("EventSource", Inside(&NESTED, &["eventSource"])),
    ("EventTypeName", Inside(&NESTED, &["eventType"])),
    ("EventName", Inside(&NESTED, &["eventName"])),
    (
        "UserIdentityType",
        Inside(&NESTED, &["userIdentity", "type"]),
    ),
    (
        "UserIdentityPrincipalid",
        Inside(&NESTED, &["userIdentity", "principalId"]),
    ),
    ("UserIdentityArn", Inside(&NESTED, &["userIdentity", "arn"])),
    (
        "UserIdentityAccountId",
        Inside(&NESTED, &["userIdentity", "accountId"]),
    ),
    (
        "UserIdentityInvokedBy",
        Inside(&NESTED, &["userIdentity", "invokedBy"]),
    ),
    (
        "UserIdentityAccessKeyId",
        Inside(&NESTED, &["userIdentity", "accessKeyId"]),
    ),
    (
        "UserIdentityUserName",
        Inside(&NESTED, &["userIdentity", "userName"]),
    ),
    (
        "UserIdentityUserId",
        Inside(&NESTED, &["userIdentity", "onBehalfOf", "userId"]),
    ),
    (
        "UserIdentityStoreArn",
        Inside(&NESTED, &["userIdentity", "onBehalfOf", "identityStoreArn"]),
    ),
    (
        "SessionMfaAuthenticated",
        Inside(
            &NESTED,
            &[
                "userIdentity",
                "sessionContext",
                "attributes",
                "mfaAuthenticated",
            ],
        ),
    ),
    (
        "SessionCreationDate",
        Inside(
            &NESTED,
            &[
                "userIdentity",
                "sessionContext",
                "attributes",
                "creationDate",
            ],
        ),
    ),
    (
        "SessionIssuerType",
        Inside(
            &NESTED,
            &["userIdentity", "sessionContext", "sessionIssuer", "type"],
        ),
    ),
    (
        "SessionIssuerPrincipalId",
        Inside(
            &NESTED,
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "principalId",
            ],
        ),
    ),
    (
        "SessionIssuerArn",
        Inside(
            &NESTED,
            &["userIdentity", "sessionContext", "sessionIssuer", "arn"],
        ),
    ),
    (
        "SessionIssuerAccountId",
        Inside(
            &NESTED,
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "accountId",
            ],
        ),
    ),
    (
        "SessionIssuerUserName",
        Inside(
            &NESTED,
            &[
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "userName",
            ],
        ),
    ),
    (
        "EC2RoleDelivery",
        Inside(
            &NESTED,
            &["userIdentity", "sessionContext", "ec2RoleDelivery"],
        ),
    ),
    ("AWSRegion", Inside(&NESTED, &["awsRegion"])),
    ("SourceIpAddress", Inside(&NESTED, &["sourceIPAddress"])),
    ("UserAgent", Inside(&NESTED, &["userAgent"])),
    ("ErrorCode", Inside(&NESTED, &["errorCode"])),
    ("ErrorMessage", Inside(&NESTED, &["errorMessage"])),
    ("RequestParameters", Inside(&NESTED, &["requestParameters"])),
    ("ResponseElements", Inside(&NESTED, &["responseElements"])),
    (
        "AdditionalEventData",
        Inside(&NESTED, &["additionalEventData"]),
    ),
    ("AwsRequestId", unused(&Inside(&NESTED, &["requestID"]))),
    ("AwsRequestId_", Inside(&NESTED, &["requestID"])),
    ("Resources", Inside(&NESTED, &["resources"])),
    ("APIVersion", Inside(&NESTED, &["apiVersion"])),
    ("ReadOnly", Inside(&NESTED, &["readOnly"])),
    (
        "RecipientAccountId",
        Inside(&NESTED, &["recipientAccountId"]),
    ),
    (
        "ServiceEventDetails",
        Inside(&NESTED, &["serviceEventDetails"]),
    ),
    ("SharedEventId", Inside(&NESTED, &["sharedEventID"])),
    ("VpcEndpointId", Inside(&NESTED, &["vpcEndpointId"])),
    ("ManagementEvent", Inside(&NESTED, &["managementEvent"])),
    ("Category", unused(&Inside(&NESTED, &["eventCategory"]))),
    ("TlsVersion", Inside(&NESTED, &["tlsDetails", "tlsVersion"])),
    (
        "CipherSuite",
        Inside(&NESTED, &["tlsDetails", "cipherSuite"]),
    ),
    (
        "ClientProvidedHostHeader",
        Inside(&NESTED, &["tlsDetails", "clientProvidedHostHeader"]),
    ),
    (
        "IpProtocol",
        Inside(&NESTED, &["requestParameters", "ipProtocol"]),
    ),
    (
        "SourcePort",
        Inside(&NESTED, &["requestParameters", "fromPort"]),
    ),
    (
        "DestinationPort",
        Inside(&NESTED, &["requestParameters", "toPort"]),
    ),
    ("CidrIp", Inside(&NESTED, &["requestParameters", "cidrIp"])),
    ("TimeGenerated", Inside(&NESTED, &["eventTime"])),
    ("Type", CLOUD_TRAIL),
];

pub(super) const NESTED: Expr = Build(nested, &[AS_IT_IS]);
pub(super) const IDENTITY: Expr = Build(structure, &[Path(&["userIdentity"])]);
pub(super) const TLS: Expr = Build(structure, &[Path(&["tlsDetails"])]);
pub(super) const RESOURCES: Expr = Build(structure, &[Path(&["resources"])]);

# AWS CloudTrail as the Splunk Add-on for AWS gives it.
sourcetype aws:cloudtrail
sourcetype aws:firehose:json
table aws_cloudtrail

src = sourceIPAddress
src_ip = sourceIPAddress
region = awsRegion
vendor_region = awsRegion
signature = eventName
command = eventName
dvc = eventSource
app = eventType
user_agent = userAgent
http_user_agent = userAgent
start_time = eventTime
reason = errorMessage
result = errorMessage
result_id = errorCode
request_id = requestID
eventID = eventID
vendor_product = "AWS CloudTrail"
vendor = "Amazon Web Services"
product = "CloudTrail"
src_user_type = 'userIdentity.type'
user_type = 'userIdentity.type'
user_arn = coalesce('userIdentity.arn', 'requestParameters.roleArn')
user_access_key = 'userIdentity.accessKeyId'
access_key_id = 'userIdentity.accessKeyId'
user_id = 'userIdentity.principalId'
user_group_id = 'userIdentity.accountId'
aws_account_id = if('userIdentity.type'="AWSAccount" OR 'userIdentity.type'="AWSService", recipientAccountId, 'userIdentity.accountId')
vendor_account = coalesce('userIdentity.accountId', recipientAccountId)
account_id = coalesce('userIdentity.accountId', recipientAccountId)
errorCode = case(isnotnull(errorCode), errorCode, eventName="ConsoleLogin" AND 'responseElements.ConsoleLogin'="Failure", "failure", true(), "success")
msg = coalesce(errorCode, "success")
status = if(errorCode="success", "success", "failure")
action = case(errorCode!="success", "failure", match(eventName, "^(Create|Run|Allocate|Import|Register|Upload)"), "created", match(eventName, "^(Delete|Terminate|Deregister|Release)"), "deleted", match(eventName, "^(Modify|Update|Put|Set|Attach|Detach|Associate|Disassociate|Authorize|Revoke|Enable|Disable|Stop|Start|Reboot)"), "modified", match(eventName, "^(Get|List|Describe|Lookup)"), "read", eventName="ConsoleLogin", "success", true(), "unknown")
change_type = "AWS"
userName = coalesce('userIdentity.userName', 'userIdentity.sessionContext.sourceIdentity', 'userIdentity.sessionContext.sessionIssuer.userName', replace('userIdentity.arn', "^.*[/:]", ""))
user_name = coalesce('userIdentity.userName', 'userIdentity.sessionContext.sourceIdentity', 'userIdentity.sessionContext.sessionIssuer.userName', replace('userIdentity.arn', "^.*[/:]", ""))
user = coalesce('requestParameters.userName', 'userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName', replace('userIdentity.arn', "^.*[/:]", ""), 'userIdentity.invokedBy')
src_user = coalesce('userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName', replace('userIdentity.arn', "^.*[/:]", ""))
src_user_name = coalesce('userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName', replace('userIdentity.arn', "^.*[/:]", ""))
dest = eventSource

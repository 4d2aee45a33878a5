# CloudTrail as Amazon Security Lake gives it: names of the Open Cybersecurity Schema Framework.
sourcetype aws:cloudtrail:lake
table aws_cloudtrail

api.operation = eventName
api.service.name = eventSource
api.request.uid = requestID
api.request.data = if(isnotnull(spath(_raw, "requestParameters")), spath(_raw, "requestParameters"), null())
api.response.error = errorCode
api.response.message = errorMessage
api.response.data = if(isnotnull(spath(_raw, "responseElements")), spath(_raw, "responseElements"), null())
api.version = apiVersion
actor.user.type = 'userIdentity.type'
actor.user.name = coalesce('userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName')
actor.user.uid = coalesce('userIdentity.arn', 'userIdentity.principalId')
actor.user.uid_alt = 'userIdentity.principalId'
actor.user.account.uid = 'userIdentity.accountId'
actor.user.account_uid = 'userIdentity.accountId'
actor.user.credential_uid = 'userIdentity.accessKeyId'
actor.session.issuer = 'userIdentity.sessionContext.sessionIssuer.arn'
actor.session.is_mfa = 'userIdentity.sessionContext.attributes.mfaAuthenticated'
actor.session.created_time_dt = 'userIdentity.sessionContext.attributes.creationDate'
actor.invoked_by = 'userIdentity.invokedBy'
cloud.region = awsRegion
cloud.account.uid = recipientAccountId
cloud.provider = "AWS"
src_endpoint.ip = sourceIPAddress
src_endpoint.domain = sourceIPAddress
src_endpoint.uid = vpcEndpointId
http_request.user_agent = userAgent
metadata.uid = eventID
metadata.event_code = eventType
metadata.product.name = "CloudTrail"
status = if(isnull(errorCode), "Success", "Failure")
time = eventTime
user = coalesce('userIdentity.arn', 'userIdentity.principalId')
src = sourceIPAddress
src_ip = sourceIPAddress

# Google Cloud audit logs, with and without the `data.` before the names of the log entry.
sourcetype google:gcp:pubsub:audit:*
sourcetype google:gcp:pubsub:message
sourcetype google:gcp:buckets:jsondata
table gcp_audit

data.protoPayload.methodName = 'protoPayload.methodName'
data.protoPayload.serviceName = 'protoPayload.serviceName'
data.protoPayload.resourceName = 'protoPayload.resourceName'
data.protoPayload.authenticationInfo.principalEmail = 'protoPayload.authenticationInfo.principalEmail'
data.protoPayload.requestMetadata.callerIp = 'protoPayload.requestMetadata.callerIp'
data.protoPayload.requestMetadata.callerSuppliedUserAgent = 'protoPayload.requestMetadata.callerSuppliedUserAgent'
data.protoPayload.status.code = 'protoPayload.status.code'
data.protoPayload.status.message = 'protoPayload.status.message'
data.resource.type = 'resource.type'
data.resource.labels.project_id = 'resource.labels.project_id'
data.resource.labels.instance_id = 'resource.labels.instance_id'
data.resource.labels.zone = 'resource.labels.zone'
data.logName = logName
data.severity = severity
data.timestamp = timestamp
data.insertId = insertId
src = 'protoPayload.requestMetadata.callerIp'
src_ip = 'protoPayload.requestMetadata.callerIp'
user = 'protoPayload.authenticationInfo.principalEmail'
src_user = 'protoPayload.authenticationInfo.principalEmail'
command = 'protoPayload.methodName'
object = 'protoPayload.resourceName'
user_agent = 'protoPayload.requestMetadata.callerSuppliedUserAgent'
http_user_agent = 'protoPayload.requestMetadata.callerSuppliedUserAgent'
vendor_region = coalesce('resource.labels.location', 'resource.labels.zone', 'resource.labels.region')
vendor_account = 'resource.labels.project_id'
status = if(coalesce('protoPayload.status.code', 0)=0, "success", "failure")

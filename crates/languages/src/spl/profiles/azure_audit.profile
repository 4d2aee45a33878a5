# Azure activity logs as the management API gives them.
sourcetype mscs:azure:audit
table azure_activity

src = 'httpRequest.clientIpAddress'
src_ip = 'httpRequest.clientIpAddress'
command = 'operationName.value'
signature = 'operationName.localizedValue'
object = resourceId
object_path = resourceId
dest = resourceId
result = 'status.value'
status = lower('status.value')
user = coalesce(caller, 'claims.name')
vendor_product = "Azure Activity"

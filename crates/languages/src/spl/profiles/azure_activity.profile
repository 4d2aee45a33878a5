# Azure activity logs as the export through diagnostic settings gives them.
sourcetype azure:monitor:activity
table azure_activity

src = callerIpAddress
src_ip = callerIpAddress
command = operationName
signature = operationName
object = resourceId
object_path = resourceId
dest = resourceId
result = resultType
status = case(lower(resultType)="success", "success", lower(resultType)="failure", "failure", true(), lower(resultType))
user = coalesce('identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', 'identity.claims.name', 'identity.claims.appid')
vendor_product = "Azure Activity"

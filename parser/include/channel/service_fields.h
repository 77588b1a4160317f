/* The input fields of the template types that stand for Sigma's services: channels of the Windows
 * event log. Rows as in channel/sysmon_fields.h. A channel carries many kinds of event; its type
 * has the fields of those that rules look at, and each event fills a few of them. */
#ifndef CHANNEL_SERVICE_FIELDS_H
#define CHANNEL_SERVICE_FIELDS_H

#include "channel/sysmon_fields.h"

/* The rest of the header of a Windows event, for services whose rules look at it. */
#define CHANNEL_GROUP_LEVEL(FIELD, TYPE, since)                                                    \
    FIELD(TYPE, Level, NUMBER, since)                                                              \
    FIELD(TYPE, Task, NUMBER, since)                                                               \
    FIELD(TYPE, Opcode, NUMBER, since)                                                             \
    FIELD(TYPE, Keywords, TEXT, since)                                                             \
    FIELD(TYPE, UserID, TEXT, since)

#define CHANNEL_FIELDS_SECURITY(FIELD, TYPE)                                                       \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, SubjectUserSid, TEXT, 1300)                                                        \
    FIELD(TYPE, SubjectUserName, TEXT, 1300)                                                       \
    FIELD(TYPE, SubjectDomainName, TEXT, 1300)                                                     \
    FIELD(TYPE, SubjectLogonId, TEXT, 1300)                                                        \
    FIELD(TYPE, TargetUserSid, TEXT, 1300)                                                         \
    FIELD(TYPE, TargetUserName, TEXT, 1300)                                                        \
    FIELD(TYPE, TargetDomainName, TEXT, 1300)                                                      \
    FIELD(TYPE, TargetLogonId, TEXT, 1300)                                                         \
    FIELD(TYPE, TargetSid, TEXT, 1300)                                                             \
    FIELD(TYPE, TargetLogonGuid, TEXT, 1300)                                                       \
    FIELD(TYPE, TargetServerName, TEXT, 1300)                                                      \
    FIELD(TYPE, TargetInfo, TEXT, 1300)                                                            \
    FIELD(TYPE, TargetOutboundUserName, TEXT, 1300)                                                \
    FIELD(TYPE, TargetOutboundDomainName, TEXT, 1300)                                              \
    FIELD(TYPE, LogonType, NUMBER, 1300)                                                           \
    FIELD(TYPE, LogonProcessName, TEXT, 1300)                                                      \
    FIELD(TYPE, AuthenticationPackageName, TEXT, 1300)                                             \
    FIELD(TYPE, LmPackageName, TEXT, 1300)                                                         \
    FIELD(TYPE, PackageName, TEXT, 1300)                                                           \
    FIELD(TYPE, WorkstationName, TEXT, 1300)                                                       \
    FIELD(TYPE, Workstation, TEXT, 1300)                                                           \
    FIELD(TYPE, LogonGuid, TEXT, 1300)                                                             \
    FIELD(TYPE, KeyLength, NUMBER, 1300)                                                           \
    FIELD(TYPE, ImpersonationLevel, TEXT, 1300)                                                    \
    FIELD(TYPE, ElevatedToken, TEXT, 1300)                                                         \
    FIELD(TYPE, Status, TEXT, 1300)                                                                \
    FIELD(TYPE, SubStatus, TEXT, 1300)                                                             \
    FIELD(TYPE, FailureReason, TEXT, 1300)                                                         \
    FIELD(TYPE, ProcessId, TEXT, 1300)                                                             \
    FIELD(TYPE, ProcessName, TEXT, 1300)                                                           \
    FIELD(TYPE, CallerProcessName, TEXT, 1300)                                                     \
    FIELD(TYPE, IpAddress, ADDRESS, 1300)                                                          \
    FIELD(TYPE, IpPort, NUMBER, 1300)                                                              \
    FIELD(TYPE, ObjectServer, TEXT, 1300)                                                          \
    FIELD(TYPE, ObjectType, TEXT, 1300)                                                            \
    FIELD(TYPE, ObjectName, TEXT, 1300)                                                            \
    FIELD(TYPE, ObjectValueName, TEXT, 1300)                                                       \
    FIELD(TYPE, HandleId, TEXT, 1300)                                                              \
    FIELD(TYPE, OperationType, TEXT, 1300)                                                         \
    FIELD(TYPE, AccessList, TEXT, 1300)                                                            \
    FIELD(TYPE, AccessMask, TEXT, 1300)                                                            \
    FIELD(TYPE, PrivilegeList, TEXT, 1300)                                                         \
    FIELD(TYPE, EnabledPrivilegeList, TEXT, 1300)                                                  \
    FIELD(TYPE, Properties, TEXT, 1300)                                                            \
    FIELD(TYPE, AdditionalInfo, TEXT, 1300)                                                        \
    FIELD(TYPE, OldValue, TEXT, 1300)                                                              \
    FIELD(TYPE, NewValue, TEXT, 1300)                                                              \
    FIELD(TYPE, ShareName, TEXT, 1300)                                                             \
    FIELD(TYPE, ShareLocalPath, TEXT, 1300)                                                        \
    FIELD(TYPE, RelativeTargetName, TEXT, 1300)                                                    \
    FIELD(TYPE, ServiceName, TEXT, 1300)                                                           \
    FIELD(TYPE, ServiceFileName, TEXT, 1300)                                                       \
    FIELD(TYPE, ServiceType, TEXT, 1300)                                                           \
    FIELD(TYPE, ServiceStartType, TEXT, 1300)                                                      \
    FIELD(TYPE, ServiceAccount, TEXT, 1300)                                                        \
    FIELD(TYPE, ServiceSid, TEXT, 1300)                                                            \
    FIELD(TYPE, Service, TEXT, 1300)                                                               \
    FIELD(TYPE, TicketOptions, TEXT, 1300)                                                         \
    FIELD(TYPE, TicketEncryptionType, TEXT, 1300)                                                  \
    FIELD(TYPE, PreAuthType, TEXT, 1300)                                                           \
    FIELD(TYPE, AuditPolicyChanges, TEXT, 1300)                                                    \
    FIELD(TYPE, CategoryId, TEXT, 1300)                                                            \
    FIELD(TYPE, SubcategoryId, TEXT, 1300)                                                         \
    FIELD(TYPE, SubcategoryGuid, TEXT, 1300)                                                       \
    FIELD(TYPE, AuditSourceName, TEXT, 1300)                                                       \
    FIELD(TYPE, NewProcessId, TEXT, 1300)                                                          \
    FIELD(TYPE, NewProcessName, TEXT, 1300)                                                        \
    FIELD(TYPE, CommandLine, TEXT, 1300)                                                           \
    FIELD(TYPE, ParentProcessName, TEXT, 1300)                                                     \
    FIELD(TYPE, TokenElevationType, TEXT, 1300)                                                    \
    FIELD(TYPE, MandatoryLabel, TEXT, 1300)                                                        \
    FIELD(TYPE, TaskName, TEXT, 1300)                                                              \
    FIELD(TYPE, TaskContent, TEXT, 1300)                                                           \
    FIELD(TYPE, TaskContentNew, TEXT, 1300)                                                        \
    FIELD(TYPE, ClientProcessStartKey, TEXT, 1300)                                                 \
    FIELD(TYPE, ClientProcessId, NUMBER, 1300)                                                     \
    FIELD(TYPE, ParentProcessId, NUMBER, 1300)                                                     \
    FIELD(TYPE, RpcCallClientLocality, TEXT, 1300)                                                 \
    FIELD(TYPE, FQDN, TEXT, 1300)                                                                  \
    FIELD(TYPE, AttributeLDAPDisplayName, TEXT, 1300)                                              \
    FIELD(TYPE, AttributeValue, TEXT, 1300)                                                        \
    FIELD(TYPE, ObjectDN, TEXT, 1300)                                                              \
    FIELD(TYPE, ObjectClass, TEXT, 1300)                                                           \
    FIELD(TYPE, DSName, TEXT, 1300)                                                                \
    FIELD(TYPE, SamAccountName, TEXT, 1300)                                                        \
    FIELD(TYPE, UserPrincipalName, TEXT, 1300)                                                     \
    FIELD(TYPE, AllowedToDelegateTo, TEXT, 1300)                                                   \
    FIELD(TYPE, OldUacValue, TEXT, 1300)                                                           \
    FIELD(TYPE, NewUacValue, TEXT, 1300)                                                           \
    FIELD(TYPE, UserAccountControl, TEXT, 1300)                                                    \
    FIELD(TYPE, UserParameters, TEXT, 1300)                                                        \
    FIELD(TYPE, SidHistory, TEXT, 1300)                                                            \
    FIELD(TYPE, PasswordLastSet, TEXT, 1300)                                                       \
    FIELD(TYPE, PrimaryGroupId, NUMBER, 1300)                                                      \
    FIELD(TYPE, OldTargetUserName, TEXT, 1300)                                                     \
    FIELD(TYPE, NewTargetUserName, TEXT, 1300)                                                     \
    FIELD(TYPE, MemberName, TEXT, 1300)                                                            \
    FIELD(TYPE, MemberSid, TEXT, 1300)                                                             \
    FIELD(TYPE, ServicePrincipalNames, TEXT, 1300)                                                 \
    FIELD(TYPE, DnsHostName, TEXT, 1300)                                                           \
    FIELD(TYPE, SourceAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, SourcePort, NUMBER, 1300)                                                          \
    FIELD(TYPE, DestAddress, ADDRESS, 1300)                                                        \
    FIELD(TYPE, DestPort, NUMBER, 1300)                                                            \
    FIELD(TYPE, Protocol, NUMBER, 1300)                                                            \
    FIELD(TYPE, Direction, TEXT, 1300)                                                             \
    FIELD(TYPE, Application, TEXT, 1300)                                                           \
    FIELD(TYPE, FilterOrigin, TEXT, 1300)                                                          \
    FIELD(TYPE, LayerRTID, NUMBER, 1300)                                                           \
    FIELD(TYPE, DeviceDescription, TEXT, 1300)                                                     \
    FIELD(TYPE, ClassName, TEXT, 1300)                                                             \
    FIELD(TYPE, NotificationPackageName, TEXT, 1300)                                               \
    FIELD(TYPE, SecurityPackageName, TEXT, 1300)                                                   \
    FIELD(TYPE, TemplateContent, TEXT, 1300)                                                       \
    FIELD(TYPE, NewTemplateContent, TEXT, 1300)                                                    \
    FIELD(TYPE, CertThumbprint, TEXT, 1300)                                                        \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_SYSTEM(FIELD, TYPE)                                                         \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, ServiceName, TEXT, 1300)                                                           \
    FIELD(TYPE, ImagePath, TEXT, 1300)                                                             \
    FIELD(TYPE, ServiceType, TEXT, 1300)                                                           \
    FIELD(TYPE, StartType, TEXT, 1300)                                                             \
    FIELD(TYPE, AccountName, TEXT, 1300)                                                           \
    FIELD(TYPE, ServiceSid, TEXT, 1300)                                                            \
    FIELD(TYPE, param1, TEXT, 1300)                                                                \
    FIELD(TYPE, param2, TEXT, 1300)                                                                \
    FIELD(TYPE, param3, TEXT, 1300)                                                                \
    FIELD(TYPE, param4, TEXT, 1300)                                                                \
    FIELD(TYPE, param5, TEXT, 1300)                                                                \
    FIELD(TYPE, param6, TEXT, 1300)                                                                \
    FIELD(TYPE, param7, TEXT, 1300)                                                                \
    FIELD(TYPE, param8, TEXT, 1300)                                                                \
    FIELD(TYPE, param9, TEXT, 1300)                                                                \
    FIELD(TYPE, param10, TEXT, 1300)                                                               \
    FIELD(TYPE, DeviceName, TEXT, 1300)                                                            \
    FIELD(TYPE, DriveName, TEXT, 1300)                                                             \
    FIELD(TYPE, DeviceVersionMajor, TEXT, 1300)                                                    \
    FIELD(TYPE, DeviceVersionMinor, TEXT, 1300)                                                    \
    FIELD(TYPE, HiveName, TEXT, 1300)                                                              \
    FIELD(TYPE, KeysUpdated, TEXT, 1300)                                                           \
    FIELD(TYPE, DirtyPages, TEXT, 1300)                                                            \
    FIELD(TYPE, OriginName, TEXT, 1300)                                                            \
    FIELD(TYPE, CorruptionActionState, TEXT, 1300)                                                 \
    FIELD(TYPE, updateTitle, TEXT, 1300)                                                           \
    FIELD(TYPE, updateGuid, TEXT, 1300)                                                            \
    FIELD(TYPE, updateRevisionNumber, TEXT, 1300)                                                  \
    FIELD(TYPE, ErrorCode, TEXT, 1300)                                                             \
    FIELD(TYPE, errorCode, TEXT, 1300)                                                             \
    FIELD(TYPE, ErrorMessage, TEXT, 1300)                                                          \
    FIELD(TYPE, ProcessId, NUMBER, 1300)                                                           \
    FIELD(TYPE, ProcessName, TEXT, 1300)                                                           \
    FIELD(TYPE, UserSid, TEXT, 1300)                                                               \
    FIELD(TYPE, SubjectUserName, TEXT, 1300)                                                       \
    FIELD(TYPE, SubjectDomainName, TEXT, 1300)                                                     \
    FIELD(TYPE, SubjectUserSid, TEXT, 1300)                                                        \
    FIELD(TYPE, TargetUserName, TEXT, 1300)                                                        \
    FIELD(TYPE, TargetDomainName, TEXT, 1300)                                                      \
    FIELD(TYPE, SamAccountName, TEXT, 1300)                                                        \
    FIELD(TYPE, AccountSid, TEXT, 1300)                                                            \
    FIELD(TYPE, SourceAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, ClientAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, IpAddress, ADDRESS, 1300)                                                          \
    FIELD(TYPE, WorkstationName, TEXT, 1300)                                                       \
    FIELD(TYPE, ClientName, TEXT, 1300)                                                            \
    FIELD(TYPE, ServerName, TEXT, 1300)                                                            \
    FIELD(TYPE, DomainName, TEXT, 1300)                                                            \
    FIELD(TYPE, MachineSid, TEXT, 1300)                                                            \
    FIELD(TYPE, Target, TEXT, 1300)                                                                \
    FIELD(TYPE, Reason, TEXT, 1300)                                                                \
    FIELD(TYPE, BackupPath, TEXT, 1300)                                                            \
    FIELD(TYPE, Path, TEXT, 1300)                                                                  \
    FIELD(TYPE, CommandLine, TEXT, 1300)                                                           \
    FIELD(TYPE, Image, TEXT, 1300)                                                                 \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, Caption, TEXT, 1300)                                                               \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    FIELD(TYPE, AdditionalInfo, TEXT, 1300)                                                        \
    FIELD(TYPE, Data, TEXT, 1300)                                                                  \
    FIELD(TYPE, Binary, TEXT, 1300)                                                                \
    FIELD(TYPE, Origin, TEXT, 1300)                                                                \
    FIELD(TYPE, Source, TEXT, 1300)                                                                \
    FIELD(TYPE, Status, TEXT, 1300)                                                                \
    FIELD(TYPE, NewTime, TEXT, 1300)                                                               \
    FIELD(TYPE, OldTime, TEXT, 1300)                                                               \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_APPLICATION(FIELD, TYPE)                                                    \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, Data, TEXT, 1300)                                                                  \
    FIELD(TYPE, Binary, TEXT, 1300)                                                                \
    FIELD(TYPE, param1, TEXT, 1300)                                                                \
    FIELD(TYPE, param2, TEXT, 1300)                                                                \
    FIELD(TYPE, param3, TEXT, 1300)                                                                \
    FIELD(TYPE, param4, TEXT, 1300)                                                                \
    FIELD(TYPE, param5, TEXT, 1300)                                                                \
    FIELD(TYPE, param6, TEXT, 1300)                                                                \
    FIELD(TYPE, AppName, TEXT, 1300)                                                               \
    FIELD(TYPE, AppVersion, TEXT, 1300)                                                            \
    FIELD(TYPE, AppPath, TEXT, 1300)                                                               \
    FIELD(TYPE, AppTimeStamp, TEXT, 1300)                                                          \
    FIELD(TYPE, ModuleName, TEXT, 1300)                                                            \
    FIELD(TYPE, ModuleVersion, TEXT, 1300)                                                         \
    FIELD(TYPE, ModulePath, TEXT, 1300)                                                            \
    FIELD(TYPE, ExceptionCode, TEXT, 1300)                                                         \
    FIELD(TYPE, FaultingOffset, TEXT, 1300)                                                        \
    FIELD(TYPE, ProcessId, TEXT, 1300)                                                             \
    FIELD(TYPE, ProcessName, TEXT, 1300)                                                           \
    FIELD(TYPE, ProcessPath, TEXT, 1300)                                                           \
    FIELD(TYPE, IntegratorReportId, TEXT, 1300)                                                    \
    FIELD(TYPE, PackageFullName, TEXT, 1300)                                                       \
    FIELD(TYPE, PackageRelativeAppId, TEXT, 1300)                                                  \
    FIELD(TYPE, ProductName, TEXT, 1300)                                                           \
    FIELD(TYPE, ProductVersion, TEXT, 1300)                                                        \
    FIELD(TYPE, ProductLanguage, TEXT, 1300)                                                       \
    FIELD(TYPE, Manufacturer, TEXT, 1300)                                                          \
    FIELD(TYPE, Status, TEXT, 1300)                                                                \
    FIELD(TYPE, ErrorCode, TEXT, 1300)                                                             \
    FIELD(TYPE, UserName, TEXT, 1300)                                                              \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, UserSid, TEXT, 1300)                                                               \
    FIELD(TYPE, SubjectUserName, TEXT, 1300)                                                       \
    FIELD(TYPE, TargetUserName, TEXT, 1300)                                                        \
    FIELD(TYPE, Image, TEXT, 1300)                                                                 \
    FIELD(TYPE, CommandLine, TEXT, 1300)                                                           \
    FIELD(TYPE, Path, TEXT, 1300)                                                                  \
    FIELD(TYPE, FileName, TEXT, 1300)                                                              \
    FIELD(TYPE, ServiceName, TEXT, 1300)                                                           \
    FIELD(TYPE, DatabaseName, TEXT, 1300)                                                          \
    FIELD(TYPE, ClientAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, SourceName, TEXT, 1300)                                                            \
    FIELD(TYPE, Source, TEXT, 1300)                                                                \
    FIELD(TYPE, Origin, TEXT, 1300)                                                                \
    FIELD(TYPE, Reason, TEXT, 1300)                                                                \
    FIELD(TYPE, Caption, TEXT, 1300)                                                               \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    FIELD(TYPE, AdditionalInfo, TEXT, 1300)                                                        \
    FIELD(TYPE, Application, TEXT, 1300)                                                           \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_SYSMON(FIELD, TYPE)                                                         \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    CHANNEL_GROUP_VERSION(FIELD, TYPE, 1300)                                                       \
    CHANNEL_GROUP_LINEAGE(FIELD, TYPE, 1300)                                                       \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_FILE(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_REGISTRY(FIELD, TYPE, 1300)                                                      \
    CHANNEL_GROUP_REMOTE(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, 1300)                                                     \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    FIELD(TYPE, CreationUtcTime, TEXT, 1300)                                                       \
    FIELD(TYPE, PreviousCreationUtcTime, TEXT, 1300)                                               \
    FIELD(TYPE, Protocol, TEXT, 1300)                                                              \
    FIELD(TYPE, Initiated, TEXT, 1300)                                                             \
    FIELD(TYPE, SourceIsIpv6, TEXT, 1300)                                                          \
    FIELD(TYPE, SourceIp, ADDRESS, 1300)                                                           \
    FIELD(TYPE, SourceHostname, TEXT, 1300)                                                        \
    FIELD(TYPE, SourcePort, NUMBER, 1300)                                                          \
    FIELD(TYPE, SourcePortName, TEXT, 1300)                                                        \
    FIELD(TYPE, DestinationIsIpv6, TEXT, 1300)                                                     \
    FIELD(TYPE, DestinationIp, ADDRESS, 1300)                                                      \
    FIELD(TYPE, DestinationHostname, TEXT, 1300)                                                   \
    FIELD(TYPE, DestinationPort, NUMBER, 1300)                                                     \
    FIELD(TYPE, DestinationPortName, TEXT, 1300)                                                   \
    FIELD(TYPE, State, TEXT, 1300)                                                                 \
    FIELD(TYPE, Version, TEXT, 1300)                                                               \
    FIELD(TYPE, SchemaVersion, TEXT, 1300)                                                         \
    FIELD(TYPE, Configuration, TEXT, 1300)                                                         \
    FIELD(TYPE, ConfigurationFileHash, TEXT, 1300)                                                 \
    FIELD(TYPE, ImageLoaded, TEXT, 1300)                                                           \
    FIELD(TYPE, SourceProcessGuid, TEXT, 1300)                                                     \
    FIELD(TYPE, TargetProcessGuid, TEXT, 1300)                                                     \
    FIELD(TYPE, NewThreadId, NUMBER, 1300)                                                         \
    FIELD(TYPE, StartAddress, TEXT, 1300)                                                          \
    FIELD(TYPE, StartModule, TEXT, 1300)                                                           \
    FIELD(TYPE, StartFunction, TEXT, 1300)                                                         \
    FIELD(TYPE, Device, TEXT, 1300)                                                                \
    FIELD(TYPE, SourceProcessGUID, TEXT, 1300)                                                     \
    FIELD(TYPE, SourceThreadId, NUMBER, 1300)                                                      \
    FIELD(TYPE, TargetProcessGUID, TEXT, 1300)                                                     \
    FIELD(TYPE, GrantedAccess, TEXT, 1300)                                                         \
    FIELD(TYPE, CallTrace, TEXT, 1300)                                                             \
    FIELD(TYPE, Hash, TEXT, 1300)                                                                  \
    FIELD(TYPE, Contents, TEXT, 1300)                                                              \
    FIELD(TYPE, PipeName, TEXT, 1300)                                                              \
    FIELD(TYPE, Operation, TEXT, 1300)                                                             \
    FIELD(TYPE, EventNamespace, TEXT, 1300)                                                        \
    FIELD(TYPE, Name, TEXT, 1300)                                                                  \
    FIELD(TYPE, Query, TEXT, 1300)                                                                 \
    FIELD(TYPE, Type, TEXT, 1300)                                                                  \
    FIELD(TYPE, Destination, TEXT, 1300)                                                           \
    FIELD(TYPE, Consumer, TEXT, 1300)                                                              \
    FIELD(TYPE, Filter, TEXT, 1300)                                                                \
    FIELD(TYPE, QueryName, TEXT, 1300)                                                             \
    FIELD(TYPE, QueryStatus, NUMBER, 1300)                                                         \
    FIELD(TYPE, QueryResults, TEXT, 1300)                                                          \
    FIELD(TYPE, IsExecutable, TEXT, 1300)                                                          \
    FIELD(TYPE, Archived, TEXT, 1300)                                                              \
    FIELD(TYPE, Session, NUMBER, 1300)                                                             \
    FIELD(TYPE, ClientInfo, TEXT, 1300)                                                            \
    FIELD(TYPE, ID, TEXT, 1300)                                                                    \
    FIELD(TYPE, ParentUser, TEXT, 1330)                                                            \
    CHANNEL_GROUP_REMOTE_USERS(FIELD, TYPE, 1330)                                                  \
    CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, 1330)                                                      \
    FIELD(TYPE, SourceCommandLine, TEXT, 1330)                                                     \
    FIELD(TYPE, SourceParentImage, TEXT, 1330)                                                     \
    FIELD(TYPE, TargetCommandLine, TEXT, 1330)                                                     \
    FIELD(TYPE, TargetParentImage, TEXT, 1330)                                                     \
    CHANNEL_GROUP_HASHES(FIELD, TYPE, 1330)                                                        \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_WINDEFEND(FIELD, TYPE)                                                      \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, ProductName, TEXT, 1300)                                                           \
    FIELD(TYPE, ProductVersion, TEXT, 1300)                                                        \
    FIELD(TYPE, DetectionID, TEXT, 1300)                                                           \
    FIELD(TYPE, DetectionTime, TEXT, 1300)                                                         \
    FIELD(TYPE, Unused, TEXT, 1300)                                                                \
    FIELD(TYPE, Unused2, TEXT, 1300)                                                               \
    FIELD(TYPE, ThreatID, NUMBER, 1300)                                                            \
    FIELD(TYPE, ThreatName, TEXT, 1300)                                                            \
    FIELD(TYPE, SeverityID, NUMBER, 1300)                                                          \
    FIELD(TYPE, SeverityName, TEXT, 1300)                                                          \
    FIELD(TYPE, CategoryID, NUMBER, 1300)                                                          \
    FIELD(TYPE, CategoryName, TEXT, 1300)                                                          \
    FIELD(TYPE, FWLink, TEXT, 1300)                                                                \
    FIELD(TYPE, StatusCode, NUMBER, 1300)                                                          \
    FIELD(TYPE, StatusDescription, TEXT, 1300)                                                     \
    FIELD(TYPE, State, NUMBER, 1300)                                                               \
    FIELD(TYPE, SourceID, NUMBER, 1300)                                                            \
    FIELD(TYPE, SourceName, TEXT, 1300)                                                            \
    FIELD(TYPE, ProcessName, TEXT, 1300)                                                           \
    FIELD(TYPE, DetectionUser, TEXT, 1300)                                                         \
    FIELD(TYPE, Unused3, TEXT, 1300)                                                               \
    FIELD(TYPE, Path, TEXT, 1300)                                                                  \
    FIELD(TYPE, OriginID, NUMBER, 1300)                                                            \
    FIELD(TYPE, OriginName, TEXT, 1300)                                                            \
    FIELD(TYPE, ExecutionID, NUMBER, 1300)                                                         \
    FIELD(TYPE, ExecutionName, TEXT, 1300)                                                         \
    FIELD(TYPE, TypeID, NUMBER, 1300)                                                              \
    FIELD(TYPE, TypeName, TEXT, 1300)                                                              \
    FIELD(TYPE, PreExecutionStatus, NUMBER, 1300)                                                  \
    FIELD(TYPE, ActionID, NUMBER, 1300)                                                            \
    FIELD(TYPE, ActionName, TEXT, 1300)                                                            \
    FIELD(TYPE, Unused4, TEXT, 1300)                                                               \
    FIELD(TYPE, ErrorCode, TEXT, 1300)                                                             \
    FIELD(TYPE, ErrorDescription, TEXT, 1300)                                                      \
    FIELD(TYPE, Unused5, TEXT, 1300)                                                               \
    FIELD(TYPE, PostCleanStatus, NUMBER, 1300)                                                     \
    FIELD(TYPE, AdditionalActionsID, NUMBER, 1300)                                                 \
    FIELD(TYPE, AdditionalActionsString, TEXT, 1300)                                               \
    FIELD(TYPE, RemediationUser, TEXT, 1300)                                                       \
    FIELD(TYPE, Unused6, TEXT, 1300)                                                               \
    FIELD(TYPE, SecurityintelligenceVersion, TEXT, 1300)                                           \
    FIELD(TYPE, EngineVersion, TEXT, 1300)                                                         \
    FIELD(TYPE, OldValue, TEXT, 1300)                                                              \
    FIELD(TYPE, NewValue, TEXT, 1300)                                                              \
    FIELD(TYPE, ChangedType, TEXT, 1300)                                                           \
    FIELD(TYPE, Value, TEXT, 1300)                                                                 \
    FIELD(TYPE, FeatureName, TEXT, 1300)                                                           \
    FIELD(TYPE, FeatureID, TEXT, 1300)                                                             \
    FIELD(TYPE, FailureTypeDescription, TEXT, 1300)                                                \
    FIELD(TYPE, Reason, TEXT, 1300)                                                                \
    FIELD(TYPE, ReasonCode, TEXT, 1300)                                                            \
    FIELD(TYPE, ScanID, TEXT, 1300)                                                                \
    FIELD(TYPE, ScanType, TEXT, 1300)                                                              \
    FIELD(TYPE, ScanParameters, TEXT, 1300)                                                        \
    FIELD(TYPE, ScanResources, TEXT, 1300)                                                         \
    FIELD(TYPE, ScanTypeIndex, TEXT, 1300)                                                         \
    FIELD(TYPE, ScanParametersIndex, TEXT, 1300)                                                   \
    FIELD(TYPE, Domain, TEXT, 1300)                                                                \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, SID, TEXT, 1300)                                                                   \
    FIELD(TYPE, Timestamp, TEXT, 1300)                                                             \
    FIELD(TYPE, ID, TEXT, 1300)                                                                    \
    FIELD(TYPE, InvolvedFile, TEXT, 1300)                                                          \
    FIELD(TYPE, TargetCommandline, TEXT, 1300)                                                     \
    FIELD(TYPE, ParentCommandline, TEXT, 1300)                                                     \
    FIELD(TYPE, RuleType, TEXT, 1300)                                                              \
    FIELD(TYPE, InhertianceFlags, TEXT, 1300)                                                      \
    FIELD(TYPE, Destination, TEXT, 1300)                                                           \
    FIELD(TYPE, ConfigurationType, TEXT, 1300)                                                     \
    FIELD(TYPE, CurrentSecurityintelligenceVersion, TEXT, 1300)                                    \
    FIELD(TYPE, PreviousSecurityintelligenceVersion, TEXT, 1300)                                   \
    FIELD(TYPE, CurrentEngineVersion, TEXT, 1300)                                                  \
    FIELD(TYPE, PreviousEngineVersion, TEXT, 1300)                                                 \
    FIELD(TYPE, UpdateSource, TEXT, 1300)                                                          \
    FIELD(TYPE, UpdateType, TEXT, 1300)                                                            \
    FIELD(TYPE, SourcePath, TEXT, 1300)                                                            \
    FIELD(TYPE, FilenameName, TEXT, 1300)                                                          \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_TASKSCHEDULER(FIELD, TYPE)                                                  \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, TaskName, TEXT, 1300)                                                              \
    FIELD(TYPE, UserName, TEXT, 1300)                                                              \
    FIELD(TYPE, UserContext, TEXT, 1300)                                                           \
    FIELD(TYPE, Path, TEXT, 1300)                                                                  \
    FIELD(TYPE, ActionName, TEXT, 1300)                                                            \
    FIELD(TYPE, Name, TEXT, 1300)                                                                  \
    FIELD(TYPE, TaskInstanceId, TEXT, 1300)                                                        \
    FIELD(TYPE, InstanceId, TEXT, 1300)                                                            \
    FIELD(TYPE, ProcessID, NUMBER, 1300)                                                           \
    FIELD(TYPE, Priority, TEXT, 1300)                                                              \
    FIELD(TYPE, ResultCode, TEXT, 1300)                                                            \
    FIELD(TYPE, ErrorCode, TEXT, 1300)                                                             \
    FIELD(TYPE, ErrorDescription, TEXT, 1300)                                                      \
    FIELD(TYPE, EngineName, TEXT, 1300)                                                            \
    FIELD(TYPE, TaskEngineName, TEXT, 1300)                                                        \
    FIELD(TYPE, EnginePID, NUMBER, 1300)                                                           \
    FIELD(TYPE, QueuedTaskInstanceId, TEXT, 1300)                                                  \
    FIELD(TYPE, Command, TEXT, 1300)                                                               \
    FIELD(TYPE, Arguments, TEXT, 1300)                                                             \
    FIELD(TYPE, Reason, TEXT, 1300)                                                                \
    FIELD(TYPE, Trigger, TEXT, 1300)                                                               \
    FIELD(TYPE, Author, TEXT, 1300)                                                                \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_WMI(FIELD, TYPE)                                                            \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, Operation, TEXT, 1300)                                                             \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, Id, TEXT, 1300)                                                                    \
    FIELD(TYPE, ClientMachine, TEXT, 1300)                                                         \
    FIELD(TYPE, ClientMachineFQDN, TEXT, 1300)                                                     \
    FIELD(TYPE, ClientProcessId, NUMBER, 1300)                                                     \
    FIELD(TYPE, ClientProcessCreationTime, TEXT, 1300)                                             \
    FIELD(TYPE, ComponentName, TEXT, 1300)                                                         \
    FIELD(TYPE, Component, TEXT, 1300)                                                             \
    FIELD(TYPE, ResultCode, TEXT, 1300)                                                            \
    FIELD(TYPE, PossibleCause, TEXT, 1300)                                                         \
    FIELD(TYPE, OperationId, NUMBER, 1300)                                                         \
    FIELD(TYPE, GroupOperationId, NUMBER, 1300)                                                    \
    FIELD(TYPE, NamespaceName, TEXT, 1300)                                                         \
    FIELD(TYPE, Namespace, TEXT, 1300)                                                             \
    FIELD(TYPE, Name, TEXT, 1300)                                                                  \
    FIELD(TYPE, Query, TEXT, 1300)                                                                 \
    FIELD(TYPE, Provider, TEXT, 1300)                                                              \
    FIELD(TYPE, ProviderName, TEXT, 1300)                                                          \
    FIELD(TYPE, Code, TEXT, 1300)                                                                  \
    FIELD(TYPE, HostProcess, TEXT, 1300)                                                           \
    FIELD(TYPE, ProcessID, NUMBER, 1300)                                                           \
    FIELD(TYPE, ProviderPath, TEXT, 1300)                                                          \
    FIELD(TYPE, ProviderGuid, TEXT, 1300)                                                          \
    FIELD(TYPE, queryid, TEXT, 1300)                                                               \
    FIELD(TYPE, ESS, TEXT, 1300)                                                                   \
    FIELD(TYPE, CONSUMER, TEXT, 1300)                                                              \
    FIELD(TYPE, Consumer, TEXT, 1300)                                                              \
    FIELD(TYPE, Filter, TEXT, 1300)                                                                \
    FIELD(TYPE, Processid, NUMBER, 1300)                                                           \
    FIELD(TYPE, Flags, TEXT, 1300)                                                                 \
    FIELD(TYPE, IsLocal, TEXT, 1300)                                                               \
    FIELD(TYPE, CorrelationId, TEXT, 1300)                                                         \
    FIELD(TYPE, Type, TEXT, 1300)                                                                  \
    FIELD(TYPE, Destination, TEXT, 1300)                                                           \
    FIELD(TYPE, UserData, TEXT, 1300)                                                              \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_POWERSHELL(FIELD, TYPE)                                                     \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, MessageNumber, NUMBER, 1300)                                                       \
    FIELD(TYPE, MessageTotal, NUMBER, 1300)                                                        \
    FIELD(TYPE, ScriptBlockText, TEXT, 1300)                                                       \
    FIELD(TYPE, ScriptBlockId, TEXT, 1300)                                                         \
    FIELD(TYPE, Path, TEXT, 1300)                                                                  \
    FIELD(TYPE, ContextInfo, TEXT, 1300)                                                           \
    FIELD(TYPE, UserData, TEXT, 1300)                                                              \
    FIELD(TYPE, Payload, TEXT, 1300)                                                               \
    FIELD(TYPE, Data, TEXT, 1300)                                                                  \
    FIELD(TYPE, HostName, TEXT, 1300)                                                              \
    FIELD(TYPE, HostVersion, TEXT, 1300)                                                           \
    FIELD(TYPE, HostId, TEXT, 1300)                                                                \
    FIELD(TYPE, HostApplication, TEXT, 1300)                                                       \
    FIELD(TYPE, EngineVersion, TEXT, 1300)                                                         \
    FIELD(TYPE, RunspaceId, TEXT, 1300)                                                            \
    FIELD(TYPE, PipelineId, NUMBER, 1300)                                                          \
    FIELD(TYPE, ScriptName, TEXT, 1300)                                                            \
    FIELD(TYPE, CommandLine, TEXT, 1300)                                                           \
    FIELD(TYPE, CommandName, TEXT, 1300)                                                           \
    FIELD(TYPE, CommandType, TEXT, 1300)                                                           \
    FIELD(TYPE, CommandPath, TEXT, 1300)                                                           \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, ConnectedUser, TEXT, 1300)                                                         \
    FIELD(TYPE, ShellID, TEXT, 1300)                                                               \
    FIELD(TYPE, SequenceNumber, NUMBER, 1300)                                                      \
    FIELD(TYPE, Severity, TEXT, 1300)                                                              \
    FIELD(TYPE, DetailSequence, TEXT, 1300)                                                        \
    FIELD(TYPE, DetailTotal, TEXT, 1300)                                                           \
    FIELD(TYPE, NewEngineState, TEXT, 1300)                                                        \
    FIELD(TYPE, PreviousEngineState, TEXT, 1300)                                                   \
    FIELD(TYPE, NewProviderState, TEXT, 1300)                                                      \
    FIELD(TYPE, ProviderName, TEXT, 1300)                                                          \
    FIELD(TYPE, ParentImage, TEXT, 1300)                                                           \
    FIELD(TYPE, Image, TEXT, 1300)                                                                 \
    FIELD(TYPE, Message, TEXT, 1300)                                                               \
    FIELD(TYPE, param1, TEXT, 1300)                                                                \
    FIELD(TYPE, param2, TEXT, 1300)                                                                \
    FIELD(TYPE, param3, TEXT, 1300)                                                                \
    FIELD(TYPE, DeviceName, TEXT, 1300)                                                            \
    FIELD(TYPE, FilePath, TEXT, 1300)                                                              \
    FIELD(TYPE, SubjectUserName, TEXT, 1300)                                                       \
    FIELD(TYPE, TargetUserName, TEXT, 1300)                                                        \
    FIELD(TYPE, UserId, TEXT, 1300)                                                                \
    CHANNEL_GROUP_LEVEL(FIELD, TYPE, 1300)

#endif

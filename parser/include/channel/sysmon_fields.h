/* The input fields of the template types that stand for Sigma's categories: the events of Sysmon.
 *
 * A list is a macro of rows FIELD(TYPE, name, kind, since). TYPE is handed on as the user of the
 * list gave it; name is the event's and the rule's; kind is TEXT, NUMBER or ADDRESS; since is the
 * first sensor version that supplies the field (Sysmon 13.30 is 1330) and never decreases along a
 * list, so that an older sensor supplies the first inputs of a newer one. New fields go to the end:
 * the place of a field is its index in channel files.
 *
 * All fields of Sysmon's schema 4.90 are listed, then those that a sensor adds from what it knows
 * of the process or file. What no event has is absent. */
#ifndef CHANNEL_SYSMON_FIELDS_H
#define CHANNEL_SYSMON_FIELDS_H

/* The first fields of every type. */
#define CHANNEL_GROUP_HEADER(FIELD, TYPE, since)                                                   \
    FIELD(TYPE, EventID, NUMBER, since)                                                            \
    FIELD(TYPE, Channel, TEXT, since)                                                              \
    FIELD(TYPE, Computer, TEXT, since)                                                             \
    FIELD(TYPE, Provider_Name, TEXT, since)

/* What nearly every event of Sysmon begins with. */
#define CHANNEL_GROUP_WHEN(FIELD, TYPE, since)                                                     \
    FIELD(TYPE, RuleName, TEXT, since)                                                             \
    FIELD(TYPE, UtcTime, TEXT, since)

/* The process that acts. */
#define CHANNEL_GROUP_ACTOR(FIELD, TYPE, since)                                                    \
    FIELD(TYPE, ProcessGuid, TEXT, since)                                                          \
    FIELD(TYPE, ProcessId, NUMBER, since)                                                          \
    FIELD(TYPE, Image, TEXT, since)

/* How a process was started; known of every process, though Sysmon tells it at its creation only.
 */
#define CHANNEL_GROUP_LINEAGE(FIELD, TYPE, since)                                                  \
    FIELD(TYPE, CommandLine, TEXT, since)                                                          \
    FIELD(TYPE, CurrentDirectory, TEXT, since)                                                     \
    FIELD(TYPE, LogonGuid, TEXT, since)                                                            \
    FIELD(TYPE, LogonId, TEXT, since)                                                              \
    FIELD(TYPE, TerminalSessionId, NUMBER, since)                                                  \
    FIELD(TYPE, IntegrityLevel, TEXT, since)                                                       \
    FIELD(TYPE, ParentProcessGuid, TEXT, since)                                                    \
    FIELD(TYPE, ParentProcessId, NUMBER, since)                                                    \
    FIELD(TYPE, ParentImage, TEXT, since)                                                          \
    FIELD(TYPE, ParentCommandLine, TEXT, since)

/* The version resource of a file. */
#define CHANNEL_GROUP_VERSION(FIELD, TYPE, since)                                                  \
    FIELD(TYPE, FileVersion, TEXT, since)                                                          \
    FIELD(TYPE, Description, TEXT, since)                                                          \
    FIELD(TYPE, Product, TEXT, since)                                                              \
    FIELD(TYPE, Company, TEXT, since)                                                              \
    FIELD(TYPE, OriginalFileName, TEXT, since)

/* The signature of a file. */
#define CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, since)                                                \
    FIELD(TYPE, Signed, TEXT, since)                                                               \
    FIELD(TYPE, Signature, TEXT, since)                                                            \
    FIELD(TYPE, SignatureStatus, TEXT, since)

/* A file that is acted upon. */
#define CHANNEL_GROUP_FILE(FIELD, TYPE, since)                                                     \
    FIELD(TYPE, TargetFilename, TEXT, since)                                                       \
    FIELD(TYPE, Hashes, TEXT, since)

/* A key or value of the registry. */
#define CHANNEL_GROUP_REGISTRY(FIELD, TYPE, since)                                                 \
    FIELD(TYPE, TargetObject, TEXT, since)                                                         \
    FIELD(TYPE, Details, TEXT, since)                                                              \
    FIELD(TYPE, NewName, TEXT, since)

/* A process that acts on another. */
#define CHANNEL_GROUP_REMOTE(FIELD, TYPE, since)                                                   \
    FIELD(TYPE, SourceImage, TEXT, since)                                                          \
    FIELD(TYPE, SourceProcessId, NUMBER, since)                                                    \
    FIELD(TYPE, TargetImage, TEXT, since)                                                          \
    FIELD(TYPE, TargetProcessId, NUMBER, since)

/* Whose processes they are. */
#define CHANNEL_GROUP_REMOTE_USERS(FIELD, TYPE, since)                                             \
    FIELD(TYPE, SourceUser, TEXT, since)                                                           \
    FIELD(TYPE, TargetUser, TEXT, since)

/* The parts of Hashes, each by itself. */
#define CHANNEL_GROUP_HASHES(FIELD, TYPE, since)                                                   \
    FIELD(TYPE, md5, TEXT, since)                                                                  \
    FIELD(TYPE, sha1, TEXT, since)                                                                 \
    FIELD(TYPE, sha256, TEXT, since)                                                               \
    FIELD(TYPE, Imphash, TEXT, since)

/* What a sensor adds of the processes before the acting one. */
#define CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, since)                                                 \
    FIELD(TYPE, ParentIntegrityLevel, TEXT, since)                                                 \
    FIELD(TYPE, GrandParentImage, TEXT, since)                                                     \
    FIELD(TYPE, GrandParentCommandLine, TEXT, since)

/* What a sensor adds of the acting process to an event that does not tell it. */
#define CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, since)                                               \
    CHANNEL_GROUP_LINEAGE(FIELD, TYPE, since)                                                      \
    FIELD(TYPE, ParentUser, TEXT, since)                                                           \
    CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, since)                                                     \
    FIELD(TYPE, EventType, TEXT, since)

/* What a sensor adds of the file that an event names. */
#define CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, since)                                          \
    CHANNEL_GROUP_VERSION(FIELD, TYPE, since)                                                      \
    CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, since)                                                    \
    CHANNEL_GROUP_HASHES(FIELD, TYPE, since)

/* What a sensor adds of both processes. */
#define CHANNEL_GROUP_REMOTE_ENRICHMENT(FIELD, TYPE, since)                                        \
    FIELD(TYPE, SourceCommandLine, TEXT, since)                                                    \
    FIELD(TYPE, SourceParentImage, TEXT, since)                                                    \
    FIELD(TYPE, SourceParentCommandLine, TEXT, since)                                              \
    FIELD(TYPE, SourceParentProcessId, NUMBER, since)                                              \
    FIELD(TYPE, SourceIntegrityLevel, TEXT, since)                                                 \
    FIELD(TYPE, TargetCommandLine, TEXT, since)                                                    \
    FIELD(TYPE, TargetParentImage, TEXT, since)                                                    \
    FIELD(TYPE, TargetParentCommandLine, TEXT, since)                                              \
    FIELD(TYPE, TargetParentProcessId, NUMBER, since)                                              \
    FIELD(TYPE, TargetIntegrityLevel, TEXT, since)                                                 \
    FIELD(TYPE, ProcessId, NUMBER, since)                                                          \
    FIELD(TYPE, User, TEXT, since)                                                                 \
    FIELD(TYPE, EventType, TEXT, since)

/* Whose process it is. */
#define CHANNEL_GROUP_USER(FIELD, TYPE, since) FIELD(TYPE, User, TEXT, since)

/* The events of files that are, or would be, kept from running or from being destroyed. */
#define CHANNEL_GROUP_BLOCKED_FILE(FIELD, TYPE, since)                                             \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, since)                                                       \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, since)                                                         \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, since)                                                        \
    CHANNEL_GROUP_USER(FIELD, TYPE, since)                                                         \
    CHANNEL_GROUP_FILE(FIELD, TYPE, since)                                                         \
    FIELD(TYPE, IsExecutable, TEXT, since)                                                         \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, since)                                                   \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, since)

/* The events of the registry; Sysmon fills TargetObject in all of them, Details in some. */
#define CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)                                                       \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    CHANNEL_GROUP_REGISTRY(FIELD, TYPE, 1300)                                                      \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_LINEAGE(FIELD, TYPE, 1330)                                                       \
    FIELD(TYPE, ParentUser, TEXT, 1330)                                                            \
    CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, 1330)                                                      \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_PROCESS_CREATION(FIELD, TYPE)                                               \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    CHANNEL_GROUP_VERSION(FIELD, TYPE, 1300)                                                       \
    CHANNEL_GROUP_LINEAGE(FIELD, TYPE, 1300)                                                       \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, Hashes, TEXT, 1300)                                                                \
    FIELD(TYPE, ParentUser, TEXT, 1330)                                                            \
    CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, 1330)                                                      \
    FIELD(TYPE, EventType, TEXT, 1330)                                                             \
    CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, 1330)                                                     \
    CHANNEL_GROUP_HASHES(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_FILE_CHANGE(FIELD, TYPE)                                                    \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, TargetFilename, TEXT, 1300)                                                        \
    FIELD(TYPE, CreationUtcTime, TEXT, 1300)                                                       \
    FIELD(TYPE, PreviousCreationUtcTime, TEXT, 1300)                                               \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_NETWORK_CONNECTION(FIELD, TYPE)                                             \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1300)                                                          \
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
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1300)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1300)                                               \
    FIELD(TYPE, Hashes, TEXT, 1300)

#define CHANNEL_FIELDS_SYSMON_STATUS(FIELD, TYPE)                                                  \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, UtcTime, TEXT, 1300)                                                               \
    FIELD(TYPE, State, TEXT, 1300)                                                                 \
    FIELD(TYPE, Version, TEXT, 1300)                                                               \
    FIELD(TYPE, SchemaVersion, TEXT, 1300)                                                         \
    FIELD(TYPE, Configuration, TEXT, 1300)                                                         \
    FIELD(TYPE, ConfigurationFileHash, TEXT, 1300)                                                 \
    FIELD(TYPE, RuleName, TEXT, 1300)                                                              \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, EventType, TEXT, 1300)

#define CHANNEL_FIELDS_PROCESS_TERMINATION(FIELD, TYPE)                                            \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_DRIVER_LOAD(FIELD, TYPE)                                                    \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    FIELD(TYPE, ImageLoaded, TEXT, 1300)                                                           \
    FIELD(TYPE, Hashes, TEXT, 1300)                                                                \
    CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, 1300)                                                     \
    CHANNEL_GROUP_VERSION(FIELD, TYPE, 1300)                                                       \
    CHANNEL_GROUP_HASHES(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, Image, TEXT, 1300)                                                                 \
    FIELD(TYPE, ProcessId, NUMBER, 1300)                                                           \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, EventType, TEXT, 1300)

#define CHANNEL_FIELDS_IMAGE_LOAD(FIELD, TYPE)                                                     \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, ImageLoaded, TEXT, 1300)                                                           \
    FIELD(TYPE, Hashes, TEXT, 1300)                                                                \
    CHANNEL_GROUP_VERSION(FIELD, TYPE, 1300)                                                       \
    CHANNEL_GROUP_SIGNATURE(FIELD, TYPE, 1300)                                                     \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_HASHES(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_CREATE_REMOTE_THREAD(FIELD, TYPE)                                           \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_REMOTE(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, SourceProcessGuid, TEXT, 1300)                                                     \
    FIELD(TYPE, TargetProcessGuid, TEXT, 1300)                                                     \
    FIELD(TYPE, NewThreadId, NUMBER, 1300)                                                         \
    FIELD(TYPE, StartAddress, TEXT, 1300)                                                          \
    FIELD(TYPE, StartModule, TEXT, 1300)                                                           \
    FIELD(TYPE, StartFunction, TEXT, 1300)                                                         \
    CHANNEL_GROUP_REMOTE_USERS(FIELD, TYPE, 1330)                                                  \
    CHANNEL_GROUP_REMOTE_ENRICHMENT(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_RAW_ACCESS_THREAD(FIELD, TYPE)                                              \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, Device, TEXT, 1300)                                                                \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_PROCESS_ACCESS(FIELD, TYPE)                                                 \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_REMOTE(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, SourceProcessGUID, TEXT, 1300)                                                     \
    FIELD(TYPE, SourceThreadId, NUMBER, 1300)                                                      \
    FIELD(TYPE, TargetProcessGUID, TEXT, 1300)                                                     \
    FIELD(TYPE, GrantedAccess, TEXT, 1300)                                                         \
    FIELD(TYPE, CallTrace, TEXT, 1300)                                                             \
    CHANNEL_GROUP_REMOTE_USERS(FIELD, TYPE, 1330)                                                  \
    CHANNEL_GROUP_REMOTE_ENRICHMENT(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_FILE_EVENT(FIELD, TYPE)                                                     \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, TargetFilename, TEXT, 1300)                                                        \
    FIELD(TYPE, CreationUtcTime, TEXT, 1300)                                                       \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)                                                                \
    FIELD(TYPE, Contents, TEXT, 1330)

#define CHANNEL_FIELDS_REGISTRY_ADD(FIELD, TYPE) CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)

#define CHANNEL_FIELDS_REGISTRY_DELETE(FIELD, TYPE) CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)

#define CHANNEL_FIELDS_REGISTRY_SET(FIELD, TYPE) CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)

#define CHANNEL_FIELDS_REGISTRY_RENAME(FIELD, TYPE) CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)

#define CHANNEL_FIELDS_REGISTRY_EVENT(FIELD, TYPE) CHANNEL_REGISTRY_FIELDS(FIELD, TYPE)

#define CHANNEL_FIELDS_CREATE_STREAM_HASH(FIELD, TYPE)                                             \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, TargetFilename, TEXT, 1300)                                                        \
    FIELD(TYPE, CreationUtcTime, TEXT, 1300)                                                       \
    FIELD(TYPE, Hash, TEXT, 1300)                                                                  \
    FIELD(TYPE, Contents, TEXT, 1300)                                                              \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_PIPE_CREATED(FIELD, TYPE)                                                   \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    FIELD(TYPE, PipeName, TEXT, 1300)                                                              \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_LINEAGE(FIELD, TYPE, 1330)                                                       \
    FIELD(TYPE, ParentUser, TEXT, 1330)                                                            \
    CHANNEL_GROUP_ANCESTRY(FIELD, TYPE, 1330)                                                      \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_WMI_EVENT(FIELD, TYPE)                                                      \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1300)                                                          \
    FIELD(TYPE, EventType, TEXT, 1300)                                                             \
    FIELD(TYPE, Operation, TEXT, 1300)                                                             \
    FIELD(TYPE, EventNamespace, TEXT, 1300)                                                        \
    FIELD(TYPE, Name, TEXT, 1300)                                                                  \
    FIELD(TYPE, Query, TEXT, 1300)                                                                 \
    FIELD(TYPE, Type, TEXT, 1300)                                                                  \
    FIELD(TYPE, Destination, TEXT, 1300)                                                           \
    FIELD(TYPE, Consumer, TEXT, 1300)                                                              \
    FIELD(TYPE, Filter, TEXT, 1300)                                                                \
    FIELD(TYPE, ProcessId, NUMBER, 1300)                                                           \
    FIELD(TYPE, Image, TEXT, 1300)                                                                 \
    FIELD(TYPE, CommandLine, TEXT, 1300)

#define CHANNEL_FIELDS_DNS_QUERY(FIELD, TYPE)                                                      \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, QueryName, TEXT, 1300)                                                             \
    FIELD(TYPE, QueryStatus, NUMBER, 1300)                                                         \
    FIELD(TYPE, QueryResults, TEXT, 1300)                                                          \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)                                                                \
    FIELD(TYPE, record_type, TEXT, 1330)                                                           \
    FIELD(TYPE, answer, TEXT, 1330)

#define CHANNEL_FIELDS_FILE_DELETE(FIELD, TYPE)                                                    \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_FILE(FIELD, TYPE, 1300)                                                          \
    FIELD(TYPE, IsExecutable, TEXT, 1300)                                                          \
    FIELD(TYPE, Archived, TEXT, 1300)                                                              \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1300)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1300)

#define CHANNEL_FIELDS_CLIPBOARD_CAPTURE(FIELD, TYPE)                                              \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, Session, NUMBER, 1300)                                                             \
    FIELD(TYPE, ClientInfo, TEXT, 1300)                                                            \
    FIELD(TYPE, Hashes, TEXT, 1300)                                                                \
    FIELD(TYPE, Archived, TEXT, 1300)                                                              \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)

#define CHANNEL_FIELDS_PROCESS_TAMPERING(FIELD, TYPE)                                              \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    CHANNEL_GROUP_WHEN(FIELD, TYPE, 1300)                                                          \
    CHANNEL_GROUP_ACTOR(FIELD, TYPE, 1300)                                                         \
    FIELD(TYPE, Type, TEXT, 1300)                                                                  \
    CHANNEL_GROUP_USER(FIELD, TYPE, 1330)                                                          \
    CHANNEL_GROUP_ENRICHMENT(FIELD, TYPE, 1330)                                                    \
    CHANNEL_GROUP_FILE_ENRICHMENT(FIELD, TYPE, 1330)                                               \
    FIELD(TYPE, Hashes, TEXT, 1330)

#define CHANNEL_FIELDS_FILE_BLOCK_EXECUTABLE(FIELD, TYPE)                                          \
    CHANNEL_GROUP_BLOCKED_FILE(FIELD, TYPE, 1400)

#define CHANNEL_FIELDS_FILE_BLOCK_SHREDDING(FIELD, TYPE)                                           \
    CHANNEL_GROUP_BLOCKED_FILE(FIELD, TYPE, 1410)

#define CHANNEL_FIELDS_FILE_EXECUTABLE_DETECTED(FIELD, TYPE)                                       \
    CHANNEL_GROUP_BLOCKED_FILE(FIELD, TYPE, 1500)

#define CHANNEL_FIELDS_SYSMON_ERROR(FIELD, TYPE)                                                   \
    CHANNEL_GROUP_HEADER(FIELD, TYPE, 1300)                                                        \
    FIELD(TYPE, UtcTime, TEXT, 1300)                                                               \
    FIELD(TYPE, ID, TEXT, 1300)                                                                    \
    FIELD(TYPE, Description, TEXT, 1300)                                                           \
    FIELD(TYPE, RuleName, TEXT, 1300)                                                              \
    FIELD(TYPE, User, TEXT, 1300)                                                                  \
    FIELD(TYPE, EventType, TEXT, 1300)

#endif

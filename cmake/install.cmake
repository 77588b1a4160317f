# What `cmake --install` installs: libchannel, its public headers, and how find_package(channel) and
# pkg-config find them. All of it may be moved as one folder afterwards.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/channel)
install(TARGETS channel EXPORT channel ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/channel DESTINATION include FILES_MATCHING PATTERN "*.h")
install(EXPORT channel FILE channelConfig.cmake NAMESPACE channel:: DESTINATION ${package_folder})

# Until 1.0 a minor version may change what callers see.
write_basic_package_version_file(channelConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/channelConfigVersion.cmake DESTINATION ${package_folder})

# The way from channel.pc back to the folder that was installed to.
set(pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH up /${pkgconfig_folder} /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/channel.pc.in channel.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/channel.pc DESTINATION ${pkgconfig_folder})

# 32 bits on a 64-bit Debian: gcc-12-multilib and libc6-dev-i386. The kernel's headers (asm/) are
# only in the 64-bit folder there; gcc-multilib, which would link them, excludes every cross compiler.
set(CMAKE_C_COMPILER gcc-12)
set(CMAKE_C_FLAGS_INIT "-m32 -idirafter /usr/include/x86_64-linux-gnu")

/*
 * The source of src/main/resources/linux-x86-64/libmklvendor.so; what it is for stands in engine.compute.Mkl. Built by hand, since it never changes:
 *
 * gcc -shared -nostdlib -s -O2 -fcf-protection=none -fno-asynchronous-unwind-tables -fno-ident \
 *     -Wl,--build-id=none,--hash-style=sysv,-soname,libmklvendor.so -Wl,-z,noseparate-code,-z,norelro,-z,max-page-size=4096 \
 *     src/main/native/mklvendor.c -o src/main/resources/linux-x86-64/libmklvendor.so
 */
int mkl_serv_intel_cpu_true(void) { return 1; }

# shellcheck shell=bash
# Sourced by ./deconvscope, ./verify and the packaged program: the environment that Java starts in.

# use_utf8: where the locale carries ASCII only (LC_ALL=C, cron, many containers, ssh with a locale that is not there), Java would
# replace every other letter of a path by a question mark. Takes a UTF-8 locale for this process and all that it starts.
# A locale with a character set of its own is left alone: names on its disk are written in it.
use_utf8() {
  local charset locale
  command -v locale >/dev/null 2>&1 || return 0
  charset=$(locale charmap 2>/dev/null) || return 0
  case $charset in ANSI_X3.4-1968 | US-ASCII | ASCII | 646 | POSIX) ;; *) return 0 ;; esac
  for locale in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8 $(locale -a 2>/dev/null | grep -iE '\.utf-?8$'); do
    if [ "$(LC_ALL=$locale locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$locale
      return 0
    fi
  done
}

# tune_memory: for PyTorch.
tune_memory() {
  # One pool of native memory, since one thread computes: what one has freed another pool could not use.
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
  # What a step frees is kept for the next, up to half a gibibyte, instead of being returned to the system and asked for again: that took a third of
  # a narrow net's step. Large pages (glibc.malloc.hugetlb=1) make no step faster then, and the first steps slower (docs/performance.md).
  # Small pieces are not set aside when they are freed: beside those set aside matrices no longer fit where matrices were.
  export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.mmap_threshold=67108864:glibc.malloc.trim_threshold=536870912:glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0}
  # PyTorch's threads sleep while they wait for one another. Spinning, the default, takes the core from the window, and on a busy machine
  # makes small products ten times slower.
  export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
}

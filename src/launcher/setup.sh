# Sourced by ./deconvscope and ./verify: finds Java and Maven, system libraries, and builds when sources are newer.
# Everything said here goes to standard error. Expects $root, the folder of the project.

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# Runs a command as root if that is possible without asking for a password.
may_be_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

is_debian() { command -v apt-get >/dev/null 2>&1 && [ -f /etc/debian_version ]; }

# apt_install WHY PACKAGE...: installs, or prints the line to type and returns 1.
apt_install() {
  local why=$1
  shift
  if is_debian && may_be_root; then
    say "Installing $* ($why) ..."
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; then
      as_root apt-get update -q >/dev/null 2>&1 || true
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 || return 1
    fi
    return 0
  fi
  if is_debian; then
    say "Missing: $why. Type this, then try again:"
    say "    sudo apt-get update && sudo apt-get install -y $*"
  else
    say "Missing: $why. Install what your system calls these Debian packages, then try again: $*"
  fi
  return 1
}

# The file "release" of every JDK names its version; asking the JVM itself would cost a start of it each time.
java_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$(dirname "$1")/../release" 2>/dev/null; }

# Sets $java to a Java 17 or newer that can also compile (a JDK).
find_java() {
  local candidate major
  for candidate in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java 2>/dev/null || echo /nowhere)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java "$HOME"/.sdkman/candidates/java/current/bin/java; do
    [ -x "$candidate" ] || continue
    candidate=$(readlink -f "$candidate" 2>/dev/null || echo "$candidate")
    [ -x "$(dirname "$candidate")/javac" ] || continue
    major=$(java_major "$candidate")
    if [ "${major:-0}" -ge 17 ]; then
      java=$candidate
      JAVA_HOME=$(dirname "$(dirname "$candidate")")
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

need_java() {
  find_java && return 0
  apt_install "a Java development kit, version 17 or newer" openjdk-17-jdk-headless && find_java && return 0
  fail "No Java development kit of version 17 or newer was found. Install one, or set JAVA_HOME to where it is."
}

need_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  apt_install "Maven, which builds the project" maven && return 0
  fail "mvn (Maven 3.8 or newer) was not found. Install Maven and put it on the PATH."
}

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "$1"; }

# Libraries that Java2D (figures) and JavaFX (window, window tests) load from the system. Linux only.
need_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local packages=()
  has_library libfreetype.so.6 || packages+=(libfreetype6)
  has_library libfontconfig.so.1 || packages+=(fontconfig)
  has_library libgtk-3.so.0 || packages+=(libgtk-3-0)
  has_library libXtst.so.6 || packages+=(libxtst6)
  has_library libXxf86vm.so.1 || packages+=(libxxf86vm1)
  has_library libGL.so.1 || packages+=(libgl1)
  [ ${#packages[@]} = 0 ] || apt_install "system libraries that the window needs" "${packages[@]}"
}

# Maven's output goes to a log; the person sees what is going on in one line.
run_quietly() {
  local log=$1 pid line
  shift
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  trap 'kill $pid 2>/dev/null; exit 130' INT TERM
  if [ -t 2 ]; then
    while kill -0 $pid 2>/dev/null; do
      line=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c1-76)
      printf '\r\033[K  %s' "$line" >&2
      sleep 0.3
    done
    printf '\r\033[K' >&2
  fi
  local rc=0
  wait $pid || rc=$?
  trap - INT TERM
  return $rc
}

# needs_build STAMP: true if anything that goes into the program is newer than the stamp. Folders count too: a deleted file changes its folder.
needs_build() {
  [ -f "$1" ] && [ -f "$root/target/deconvscope.jar" ] || return 0
  local inputs=() path
  for path in pom.xml src/main assets fxml src/launcher/class-data.sh; do
    if [ -e "$root/$path" ]; then inputs+=("$root/$path"); fi
  done
  [ -n "$(find "${inputs[@]}" -newer "$1" -print -quit)" ]
}

# build [cpu|cuda]: brings target/deconvscope.jar and its libraries up to date. One builder at a time; the others wait.
build() {
  local flavor=$1 stamp="$root/target/.built-$1" lib="$root/target/lib" options=()
  if [ "$flavor" = cuda ]; then
    lib="$root/target/lib-cuda"
    options=(-Dcuda)
  fi
  needs_build "$stamp" || return 0
  if command -v flock >/dev/null 2>&1; then
    exec 9<"$root/pom.xml"
    flock -n 9 || { say "Another build is going on here; waiting for it ..."; flock 9; }
  fi
  if needs_build "$stamp"; then
    need_maven
    need_libraries || true
    if [ -d "$lib" ]; then say "Building (sources changed) ..."; else say "Building for the first time: this fetches libraries once and takes a few minutes ..."; fi
    mkdir -p "$root/target"
    # The stamp carries the time before the build, so that an edit made meanwhile is built next time.
    touch "$root/target/.build-began"
    # A library that the pom no longer names must not stay on the class path.
    if [ "$root/pom.xml" -nt "$stamp" ]; then rm -rf "$lib"; fi
    if ! (cd "$root" && run_quietly target/build.log mvn -B -ntp package -Dmaven.test.skip=true "${options[@]}"); then
      grep -E '^\[ERROR\]|^\[FATAL\]' "$root/target/build.log" | head -n 25 >&2
      fail "The build failed; all of its output is in target/build.log"
    fi
    make_class_data "$flavor" "$lib"
    mv "$root/target/.build-began" "$stamp"
  fi
  if [ -e /dev/fd/9 ]; then exec 9<&-; fi
}

# shellcheck shell=bash
# Sourced by ./deconvscope and ./verify: finds Java and Maven, system libraries, and builds when sources are newer.
# Everything said here goes to standard error. Expects $root, the folder of the project.
#
# Under "set -o pipefail" a reader that stops early (grep -q, head) makes its writer fail by a closed pipe, now and then.
# So nothing here decides by the end of such a pipe: output is taken whole, and then looked at.

# shellcheck source=src/launcher/environment.sh
. "$root/src/launcher/environment.sh"

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# cron and containers may have no HOME; bash knows the home folder all the same.
HOME=${HOME:-~}

# Java's class path is a list with a colon between its parts.
need_plain_path() { case $root in *:*) fail "There is a colon in the path of this folder, $root, and Java takes it for two folders. Rename it, or move the checkout." ;; esac; }

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

# java_release JAVA: what the file "release" of its JDK says; asking the JVM itself would cost a start of it each time.
java_release() { cat "$(dirname "$1")/../release" 2>/dev/null || "$1" -XshowSettings:properties -version 2>&1 || true; }

# java_major JAVA: 17 for Java 17; nothing if it does not say.
java_major() {
  local version
  version=$(java_release "$1" | sed -n -e 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' -e 's/^ *java.specification.version = \([0-9]*\).*/\1/p')
  printf '%s' "${version%%$'\n'*}"
}

# Sets $java to a Java 17 or newer that can also compile (a JDK), and $major to its number.
find_java() {
  local candidate
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
  command -v mvn >/dev/null 2>&1 || apt_install "Maven, which builds the project" maven \
    || fail "mvn (Maven 3.8 or newer) was not found. Install Maven and put it on the PATH."
  # From Java 24 on the libraries of Maven itself are warned about: they load native code, and use memory as JavaFX 21 does.
  if [ "$major" -ge 24 ]; then export MAVEN_OPTS="$(newer_java) ${MAVEN_OPTS:-}"; fi
}

# newer_java: what Java 24 and newer want to be told before native code (PyTorch, JavaFX) and sun.misc.Unsafe (JavaFX) are used.
# Older ones know these options only in part.
newer_java() { if [ "$major" -ge 24 ]; then printf '%s' "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"; fi; }

# missing_libraries LIST: the Debian packages of the libraries that LIST, the output of ldconfig -p, does not name.
missing_libraries() {
  local list=$1 pair
  for pair in libfreetype.so.6=libfreetype6 libfontconfig.so.1=fontconfig libgtk-3.so.0=libgtk-3-0 libXtst.so.6=libxtst6 \
    libXxf86vm.so.1=libxxf86vm1 libGL.so.1=libgl1; do
    case $list in *"${pair%=*} "*) ;; *) printf '%s\n' "${pair#*=}" ;; esac
  done
}

# Libraries that Java2D (figures) and JavaFX (window, window tests) load from the system. Linux only.
need_libraries() {
  local list missing
  [ "$(uname -s)" = Linux ] || return 0
  # On Debian it is not on the PATH of a user without root.
  list=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) || list=
  # A system without that list keeps its libraries in a way of its own. Java says what it lacks.
  [ -n "$list" ] || return 0
  missing=$(missing_libraries "$list")
  # shellcheck disable=SC2086 # one word a package
  [ -z "$missing" ] || apt_install "system libraries that the window needs" $missing
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
      line=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c1-76) || line=
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
  [ -f "$1" ] && [ -f "$(dirname "$1")/deconvscope.jar" ] || return 0
  local inputs=() path
  for path in pom.xml src/main src/spark assets fxml; do
    if [ -e "$root/$path" ]; then inputs+=("$root/$path"); fi
  done
  [ -n "$(find "${inputs[@]}" -newer "$1" -print -quit)" ]
}

# why_not_built LOG: what a person needs of the log of a failed build. Maven may fail without a line that it marks as an error.
why_not_built() {
  local errors
  errors=$(grep -m 25 -E '^\[ERROR\]|^\[FATAL\]' "$1") || errors=$(tail -n 15 "$1")
  say "$errors"
  if grep -qE 'Could not transfer|Unknown host|Connection refused|in offline mode|No route to host' "$1"; then
    say "Maven could not fetch a library. The first build needs a network; later ones do not."
  fi
}

# built FLAVOR: the folder that it is built in. With Spark there are more classes, which no other build may find.
built() { if [ "$1" = spark ]; then printf '%s' "$root/target/spark"; else printf '%s' "$root/target"; fi; }

# libraries FLAVOR: the folder of the libraries that it runs with. Executors of Spark want theirs in a folder "jars" of a home.
libraries() {
  case $1 in
    cuda) printf '%s' "$root/target/lib-cuda" ;;
    spark) printf '%s' "$root/target/spark/home/jars" ;;
    *) printf '%s' "$root/target/lib" ;;
  esac
}

# build [cpu|cuda|spark]: brings deconvscope.jar, its libraries and its class data up to date. One builder at a time; the others wait.
build() {
  local flavor=$1 stamp lib options=()
  stamp="$(built "$flavor")/.built-$flavor"
  lib=$(libraries "$flavor")
  case $flavor in
    cuda) options=(-Dcuda) ;;
    spark) options=(-Pspark) ;;
  esac
  needs_build "$stamp" || ! has_class_data "$flavor" || return 0
  if ! { mkdir -p "$root/target" && [ -w "$root/target" ]; } 2>/dev/null; then
    if needs_build "$stamp"; then
      fail "The program has to be built, and $root/target cannot be written. Build it as its owner, or copy the checkout to a folder of yours."
    fi
    # Without class data only the start takes longer.
    return 0
  fi
  if command -v flock >/dev/null 2>&1; then
    exec 9<"$root/pom.xml"
    flock -n 9 || { say "Another build is going on here; waiting for it ..."; flock 9; }
  fi
  if needs_build "$stamp"; then
    need_maven
    need_libraries || true
    if [ -d "$lib" ]; then say "Building (sources changed) ..."; else say "Building for the first time: this fetches libraries once and takes a few minutes ..."; fi
    # The stamp carries the time before the build, so that an edit made meanwhile is built next time.
    touch "$root/target/.build-began"
    # A library that the pom no longer names must not stay on the class path.
    if [ "$root/pom.xml" -nt "$stamp" ]; then rm -rf "$lib"; fi
    if ! (cd "$root" && run_quietly target/build.log mvn -B -ntp package -Dmaven.test.skip=true ${options[@]+"${options[@]}"}); then
      why_not_built "$root/target/build.log"
      fail "The build failed; all of its output is in $root/target/build.log"
    fi
    forget_class_data "$flavor"
    install_jar "$flavor"
    mv "$root/target/.build-began" "$stamp"
  fi
  if ! has_class_data "$flavor"; then make_class_data "$flavor"; fi
  if [ -e /dev/fd/9 ]; then exec 9<&-; fi
}

# shellcheck shell=bash
# Sourced by ./deconvscope: class data that the JVM maps at start instead of loading and checking each class again, and the options
# that Java is started with. See docs/performance.md for what they bring.

# class_path FLAVOR: the jar of the app, then its libraries in a fixed order. The archive is only used with exactly this path.
class_path() {
  local LC_ALL=C jar path
  path="$(built "$1")/app/deconvscope.jar"
  for jar in "$(libraries "$1")"/*.jar; do path="$path:$jar"; done
  printf '%s' "$path"
}

# install_jar FLAVOR: a running window keeps the jar that it started with.
install_jar() {
  local folder
  folder=$(built "$1")
  mkdir -p "$folder/app"
  cp "$folder/deconvscope.jar" "$folder/app/.new.jar"
  mv "$folder/app/.new.jar" "$folder/app/deconvscope.jar"
}

# A JVM maps only what the very same JVM has written, so each Java has class data of its own, and beside it a file that says whose.
class_data() { printf '%s' "$root/target/app/$1-java$major"; }
this_java() { printf '%s\n%s' "$java" "$(java_release "$java")"; }

# has_class_data FLAVOR: whether there are class data of the Java that is to start, as it is today.
has_class_data() {
  local whose
  # It opens no window.
  [ "$1" != spark ] || return 0
  whose="$(class_data "$1").made-by"
  [ -f "$whose" ] && [ "$(<"$whose")" = "$(this_java)" ]
}

forget_class_data() { rm -f "$root/target/app/$1"-java*; }

# Where the class data of FLAVOR lie, as options for Java. Nothing is said of data that do not fit: Java then starts without them.
class_data_options() {
  local data
  data=$(class_data "$1")
  if [ "$major" -ge 25 ]; then
    printf '%s\n' "-XX:AOTCache=$data.aot" -Xlog:aot=off -Xlog:cds=off -Xlog:cds+dynamic=off
  else
    printf '%s\n' "-XX:SharedArchiveFile=$data.jsa" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off
  fi
}

# Opening a window runs much code a few thousand times. The optimising compiler waits longer, since it costs more there than it saves; loops
# that matter are compiled all the same, some milliseconds later. A collector with threads of its own would take them from two cores.
# Not where Java is timed, or runs for hours. Measured in docs/performance.md.
window_options=(
  -XX:+UseSerialGC
  -XX:Tier4InvocationThreshold=200000 -XX:Tier4MinInvocationThreshold=24000 -XX:Tier4CompileThreshold=600000 -XX:Tier4BackEdgeThreshold=400000
)

# make_class_data FLAVOR: opens the window once on a screen in memory, trains a tiny net, and keeps the classes that were loaded.
# Without them the program only starts slower, so a failure here is no failure of the build, and is not tried again at each start.
make_class_data() {
  local data newer=() path
  data=$(class_data "$1")
  path=$(class_path "$1")
  say "Making class data for Java $major, once, so that the program starts sooner ..."
  read -r -a newer <<<"$(newer_java)"
  rm -f "$data".*
  if [ "$major" -ge 25 ]; then
    # Also linked classes. Not what was called how often: Java compiles by that at once, which takes longer than it saves here.
    # In two steps: in one, Java hands its options to itself as one line of words.
    local classes_only=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining)
    open_once "${classes_only[@]}" -XX:AOTMode=record "-XX:AOTConfiguration=$data.config"
    open_once "${classes_only[@]}" -XX:AOTMode=create "-XX:AOTConfiguration=$data.config" "-XX:AOTCache=$data.aot"
    rm -f "$data.config"
  else
    open_once "-XX:ArchiveClassesAtExit=$data.jsa" -Xshare:auto
  fi
  { this_java >"$data.new" && mv "$data.new" "$data.made-by"; } 2>/dev/null || true
}

# open_once OPTION...: the window on a screen in memory, with the options that it is opened with later, then a run. Uses what make_class_data set.
open_once() {
  "$java" "$@" -Xlog:disable ${newer[@]+"${newer[@]}"} "${window_options[@]}" \
    -Dglass.platform=Monocle -Dmonocle.platform=Headless -Dprism.order=sw -Dheadless.geometry=1280x800-32 \
    -Ddeconvscope.exitWhen=trained -cp "$path" io.github.deconvscope.app.Main >/dev/null 2>"$root/target/class-data.log" </dev/null || true
}

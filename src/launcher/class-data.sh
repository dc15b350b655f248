# Sourced by src/launcher/setup.sh: class data that the JVM maps at start instead of loading and checking each class again.
# It takes about a third off the processor time of opening the window, see docs/performance.md.

# class_path LIB: the jar of the app, then its libraries in a fixed order. The archive is only used with exactly this path.
class_path() {
  local LC_ALL=C jar path="$root/target/app/deconvscope.jar"
  for jar in "$1"/*.jar; do path="$path:$jar"; done
  printf '%s' "$path"
}

# make_class_data FLAVOR LIB: opens the window once on a screen in memory and keeps the classes that it loaded.
# Without the archive the program only starts slower, so a failure here is no failure of the build.
make_class_data() {
  local archive="$root/target/app/$1.jsa"
  mkdir -p "$root/target/app"
  # A running window keeps the jar that it started with.
  cp "$root/target/deconvscope.jar" "$root/target/app/.new.jar"
  mv "$root/target/app/.new.jar" "$root/target/app/deconvscope.jar"
  rm -f "$archive"
  "$java" -XX:ArchiveClassesAtExit="$archive" -Xshare:auto -Xlog:disable -Dglass.platform=Monocle -Dmonocle.platform=Headless \
    -Dprism.order=sw -Dheadless.geometry=1280x800-32 -Ddeconvscope.exitWhen=usable \
    -cp "$(class_path "$2")" io.github.deconvscope.app.Main >/dev/null 2>"$root/target/class-data.log" </dev/null || true
}

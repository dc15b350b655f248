# shellcheck shell=bash
# Sourced by ./deconvscope --cuda: the CUDA build of PyTorch, which is too large for Maven Central.
# It is taken from PYTORCH_LIBRARY_PATH if that is set, else from the cache of DJL, else fetched after asking.

# The version is that of the pom, so that it is written once.
pytorch_version() { sed -n 's:.*<pytorch.version>\(.*\)</pytorch.version>.*:\1:p' "$root/pom.xml"; }

need_cuda_pytorch() {
  local version flavor=cu128 platform folder
  version=$(pytorch_version)
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x86_64 ;;
    *) fail "There is no CUDA build of PyTorch for $(uname -s) $(uname -m); it exists for Linux and Windows on x86-64. Run without --cuda." ;;
  esac
  if [ -n "${PYTORCH_LIBRARY_PATH:-}" ]; then
    [ -f "$PYTORCH_LIBRARY_PATH/libtorch.so" ] \
      || fail "PYTORCH_LIBRARY_PATH is $PYTORCH_LIBRARY_PATH, but there is no libtorch.so in it. Point it at the lib folder of libtorch $version ($flavor), or unset it."
    folder=$PYTORCH_LIBRARY_PATH
  else
    folder="${ENGINE_CACHE_DIR:-${DJL_CACHE_DIR:-$HOME/.djl.ai}}/pytorch/$version-$flavor-$platform"
    [ -f "$folder/libtorch.so" ] || fetch_cuda_pytorch "$version" "$flavor" "$platform" "$folder"
  fi
  export PYTORCH_LIBRARY_PATH=$folder PYTORCH_VERSION=$version PYTORCH_FLAVOR=$flavor
}

may_download() {
  local answer
  [ "${DECONVSCOPE_DOWNLOAD:-}" = yes ] && return 0
  if [ -t 0 ] && [ -t 2 ]; then
    printf 'Download it now? [y/N] ' >&2
    read -r answer
    case $answer in y | Y | yes) return 0 ;; esac
  fi
  return 1
}

fetch_cuda_pytorch() {
  local version=$1 flavor=$2 platform=$3 folder=$4 partial="$4.partial" list files file name count=0
  local base="${DECONVSCOPE_CUDA_URL:-https://publish.djl.ai/pytorch}/$version"
  say "The CUDA build of PyTorch $version ($flavor) is not on this machine: about 2.5 GB from $base into $folder"
  may_download || fail "Nothing was downloaded. Say yes when asked, set DECONVSCOPE_DOWNLOAD=yes, or set PYTORCH_LIBRARY_PATH to a folder with libtorch $version ($flavor)."
  command -v curl >/dev/null 2>&1 || fail "curl is needed for the download. Install curl and try again."
  mkdir -p "$partial"
  list=$(curl -fsSL "$base/files.txt") || fail "$base/files.txt could not be fetched. Check the network, or set PYTORCH_LIBRARY_PATH to a folder fetched beforehand."
  files=$(printf '%s\n' "$list" | tr -d '\r' | grep "^$flavor/$platform/.*\.gz$") || fail "$base/files.txt lists nothing for $flavor/$platform."
  for file in $files; do
    count=$((count + 1))
    name=$(basename "$file" .gz)
    name=$(printf '%b' "${name//%/\\x}")
    [ -f "$partial/$name" ] && continue
    say "[$count/$(printf '%s\n' "$files" | wc -l | tr -d ' ')] $name"
    # An interrupted download goes on where it stopped; an unpacked file appears whole or not at all.
    curl -fL --progress-bar -C - -o "$partial/$name.gz" "$base/$file" >&2 || fail "$base/$file could not be fetched. The same command goes on from here."
    gunzip -c "$partial/$name.gz" >"$partial/$name.unpacked" || { rm -f "$partial/$name.gz"; fail "$name.gz was damaged on its way; the same command fetches it again."; }
    rm "$partial/$name.gz"
    mv "$partial/$name.unpacked" "$partial/$name"
  done
  mv "$partial" "$folder"
  say "PyTorch for CUDA is in $folder"
}

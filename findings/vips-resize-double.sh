#!/usr/bin/env bash
# vips: a picture in double is rounded to whole numbers where it becomes smaller: of 0.1 and 0.9 there remain 0 and 1.
#
# One expects: the most exact type is resized the most exactly. A picture in float comes out with 0.09 to 0.91, and the documentation of
#   resize and reduce names no type that is treated otherwise.
# What happens: the step that reduces, with any kernel, takes another path for double, and there each sum is rounded to the nearest whole
#   number. 0 to 7 at half size are 1, 3, 5 and 6, and a picture of 0 to 1 is black and white. Integers hide it. A CSV
#   file is read as double, and so is a FITS file of doubles; operations in float and larger sizes hide it too. Shrinking by whole
#   factors with shrink is right. Nothing is raised. Remedy: cast to float first. A pull request of 2023 (3501) tells of it.
# Seen with: libvips-tools 8.14.1-3+deb12u3 of Debian 12, 1 December 2026.
# Needs: bash, Debian 12 (x86-64) with apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q libvips-tools=8.14.1-3+deb12u3 libvips42=8.14.1-3+deb12u3 libaec0 libbrotli1 libbsd0 libcairo-gobject2 libcairo2 \
  libcfitsio10 libcgif0 libcom-err2 libcurl3-gnutls libcurl4 libdatrie1 libdeflate0 libexif12 libexpat1 libfftw3-double3 \
  libfontconfig1 libfreetype6 libfribidi0 libgdk-pixbuf-2.0-0 libglib2.0-0 libgomp1 libgraphite2-3 libgsf-1-114 libgssapi-krb5-2 \
  libharfbuzz0b libhdf5-103-1 libicu72 libimagequant0 libimath-3-1-29 libjbig0 libjpeg62-turbo libk5crypto3 libkeyutils1 libkrb5-3 \
  libkrb5support0 liblcms2-2 libldap-2.5-0 liblerc4 libmatio11 libmd0 libnghttp2-14 libopenexr-3-1-30 libopenjp2-7 liborc-0.4-0 \
  libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0 libpixman-1-0 libpng16-16 libpsl5 librsvg2-2 librtmp1 libsasl2-2 libssh2-1 \
  libssl3 libsz2 libthai0 libtiff6 libwebp7 libwebpdemux2 libwebpmux3 libx11-6 libxau6 libxcb-render0 libxcb-shm0 libxcb1 \
  libxdmcp6 libxext6 libxml2 libxrender1 > /dev/null 2> apt.log || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done
export LD_LIBRARY_PATH=$dir/root/usr/lib/x86_64-linux-gnu:$dir/root/lib/x86_64-linux-gnu

vips() {
  root/usr/bin/vips "$@"
}
# Prints the first row of a picture, to four decimals.
row() {
  vips copy "$1" row.csv
  head -1 row.csv | awk '{ for (i = 1; i <= NF; i++) printf "%s%.4g", (i > 1 ? " " : ""), $i; print "" }'
}
same=yes
check() {
  echo "  $1: $2"
  [ "$2" = "$3" ] || same=no
}

vips --version
printf '0.1 0.1 0.1 0.1 0.9 0.9 0.9 0.9\n%.0s' 1 2 > edge.csv
printf '0 1 2 3 4 5 6 7\n%.0s' 1 2 > ramp.csv
for name in edge ramp; do
  vips copy "$name.csv" "$name-double.v"
  vips cast "$name.csv" "$name-float.v" float
  for type in double float; do
    root/usr/bin/vipsheader "$name-$type.v" | sed 's/^/  /'
    vips resize "$name-$type.v" "$name-$type-half.v" 0.5
    vips resize "$name-$type.v" "$name-$type-linear.v" 0.5 --kernel linear
    vips shrink "$name-$type.v" "$name-$type-shrunk.v" 2 2
    vips resize "$name-$type.v" "$name-$type-twice.v" 2 --kernel nearest
  done
done
check 'edge in double, half size' "$(row edge-double-half.v)" '0 0 1 1'
check 'edge in float, half size' "$(row edge-float-half.v)" '0.0878 0.1429 0.8571 0.9122'
check 'edge in double, by shrink' "$(row edge-double-shrunk.v)" '0.1 0.1 0.9 0.9'
check 'edge in double, double size' "$(row edge-double-twice.v | cut -d' ' -f1-3)" '0.1 0.1 0.1'
check 'ramp in double, half size, linear' "$(row ramp-double-linear.v)" '1 3 5 6'
check 'ramp in float, half size, linear' "$(row ramp-float-linear.v)" '0.625 2.5 4.5 6.375'
if [ "$same" = no ]; then
  echo 'The behaviour has changed: 0 0 1 1 and 1 3 5 6 were seen for double.'
  exit 1
fi

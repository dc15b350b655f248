#!/usr/bin/env bash
# Octave: once the package statistics is loaded, a picture's correlation with itself is 1.94.
#
# One expects: a package adds functions, and those of Octave itself go on giving what they gave; a correlation lies between -1 and 1.
# What happens: in Octave before version 9 the package puts var, std, mean and median of its own before those of Octave, for more
#   options. Loading it warns that they shadow Octave's, not that they count otherwise. Its var takes the differences from the mean in
#   the type of the data: in uint8 all that are negative are 0, so a black and white picture has half its variance. Octave's own
#   corr and corrcoef divide a covariance, which is right, by deviations, which are not: 1.94 on the diagonal too. corr2 of
#   the package image calls corr. The result is of type double and looks like any other. Pictures of type double are right,
#   and so is cov. No report of it was found.
# Seen with: octave 7.3.0-2 and octave-statistics 1.5.3-2 of Debian 12, 1 December 2026.
# Needs: bash, Debian 12 (x86-64) with apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q octave=7.3.0-2 octave-common=7.3.0-2 octave-statistics=1.5.3-2 libaec0 libamd2 libaom3 libarpack2 libbrotli1 libbsd0 libcamd2 \
  libccolamd2 libcholmod3 libcolamd2 libcom-err2 libcurl3-gnutls libcurl4 libcxsparse3 libdav1d6 libde265-0 libdeflate0 \
  libexpat1 libfftw3-double3 libfftw3-single3 libfontconfig1 libfreetype6 libgfortran5 libgl1 libgl2ps1.4 libglu1-mesa \
  libglvnd0 libglx0 libgomp1 libgraphicsmagick++-q16-12 libgraphicsmagick-q16-3 libgssapi-krb5-2 libhdf5-103-1 libheif1 \
  libhwy1 libicu72 libjbig0 libjpeg62-turbo libjxl0.7 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblcms2-2 \
  libldap-2.5-0 liblerc4 libmd0 libmetis5 libnghttp2-14 libnuma1 libopenblas0-pthread libopengl0 libpcre3 libpng16-16 libpsl5 \
  libqrupdate1 libquadmath0 libreadline8 librtmp1 libsasl2-2 libspqr2 libssh2-1 libssl3 libsuitesparseconfig5 libsz2 libtiff6 \
  libumfpack5 libwebp7 libwebpmux3 libwmflite-0.2-7 libx11-6 libx265-199 libxau6 libxcb1 libxdmcp6 libxext6 libxml2 > /dev/null 2> apt.log || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done
libraries=$dir/root/usr/lib/x86_64-linux-gnu
export OCTAVE_HOME=$dir/root/usr OCTAVE_EXEC_HOME=$dir/root/usr HOME=$dir
export LD_LIBRARY_PATH=$libraries/octave/7.3.0:$libraries/openblas-pthread:$libraries:$dir/root/usr/lib:$dir/root/lib/x86_64-linux-gnu

cat > finding.m <<'M'
warning ("off", "Octave:shadowed-function");
packages = [getenv("OCTAVE_HOME") "/share/octave/packages"];
pkg ("prefix", packages, strrep (packages, "share/octave", "lib/x86_64-linux-gnu/octave"));
pkg ("local_list", [getenv("HOME") "/packages"]);
pkg ("rebuild");

function values = show (name)
  pixels = uint8 ([200; 255; 0; 10]);
  values = [var(pixels), std(pixels), cov(pixels), corr(pixels, pixels), corrcoef(pixels, pixels)(1, 2)];
  printf ("  %s: var %.1f   std %.2f   cov %.1f   corr with itself %.4f   corrcoef %.4f", name, values);
  others = [var(uint8 ([0, 255])), var(double (pixels))];
  printf ("   var of 0 and 255 %.1f   var in double %.1f\n", others);
  values = [values, others];
endfunction

printf ("Octave %s, 200 255 0 10 in uint8\n", version ());
before = show ("without the package");
pkg ("load", "statistics");
package = ver ("statistics");
after = show (["with statistics " package.Version]);
same = all (abs (before - [17022.9, 130.47, 17022.9, 1, 1, 32512.5, 17022.9]) < 0.05) ...
       && all (abs (after - [8792.3, 93.77, 17022.9, 1.9361, 1.9361, 16384, 17022.9]) < 0.05);
if (! same)
  printf ("The behaviour has changed: with the package var 8792.3, std 93.77, corr 1.9361 and var 16384 were seen.\n");
  exit (1);
endif
exit (0);
M
root/usr/bin/octave-cli --norc --no-history --quiet finding.m

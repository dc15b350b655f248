#!/usr/bin/env bash
# Octave: the median of the grey levels 200 and 201 is 128, and the product of two pictures stops at 255 for each pixel.
#
# One expects: sum, mean, var, quantile and conv2 of uint8 work in double, so no picture of 8 bits is too bright for them. The median of
#   an even number is the mean of the two in the middle, for integers rounded up, says its text: 201. dot(x, x) is sumsq(x).
# What happens: median adds the two in uint8, where 200 + 201 is 255, and halves that: 128, darker than every pixel. So does movmedian,
#   and in int8 the median of 100 and 101 is 64. quantile(x, 0.5) of the same pixels is 200.5. dot limits each product to
#   the type and then adds up in double, so the result has the type of a right one: 510 for 20, 20 times itself, 255 for each
#   pixel, and -1 for 0 in int8 (127 - 128). The text of dot warns of the limited range of integers, that of median does not. An odd
#   number of pixels and dark pixels hide both. Later versions add up the median in another way.
# Seen with: octave 7.3.0-2 of Debian 12, 30 November 2026.
# Needs: bash, Debian 12 (x86-64) with apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q octave=7.3.0-2 octave-common=7.3.0-2 libaec0 libamd2 libaom3 libarpack2 libbrotli1 libbsd0 libcamd2 \
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
printf ("Octave %s\n", version ());
pixels = uint8 ([200, 201]);
medians = double ([median(pixels), median(uint8 ([100, 100, 201, 201])), median(uint8 ([200, 201, 202])), median(int8 ([100, 101]))]);
printf ("  200 201 in uint8: sum %g   mean %g   quantile 0.5 %g   median %g   movmedian %g\n", ...
        sum (pixels), mean (pixels), quantile (pixels, 0.5), medians(1), movmedian (pixels, 2)(2));
printf ("  100 100 201 201: median %g, in double %g\n", medians(2), median ([100, 100, 201, 201]));
printf ("  200 201 202: median %g\n", medians(3));
printf ("  100 101 in int8: median %g\n", medians(4));

% Each pair of rows: what dot gives, and the sum of the products in double.
pairs = {uint8([20, 20]), uint8([20, 20]); uint8([3, 4]), uint8([3, 4]); pixels, pixels; int8([100, -100]), int8([100, 100])};
products = zeros (rows (pairs), 2);
for k = 1:rows (pairs)
  products(k, :) = [dot(pairs{k, :}), sum(double (pairs{k, 1}) .* double (pairs{k, 2}))];
  printf ("  dot (%s, %s) is %g in %s, in double %g\n", mat2str (pairs{k, 1}), mat2str (pairs{k, 2}), ...
          products(k, 1), class (dot (pairs{k, :})), products(k, 2));
endfor
same = isequal (medians, [128, 128, 201, 64]) && isequal (products(:, 1)', [510, 25, 510, -1]) ...
       && isequal (products(:, 2)', [800, 25, 80401, 0]) && sumsq (pixels) == 80401 && movmedian (pixels, 2)(2) == 128;
if (! same)
  printf ("The behaviour has changed: medians 128, 128, 201, 64 and products 510, 25, 510, -1 were seen.\n");
  exit (1);
endif
exit (0);
M
root/usr/bin/octave-cli --norc --no-history --quiet finding.m

#!/usr/bin/env bash
# scikit-image: how strong the Poisson noise of a picture is follows from the number of its grey levels.
#
# One expects: the noise of counted photons: its variance goes with the brightness of the pixel, and a pixel's noise does not depend on
#   how many values other pixels have. The documentation says no more than that the noise is generated from the data.
# What happens: random_noise counts the different values in the picture, rounds up to a power of two, and takes that as the number of
#   photons that make 1.0. In a plain picture of 0.5 that is half a photon for each pixel: the deviation is 0.71 or, limited to 1 as
#   it is unless one says otherwise, 0.49 around a mean of 0.39. If 256 grey levels occur elsewhere in the same picture the
#   same pixels get 0.031, and if the values elsewhere all differ, as after a filter in double, next to nothing: 0.002. So
#   pictures for denoising that are made by it have noise by their content. A question of 2020 (issue 4885, open) asks what
#   the count is for.
# Seen with: python3-skimage 0.19.3-8 of Debian 12, with its numpy 1.24.2, python 3.11, 30 November 2026.
# Needs: bash, Debian 12 (x86-64) with python3 and apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q python3-skimage=0.19.3-8 python3-skimage-lib=0.19.3-8+b1 python3-pywt=1.1.1-3+b2 python3-scipy=1.10.1-2 \
  python3-numpy=1:1.24.2-1+deb12u1 python3-packaging=23.0-1 python3-decorator=5.1.1-3 libblas3=3.11.0-2 liblapack3=3.11.0-2 \
  liblbfgsb0=3.0+dfsg.4-1 libgfortran5=12.2.0-14+deb12u1 libquadmath0=12.2.0-14+deb12u1 > /dev/null 2> apt.log \
  || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done
libraries=$dir/root/usr/lib/x86_64-linux-gnu
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries/blas:$libraries/lapack:$libraries

cat > finding.py <<'PY'
import sys

import numpy
import skimage
from skimage.util import random_noise

print('scikit-image', skimage.__version__ + ', Poisson noise of 256 x 256 pixels of 0.5 in a picture with other values elsewhere:')
same = True
for levels, photons in ((1, 1), (2, 4), (16, 32), (256, 512), (65536, 131072)):
    picture = numpy.full((512, 256), 0.5)
    picture[:256].flat[:levels] = 0.5 if levels == 1 else numpy.linspace(0, 1, levels)
    different = numpy.unique(picture).size
    noisy = random_noise(picture, mode='poisson', seed=1, clip=False)[256:]
    limited = random_noise(picture, mode='poisson', seed=1)[256:]
    # The standard deviation of a count, in units of so many photons for 1.
    right = (0.5 / photons) ** 0.5
    print(f'  {different} different values: deviation {noisy.std():.4f}, that of {photons} photons for 1.0 is {right:.4f}; '
          f'limited to 1: {limited.std():.4f}, mean {limited.mean():.3f}')
    same &= abs(noisy.std() / right - 1) < 0.02
if not same:
    print('The behaviour has changed: deviations 0.71, 0.35, 0.12, 0.031 and 0.002 were seen.')
    sys.exit(1)
PY
/usr/bin/python3 -S -B finding.py

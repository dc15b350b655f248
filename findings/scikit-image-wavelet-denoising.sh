#!/usr/bin/env bash
# scikit-image: a picture without noise comes out of wavelet denoising as NaN in every pixel.
#
# One expects: nothing to remove, so the picture comes back as it is. That holds for most drawings, masks and rendered test pictures:
#   large plain areas, sharp edges, no noise.
# What happens: estimate_sigma, which denoise_wavelet asks when no sigma is given, finds a noise of exactly 0 where the picture is
#   plain, and so the threshold is 0. PyWavelets' soft threshold then works out 0 / 0 for each coefficient that is 0, and the
#   way back spreads the NaN over all pixels, for a white square on black as well as for a plain grey picture. A hard threshold
#   is right, and so is sigma=1e-9. The 0 / 0 was reported to PyWavelets in 2026 (its issue 866, mended since); no report
#   was found of the pictures that are lost by it.
# Seen with: python3-skimage 0.19.3-8 and python3-pywt 1.1.1-3+b2 of Debian 12, with its numpy 1.24.2, python 3.11,
#   30 November 2026.
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
import warnings

import numpy
import pywt
import skimage
from skimage.restoration import denoise_wavelet, estimate_sigma

warnings.simplefilter('ignore')  # of 0 / 0; the finding is what comes back
print('scikit-image', skimage.__version__ + ', PyWavelets', pywt.__version__)
soft = pywt.threshold(numpy.array([0.0, 1, -2]), 0, 'soft')
print('  soft threshold 0 of 0 1 -2:', *soft)
same = numpy.isnan(soft).tolist() == [True, False, False]

square = numpy.zeros((64, 64))
square[20:40, 20:40] = 1
noisy = square + numpy.random.RandomState(1).normal(0, 0.1, square.shape)
pictures = {  # picture, pixels that are NaN
    'plain grey, 0.5': (numpy.full((64, 64), 0.5), 4096),
    'white square on black': (square, 4096),
    'the same in 8 bits': ((square * 255).astype(numpy.uint8), 4096),
    'with noise': (noisy, 0),
}
for name, (picture, lost) in pictures.items():
    nan = [numpy.isnan(denoise_wavelet(picture, **options)).sum() for options in ({}, {'mode': 'hard'}, {'sigma': 1e-9})]
    print(f'  {name}: noise {estimate_sigma(picture):.3f}; NaN in {nan[0]} of {picture.size} pixels, '
          f'with a hard threshold in {nan[1]}, with sigma 1e-9 in {nan[2]}')
    same &= nan == [lost, 0, 0]
same &= numpy.abs(denoise_wavelet(square, sigma=1e-9) - square).max() < 1e-6
if not same:
    print('The behaviour has changed: all 4096 pixels were NaN for the three pictures without noise.')
    sys.exit(1)
PY
/usr/bin/python3 -S -B finding.py

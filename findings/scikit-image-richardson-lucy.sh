#!/usr/bin/env bash
# scikit-image: Richardson-Lucy with a kernel of even size moves away from the picture, further with each iteration.
#
# One expects: the blurred picture, deconvolved and blurred again, comes closer to the blurred one with each iteration, whatever the
#   size of the kernel: the documentation asks for no odd one. The kernel is placed as the documentation's example places
#   it, by a convolution of mode "same".
# What happens: with an odd size that is so. The step back, a convolution of mode "same" with the mirrored kernel, undoes the place of the
#   kernel only then; with an even size both steps move by half a pixel to the same side. After 10 iterations a blur of two
#   pixels is worse than no deconvolution at all, and a point of brightness 1, alone in the dark, has 48 after 100 iterations, in
#   the next pixel. Limited to 1, as it is unless one says otherwise, it looks like a sharp result that lies beside the
#   right place. By hand, with the step back moved to the other side, even sizes are as good as odd ones.
# Seen with: python3-skimage 0.19.3-8 of Debian 12, with its numpy 1.24.2 and scipy 1.10.1, python 3.11, 30 November 2026.
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
from scipy.signal import convolve
from skimage.restoration import richardson_lucy


def by_hand(blurred, kernel, iterations):
    """Richardson-Lucy on a row: the step back is the transpose of the blur."""
    before = (kernel.size - 1) // 2
    blur = numpy.array([convolve(unit, kernel, 'same', 'direct') for unit in numpy.eye(blurred.size)]).T
    assert numpy.allclose(numpy.convolve(blurred, kernel)[before:before + blurred.size], blur @ blurred)
    guess = numpy.full(blurred.size, 0.5)
    for _ in range(iterations):
        guess = guess * (blur.T @ (blurred / (blur @ guess + 1e-12)))
    return guess


def off(first, second):
    """Largest difference, without the three pixels at either end."""
    return numpy.abs(first - second)[3:-3].max()


bar = numpy.full(24, 0.2)
bar[8:16] = 0.8
seen = {2: (0.537, 0.584), 3: (0.132, 0.092), 4: (0.269, 0.308)}
same = True
print('scikit-image', skimage.__version__)
for size, expected in seen.items():
    kernel = numpy.ones(size) / size
    blurred = convolve(bar, kernel, 'same', 'direct')
    found = [off(richardson_lucy(blurred[None], kernel[None], n, clip=False)[0], bar) for n in (5, 10)]
    hand = [off(by_hand(blurred, kernel, n), bar) for n in (5, 10)]
    print(f'  bar of 0.8 on 0.2, kernel of {size}: blurred off by {off(blurred, bar):.3f}, after 5 and 10 iterations '
          f'by {found[0]:.3f} and {found[1]:.3f}, by hand {hand[0]:.3f} and {hand[1]:.3f}')
    same &= numpy.allclose(found, expected, atol=1e-3) and hand[1] < hand[0]

point = numpy.zeros(33)
point[16] = 1
for size, brightness, place in ((2, 48.457, 17), (3, 1, 16)):
    kernel = numpy.ones(size) / size
    blurred = convolve(point, kernel, 'same', 'direct')
    sharp = richardson_lucy(blurred[None], kernel[None], 100, clip=False)[0]
    limited = richardson_lucy(blurred[None], kernel[None], 100)[0]
    print(f'  point of 1 at 16, kernel of {size}: {sharp.max():.3f} at {sharp.argmax()} after 100 iterations, '
          f'limited {numpy.round(limited[15:19], 3).tolist()} at 15 to 18')
    same &= abs(sharp.max() - brightness) < 1e-2 and sharp.argmax() == place
if not same:
    print('The behaviour has changed: after 10 iterations 0.584, 0.092 and 0.308, and a point of 48.457 at 17, were seen.')
    sys.exit(1)
PY
/usr/bin/python3 -S -B finding.py

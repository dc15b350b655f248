#!/usr/bin/env bash
# scikit-learn: a PCA that whitens has another covariance and another likelihood than the same PCA that does not.
#
# One expects: whitening divides the scores by their standard deviations. The model, a normal distribution, is the same: with all
#   components its covariance is that of the data, and the likelihood of the data that of their normal distribution.
# What happens: with whiten=True get_covariance takes the components, which are of length 1, for scaled ones, and multiplies by
#   the variances once more: of variances 9, 1 and 0.25 it makes 81, 1 and 0.0625. get_precision, score and score_samples
#   go by that, so whoever finds outliers, or chooses the number of components, by the likelihood gets another answer: here
#   three components are likelier than one without whitening, and less likely with it. The components, the whitened data
#   and the way back are right.
# Seen with: python3-sklearn 1.2.1+dfsg-1 of Debian 12, with its numpy 1.24.2 and scipy 1.10.1, python 3.11, 30 November 2026.
# Needs: bash, Debian 12 (x86-64) with python3 and apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q python3-sklearn=1.2.1+dfsg-1 python3-sklearn-lib=1.2.1+dfsg-1 python3-scipy=1.10.1-2 \
  python3-numpy=1:1.24.2-1+deb12u1 python3-joblib=1.2.0-4+deb12u1 python3-threadpoolctl=3.1.0-1 python3-decorator=5.1.1-3 \
  libblas3=3.11.0-2 liblapack3=3.11.0-2 liblbfgsb0=3.0+dfsg.4-1 \
  libgfortran5=12.2.0-14+deb12u1 libquadmath0=12.2.0-14+deb12u1 > /dev/null 2> apt.log || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done
libraries=$dir/root/usr/lib/x86_64-linux-gnu
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries/blas:$libraries/lapack:$libraries

cat > finding.py <<'PY'
import math
import sys

import numpy
import sklearn
from sklearn.decomposition import PCA

# 64 samples whose covariance has the eigenvalues 9, 1 and 0.25, but for rounding, along turned axes.
signs = numpy.array([[(-1.0) ** (k >> bit & 1) for bit in range(3)] for k in range(64)])
c, s = math.cos(0.5), math.sin(0.5)
turn = numpy.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) @ numpy.array([[1, 0, 0], [0, c, s], [0, -s, c]])
data = signs * numpy.sqrt(numpy.array([9, 1, 0.25]) * 63 / 64) @ turn + 5


def likelihood(covariance):
    """Mean logarithm of the density of the normal distribution with the data's mean: by its definition."""
    centred = data - data.mean(axis=0)
    distance = numpy.einsum('ij,jk,ik->i', centred, numpy.linalg.inv(covariance), centred)
    return -0.5 * (distance.mean() + math.log(numpy.linalg.det(covariance)) + 3 * math.log(2 * math.pi))


def eigenvalues(matrix):
    return numpy.round(numpy.linalg.eigvalsh(matrix)[::-1], 6).tolist()


covariance = numpy.cov(data.T)
print('scikit-learn', sklearn.__version__)
print(f'data: eigenvalues of the covariance {eigenvalues(covariance)}, likelihood by hand {likelihood(covariance):.4f}')
scores = {}
for whiten in (False, True):
    model = PCA(whiten=whiten).fit(data)
    scores[whiten] = [PCA(n, whiten=whiten).fit(data).score(data) for n in (1, 3)]
    back = numpy.abs(model.inverse_transform(model.transform(data)) - data).max()
    print(f'whiten={whiten}: variances {numpy.round(model.explained_variance_, 6).tolist()}, eigenvalues of get_covariance '
          f'{eigenvalues(model.get_covariance())}, likelihoods with 1 and 3 components '
          f'{[round(score, 4) for score in scores[whiten]]}, way back off by {back:.0e}')
whitened = PCA(whiten=True).fit(data)
same = (eigenvalues(covariance) == [9, 1, 0.25]
        and eigenvalues(PCA().fit(data).get_covariance()) == [9, 1, 0.25]
        and eigenvalues(whitened.get_covariance()) == [81, 1, 0.0625]
        and abs(scores[False][1] - likelihood(covariance)) < 1e-9
        and abs(scores[True][1] - likelihood(whitened.get_covariance())) < 1e-9
        and abs(numpy.cov(whitened.transform(data).T) - numpy.eye(3)).max() < 1e-9
        and scores[False][1] > scores[False][0] and scores[True][1] < scores[True][0])
if not same:
    print('The behaviour has changed: eigenvalues 9, 1, 0.25 without and 81, 1, 0.0625 with whitening were seen.')
    sys.exit(1)
PY
/usr/bin/python3 -S -B finding.py

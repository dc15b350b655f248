#!/usr/bin/env bash
# scikit-learn: the noise variance of an incremental PCA is divided by the number of batches: 0.024 for 0.98 with the usual ones.
#
# One expects: the batches are a matter of memory. What the components leave over, divided by the number of directions left, is
#   the noise variance, as in PCA, whose attribute of the same name it is; the components and their variances agree to 1 %.
# What happens: after each batch only the components are kept, and the noise is worked out from what the last batch left over,
#   divided by all samples seen. With 40 batches of 50, the usual size for 10 columns, it is a fortieth, and the longer one
#   trains, the smaller. get_covariance rests on it: variances of 1 become 0.024, and by that model an ordinary sample lies
#   18 noise deviations off, where 2.8 are usual. In one batch all is right, and so it is with all components, so a small
#   test passes. Nothing is raised.
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
import sys

import numpy
import sklearn
from sklearn.decomposition import PCA, IncrementalPCA

# 2,000 samples of 10 columns: variances 25 and 16, and noise of variance 1 in the other eight.
generator = numpy.random.RandomState(7)
data = generator.standard_normal((2000, 10)) * numpy.array([5, 4, 1, 1, 1, 1, 1, 1, 1, 1])
eigenvalues = numpy.linalg.eigvalsh(numpy.cov(data.T))[::-1]
expected = eigenvalues[2:].mean()
print('scikit-learn', sklearn.__version__)
print(f'noise variance by its definition {expected:.4f}, by PCA {PCA(2).fit(data).noise_variance_:.4f}')
same = abs(PCA(2).fit(data).noise_variance_ - expected) < 1e-9
for size in (2000, 1000, 500, 200, None):
    model = IncrementalPCA(2, batch_size=size).fit(data)
    batches = 2000 // model.batch_size_
    distance = numpy.sqrt((((data - data.mean(axis=0))[:, 2:]) ** 2).sum(axis=1).mean() / model.noise_variance_)
    print(f'IncrementalPCA, {batches:2} batches: {model.noise_variance_:.4f}, times {batches} {model.noise_variance_ * batches:.4f}; '
          f'variances of the components {numpy.round(model.explained_variance_, 2).tolist()}, third of the covariance '
          f'{model.get_covariance()[2, 2]:.4f}, a sample is {distance:.1f} noise deviations off')
    same &= abs(model.noise_variance_ * batches / expected - 1) < 0.1
    same &= bool(numpy.all(numpy.abs(model.explained_variance_ / eigenvalues[:2] - 1) < 0.01))
if not same:
    print('The behaviour has changed: the noise variance times the number of batches was right within 10 %.')
    sys.exit(1)
PY
/usr/bin/python3 -S -B finding.py

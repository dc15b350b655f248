#!/usr/bin/env bash
# TensorFlow.js: the QR decomposition of a matrix with a column of zeros, or with columns in proportion, is NaN.
#
# One expects: every matrix has a QR decomposition, by Householder's reflections, which are used here, without any
#   trouble: of a column that is zero already nothing is to be reflected. Q is orthonormal and Q R is the matrix.
# What happens: each column is divided by its length from the diagonal on, also if that is 0, so the NaN of one dead column goes into
#   Q and R; if it is the first, nothing else is left of both. Nothing is raised. So it is with a column that is a multiple
#   of another, if the arithmetic leaves an exact 0: 1 2, 2 4, 3 6 fails and 1 1, 1 1 does not. A projection made from
#   features, one of which a ReLU has killed, is NaN as a whole.
# Seen with: @tensorflow/tfjs-core, tfjs-backend-cpu 4.22.0 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 > /dev/null

cat > finding.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

/** Householder's reflections by their definition; a column that is zero already is left alone. Returns R, padded with its zeros. */
function byHand(matrix) {
  const r = matrix.map((row) => [...row]);
  for (let k = 0; k < Math.min(r.length, r[0].length); k++) {
    const length = Math.hypot(...r.slice(k).map((row) => row[k]));
    if (length === 0) {
      continue;
    }
    const v = r.map((row, i) => (i < k ? 0 : row[k]));
    v[k] += v[k] < 0 ? -length : length;
    const square = v.reduce((sum, value) => sum + value * value, 0);
    for (let j = 0; j < r[0].length; j++) {
      const product = v.reduce((sum, value, i) => sum + value * r[i][j], 0);
      v.forEach((value, i) => { r[i][j] -= (2 * product * value) / square; });
    }
  }
  return r;
}

const cases = [ // matrix, numbers of NaN in Q and R that were seen
  [[[1, 2], [2, 5], [3, 6]], 0, 0],
  [[[1, 1], [1, 1]], 0, 0],
  [[[1, 2], [2, 4], [3, 6]], 3, 2],
  [[[1, 0], [2, 0], [3, 0]], 3, 2],
  [[[0, 1], [0, 2], [0, 4]], 6, 4],
];
const count = (tensor) => [...tensor.dataSync()].filter(Number.isNaN).length;
console.log(`TensorFlow.js ${tf.version_core}: QR decompositions`);
let same = true;
for (const [matrix, first, second] of cases) {
  const [q, r] = tf.linalg.qr(tf.tensor2d(matrix));
  const right = byHand(matrix);
  // R is right if R^T R is A^T A, whatever the signs.
  const error = Math.max(...[0, 1].flatMap((i) => [0, 1].map((j) => Math.abs(
    right.reduce((sum, row) => sum + row[i] * row[j], 0) - matrix.reduce((sum, row) => sum + row[i] * row[j], 0)))));
  const diagonal = [0, 1].map((k) => Number(right[k][k].toFixed(4)) + 0);
  console.log(`  ${JSON.stringify(matrix)}: NaN in Q ${count(q)} of ${q.size}, in R ${count(r)} of ${r.size};`
    + ` by hand R has the diagonal ${diagonal.join(' ')}, R^T R off by ${error.toExponential(0)}`);
  same &&= count(q) === first && count(r) === second && error < 1e-12;
}
if (!same) {
  console.log('The behaviour has changed: 0 0, 0 0, 3 2, 3 2, 6 4 NaN were seen.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# ndarray-determinant: the determinant of a rotation by 90 degrees is 0.
#
# One expects: the determinant of [[0, -1], [1, 0]] is 1. The matrix is orthogonal, as far from singular as a matrix can be, and a
#   decomposition exchanges rows where it meets a 0.
# What happens: the determinant is the product of the diagonal of a decomposition that never exchanges rows. Where a pivot is 0 the
#   decomposition stops and says so; the determinant does not look, and multiplies with the 0 that is there. So each permutation of
#   axes, each rotation by 90 degrees and [[2, 1, 0], [4, 2, 1], [0, 1, 1]], whose determinant is -2, count as singular. Nothing is raised. The
#   page of the package shows one example, a singular matrix with the result 0. Matrices that meet no zero, such as covariances, are right.
#   No report of it was found.
# Seen with: ndarray-determinant 1.0.0 with ndarray-crout-decomposition 1.1.0 and ndarray-pack 1.2.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" \
  ndarray-determinant@1.0.0 ndarray-crout-decomposition@1.1.0 ndarray-pack@1.2.1 > /dev/null

cat > finding.js <<'JS'
const determinant = require('ndarray-determinant');
const pack = require('ndarray-pack');

/** By its definition: each entry of the first row times what is left, with alternating signs. */
function defined(m) {
  return m.length === 0 ? 1 : m[0].reduce((sum, value, j) =>
    sum + (j % 2 ? -1 : 1) * value * defined(m.slice(1).map((row) => row.filter((_, k) => k !== j))), 0);
}

const cases = [ // name, matrix, what was seen
  ['without a zero on the way', [[1, 2], [3, 4]], -2],
  ['a covariance', [[2, 1, 0, 0], [1, 2, 1, 0], [0, 1, 2, 1], [0, 0, 1, 2]], 5],
  ['two axes exchanged', [[0, 1], [1, 0]], 0],
  ['a rotation by 90 degrees', [[0, -1], [1, 0]], 0],
  ['three axes in turn', [[0, 1, 0], [0, 0, 1], [1, 0, 0]], 0],
  ['no zero on the diagonal', [[2, 1, 0], [4, 2, 1], [0, 1, 1]], 0],
];
console.log('ndarray-determinant 1.0.0');
let same = true;
for (const [name, matrix, seen] of cases) {
  const is = determinant(pack(matrix));
  console.log(`  ${name}, ${JSON.stringify(matrix)}: ${is}, by its definition ${defined(matrix)}`);
  same &&= Math.abs(is - seen) < 1e-9 && (seen === 0 ? defined(matrix) !== 0 : defined(matrix) === seen);
}
if (!same) {
  console.log('The behaviour has changed: -2 and 5, then 0 four times where it should not be.');
  process.exit(1);
}
JS
node finding.js

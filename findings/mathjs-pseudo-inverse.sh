#!/usr/bin/env bash
# Math.js: the pseudo-inverse of a singular matrix is the inverse of its rounding errors.
#
# One expects: pinv is for matrices that have no inverse. That of 1 2 3, 4 5 6, 7 8 9 (rank 2) has elements from -0.64 to 0.53,
#   and A pinv(A) A is A.
# What happens: pinv first tries inv, and counts a matrix as singular only if elimination leaves an exact 0. Here it leaves
#   1e-16, and pinv returns the inverse that belongs to that: elements of 1e15, and A pinv(A) A is off by as much as
#   A is large. So it goes with the covariance of shares that sum to 1, a natural use of a pseudo-inverse: 1e17. Where
#   elimination happens to be exact (1 2, 2 4) it is right, so small examples work. ml-matrix, which goes by singular
#   values, is right for all.
# Seen with: mathjs 15.2.0, ml-matrix 6.15.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" mathjs@15.2.0 ml-matrix@6.15.1 > /dev/null

cat > finding.mjs <<'JS'
import { abs, max, mean, multiply, pinv, subtract, transpose } from 'mathjs';
import { pseudoInverse, Matrix } from 'ml-matrix';

const exact = [[1, 2], [2, 4]];
const nine = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
const shares = [[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5], [0.4, 0.1, 0.5]];
const means = mean(shares, 0);
const centred = shares.map((row) => subtract(row, means));
const covariance = multiply(transpose(centred), centred).map((row) => row.map((x) => x / 3));

let same = true;
console.log('largest element of the pseudo-inverse P, and largest |A P A - A|; Math.js 15.2.0 and ml-matrix 6.15.1');
for (const [name, a, wrong] of [['1 2, 2 4', exact, false], ['1 to 9', nine, true], ['shares', covariance, true]]) {
  const both = [pinv(a), pseudoInverse(new Matrix(a)).to2DArray()].map((p) => [
    max(abs(p)), max(abs(subtract(multiply(a, multiply(p, a)), a)))]);
  console.log(`  ${name.padEnd(18)} Math.js ${both[0].join(', ')}   ml-matrix ${both[1].join(', ')}`);
  same = same && (both[0][0] > 1e8) === wrong && both[1][0] < 100 && both[1][1] < 1e-9;
}
if (!same) {
  console.log('The behaviour has changed: Math.js was right for the first alone.');
  process.exit(1);
}
JS
node finding.mjs

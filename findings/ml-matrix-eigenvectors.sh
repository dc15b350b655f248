#!/usr/bin/env bash
# ml-matrix: the eigenvectors of a covariance matrix are orthonormal or not, by its last bit.
#
# One expects: a matrix that is symmetric but for a rounding error gets eigenvectors that are orthonormal but for one. So
#   V diag(1 / sqrt(lambda)) V^T whitens: what it makes of the covariance is I.
# What happens: EigenvalueDecomposition asks whether the matrix equals its transpose exactly. If one element differs in its
#   last bit, it takes the method for general matrices, whose eigenvectors of a repeated eigenvalue are neither orthogonal nor of
#   length 1; the whitened covariance is off by 0.9 instead of 1e-15. The library's own product Q diag(lambda) Q^T is such a matrix.
#   With eigenvalues that are all different the error stays small, so a test on random data passes. Remedy: (C + C^T) / 2, or
#   the option { assumeSymmetric: true }.
# Seen with: ml-matrix 6.15.1 from npm, node 20, 29 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" ml-matrix@6.15.1 > /dev/null

cat > finding.mjs <<'JS'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

const q = new Matrix([[0.36, 0.48, -0.8], [-0.8, 0.6, 0], [0.48, 0.64, 0.6]]); // orthogonal
const computed = q.mmul(Matrix.diag([0.1, 0.1, 0.3])).mmul(q.transpose());
const symmetric = computed.clone().add(computed.transpose()).div(2);

/** Distances from I: of V^T V, and of the covariance after whitening. */
function distances(covariance, options) {
  const { eigenvectorMatrix: v, realEigenvalues } = new EigenvalueDecomposition(covariance, options);
  const whitening = v.mmul(Matrix.diag(realEigenvalues.map((x) => 1 / Math.sqrt(x)))).mmul(v.transpose());
  const whitened = whitening.mmul(covariance).mmul(whitening.transpose());
  return [v.transpose().mmul(v), whitened].map((m) => m.sub(Matrix.eye(3)).norm());
}

const cases = [
  ['as computed', distances(computed)],
  ['as computed, assumeSymmetric', distances(computed, { assumeSymmetric: true })],
  ['(C + C^T) / 2', distances(symmetric)],
];
const asymmetry = Matrix.sub(computed, computed.transpose()).abs().max();
console.log('ml-matrix 6.15.1');
console.log(`C = Q diag(0.1, 0.1, 0.3) Q^T, largest |C - C^T| ${asymmetry}; distances from I, expected below 1e-14`);
for (const [name, [vectors, whitened]] of cases) console.log(`  ${name}: V^T V ${vectors}, whitened C ${whitened}`);
const same = asymmetry > 0 && asymmetry < 1e-16 && Math.min(...cases[0][1]) > 0.1 && Math.max(...cases[1][1], ...cases[2][1]) < 1e-14;
if (!same) {
  console.log('The behaviour has changed: the first was off by 0.4 and 0.9, the others right.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# Math.js: Lyapunov equation, square root and Schur form are right for a matrix and wrong for a millionth of it.
#
# One expects: the solution of A X + X A^T = -I for A / 1,000,000 is 1,000,000 times that for A, but for rounding, and the
#   square root of a covariance in square metres is that in square millimetres over 1,000.
# What happens: schur stops once a step changes its matrix by less than 0.0001, and sylvester, on which lyap rests, takes
#   elements below 0.00001 for 0, whatever the size of the others. For a millionth of A the first step is the last: the
#   "triangular" T is a full matrix, half of it is dropped, and the result of lyap misses the equation by 30 %. For a hundredth
#   sylvester is off in the fifth digit. sqrtm stops at changes below 0.000001: where A is of size 1e-12 the square of its
#   root is off by 16 %. Nothing is raised. Remedy: divide by the largest element first.
# Seen with: mathjs 15.2.0 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" mathjs@15.2.0 > /dev/null

cat > finding.mjs <<'JS'
import { add, lyap, multiply, norm, schur, sqrtm, subtract, sylvester, transpose } from 'mathjs';

const a = [[2, 1], [1, 3]];
const b = [[1, 0.5], [0.25, 5]];
const c = [[1, 2], [3, 4]];
const one = [[1, 0], [0, 1]];
/** Largest singular value of the difference, over that of the right side. */
const error = (left, right) => norm(subtract(left, right)) / norm(right);

function errors(unit) {
  const small = multiply(a, unit);
  const other = multiply(b, unit);
  const root = sqrtm(small);
  const x = sylvester(small, other, c);
  const y = lyap(small, one);
  return {
    schur: Math.abs(schur(small).T[1][0]) / norm(small), // below the diagonal: 0
    sylvester: error(add(multiply(small, x), multiply(x, other)), c),
    lyap: error(add(multiply(small, y), multiply(y, transpose(small))), multiply(one, -1)),
    sqrtm: error(multiply(root, root), small),
  };
}

console.log('Math.js 15.2.0: relative errors for A = [[2, 1], [1, 3]] times a unit, expected the same in each row');
const found = new Map([1, 1e-2, 1e-6, 1e-12].map((unit) => [unit, errors(unit)]));
for (const [unit, row] of found) {
  console.log(`  ${String(unit).padEnd(8)} ${Object.entries(row).map(([name, value]) => `${name} ${value.toExponential(1)}`).join('   ')}`);
}
const near = (value, seen) => Math.abs(value - seen) < 0.1 * seen;
const same = found.get(1).lyap < 1e-12 && found.get(1).sylvester < 1e-12 && found.get(1).sqrtm < 1e-12
  && near(found.get(1e-2).sylvester, 7.5e-5) && near(found.get(1e-6).schur, 0.28) && near(found.get(1e-6).sylvester, 0.062)
  && near(found.get(1e-6).lyap, 0.3) && near(found.get(1e-12).sqrtm, 0.16);
if (!same) {
  console.log('The behaviour has changed: sylvester 7.5e-5 at 0.01; schur 0.28, sylvester 0.062, lyap 0.3 at 1e-6; sqrtm 0.16 at 1e-12.');
  process.exit(1);
}
JS
node finding.mjs

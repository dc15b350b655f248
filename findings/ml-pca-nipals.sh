#!/usr/bin/env bash
# ml-pca: with the method NIPALS eigenvalues are n - 1 times too large, and any two components explain 100 %.
#
# One expects: the method is a matter of speed. NIPALS with as many components as there are columns gives what SVD and the
#   covariance matrix give; with two components of four, each gets its share of the whole variance.
# What happens: components and scores agree. But the eigenvalues are sums of squares, not variances: for 97 samples 96 times
#   those of the other methods, and the standard deviations are 9.8 times too large. getExplainedVariance divides by the sum
#   of the components that were computed: of the shares .4 .3 .2 .1 the first two, the default number, become .57 and .43,
#   and the two of any data set explain all of it. Data whose first column is a component itself, so that nothing of
#   it is left for the second, give NaN. No word of any of this; a whitening by these numbers is wrong.
# Seen with: ml-pca 4.1.1, ml-matrix 6.15.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" ml-pca@4.1.1 ml-matrix@6.15.1 > /dev/null

cat > finding.cjs <<'JS'
const { PCA } = require('ml-pca');

const text = (values) => values.map((x) => x.toFixed(4)).join(' ');
function of(data, options) {
  const pca = new PCA(data, options);
  return [text(pca.getEigenvalues()), text(pca.getStandardDeviations()), text(pca.getExplainedVariance())];
}

/** 97 samples of orthogonal columns with mean 0 and these variances, turned or not by an orthogonal matrix. */
function samples(variances, turn = (row) => row) {
  const data = [variances.map(() => 0)];
  for (let i = 0; i < 96; i++) data.push(variances.map((v, column) => ((i >> column) & 1 ? 1 : -1) * Math.sqrt(v)));
  return data.map(turn);
}
const two = samples([9, 4], ([a, b]) => [0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b]);
const four = samples([4, 3, 2, 1], ([a, b, c, d]) => [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d].map((x) => x / 2));
const straight = samples([9, 4]);
const cases = [
  ['9 4 turned, SVD', two, { method: 'SVD' }, '9.0000 4.0000', '3.0000 2.0000', '0.6923 0.3077'],
  ['9 4 turned, covarianceMatrix', two, { method: 'covarianceMatrix' }, '9.0000 4.0000', '3.0000 2.0000', '0.6923 0.3077'],
  ['9 4 turned, NIPALS', two, { method: 'NIPALS' }, '864.0000 384.0000', '29.3939 19.5959', '0.6923 0.3077'],
  ['4 3 2 1 turned, SVD', four, { method: 'SVD' }, '4.0000 3.0000 2.0000 1.0000', '2.0000 1.7321 1.4142 1.0000', '0.4000 0.3000 0.2000 0.1000'],
  ['4 3 2 1 turned, NIPALS', four, { method: 'NIPALS' }, '384.0000 288.0000', '19.5959 16.9706', '0.5714 0.4286'],
  ['9 4, SVD', straight, { method: 'SVD' }, '9.0000 4.0000', '3.0000 2.0000', '0.6923 0.3077'],
  ['9 4, NIPALS', straight, { method: 'NIPALS' }, '864.0000 NaN', '29.3939 NaN', 'NaN NaN'],
];
console.log('ml-pca 4.1.1, 97 samples with these variances: eigenvalues; standard deviations; explained variance');
let same = true;
for (const [name, data, options, ...seen] of cases) {
  const found = of(data, options);
  console.log(`  ${name.padEnd(32)} ${found.join('; ')}`);
  same = same && found.join() === seen.join();
}
if (!same) {
  console.log('The behaviour has changed: NIPALS gave 864 384, 384 288 with 0.5714 0.4286 explained, and 864 NaN.');
  process.exit(1);
}
JS
node finding.cjs

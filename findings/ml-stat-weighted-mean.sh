#!/usr/bin/env bash
# ml-stat: the weighted mean of 10, 20 and 30 with equal weights of 1 is 60.
#
# One expects: 20. A weighted mean lies between the smallest and the largest value, and weights that are counts, the natural
#   ones, do as well as shares of 1.
# What happens: array.weightedMean is the sum of weight times value, not divided by the sum of the weights. weightedVariance, which
#   divides by it, takes the distances to that mean: 2,500 for 100; with weights of 1 it should be variance. matrix.weightedMean
#   of the same library divides, and is right, and array.weightedMean is right for weights that sum to 1. Nothing is said of
#   either in the documentation. The sample means of batches put together by their sizes come out too large by the number
#   of samples.
# Seen with: ml-stat 1.3.3 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" ml-stat@1.3.3 > /dev/null

cat > finding.mjs <<'JS'
import stat from 'ml-stat';

/** By definition; the variance with the weights as importance, which for equal weights is that of a sample. */
function byHand(values, weights) {
  const sum = (f) => values.reduce((total, value, i) => total + f(value, weights[i]), 0);
  const all = sum((_, weight) => weight);
  const mean = sum((value, weight) => value * weight) / all;
  const squares = sum((_, weight) => weight * weight);
  return { mean, variance: (sum((value, weight) => weight * (value - mean) ** 2) * all) / (all * all - squares) };
}

const cases = [ // values, weights, mean and variance that were seen
  [[10, 20, 30], [1, 1, 1], 60, 2500],
  [[1, 2], [3, 1], 5, 38],
  [[1, 2], [0.75, 0.25], 1.25, 0.5],
];
console.log('ml-stat 1.3.3');
let same = stat.array.variance([10, 20, 30]) === 100 && byHand([10, 20, 30], [1, 1, 1]).variance === 100;
for (const [values, weights, mean, variance] of cases) {
  const found = stat.array.weightedMean(values, weights);
  const spread = stat.array.weightedVariance(values, weights);
  const [column] = stat.matrix.weightedMean(values.map((value) => [value]), weights);
  const right = byHand(values, weights);
  console.log(`  ${values.join(' ')} with weights ${weights.join(' ')}: mean ${found}, by hand ${right.mean}, as a matrix ${column};`
    + ` variance ${spread}, by hand ${right.variance}`);
  same &&= found === mean && Math.abs(spread - variance) < 1e-9 && column === right.mean;
}
if (!same) {
  console.log('The behaviour has changed: means 60, 5, 1.25 and variances 2500, 38, 0.5 were seen.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# TensorFlow.js: the gradients of mirrored padding, of average pooling at the edge and of resizing are those of other operators.
#
# One expects: the gradient belongs to the forward pass. All three operators are linear, so the gradient of the sum of their
#   output is, for each input, the sum of what a 1 in its place gives.
# What happens: forward all three are right, and backward nothing is raised.
#   mirrorPad: the copies at the edge count for nothing; the gradient is that of padding with zeros, 1 where it is 3.
#   avgPool, "same": forward divides by the pixels that a window holds, backward by the size of the window. The last pixel of an
#   odd row, which a window of 2 passes on whole, gets half its gradient.
#   resizeNearestNeighbor with half-pixel centres: backward goes by the corners, so another pixel than the one that was taken
#   gets the gradient.
#   A net with reflected edges is trained with a wrong gradient at every edge, and nothing tells.
# Seen with: @tensorflow/tfjs-core, tfjs-backend-cpu, tfjs-layers 4.22.0 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-layers@4.22.0 > /dev/null

cat > finding.cjs <<'JS'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-layers'); // registers the gradients
require('@tensorflow/tfjs-backend-cpu');

tf.env().set('IS_TEST', true); // no greeting
tf.setBackend('cpu');
const row = (values) => tf.tensor4d(values, [1, 1, values.length, 1]);
const three = (values) => Array.from(values, (x) => Number(x.toFixed(3))).join(' ');

/** The gradient of the sum of the output, and the sum of the output for a 1 in each place. */
function compare(operator, size) {
  const places = Array.from({ length: size }, (_, i) => i);
  const gradient = tf.grad((x) => tf.sum(operator(x)))(row(places)).dataSync();
  const sums = places.map((at) => tf.sum(operator(row(places.map((i) => Number(i === at))))).dataSync()[0]);
  return [three(sums), three(gradient)];
}

const sides = [[0, 0], [0, 0], [2, 1], [0, 0]];
const cases = [
  ['mirrorPad 2 1, reflect, of 4', (x) => tf.mirrorPad(x, sides, 'reflect'), 4, '1 2 3 1', '1 1 1 1'],
  ['mirrorPad 2 1, symmetric, of 4', (x) => tf.mirrorPad(x, sides, 'symmetric'), 4, '2 2 1 2', '1 1 1 1'],
  ['avgPool 2, stride 2, same, of 3', (x) => tf.avgPool(x, [1, 2], [1, 2], 'same'), 3, '0.5 0.5 1', '0.5 0.5 0.5'],
  ['avgPool 3, same, of 4', (x) => tf.avgPool(x, [1, 3], 1, 'same'), 4, '0.833 1.167 1.167 0.833', '0.667 1 1 0.667'],
  ['avgPool 3, valid, of 4', (x) => tf.avgPool(x, [1, 3], 1, 'valid'), 4, '0.333 0.667 0.667 0.333', '0.333 0.667 0.667 0.333'],
  ['nearest, half-pixel, 4 to 2', (x) => tf.image.resizeNearestNeighbor(x, [1, 2], false, true), 4, '0 1 0 1', '1 0 1 0'],
  ['nearest, 4 to 2', (x) => tf.image.resizeNearestNeighbor(x, [1, 2], false, false), 4, '1 0 1 0', '1 0 1 0'],
];
console.log('TensorFlow.js 4.22.0: what each input gives to the sum of the output, and the gradient of that sum');
let same = true;
for (const [name, operator, size, right, seen] of cases) {
  const [sums, gradient] = compare(operator, size);
  console.log(`  ${name.padEnd(32)} gives ${sums.padEnd(24)} gradient ${gradient}`);
  same = same && sums === right && gradient === seen;
}
if (!same) {
  console.log('The behaviour has changed: 1 1 1 1 twice, 0.5 0.5 0.5, 0.667 1 1 0.667, the right one, 1 0 1 0 twice were seen.');
  process.exit(1);
}
JS
node finding.cjs

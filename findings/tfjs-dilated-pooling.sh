#!/usr/bin/env bash
# TensorFlow.js: max pooling with a dilation and padding "same" is 0 at the edge of a negative picture, where it should be negative.
#
# One expects: padding "same" adds no values: the largest of a window is one of those the picture has in it, the mean is over
#   them. So it is without a dilation, with every engine, and in the text of the ONNX operators.
# What happens: with a dilation pool shuffles the picture into several small ones, padded with zeros, and pools these without
#   padding. The zeros take part: of -1 -2 -3 -4 the largest of a window of 2 with dilation 2 is 0 at both ends, and with
#   a window of 3 it is 0 everywhere. The mean of a picture of fives is 3.33 beside the edge. Nothing is raised. Behind
#   a ReLU, where nothing is negative, max pooling is right, so a test with such values passes.
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

/** The definition, for stride 1: what a window has in the row; "same" puts the odd place behind. */
function byHand(row, kind, window, dilation) {
  const before = Math.floor(((window - 1) * dilation) / 2);
  return row.map((_, x) => {
    const seen = Array.from({ length: window }, (_, i) => row[x - before + i * dilation]).filter((value) => value !== undefined);
    return kind === 'max' ? Math.max(...seen) : seen.reduce((sum, value) => sum + value, 0) / seen.length;
  });
}

const show = (values) => values.map((value) => Number(value.toFixed(2))).join(' ');
const negative = [-1, -2, -3, -4];
const fives = [5, 5, 5, 5, 5];
const cases = [ // row, kind, window, dilation, what was seen
  [negative, 'max', 3, 1, '-1 -1 -2 -3'],
  [negative, 'max', 2, 2, '0 -1 -2 0'],
  [negative, 'max', 3, 2, '0 0 0 0'],
  [fives, 'avg', 3, 1, '5 5 5 5 5'],
  [fives, 'avg', 3, 2, '3.33 3.33 5 3.33 3.33'],
  [[1, 2, 3, 4], 'max', 2, 2, '2 3 4 3'],
];
console.log(`TensorFlow.js ${tf.version_core}: pooling with padding "same"`);
let same = true;
for (const [row, kind, window, dilation, seen] of cases) {
  const picture = tf.tensor(row, [1, 1, row.length, 1]);
  const found = show([...tf.pool(picture, [1, window], kind, 'same', [1, dilation], [1, 1]).dataSync()]);
  const right = show(byHand(row, kind, window, dilation));
  console.log(`  ${kind} of ${show(row)}, window ${window}, dilation ${dilation}: ${found}, by hand ${right}`);
  same &&= found === seen && (found === right) === (dilation === 1 || row[0] === 1);
}
if (!same) {
  console.log('The behaviour has changed: 0 -1 -2 0, 0 0 0 0 and 3.33 3.33 5 3.33 3.33 were seen with a dilation.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# TensorFlow.js: with a number as padding the width of the output follows from the height of the kernel.
#
# One expects: padding 0 is "valid". A kernel of 3 x 1 makes 3 x 5 of 5 x 5, one of 1 x 3 makes 5 x 3.
# What happens: a number is taken with the height of the kernel and the stride in rows for both sides. A kernel of 3 x 1
#   makes 3 x 3: two columns are cut off. One of 1 x 3 makes 5 x 5: the two columns too many hold what is left of a window
#   that hangs over the edge. A stride of 2 in rows alone loses columns too. So do depthwise convolution and both
#   poolings. Nothing is raised; with square kernels and strides all is right, so a test with them passes, and a separable
#   filter, a column and then a row, has lost its picture's last columns. "valid" and a list of paddings are right.
# Seen with: @tensorflow/tfjs-core, tfjs-backend-cpu 4.22.0 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 > /dev/null

cat > finding.cjs <<'JS'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');

tf.env().set('IS_TEST', true); // no greeting
tf.setBackend('cpu');
const side = 5;
const picture = tf.tensor4d(Array.from({ length: side * side }, (_, i) => i + 1), [1, side, side, 1]);
const none = [[0, 0], [0, 0], [0, 0], [0, 0]];
const operators = {
  conv2d: (height, width, stride, pad) => tf.conv2d(picture, tf.ones([height, width, 1, 1]), stride, pad),
  depthwiseConv2d: (height, width, stride, pad) => tf.depthwiseConv2d(picture, tf.ones([height, width, 1, 1]), stride, pad),
  maxPool: (height, width, stride, pad) => tf.maxPool(picture, [height, width], stride, pad),
  avgPool: (height, width, stride, pad) => tf.avgPool(picture, [height, width], stride, pad),
};
const size = (result) => result.shape.slice(1, 3).join(' x ');
const firstRow = (result) => Array.from(result.dataSync().slice(0, result.shape[2])).join(' ');

// Kernel, stride, the size it should have and the size seen with padding 0.
const cases = [
  [3, 3, [1, 1], '3 x 3', '3 x 3'],
  [3, 1, [1, 1], '3 x 5', '3 x 3'],
  [1, 3, [1, 1], '5 x 3', '5 x 5'],
  [1, 1, [2, 1], '3 x 5', '3 x 3'],
];
console.log('TensorFlow.js 4.22.0, 5 x 5 pixels 1 to 25: size and first row with padding valid and 0, expected the same');
let same = true;
for (const [name, run] of Object.entries(operators)) {
  for (const [height, width, stride, right, seen] of cases) {
    const valid = run(height, width, stride, 'valid');
    const zero = run(height, width, stride, 0);
    console.log(`  ${name}, kernel ${height} x ${width}, stride ${stride.join(' x ')}: valid ${size(valid)}: ${firstRow(valid)};`
      + ` 0: ${size(zero)}: ${firstRow(zero)}`);
    same = same && size(valid) === right && size(zero) === seen && size(run(height, width, stride, none)) === right;
  }
}
same = same && firstRow(operators.conv2d(1, 3, 1, 0)) === '6 9 12 9 5' && firstRow(operators.avgPool(1, 3, 1, 0)) === '2 3 4 4.5 5';
if (!same) {
  console.log('The behaviour has changed: with 0 the sizes were 3 x 3, 3 x 3, 5 x 5, 3 x 3.');
  process.exit(1);
}
JS
node finding.cjs

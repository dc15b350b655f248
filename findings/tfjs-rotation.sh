#!/usr/bin/env bash
# TensorFlow.js: a picture rotated by a half turn is moved by a pixel, and two half turns lose its first row and column.
#
# One expects: rotateWithOffset turns about the middle, which is its documented default of 0.5. A half turn of 1 to 9 in a square
#   is 9 to 1, a quarter turn moves rows to columns, two and four of them restore the picture, and the middle pixel
#   of an odd picture stays in its place.
# What happens: the middle is taken at half the width, counted in pixels from the centre of the first one; that is the edge
#   of the middle pixel, half a pixel off. A half turn of 1 to 9 is 0 0 0, 0 9 8, 0 6 5: a row and a column of filling, and the
#   picture moved right and down by one. A quarter turn moves it down by one. Turned again, a row and a column are
#   lost for good. With the turn of a few degrees that is usual for training it goes unseen. Remedy: as centre
#   (size - 1) / 2 / size.
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

/** A square picture of 1, 2, 3 ... turned; a text of its rows. */
function turned(size, angles, center = 0.5) {
  let picture = tf.reshape(tf.range(1, size * size + 1), [1, size, size, 1]);
  for (const angle of angles) {
    picture = tf.image.rotateWithOffset(picture, angle, 0, center);
  }
  const values = [...picture.dataSync()];
  return Array.from({ length: size }, (_, y) => values.slice(y * size, y * size + size).join(' ')).join(', ');
}

const half = Math.PI;
const quarter = Math.PI / 2;
const cases = [ // what, found, by hand, seen
  ['no turn', turned(3, [0]), '1 2 3, 4 5 6, 7 8 9', '1 2 3, 4 5 6, 7 8 9'],
  ['half turn', turned(3, [half]), '9 8 7, 6 5 4, 3 2 1', '0 0 0, 0 9 8, 0 6 5'],
  ['quarter turn', turned(3, [quarter]), '3 6 9, 2 5 8, 1 4 7', '0 0 0, 3 6 9, 2 5 8'],
  ['two half turns', turned(3, [half, half]), '1 2 3, 4 5 6, 7 8 9', '0 0 0, 0 5 6, 0 8 9'],
  ['four quarter turns', turned(3, [quarter, quarter, quarter, quarter]), '1 2 3, 4 5 6, 7 8 9', '0 0 0, 0 5 6, 0 8 9'],
  ['half turn of 2 x 2', turned(2, [half]), '4 3, 2 1', '0 0, 0 4'],
  ['half turn about 1/3', turned(3, [half], 1 / 3), '9 8 7, 6 5 4, 3 2 1', '9 8 7, 6 5 4, 3 2 1'],
];
console.log(`TensorFlow.js ${tf.version_core}: a picture 1 2 3, 4 5 6, 7 8 9`);
let same = true;
for (const [what, found, right, seen] of cases) {
  console.log(`  ${what}: ${found}; by hand ${right}`);
  same &&= found === seen;
}
if (!same) {
  console.log('The behaviour has changed: a half turn was 0 0 0, 0 9 8, 0 6 5, a quarter turn 0 0 0, 3 6 9, 2 5 8.');
  process.exit(1);
}
JS
node finding.mjs

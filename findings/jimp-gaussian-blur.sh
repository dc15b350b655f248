#!/usr/bin/env bash
# Jimp: the Gaussian blur of a white point is darker in its middle, 11, than on its left, 31.
#
# One expects: a Gaussian blur of one point is the Gaussian, a round hill: of 255, with radius 1, 41 is left in the middle, 25 on
#   each of the four sides and 15 on the diagonals. Blurring a mirrored picture is mirroring the blurred one.
# What happens: each pixel is written back, after every row of its window, into the picture that is being read. So a pixel
#   reads neighbours on its left and above that are blurred already, and itself half done. Of the point 11 is left in the
#   middle, 31 on the left and 8 on the right, 28 above and 8 below, with a tail to the right and down to the edge of the
#   picture; with radius 2 it is 3 in the middle and 12 on the left. A step from dark to light becomes another than one
#   from light to dark. The documentation calls it a true Gaussian blur that is slow. Flat areas stay as they are, so a look at
#   a photograph finds nothing. blur, which is the fast one, is symmetric.
# Seen with: jimp 1.6.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" jimp@1.6.1 > /dev/null

cat > finding.mjs <<'JS'
import { Jimp } from 'jimp';

const size = 11;
const middle = 5;

/** A grey, opaque picture. */
function picture(value) {
  const image = new Jimp({ width: size, height: size, color: 0x000000ff });
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      image.bitmap.data.fill(value(x, y), 4 * (y * size + x), 4 * (y * size + x) + 3);
    }
  }
  return image;
}

const rows = (image) => Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => image.bitmap.data[4 * (y * size + x)]));

/** The definition: weights exp(-d^2 / 2 r^2), divided by their sum; edges repeated. Reads one array and writes another. */
function gaussian(values, radius) {
  const reach = 3 * radius;
  const at = (k) => Math.min(size - 1, Math.max(0, k));
  return values.map((row, y) => row.map((_, x) => {
    let sum = 0;
    let weights = 0;
    for (let j = -reach; j <= reach; j++) {
      for (let i = -reach; i <= reach; i++) {
        const weight = Math.exp(-(i * i + j * j) / (2 * radius * radius));
        sum += weight * values[at(y + j)][at(x + i)];
        weights += weight;
      }
    }
    return Math.round(sum / weights);
  }));
}

const show = (values) => values.map((value) => String(value).padStart(3)).join(' ');
const point = picture((x, y) => (x === middle && y === middle ? 255 : 0));
console.log('Jimp 1.6.1: a white point of 11 x 11 pixels, radius 1, beside the Gaussian');
const one = rows(point.clone().gaussian(1));
const expected = gaussian(rows(point), 1);
one.forEach((row, y) => console.log(`  ${show(row)}   |   ${show(expected[y])}`));
const two = rows(point.clone().gaussian(2));
console.log(`radius 2, middle row: ${show(two[middle])}, expected ${show(gaussian(rows(point), 2)[middle])}`);

const step = picture((x) => (x < middle ? 0 : 200));
const up = rows(step.clone().gaussian(1))[middle];
const down = rows(step.clone().flip({ horizontal: true }).gaussian(1))[middle].reverse();
console.log(`a step, radius 1: ${show(up)}`);
console.log(`its mirror image: ${show(down)}, mirrored back: expected the same`);
console.log(`expected of both: ${show(gaussian(rows(step), 1)[middle])}`);

const box = rows(point.clone().blur(1));
const even = box.every((row, y) => row.every((value, x) => value === box[y][size - 1 - x] && value === box[size - 1 - y][x]));
console.log(`blur(1) is its own mirror image: ${even}`);
const flat = rows(picture(() => 200).gaussian(1)).flat().every((value) => value === 200);

const same = show(one[middle]) === show([0, 0, 1, 8, 31, 11, 8, 4, 2, 1, 0]) && one[middle - 1][5] === 28 && one[middle + 1][5] === 8
  && two[middle][5] === 3 && two[middle][4] === 12 && up[7] === 187 && down[7] === 192 && even && flat;
if (!same) {
  console.log('The behaviour has changed.');
  process.exit(1);
}
JS
node finding.mjs

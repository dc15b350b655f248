#!/usr/bin/env bash
# Jimp: convolute and convolution take the same kernel and find the other edges; convolute makes its result transparent.
#
# One expects: two names for one thing. Both are documented as "applies a convolution kernel to the image", with the same kernel
#   in the example, and the kernel is a list of rows. Sobel's kernel -1 0 1, -2 0 2, -1 0 1 finds edges between left and right.
# What happens: convolution reads the kernel as rows, convolute as columns. In a picture that is dark on the left and light
#   on the right convolution finds the edge and convolute nothing; where it is dark above and light below it is the other
#   way round. convolute also weighs the opacity: of a kernel whose sum is 0, as that of any edge detector, every pixel
#   becomes wholly transparent, so the file it is saved to is empty to the eye, and colours that come back from
#   drawing it are lost. convolution leaves the opacity alone. With a kernel that is its own transpose and sums to 1, such as a blur,
#   both agree, so a test with one finds nothing.
# Seen with: jimp 1.6.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" jimp@1.6.1 > /dev/null

cat > finding.mjs <<'JS'
import { Jimp } from 'jimp';

const size = 6;

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

const grey = (image) => Array.from({ length: size * size }, (_, k) => image.bitmap.data[4 * k]);
const largest = (values) => Math.max(...values);
const opacity = (image) => image.bitmap.data[4 * (2 * size + 2) + 3];

/** The definition: kernel[row][column] weighs the pixel that lies row - 1 below and column - 1 to the right; edges repeated. */
function byHand(image, kernel) {
  const values = grey(image);
  const at = (k) => Math.min(size - 1, Math.max(0, k));
  return values.map((_, k) => {
    let sum = 0;
    kernel.forEach((weights, j) => weights.forEach((weight, i) => {
      sum += weight * values[at(Math.floor(k / size) + j - 1) * size + at((k % size) + i - 1)];
    }));
    return Math.min(255, Math.max(0, Math.round(sum)));
  });
}

const sobel = [[-0.25, 0, 0.25], [-0.5, 0, 0.5], [-0.25, 0, 0.25]];
const blur = [[1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16]];
const cases = [
  ['dark on the left, light on the right', picture((x) => (x < 3 ? 0 : 96)), sobel, [96, 96, 0, 255, 0]],
  ['dark above, light below', picture((x, y) => (y < 3 ? 0 : 96)), sobel, [0, 0, 96, 255, 0]],
];
console.log("Jimp 1.6.1: strongest edge that Sobel's kernel for edges between left and right finds");
let same = true;
for (const [name, image, kernel, seen] of cases) {
  const first = image.clone().convolution(kernel);
  const second = image.clone().convolute(kernel);
  const found = [largest(byHand(image, kernel)), largest(grey(first)), largest(grey(second)), opacity(first), opacity(second)];
  console.log(`  ${name}: by hand ${found[0]}, convolution ${found[1]}, convolute ${found[2]}; opacity ${found[3]} and ${found[4]}`);
  same &&= found.join() === seen.join();
}
const ramp = picture((x, y) => 16 * x + 8 * y);
const smooth = byHand(ramp, blur).join();
const agree = grey(ramp.clone().convolution(blur)).join() === smooth && grey(ramp.clone().convolute(blur)).join() === smooth;
console.log(`of a blur all three agree: ${agree}`);
if (!same || !agree) {
  console.log('The behaviour has changed: convolution 96 and 0, convolute 0 and 96, opacity 255 and 0, and all agreed on a blur.');
  process.exit(1);
}
JS
node finding.mjs

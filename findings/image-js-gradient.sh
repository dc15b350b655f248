#!/usr/bin/env bash
# image-js: the edge from black to grey 64 has no Sobel gradient, that to grey 63 one of 252.
#
# One expects: a stronger edge has a stronger gradient, or 255 at most. The option bitDepth is documented as the bit depth of the
#   result, by default that of the picture; 16 would hold each gradient of 8 bits.
# What happens: the result has 8 bits, whatever the picture has and the option says, and the gradient is stored without a limit, so
#   256 and its multiples are 0: edges of 64, 128 and 192 grey levels vanish, that of 65 is 4. In a picture of 16 bits what is left is
#   noise. gradientFilter with both kernels and derivativeFilter (Sobel, Scharr, Prewitt) do so; with one kernel the numbers stop at 0
#   and 255, and those of rawDirectConvolution are right. In the same place the option normalize counts for separableConvolution
#   alone: directConvolution takes it and returns white for a box of ones. Nothing is raised. No report of it was found.
# Seen with: image-js 1.7.0 from npm, node 20, 1 December 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" image-js@1.7.0 > /dev/null

cat > finding.mjs <<'JS'
import { Image } from 'image-js';

/** Black on the left, grey on the right. */
function edge(grey, bitDepth = 8) {
  const image = new Image(8, 5, { colorModel: 'GREY', bitDepth });
  for (let row = 0; row < 5; row++) for (let column = 4; column < 8; column++) image.setValue(column, row, 0, grey);
  return image;
}

/** By its definition, at the edge: the kernel's right column times the grey, and nothing from top to bottom. */
const sobel = (grey) => Math.hypot((1 + 2 + 1) * grey, 0);
const kernelX = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]];

const cases = [ // grey, bit depth, options, what was seen
  [10, 8, {}, 40], [63, 8, {}, 252], [64, 8, {}, 0], [65, 8, {}, 4], [128, 8, {}, 0], [192, 8, {}, 0], [255, 8, {}, 252],
  [64, 8, { bitDepth: 16 }, 0], [1000, 16, {}, 160], [1000, 16, { bitDepth: 16 }, 160], [16000, 16, {}, 0],
];
console.log('image-js 1.7.0: Sobel gradient at an edge from 0');
let same = true;
for (const [grey, bitDepth, options, seen] of cases) {
  const image = edge(grey, bitDepth);
  const gradient = image.derivativeFilter({ filter: 'sobel', ...options });
  const found = gradient.getValue(4, 2, 0);
  const raw = image.rawDirectConvolution(kernelX)[2 * 8 + 4];
  console.log(`  to ${grey} in ${bitDepth} bits, ${JSON.stringify(options)}: ${found} in ${gradient.bitDepth} bits, by definition ${sobel(grey)}, raw ${raw}`);
  same &&= found === seen && gradient.bitDepth === 8 && Math.abs(raw) === sobel(grey);
}
const box = [1, 1, 1];
const direct = edge(90).directConvolution([box, box, box], { normalize: true }).getValue(5, 2, 0);
const separable = edge(90).separableConvolution(box, box, { normalize: true }).getValue(5, 2, 0);
console.log(`  mean of nine pixels of grey 90, with normalize: direct ${direct}, separable ${separable}`);
if (!same || direct !== 255 || separable !== 90) {
  console.log('The behaviour has changed: 252 for 63, 0 for 64, 128 and 192, and 255 for the mean of 90 were seen.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# image-js: the variance of a channel in a colour picture is a third of that of the same channel on its own.
#
# One expects: "the variance of each channel", as its documentation says, and as mean has it: of red the same number, whether
#   the picture is split into its channels or not.
# What happens: the squares of one channel are summed up, and the sum is divided by the numbers of all channels: of RGB a third, of
#   RGBA a quarter, of grey with alpha a half. Black and white pixels in turn have a variance of 5,418.75 for 16,256.25, and the
#   standard deviation is 0.58 times the right one, so a colour picture that is normalized with it has a variance of 3 in each
#   channel. Likewise for chosen points. Grey is right, and that is what one tries. No report of it was found.
# Seen with: image-js 1.7.0 from npm, node 20, 1 December 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" image-js@1.7.0 > /dev/null

cat > finding.mjs <<'JS'
import { Image } from 'image-js';

/** Black and white pixels in turn, all channels alike. */
function chessboard(colorModel) {
  const image = new Image(4, 4, { colorModel });
  for (let i = 0; i < 16; i++) for (let channel = 0; channel < image.channels; channel++) image.setValueByIndex(i, channel, (i + (i >> 2)) % 2 * 255);
  return image;
}

/** By definition, of the first channel: the mean square of the distances to the mean. */
function defined(image) {
  const values = Array.from({ length: image.size }, (_, i) => image.getValueByIndex(i, 0));
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

console.log('image-js 1.7.0: mean and variance of the first channel; its variance on its own, and by definition');
let same = true;
for (const [colorModel, seen] of [['GREY', 16256.25], ['GREYA', 8128.125], ['RGB', 5418.75], ['RGBA', 4064.0625]]) {
  const image = chessboard(colorModel);
  const [mean] = image.mean();
  const [variance] = image.variance();
  const [alone] = image.split()[0].variance();
  console.log(`  ${colorModel}: ${mean}, ${variance}; ${alone}, ${defined(image)}`);
  same &&= mean === 127.5 && variance === seen && alone === 16256.25 && defined(image) === 16256.25;
}
const points = [{ column: 0, row: 0 }, { column: 1, row: 0 }];
const [ofPoints] = chessboard('RGB').variance({ points });
console.log(`  RGB, of a black and a white point: ${ofPoints}`);
if (!same || ofPoints !== 5418.75) {
  console.log('The behaviour has changed: 16256.25, 8128.125, 5418.75 and 4064.0625 were seen.');
  process.exit(1);
}
JS
node finding.mjs

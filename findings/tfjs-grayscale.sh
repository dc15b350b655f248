#!/usr/bin/env bash
# TensorFlow.js: a grey picture that is turned into grey is darker by one: white is 254, and every level loses one each time.
#
# One expects: equal red, green and blue v are grey v, whatever the weights, which sum to 1. White stays white.
# What happens: the weights of rgbToGrayscale, 0.2989, 0.587 and 0.114, sum to 0.9999, and of whole numbers (int32, as a picture comes
#   from fromPixels) the result is cut, not rounded: 254.97 is 254. Each of the levels 1 to 255 loses one, again at
#   every call. Of floating-point pictures white is 0.9999, so a test for 1 fails.
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

const levels = Array.from({ length: 256 }, (_, level) => level);
/** The weights by the definition of luma, to three places, and rounding. */
const byHand = (level) => Math.round(0.299 * level + 0.587 * level + 0.114 * level);

let picture = tf.tensor(levels.flatMap((level) => [level, level, level]), [1, 256, 3], 'int32');
const white = [];
let losses = [];
for (let call = 0; call < 3; call++) {
  const grey = tf.image.rgbToGrayscale(picture);
  const values = [...grey.dataSync()];
  if (call === 0) {
    losses = levels.map((level) => level - values[level]);
  }
  white.push(values[255]);
  picture = tf.image.grayscaleToRGB(grey);
}
const [one] = tf.image.rgbToGrayscale(tf.ones([1, 1, 3])).dataSync();
const darker = losses.filter((loss) => loss === 1).length;
console.log(`TensorFlow.js ${tf.version_core}: of 256 grey levels as int32 ${darker} are darker by one, ${losses.filter((loss) => loss === 0).length} as they were`);
console.log(`  by hand ${levels.filter((level) => byHand(level) === level).length} are as they were`);
console.log(`  white, turned into grey three times: ${white.join(' ')}; as float32 1 becomes ${one.toFixed(4)}`);
if (darker !== 255 || losses[0] !== 0 || white.join() !== '254,253,252' || Math.abs(one - 0.9999) > 1e-6) {
  console.log('The behaviour has changed: 255 levels darker by one and white 254 253 252 were seen.');
  process.exit(1);
}
JS
node finding.mjs

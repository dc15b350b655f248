#!/usr/bin/env bash
# ml-spectra-processing: in a histogram of the grey levels 0 to 255, with a slot for each, level 2 has none.
#
# One expects: 256 slots from 0 to 256 hold one of the whole numbers 0 to 255 each.
# What happens: before a value is divided by the width of a slot, 2.2e-16 is taken from it, whatever its size. So 1 falls into the
#   slot of 0 and 2 into that of 1; from 3 on the subtraction is lost in rounding, and the values fall into their own. The
#   first slot is counted double, the third is empty, and the sum is right. Of 0 to 4 in four slots there are 2 1 0 2, where
#   1 1 1 2 is right. With values that lie on no edge nothing is to be seen. Remedy: min -0.5, max 255.5.
# Seen with: ml-spectra-processing 14.35.1 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" ml-spectra-processing@14.35.1 > /dev/null

cat > finding.mjs <<'JS'
import { xHistogram } from 'ml-spectra-processing';

/** By definition: slot k holds min + k w <= value < min + (k + 1) w, and the last one its end too. */
function byHand(values, slots, min, max) {
  const counts = new Array(slots).fill(0);
  values.forEach((value) => { counts[Math.min(slots - 1, Math.floor(((value - min) * slots) / (max - min)))]++; });
  return counts;
}

const levels = Array.from({ length: 256 }, (_, level) => level);
const odd = (counts) => [...counts].flatMap((count, k) => (count === 1 ? [] : [`${k}: ${count}`])).join(', ') || 'none';
console.log('ml-spectra-processing 14.35.1: slots that do not hold 1, of the levels 0 to 255 in 256 slots');
const whole = odd(xHistogram(levels, { nbSlots: 256, min: 0, max: 256 }).y);
const half = odd(xHistogram(levels, { nbSlots: 256, min: -0.5, max: 255.5 }).y);
console.log(`  from 0 to 256: ${whole}; by hand ${odd(byHand(levels, 256, 0, 256))}`);
console.log(`  from -0.5 to 255.5: ${half}; by hand ${odd(byHand(levels, 256, -0.5, 255.5))}`);
const five = [0, 1, 2, 3, 4];
const few = [...xHistogram(five, { nbSlots: 4 }).y].join(' ');
console.log(`  of 0 1 2 3 4 in four slots: ${few}; by hand ${byHand(five, 4, 0, 4).join(' ')}`);
if (whole !== '0: 2, 2: 0' || half !== 'none' || few !== '2 1 0 2') {
  console.log('The behaviour has changed: 0: 2, 2: 0 and none and 2 1 0 2 were seen.');
  process.exit(1);
}
JS
node finding.mjs

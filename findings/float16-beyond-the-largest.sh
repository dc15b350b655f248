#!/usr/bin/env bash
# float16 (npm): 100,000 is stored as NaN, 131,072 as -0 and 200,000 as a small negative number.
#
# One expects: what is larger than the largest half, 65,504, becomes infinite, as IEEE 754 has it and the package itself does from
#   65,520 to 65,567. The name of the package is that of the type, and its page says no more than that it encodes and decodes it.
# What happens: float16ToByte counts the exponent further, past its five bits. Up to 131,039 the rest of the number lands behind
#   the exponent of infinity: NaN. Above that the exponent runs over into the sign: 131,072 is -0, 200,000 is -0.00003 and 1e9 is
#   -0.23. Of negative numbers it leaves the sixteen bits: kept in a Uint16Array, -200,000 is positive. Nothing is raised, so a loss
#   or an activation that has grown too large looks like a harmless one of the other sign. Ties are rounded up, 2,049 to 2,050, where
#   the standard and other libraries round to even. No report of it was found.
# Seen with: float16 0.0.1, @petamoriken/float16 3.9.3 from npm, node 20, 1 December 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" float16@0.0.1 @petamoriken/float16@3.9.3 > /dev/null

cat > finding.mjs <<'JS'
import float16 from 'float16';
import { f16round } from '@petamoriken/float16';

const { float16ToByte, byteToFloat16 } = float16;
const cases = [ // number, and what float16 made of it
  [0.1, 0.0999755859375], [65504, 65504], [65519, 65504], [65520, Infinity], [65536, Infinity],
  [70000, NaN], [100000, NaN], [131072, -0], [200000, -0.00003212690353393555], [1e6, -0.00023281574249267578], [1e9, -0.2327880859375],
  [-100000, NaN], [-200000, 0.00003212690353393555], [2049, 2050],
];
console.log('float16 0.0.1: number, its bits, read back; @petamoriken/float16 3.9.3');
let same = true;
for (const [number, seen] of cases) {
  const [bits] = new Uint16Array([float16ToByte(number)]);
  const back = byteToFloat16(bits);
  const shown = Object.is(back, -0) ? '-0' : back;
  console.log(`  ${number}: 0x${bits.toString(16).padStart(4, '0')}, ${shown}; ${f16round(number)}`);
  const right = Math.abs(number) >= 65520 ? Math.sign(number) * Infinity : number === 2049 ? 2048 : seen;
  same &&= Object.is(back, seen) && f16round(number) === right;
}
if (!same) {
  console.log('The behaviour has changed: NaN for 70000 and 100000, then -0, -0.00003, -0.0002 and -0.23 were seen.');
  process.exit(1);
}
JS
node finding.mjs

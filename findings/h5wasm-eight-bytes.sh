#!/usr/bin/env bash
# h5wasm: a data set of type "<f8" is written in 4 bytes: 1e300 is infinite, and as "<i8" 3,000,000,000 is negative.
#
# One expects: "<f8" and "<i8" are NumPy's names for 8 bytes, as in h5py, whose ways h5wasm follows; it also takes them.
# What happens: of a type only the letter counts. The number behind it is read and dropped, and f and i mean 4 bytes, as in
#   Python's struct: "<f8", "<f4" and "<f2" are one type, and "<i8", "<i2" and "<i1" another. Doubles lose half of their
#   digits, even from a Float64Array, larger ones become infinite, and large integers wrap. Nothing is raised; jsfive, which
#   reads the file on its own, finds 4 bytes too. Attributes likewise. Remedy: "<d", "<q" with BigInt, or a typed array
#   and no type.
# Seen with: h5wasm 0.10.3, jsfive 0.4.2 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" h5wasm@0.10.3 jsfive@0.4.2 > /dev/null

cat > finding.mjs <<'JS'
import { readFileSync } from 'node:fs';
import h5wasm from 'h5wasm/node';
import { File } from 'jsfive';

await h5wasm.ready;
const cases = [
  ['<d', new Float64Array([0.1, 1e300]), '0.1 1e+300', '<f8'],
  ['<f8', new Float64Array([0.1, 1e300]), '0.10000000149011612 Infinity', '<f4'],
  ['<f2', [0.1, 70000], '0.10000000149011612 70000', '<f4'],
  ['<i8', [3000000000, 1], '-1294967296 1', '<i4'],
  ['<i1', [1, 300], '1 300', '<i4'],
];
const file = new h5wasm.File('types.h5', 'w');
for (const [dtype, data] of cases) file.create_dataset({ name: dtype, data, shape: [2], dtype });
file.create_attribute('tenth', 0.1, null, '<f8');
const attribute = file.attrs.tenth.value;
file.close();

const bytes = readFileSync('types.h5');
const other = new File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
console.log('h5wasm 0.10.3: type asked for, numbers written; type and numbers that jsfive 0.4.2 reads');
let same = attribute === Math.fround(0.1);
for (const [dtype, data, seen, type] of cases) {
  const set = other.get(dtype);
  const found = Array.from(set.value).join(' ');
  console.log(`  ${dtype.padEnd(4)} ${Array.from(data).join(' ').padEnd(14)} ${set.dtype} ${found}`);
  same = same && found === seen && set.dtype === type;
}
console.log(`  attribute 0.1 as <f8: ${attribute}`);
if (!same) {
  console.log('The behaviour has changed: only <d had 8 bytes.');
  process.exit(1);
}
JS
node finding.mjs

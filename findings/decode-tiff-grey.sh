#!/usr/bin/env bash
# decode-tiff: of a grey picture each pixel takes its green from the next pixel and its blue from the one after.
#
# One expects: the four bytes of a pixel are grey, grey, grey, 255. The page of the package lists 8-bit grey as done, and hands the
#   bytes on to a PNG as they are.
# What happens: green and blue are read one and two pixels further on, so a grey ramp is slightly coloured, an edge from black
#   to white has a blue and a cyan pixel before it, and the last pixel is red. At the end of a row the next row begins. Whoever
#   averages the channels to get back to grey has blurred the picture and moved it by a pixel. Pictures that are
#   inverted in the file (WhiteIsZero) stay inverted, since the test for it assigns. RGB is right. Nothing is raised; compressed
#   pictures and palettes are refused with an error. No report of it was found.
# Seen with: decode-tiff 0.2.1, utif2 4.1.0 from npm, node 20, 1 December 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" decode-tiff@0.2.1 utif2@4.1.0 > /dev/null

cat > finding.js <<'JS'
const { decode } = require('decode-tiff');
const utif = require('utif2');

/** A TIFF file as short as the standard allows: one strip of 8-bit grey (photometric 1, or 0 for inverted) or RGB (2). */
function tiff(width, height, photometric, pixels) {
  const samples = photometric === 2 ? 3 : 1;
  const tags = [[256, width], [257, height], [258, 8], [259, 1], [262, photometric], [273, 0], [277, samples], [278, height], [279, pixels.length]];
  const directory = 2 + 12 * tags.length + 4;
  const file = Buffer.alloc(8 + directory + 6 + pixels.length);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, value], i) => {
    const at = 10 + 12 * i;
    const long = [273, 279].includes(tag);
    const count = tag === 258 ? samples : 1;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(long ? 4 : 3, at + 2);
    file.writeUInt32LE(count, at + 4);
    if (tag === 273) file.writeUInt32LE(8 + directory + 6, at + 8);
    else if (count > 2) file.writeUInt32LE(8 + directory, at + 8);
    else if (long) file.writeUInt32LE(value, at + 8);
    else file.writeUInt16LE(value, at + 8);
  });
  [8, 8, 8].forEach((bits, i) => file.writeUInt16LE(bits, 8 + directory + 2 * i));
  Buffer.from(pixels).copy(file, 8 + directory + 6);
  return file;
}

function other(file) {
  const [page] = utif.decode(file);
  utif.decodeImage(file, page);
  return utif.toRGBA8(page);
}

const show = (data) => Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)].join(',')).join('  ');
const ramp = [0, 50, 100, 150, 200, 250];
const grey = ramp.map((value) => [value, value, value].join()).join('  ');
const cases = [ // name, file, what was seen, what is right
  ['a grey ramp of 3 x 2 pixels', tiff(3, 2, 1, ramp), '0,50,100  50,100,150  100,150,200  150,200,250  200,250,0  250,0,0', grey],
  ['the same ramp, inverted in the file', tiff(3, 2, 0, ramp.map((value) => 255 - value)), '255,205,155  205,155,105  155,105,55  105,55,5  55,5,0  5,0,0', grey],
  ['two pixels in RGB', tiff(2, 1, 2, [1, 2, 3, 4, 5, 6]), '1,2,3  4,5,6', '1,2,3  4,5,6'],
];
console.log('decode-tiff 0.2.1: red, green and blue of each pixel; utif2 4.1.0');
let same = true;
for (const [name, file, seen, right] of cases) {
  const found = show(decode(file).data);
  console.log(`  ${name}:\n    ${found}\n    ${show(other(file))}`);
  same &&= found === seen && show(other(file)) === right;
}
if (!same) {
  console.log('The behaviour has changed: green and blue of the next two pixels were seen.');
  process.exit(1);
}
JS
node finding.js

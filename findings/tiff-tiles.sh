#!/usr/bin/env bash
# tiff (npm): a picture in tiles loses its colours, and with a predictor each tile is added to the one on its left.
#
# One expects: the same numbers as from strips. The package reads tiles, with and without compression, and refuses with an error
#   what it does not support.
# What happens: from a tile one number is taken for each pixel, as if it were grey. Of RGB the output's red runs through red,
#   green and blue of the upper third of each tile, and its green and blue are 0; RGBA is transparent as well. The predictor, which stores
#   the differences of neighbours and is the usual companion of LZW, begins anew in each row of each tile; it is undone for whole
#   rows of the picture, so each tile is added to the one on its left. Only grey without a predictor is right. Nothing is raised.
#   Microscopes, satellites and libvips write tiles, and image-js reads with this package. No report of it was found.
# Seen with: tiff 7.1.3, sharp 0.35.5, geotiff 3.0.5 from npm, node 20, 1 December 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" tiff@7.1.3 sharp@0.35.5 geotiff@3.0.5 > /dev/null

cat > finding.mjs <<'JS'
import { fromArrayBuffer } from 'geotiff';
import sharp from 'sharp';
import { decode } from 'tiff';

const width = 48;
const height = 32;

/** Red falls, green is 200 and blue 100 all over, so that each channel can be told; grey has but the first of them. */
async function written(channels, options) {
  const pixels = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; i++) pixels.set([96 - (i % width), 200, 100, 255].slice(0, channels), i * channels);
  const file = await sharp(pixels, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb').tiff(options).toBuffer();
  return { pixels, file };
}

async function other(file) {
  const tiff = await fromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
  return (await tiff.getImage()).readRasters({ interleave: true });
}

const tile = { tile: true, tileWidth: 16, tileHeight: 16 };
const cases = [ // name, channels, options, the middle pixel that was seen, how many numbers of all were wrong
  ['RGB in strips, LZW with predictor', 3, { compression: 'lzw', predictor: 'horizontal' }, '72,200,100', 0],
  ['RGB in tiles', 3, { compression: 'none', ...tile }, '100,0,0', 4542],
  ['RGB in tiles, LZW with predictor', 3, { compression: 'lzw', predictor: 'horizontal', ...tile }, '1,0,0', 4596],
  ['RGBA in tiles', 4, { compression: 'none', ...tile }, '78,0,0,0', 6120],
  ['grey in tiles', 1, { compression: 'none', ...tile }, '72', 0],
  ['grey in tiles, LZW', 1, { compression: 'lzw', predictor: 'none', ...tile }, '72', 0],
  ['grey in tiles, LZW with predictor', 1, { compression: 'lzw', predictor: 'horizontal', ...tile }, '153', 1024],
];
console.log('tiff 7.1.3: pixel in the middle, as written, and wrong numbers; geotiff 3.0.5 reads what was written');
let same = true;
for (const [name, channels, options, seen, wrong] of cases) {
  const { pixels, file } = await written(channels, options);
  const { data } = decode(file)[0];
  const middle = (height / 2 * width + width / 2) * channels;
  const at = (numbers) => [...numbers.slice(middle, middle + channels)].join();
  const count = pixels.reduce((sum, value, i) => sum + (data[i] !== value), 0);
  console.log(`  ${name}: ${at(data)}, written ${at(pixels)}; wrong ${count} of ${pixels.length}`);
  same &&= at(data) === seen && count === wrong && String(await other(file)) === String(pixels);
}
if (!same) {
  console.log('The behaviour has changed: RGB in tiles and grey in tiles with a predictor were wrong, the others right.');
  process.exit(1);
}
JS
node finding.mjs

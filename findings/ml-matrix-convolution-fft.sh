#!/usr/bin/env bash
# ml-matrix-convolution: by FFT the first row of a picture of 255 pixels is wrong, of 256 pixels it is right.
#
# One expects: direct and fft are two ways to one result; its README says of both "both should be equal".
# What happens: both go round: beyond the last row comes the first. For the FFT the picture is filled up to a power of two with
#   its own rows and columns, one half on either side. If the gap to the next power of two is smaller than the kernel less one,
#   there is too little of them, and the rows and columns at the edge see the copies of the other side: with 3 x 3 those of 31,
#   63, 127, 255 pixels, with 5 x 5 those of 30, with 7 x 7 of 60, with 15 x 15 of 500. On a ramp of 255 rows the mean of 3 x 3 is
#   off by 85. A power of two itself is right, and so are most sizes one tests. A picture of one row comes out as zeros.
#   Nothing is raised. Remedy: direct.
# Seen with: ml-matrix-convolution 2.0.0 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" ml-matrix-convolution@2.0.0 > /dev/null

cat > finding.mjs <<'JS'
import { direct, fft } from 'ml-matrix-convolution';

/** The mean over n x n pixels by its definition, for one pixel; beyond the last row comes the first. */
function mean(values, size, n, y, x) {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      sum += values[((y + j - (n >> 1) + size) % size) * size + ((x + i - (n >> 1) + size) % size)];
    }
  }
  return sum / (n * n);
}

const cases = [ // size of the picture, of the kernel, wrong rows and largest error that were seen
  [28, 5, [], 0], [100, 15, [], 0], [128, 3, [], 0], [224, 33, [], 0],
  [31, 3, [0], 10], [127, 3, [0], 42], [255, 3, [0], 84.67], [30, 5, [0, 29], 5.6], [60, 7, [0, 59], 8], [500, 15, [0, 499], 32.53],
];
let same = true;
console.log('ml-matrix-convolution 2.0.0: mean of n x n pixels of a ramp (each pixel holds its row), direct and by FFT');
for (const [size, n, rows, most] of cases) {
  const values = Array.from({ length: size * size }, (_, k) => Math.floor(k / size));
  const kernel = Array.from({ length: n }, () => new Array(n).fill(1 / (n * n)));
  const right = direct(values, kernel, { rows: size, cols: size });
  const other = fft(values, kernel, { rows: size, cols: size });
  const wrong = new Set();
  let worst = 0;
  right.forEach((value, k) => {
    const error = Math.abs(value - other[k]);
    worst = Math.max(worst, error);
    if (error > 1e-6) {
      wrong.add(Math.floor(k / size));
    }
  });
  console.log(`  ${size} x ${size}, n = ${n}: wrong rows by FFT ${[...wrong].join(' and ') || 'none'}, by up to ${worst.toFixed(2)}`);
  const defined = [0, size >> 1, size - 1].every((y) => Math.abs(mean(values, size, n, y, 3) - right[y * size + 3]) < 1e-9);
  same &&= defined && [...wrong].join() === rows.join() && Math.abs(worst - most) < 0.01;
}
const row = fft([1, 2, 3, 4], [[1, 2, 1]], { rows: 1, cols: 4 });
console.log(`1 2 3 4 with 1 2 1, one row: direct ${direct([1, 2, 3, 4], [[1, 2, 1]], { rows: 1, cols: 4 }).join(' ')}, by FFT ${[...row].join(' ')}`);
if (!same || [...row].join() !== '0,0,0,0') {
  console.log('The behaviour has changed.');
  process.exit(1);
}
JS
node finding.mjs

#!/usr/bin/env bash
# netcdfjs: of three numbers in 16 bits, 100, 200 and 300, the mean is -8,042.
#
# One expects: a variable has as many values as its dimension says, and of a byte, which NetCDF defines as -128 to 127, -1 is -1.
# What happens: in a classic file each variable is filled up to a multiple of four bytes, and the fill-up is read as data. The values
#   are counted by those bytes, so an odd number of shorts has one more, -32,767, and bytes have up to three more, 129. Along the
#   unlimited dimension each short becomes a pair, itself and -32,767. Bytes are read without a sign, -1 as 255, and each comes in
#   an array of its own. Numbers of 32 and 64 bits are right, and so is an even number of shorts. Packed data, the usual reason for
#   shorts, turn -32,767 into a plausible extreme. Nothing is raised. Remedy: cut to the product of the dimensions, and
#   subtract 256 from bytes above 127. No report of it was found.
# Seen with: netcdfjs 4.0.0 from npm, netcdf-bin 4.9.0-3+b1 of Debian 12 (ncgen, ncdump), node 20, 1 December 2026.
# Needs: bash, node 20 with npm, Debian 12 (x86-64) with apt's lists (apt-get update).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" netcdfjs@4.0.0 > /dev/null
apt-get download -q netcdf-bin=1:4.9.0-3+b1 libnetcdf19=1:4.9.0-3+b1 libaec0 libbrotli1 libcom-err2 libcurl3-gnutls libcurl4 \
  libgssapi-krb5-2 libhdf5-103-1 libhdf5-hl-100 libicu72 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 libldap-2.5-0 \
  libnghttp2-14 libpsl5 librtmp1 libsasl2-2 libssh2-1 libssl3 libsz2 libxml2 > /dev/null 2> apt.log || { cat apt.log; exit 1; }
for package in *.deb; do
  dpkg-deb -x "$package" root
done
export LD_LIBRARY_PATH=$dir/root/usr/lib/x86_64-linux-gnu:$dir/root/lib/x86_64-linux-gnu

cat > numbers.cdl <<'CDL'
netcdf numbers {
dimensions: three = 3 ; four = 4 ; time = UNLIMITED ;
variables:
  short shorts(three) ; short even(four) ; byte bytes(three) ; int ints(three) ; float floats(three) ;
  short records(time) ; double times(time) ;
data:
  shorts = 100, 200, 300 ; even = 1, 2, 3, 4 ; bytes = -1, 2, 3 ; ints = -1, 2, 3 ; floats = 0.5, 1.5, 2.5 ;
  records = 100, 200 ; times = 0.5, 1.5 ;
}
CDL
root/usr/bin/ncgen -k classic -o numbers.nc numbers.cdl

cat > finding.mjs <<'JS'
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { NetCDFReader } from 'netcdfjs';

const reader = new NetCDFReader(readFileSync('numbers.nc'));
const dump = execFileSync('root/usr/bin/ncdump', ['numbers.nc']).toString().split('data:')[1];
const cases = [ // variable, what was seen
  ['shorts', [100, 200, 300, -32767]],
  ['even', [1, 2, 3, 4]],
  ['bytes', [[255], [2], [3], [129]]],
  ['ints', [-1, 2, 3]],
  ['floats', [0.5, 1.5, 2.5]],
  ['records', [[100, -32767], [200, -32767]]],
  ['times', [0.5, 1.5]],
];
console.log('netcdfjs 4.0.0, and ncdump 4.9.0');
let same = true;
for (const [name, seen] of cases) {
  const found = reader.getDataVariable(name);
  const values = new RegExp(` ${name} = ([^;]*?) ;`).exec(dump)[1];
  console.log(`  ${name}: ${JSON.stringify(found)}; ${values}`);
  same &&= JSON.stringify(found) === JSON.stringify(seen);
}
const shorts = reader.getDataVariable('shorts');
console.log(`  mean of shorts: ${shorts.reduce((sum, value) => sum + value) / shorts.length}`);
if (!same) {
  console.log('The behaviour has changed: -32767 after an odd number of shorts and 255 for the byte -1 were seen.');
  process.exit(1);
}
JS
node finding.mjs

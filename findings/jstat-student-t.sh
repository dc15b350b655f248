#!/usr/bin/env bash
# jStat: the p-value of a t test on a million values is 1.02, on a hundred million 3.38.
#
# One expects: with many degrees of freedom Student's t is the normal distribution: half of it lies below 0, and a t of 0.01
#   has the two-sided p-value 0.992.
# What happens: the half below 0 shrinks: 0.4994 for 300,000 degrees of freedom, 0.483 for a million, 0.119 for ten million and
#   -1.49 for a hundred million. ttest, which goes by it, passes 1. The continued fraction behind it stops after 100 terms,
#   converged or not, and near the middle it needs 256 for a million. Far from the middle it is right: P(t < -1) has five
#   digits, and the quantile of 97.5 % is 1.96, so the usual look finds nothing. A test over the pixels of some pictures has such
#   degrees of freedom, and where there is no effect it has such a t.
# Seen with: jstat 1.9.6 from npm, node 20, 30 November 2026.
# Needs: bash, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" jstat@1.9.6 > /dev/null

cat > finding.cjs <<'JS'
const { jStat } = require('jstat');

console.log('jStat 1.9.6: P(t < 0), expected 0.5; P(t < -1), expected 0.158655; two-sided p-value of t = 0.01, expected 0.992');
const seen = new Map([[1e4, [0.5, 0.992]], [3e5, [0.4994, 0.993]], [1e6, [0.4826, 1.0203]], [1e7, [0.1187, 1.575]], [1e8, [-1.4907, 3.3795]]]);
let same = true;
for (const [n, [half, value]] of seen) {
  const below = jStat.studentt.cdf(0, n);
  const one = jStat.studentt.cdf(-1, n);
  const p = jStat.ttest(0.01, n + 1, 2);
  console.log(`  ${String(n).padEnd(9)} degrees of freedom: ${below.toFixed(5)}   ${one.toFixed(6)}   ${p.toFixed(4)}`);
  same = same && Math.abs(below - half) < 0.001 && Math.abs(one - 0.158655) < 2e-5 && Math.abs(p - value) < 0.001;
}
if (!same) {
  console.log('The behaviour has changed: 0.5, 0.4994, 0.4826, 0.1187, -1.4907 were seen, and p-values up to 3.3795.');
  process.exit(1);
}
JS
node finding.cjs

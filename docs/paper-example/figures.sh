#!/usr/bin/env bash
# Makes the six figures of paper.tex in this folder, as PDF in the width of a column; run it from anywhere.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
cd -- "$here/../.."
figure() { ./deconvscope figure "$@" --size column85 --no-title --style docs/paper-example/style.json; }
figure convolution-matrix --out docs/paper-example/matrix.pdf
figure whitening-covariance --out docs/paper-example/covariance.pdf
figure whitening-after --out docs/paper-example/after.pdf
figure whitening-residuals --out docs/paper-example/residuals.pdf
figure training-loss --run docs/runs/laptop --out docs/paper-example/loss.pdf
figure training-convergence --run docs/runs/laptop --out docs/paper-example/whiteness.pdf

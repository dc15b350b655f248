package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.PlainConvolution;
import io.github.deconvscope.math.SymmetricEigen;
import java.util.Random;

/**
 * Compares kernels on whitened patches with the plain convolution that whitening and kernels fold into, on the same patches.
 *
 * @param kernels as a layer holds them, on whitened patches
 * @param folded the same layer as one plain convolution on raw patches: W D and b - W D mean
 * @param outputs of the kernels on whitened patches, {@code [patch][kernel]}, computed in fp32
 * @param foldedOutputs of the plain convolution on the same patches
 * @param patches what was compared, as in "512 patches"
 */
public record FoldCheck(
        KernelBank kernels, PlainConvolution folded, float[][] outputs, float[][] foldedOutputs, String patches) {
    private static final int MAX_PATCHES = 512;
    private static final int MAX_RANDOM_PATCHES = 64;
    private static final int LEAST_PATCHES = 8;
    /** Whitening a patch costs n^2 products; with many features fewer patches are compared. */
    private static final int MAX_PRODUCTS = 3_000_000;

    /** Folds some kernels into the whitening of image patches, and compares on patches spread evenly over the image. */
    public static FoldCheck of(WhiteningResult result) {
        Patches patches = result.estimate().input().orElseThrow().patches();
        int n = patches.features();
        int count = Math.min(affordable(n, MAX_PATCHES), patches.samples());
        float[][] raw = new float[count][n];
        for (int p = 0; p < count; p++) {
            int from = (int) ((long) p * patches.samples() / count) * n;
            System.arraycopy(patches.rows(), from, raw[p], 0, n);
        }
        KernelBank bank = KernelBank.examples(patches.channels(), patches.kernel());
        return compare(result, bank, raw, raw.length + " patches");
    }

    /**
     * Folds kernels of a layer into its whitening. The input of a layer is not recorded, so the comparison is on random patches with the
     * mean and the covariance of the layer's input.
     */
    public static FoldCheck of(WhiteningResult result, KernelBank bank) {
        SymmetricEigen eigen = result.eigen();
        int f = eigen.dimension();
        float[][] raw = new float[affordable(f, MAX_RANDOM_PATCHES)][f];
        Random random = new Random(7);
        double[] patch = new double[f];
        for (float[] drawn : raw) {
            System.arraycopy(result.estimate().mean(), 0, patch, 0, f);
            for (int i = 0; i < f; i++) {
                double along = Math.sqrt(Math.max(0, eigen.values()[i])) * random.nextGaussian();
                for (int j = 0; j < f; j++) {
                    patch[j] += along * eigen.vectors()[i * f + j];
                }
            }
            for (int j = 0; j < f; j++) {
                drawn[j] = (float) patch[j];
            }
        }
        return compare(
                result, bank, raw, raw.length + " random patches with the mean and covariance of the layer's input");
    }

    private static int affordable(int n, int most) {
        return Math.max(LEAST_PATCHES, Math.min(most, MAX_PRODUCTS / (n * n)));
    }

    /** @param raw values of a group's features; where there are several groups each takes another of these rows */
    private static FoldCheck compare(WhiteningResult result, KernelBank bank, float[][] raw, String patches) {
        double[] mean = result.estimate().mean();
        PlainConvolution folded = bank.fold(result.whitening(), mean);
        float[][] white = new float[raw.length][];
        for (int p = 0; p < raw.length; p++) {
            white[p] = whitened(result.whitening(), mean, raw[p]);
        }
        float[][] outputs = new float[raw.length][];
        float[][] foldedOutputs = new float[raw.length][];
        for (int p = 0; p < raw.length; p++) {
            outputs[p] = bank.convolution().apply(patchOfAllGroups(bank, white, p), 0);
            foldedOutputs[p] = folded.apply(patchOfAllGroups(bank, raw, p), 0);
        }
        return new FoldCheck(bank, folded, outputs, foldedOutputs, patches);
    }

    private static float[] patchOfAllGroups(KernelBank bank, float[][] rows, int patch) {
        float[] all = new float[bank.convolution().features()];
        for (int g = 0; g < bank.groups().size(); g++) {
            int[] columns = bank.groups().get(g);
            float[] row = rows[(patch + g) % rows.length];
            for (int j = 0; j < columns.length; j++) {
                all[columns[j]] = row[j];
            }
        }
        return all;
    }

    private static float[] whitened(double[] whitening, double[] mean, float[] patch) {
        int n = patch.length;
        float[] centred = new float[n];
        for (int j = 0; j < n; j++) {
            centred[j] = patch[j] - (float) mean[j];
        }
        float[] white = new float[n];
        for (int i = 0; i < n; i++) {
            // Two sums, so that an addition need not wait for the one before.
            float even = 0;
            float odd = 0;
            int j = 0;
            for (; j + 1 < n; j += 2) {
                even += (float) whitening[i * n + j] * centred[j];
                odd += (float) whitening[i * n + j + 1] * centred[j + 1];
            }
            white[i] = j < n ? even + odd + (float) whitening[i * n + j] * centred[j] : even + odd;
        }
        return white;
    }

    /** Largest absolute difference between the outputs of both. */
    public double largestDifference() {
        double largest = 0;
        for (int p = 0; p < outputs.length; p++) {
            for (int o = 0; o < outputs[p].length; o++) {
                largest = Math.max(largest, Math.abs(outputs[p][o] - foldedOutputs[p][o]));
            }
        }
        return largest;
    }

    /** Largest absolute output, to compare the difference with. */
    public double largestOutput() {
        double largest = 0;
        for (float[] patch : outputs) {
            for (float output : patch) {
                largest = Math.max(largest, Math.abs(output));
            }
        }
        return largest;
    }
}

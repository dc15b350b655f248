package io.github.deconvscope.lab.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.math.PlainConvolution;
import io.github.deconvscope.math.SquareMatrix;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldCheckTest {
    private static WhiteningResult layer(int n, Random random) {
        double[] factor = random.doubles(n * n, -1, 1).toArray();
        double[] covariance = SquareMatrix.symmetricProduct(factor, SquareMatrix.transpose(factor, n), n);
        for (int i = 0; i < n; i++) {
            covariance[i * n + i] += 0.1;
        }
        double[] mean = random.doubles(n, -2, 2).toArray();
        CovarianceEstimate estimate = CovarianceEstimate.ofLayer(covariance, n, mean, i -> "", 0, Optional.empty(), 0);
        return new WhiteningLab().whiten(estimate, WhiteningState.DEFAULT.withIterations(6));
    }

    @ParameterizedTest
    @CsvSource({"4, 4, false", "6, 2, false", "6, 2, true", "8, 1, true"})
    void kernelsOfALayerFoldGroupByGroup(int channels, int block, boolean interleaved) {
        Random random = new Random(channels * 31L + block);
        FeatureBlocks layout = new FeatureBlocks(channels, 3, block, interleaved);
        List<int[]> groups =
                IntStream.range(0, layout.groups()).mapToObj(layout::columnsOf).toList();
        WhiteningResult result = layer(layout.groupFeatures(), random);
        double[] weights = random.doubles(3L * layout.features(), -1, 1).toArray();
        KernelBank bank =
                new KernelBank(new PlainConvolution(weights, new double[] {1, 2, 3}), channels, 3, groups, "");

        FoldCheck fold = FoldCheck.of(result, bank);

        // The same with one large matrix: D of each group in its rows and columns.
        double[][] all = new double[layout.groups()][];
        double[] mean = new double[layout.features()];
        for (int g = 0; g < all.length; g++) {
            all[g] = result.whitening();
            for (int j = 0; j < layout.groupFeatures(); j++) {
                mean[groups.get(g)[j]] = result.estimate().mean()[j];
            }
        }
        PlainConvolution expected =
                bank.convolution().fold(SquareMatrix.scattered(all, groups, layout.features()), mean);
        assertThat(fold.folded().weights()).containsExactly(expected.weights(), within(1e-12));
        assertThat(fold.folded().bias()).containsExactly(expected.bias(), within(1e-10));
        assertThat(fold.largestOutput()).isGreaterThan(1);
        assertThat(fold.largestDifference()).isLessThan(1e-4 * fold.largestOutput());
    }

    @Test
    void aWrongFoldWouldShow() {
        WhiteningResult result = layer(9, new Random(1));
        KernelBank bank = KernelBank.examples(1, 3);
        FoldCheck right = FoldCheck.of(result, bank);
        float[][] wrong = new float[right.outputs().length][];
        for (int p = 0; p < wrong.length; p++) {
            wrong[p] = bank.convolution().apply(new float[9], 0);
        }

        assertThat(new FoldCheck(bank, right.folded(), right.outputs(), wrong, "").largestDifference())
                .isGreaterThan(0.1);
    }
}

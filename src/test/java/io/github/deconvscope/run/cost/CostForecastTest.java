package io.github.deconvscope.run.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.run.ModelName;
import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostForecastTest {
    private static RunConfig config(Random random) {
        ModelName[] models = ModelName.values();
        return RunConfig.defaults()
                .with(RunOption.MODEL, models[random.nextInt(models.length)])
                .with(RunOption.WIDTH, 1.0)
                .with(RunOption.BATCH, (long) (2 + random.nextInt(200)))
                .with(RunOption.BLOCK, 8L << random.nextInt(4))
                .with(RunOption.ITERATIONS, (long) (2 + random.nextInt(9)));
    }

    private static StepCost cost(Random random) {
        Map<StepPart, Double> millis = new EnumMap<>(StepPart.class);
        for (StepPart part : StepPart.values()) {
            millis.put(part, 100 * random.nextDouble());
        }
        return new StepCost(1 + random.nextInt(32), millis);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatStaysTheSameCostsTheSame(long seed) {
        Random random = new Random(seed);
        RunConfig config = config(random);
        StepCost cost = cost(random);
        assertThat(CostForecast.millis(config, cost, config)).isCloseTo(cost.total(), within(1e-9));
        assertThat(CostForecast.alternatives(config)).contains(config).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void iterationsChangeNothingButNewtonSchulz(long seed) {
        Random random = new Random(seed);
        // A batch that is not few samples for any head, where products are counted another way.
        RunConfig config = config(random).with(RunOption.ITERATIONS, 5L).with(RunOption.BATCH, 512L);
        // Products by hand: 10 for 5 iterations, 15 for 7; the first layer keeps its own number.
        RunConfig seven = config.with(RunOption.ITERATIONS, 7L).with(RunOption.FIRST_ITERATIONS, 7L);
        RunConfig five = config.with(RunOption.FIRST_ITERATIONS, 5L);
        StepCost cost = cost(random);
        double root = cost.of(StepPart.NEWTON_SCHULZ) + cost.of(StepPart.NEWTON_SCHULZ_BACK);
        assertThat(CostForecast.millis(five, cost, seven)).isCloseTo(cost.total() + 0.5 * root, within(1e-9));
    }

    @Test
    void aWarmStartTakesThreeProductsMoreInEachLayerAndSingleIterationsMoreThanPairs() {
        RunConfig config = RunConfig.defaults().with(RunOption.BATCH, 512L);
        int layers = 9;
        int cold = WhiteningWork.of(config).newtonSchulz().products();
        int warm = WhiteningWork.of(config.with(RunOption.WARM_START, true))
                .newtonSchulz()
                .products();
        assertThat(warm - cold).isEqualTo(3 * layers);
        // By hand: 10 and 12 products for 5 iterations, 35 and 42 for the first layer's 15.
        int single = WhiteningWork.of(config.with(RunOption.STOP_RESIDUAL, 0.5))
                .newtonSchulz()
                .products();
        assertThat(single - cold).isEqualTo((layers - 1) * 2 + 7);
    }

    @Test
    void aHeadOfFewSamplesWorksOnProductsBetweenThem() {
        RunConfig head = RunConfig.defaults().with(RunOption.WIDTH, 1.0).with(RunOption.BLOCK, 64L);
        RunConfig few = head.with(RunOption.BATCH, 256L);
        RunConfig many = head.with(RunOption.BATCH, 257L);
        double products = WhiteningWork.of(many).newtonSchulz().multiplyAdds()
                - WhiteningWork.of(few).newtonSchulz().multiplyAdds();
        // 10 products of 512 x 512, against 28 of 256 x 256, 2 of 256 x 256 x 512 and one of 256 x 512 x 512.
        double side = 256;
        assertThat(products).isCloseTo((80 - 28 - 4 - 4) * side * side * side, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theWorkGrowsAsCounted(long seed) {
        RunConfig config = config(new Random(seed)).with(RunOption.BLOCK, 8L);
        WhiteningWork[] work = new WhiteningWork[3];
        for (int i = 0; i < 3; i++) {
            work[i] = WhiteningWork.of(config.with(RunOption.BLOCK, 8L << i));
        }
        // First layer and head have blocks of their own, so that differences are compared: linear, cubic, linear.
        assertThat((work[2].covariance().multiplyAdds() - work[1].covariance().multiplyAdds())
                        / (work[1].covariance().multiplyAdds()
                                - work[0].covariance().multiplyAdds()))
                .isCloseTo(2, within(1e-9));
        assertThat((work[2].newtonSchulz().multiplyAdds()
                                - work[1].newtonSchulz().multiplyAdds())
                        / (work[1].newtonSchulz().multiplyAdds()
                                - work[0].newtonSchulz().multiplyAdds()))
                .isCloseTo(8, within(1e-9));
        assertThat((work[2].weight().multiplyAdds() - work[1].weight().multiplyAdds())
                        / (work[1].weight().multiplyAdds() - work[0].weight().multiplyAdds()))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void countsByHand() {
        // conv2 of VGG-11 alone tells the difference of two batches: 16 x 16 pixels, every third, 64 channels of 9.
        RunConfig one = RunConfig.defaults()
                .with(RunOption.WIDTH, 1.0)
                .with(RunOption.BLOCK, 64L)
                .with(RunOption.BATCH, 2L);
        RunConfig two = one.with(RunOption.BATCH, 3L);
        double perImage = WhiteningWork.of(two).covariance().multiplyAdds()
                - WhiteningWork.of(one).covariance().multiplyAdds();
        double first = 2.0 * 27 * 11 * 11 * 27;
        double conv2 = 576.0 * 6 * 6 * 576;
        double conv3 = 2 * 576.0 * 3 * 3 * 576;
        double conv4 = 4 * 576.0 * 3 * 3 * 576;
        double conv5 = 4 * 576.0 * 2 * 2 * 576;
        double conv6 = 8 * 576.0 * 2 * 2 * 576;
        double conv7and8 = 2 * 8 * 576.0 * 576;
        double head = 512.0 * 512;
        assertThat(perImage).isEqualTo(first + conv2 + conv3 + conv4 + conv5 + conv6 + conv7and8 + head);
    }

    @Test
    void anotherSeedCostsTheSameAndAnotherBatchDoesNot() {
        RunConfig config = RunConfig.defaults();
        assertThat(CostForecast.sameCost(config, config.with(RunOption.SEED, 7L)))
                .isTrue();
        assertThat(CostForecast.sameCost(config, config.with(RunOption.BLOCK, 8L)))
                .isFalse();
        assertThat(CostForecast.comparable(config, config.with(RunOption.BLOCK, 8L)))
                .isTrue();
        assertThat(CostForecast.comparable(config, config.with(RunOption.BATCH, 7L)))
                .isFalse();
    }

    @Test
    void aNetThatDoesNotWhitenHasNothingToChange() {
        RunConfig config = RunConfig.defaults().with(RunOption.NORMALIZATION, Normalization.BATCHNORM);
        assertThat(CostForecast.alternatives(config)).isEmpty();
        assertThat(WhiteningWork.of(config).convolutions()).isZero();
    }

    @Test
    void smallMatricesTakeTheTimeOfTheirStart() {
        // Convolutions at 100 multiply-adds a nanosecond; Newton-Schulz so slow that its products, not their size, must
        // be what takes time.
        RunConfig small = RunConfig.defaults().with(RunOption.WIDTH, 0.25).with(RunOption.BLOCK, 8L);
        RunConfig large = small.with(RunOption.BLOCK, 64L);
        WhiteningWork now = WhiteningWork.of(small);
        WhiteningWork then = WhiteningWork.of(large);
        Map<StepPart, Double> millis = new EnumMap<>(StepPart.class);
        for (StepPart part : StepPart.values()) {
            millis.put(part, 0.0);
        }
        double rate = 1e8;
        millis.put(StepPart.CONVOLUTION, now.convolutions() / rate);
        millis.put(StepPart.NEWTON_SCHULZ, 3 + now.newtonSchulz().multiplyAdds() / rate);
        double expected = (now.convolutions() + then.newtonSchulz().multiplyAdds()) / rate + 3;
        assertThat(CostForecast.millis(small, new StepCost(1, millis), large)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void jsonAndBack() {
        StepCost cost = cost(new Random(3));
        assertThat(StepCost.fromJson(cost.toJson())).isEqualTo(cost);
    }
}

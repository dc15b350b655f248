package io.github.deconvscope.run.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** A machine on which a product takes a start and then a rate that grows with its size, with noise of some per cent. */
    private record Machine(double start, double rate, double half, double noise) {
        static Machine of(Random random) {
            return new Machine(
                    0.002 + 0.02 * random.nextDouble(),
                    (20 + 180 * random.nextDouble()) * 1e6,
                    40 + 200 * random.nextDouble(),
                    0.15 * random.nextDouble());
        }

        double millis(int side) {
            double reached = rate * side / (side + half);
            return start + (side <= WhiteningRules.DOUBLE_UP_TO ? 2 : 1) * (double) side * side * side / reached;
        }

        ProductTimes times(RunConfig config) {
            SortedMap<Integer, ProductTimes.Span> spans = new TreeMap<>();
            CostForecast.sides(config)
                    .forEach(side -> spans.put(side, new ProductTimes.Span(millis(side), millis(side) * (1 + noise))));
            return new ProductTimes(spans);
        }

        /**
         * What a step takes: each part its products, and beyond them a share that grows with them and a time for each.
         *
         * @param share of what the products take
         * @param each milliseconds a product
         */
        StepCost step(RunConfig config, double share, double each) {
            WhiteningWork work = WhiteningWork.of(config);
            Map<StepPart, Double> millis = new EnumMap<>(StepPart.class);
            millis.put(StepPart.CONVOLUTION, 25.0);
            millis.put(StepPart.AUTOGRAD, 40 + 2 * part(work.weight(), share, each));
            millis.put(StepPart.COVARIANCE, part(work.covariance(), share, each));
            millis.put(StepPart.COVARIANCE_BACK, part(work.covarianceBack(), share, each));
            millis.put(StepPart.NEWTON_SCHULZ, part(work.newtonSchulz(), share, each));
            millis.put(StepPart.NEWTON_SCHULZ_BACK, part(work.newtonSchulzBack(), share, each));
            millis.put(StepPart.WEIGHT, part(work.weight(), share, each));
            return new StepCost(5, millis, times(config));
        }

        private double part(WhiteningWork.Load load, double share, double each) {
            return load.millis(this::millis) * (1 + share) + each * load.products();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatStaysTheSameCostsTheSame(long seed) {
        Random random = new Random(seed);
        RunConfig config = config(random);
        StepCost cost = cost(random).with(Machine.of(random).times(config));
        CostForecast.Range same = CostForecast.counted(config, cost, config);
        assertThat(same.low()).isCloseTo(cost.total(), within(1e-9));
        assertThat(same.high()).isCloseTo(cost.total(), within(1e-9));
        assertThat(CostForecast.alternatives(config)).contains(config).doesNotHaveDuplicates();
    }

    /** From any block to any other, at any width, on machines that differ by ten. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theRangeHoldsWhateverTheRestOfAPartGrowsWith(long seed) {
        Random random = new Random(seed);
        Machine machine = Machine.of(random);
        double share = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        double each = random.nextInt(3) == 0 ? 0 : 0.1 * random.nextDouble();
        for (double width : new double[] {0.125, 0.25, 0.5, 1}) {
            RunConfig config = config(random).with(RunOption.WIDTH, width);
            StepCost measured = machine.step(config, share, each);
            for (RunConfig other : CostForecast.alternatives(config)) {
                double truth = machine.step(other, share, each).total();
                CostForecast.Range range = CostForecast.counted(config, measured, other);
                assertThat(truth)
                        .as("width " + width + ", from block " + config.block() + " to " + other.block())
                        .isBetween(range.low() * (1 - 1e-9), range.high() * (1 + 1e-9));
            }
        }
    }

    /**
     * Where a part is hardly more than its products, little is left open; but downwards, where the little that a large block took beyond them is
     * much beside a small one.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void onASteadyMachineTheRangeIsNarrow(long seed) {
        Random random = new Random(seed);
        Machine drawn = Machine.of(random);
        Machine machine = new Machine(drawn.start, drawn.rate, drawn.half, 0.05);
        for (long block : new long[] {8, 16, 32, 64, 128}) {
            RunConfig config = RunConfig.defaults().with(RunOption.WIDTH, 0.25).with(RunOption.BLOCK, block);
            StepCost measured = machine.step(config, 0.02, 0);
            for (RunConfig other : CostForecast.alternatives(config)) {
                CostForecast.Range range = CostForecast.counted(config, measured, other);
                if (other.block() >= block) {
                    assertThat(range.high() / range.low()).isLessThan(1.3);
                }
            }
        }
    }

    @Test
    void theRangeLeavesRoomForWhatARunDiffersFromItself() {
        RunConfig small = RunConfig.defaults().with(RunOption.BLOCK, 8L);
        RunConfig large = small.with(RunOption.BLOCK, 64L);
        StepCost measured = Machine.of(new Random(1)).step(small, 0.5, 0.01);
        CostForecast.Range counted = CostForecast.counted(small, measured, large);
        CostForecast.Range up = CostForecast.millis(small, measured, large);
        assertThat(counted.low() / up.low()).isCloseTo(1.6, within(1e-9));
        assertThat(up.high() / counted.high()).isCloseTo(1.6, within(1e-9));
        CostForecast.Range same = CostForecast.millis(small, measured, small);
        assertThat(same.high() / same.low()).isCloseTo(1.6 * 1.6, within(1e-9));
    }

    /** A run that was measured, see docs/performance.md. */
    private record Measured(String sitting, RunConfig config, StepCost cost) {
        static List<Measured> all() throws IOException {
            List<Measured> runs = new ArrayList<>();
            try (Reader in = new InputStreamReader(
                    CostForecastTest.class.getResourceAsStream("/forecast/measured.json"), StandardCharsets.UTF_8)) {
                for (JsonElement each : JsonParser.parseReader(in).getAsJsonArray()) {
                    JsonObject run = each.getAsJsonObject();
                    RunConfig config = RunConfig.defaults()
                            .with(RunOption.WIDTH, run.get("width").getAsDouble())
                            .with(RunOption.BATCH, run.get("batch").getAsLong())
                            .with(RunOption.BLOCK, run.get("block").getAsLong());
                    runs.add(new Measured(
                            run.get("sitting").getAsString(),
                            config,
                            StepCost.fromJson(new JsonFields("cost", run.getAsJsonObject("cost")))));
                }
            }
            return runs;
        }
    }

    @Test
    void whatWasMeasuredLiesInTheRange() throws IOException {
        int pairs = 0;
        for (Measured run : Measured.all()) {
            for (Measured other : Measured.all()) {
                if (run.sitting.equals(other.sitting) && run.config.block() != other.config.block()) {
                    CostForecast.Range range = CostForecast.millis(run.config, run.cost, other.config);
                    assertThat(other.cost.total())
                            .as(run.sitting + ", block " + run.config.block() + " to " + other.config.block())
                            .isBetween(range.low(), range.high());
                    pairs++;
                }
            }
        }
        assertThat(pairs).isEqualTo(12 + 12 + 12 + 6 + 2);
    }

    /** What the engine takes for such layers, see {@link WhiteningRules#fewSamples}: none of the products is as large as the covariance. */
    @Test
    void aLayerOfFewSamplesWorksOnProductsBetweenThem() {
        RunConfig few = RunConfig.defaults()
                .with(RunOption.WIDTH, 1.0)
                .with(RunOption.BLOCK, 128L)
                .with(RunOption.BATCH, 16L);
        assertThat(WhiteningWork.of(few).newtonSchulz().squares().tailMap(1152)).isEmpty();
        assertThat(WhiteningWork.of(few.with(RunOption.WARM_START, true))
                        .newtonSchulz()
                        .squares())
                .containsKey(1152);
        assertThat(WhiteningWork.of(few.with(RunOption.BATCH, 256L))
                        .newtonSchulz()
                        .squares())
                .containsKey(1152);
    }

    @Test
    void workIsTheSameInSquares() {
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            WhiteningWork work = WhiteningWork.of(config(random));
            for (WhiteningWork.Load load :
                    List.of(work.covariance(), work.newtonSchulz(), work.newtonSchulzBack(), work.weight())) {
                double sum = load.millis(
                        side -> (double) side * side * side * (side <= WhiteningRules.DOUBLE_UP_TO ? 2 : 1));
                // what is multiplied in single precision beside a small side counts double here
                assertThat(load.multiplyAdds()).isBetween(sum / 2 * (1 - 1e-9), sum * (1 + 1e-9));
            }
        }
    }

    @Test
    void timesBetweenTheSizesLieBetweenTheTimes() {
        ProductTimes times = new ProductTimes(
                new TreeMap<>(Map.of(100, new ProductTimes.Span(1, 2), 200, new ProductTimes.Span(8, 10))));
        assertThat(times.fastest(100)).isEqualTo(1);
        assertThat(times.median(200)).isEqualTo(10);
        // at a steady rate: the cube of the size
        assertThat(times.fastest(150)).isCloseTo(3.375, within(1e-9));
        assertThat(times.fastest(400)).isCloseTo(64, within(1e-9));
        assertThat(times.fastest(50)).isCloseTo(0.125, within(1e-9));
        assertThat(ProductTimes.fromJson(new JsonFields("times", times.toJson())))
                .isEqualTo(times);
        assertThat(CostForecast.isPossible(new StepCost(1, Map.of()))).isFalse();
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
        // 10 products of 512 x 512, against 19 of 256 x 256, 2 of 256 x 256 x 512 and one of 256 x 512 x 512.
        double side = 256;
        assertThat(products).isCloseTo((80 - 19 - 4 - 4) * side * side * side, within(1.0));
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
    void jsonAndBack() {
        StepCost cost = cost(new Random(3));
        assertThat(StepCost.fromJson(new JsonFields("cost", cost.toJson()))).isEqualTo(cost);
        StepCost timed = cost.with(Machine.of(new Random(5)).times(RunConfig.defaults()));
        assertThat(StepCost.fromJson(new JsonFields("cost", timed.toJson()))).isEqualTo(timed);
    }
}

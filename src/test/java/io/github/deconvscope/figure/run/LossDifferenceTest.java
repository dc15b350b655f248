package io.github.deconvscope.figure.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.run.LossDifference.Outcome;
import io.github.deconvscope.math.StudentT;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossDifferenceTest {
    private static final int PAIRS = 1000;

    /** Pairs that differ by nothing but the seed: a trend that all share, a level of the seed's own, and noise that goes on from step to step. */
    @ParameterizedTest
    @CsvSource({"2, 60, 0", "2, 160, 0.9", "3, 40, 0.9", "4, 160, 0", "4, 400, 0.95", "4, 60, 0.5"})
    void seedsAloneRaiseAFalseAlarmInAtMostFiveOfAHundredPairs(int others, int steps, double memory) {
        assertThat(alarms(others, steps, memory, 0)).isLessThanOrEqualTo(5 * PAIRS / 100);
    }

    /** A difference of ten times the standard deviation of seeds' means is noticed by three seeds in all, one of six times by five. */
    @ParameterizedTest
    @CsvSource({"2, 160, 0.9, 0.75", "4, 160, 0.9, 0.45", "4, 60, 0, 0.22"})
    void aRealDifferenceIsNoticed(int others, int steps, double memory, double difference) {
        assertThat(alarms(others, steps, memory, difference)).isGreaterThan(PAIRS * 3 / 4);
    }

    private static int alarms(int others, int steps, double memory, double difference) {
        Random random = new Random(31 * others + steps);
        int alarms = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            RunFeed a = run(random, steps, memory, 0);
            RunFeed b = run(random, steps, memory, difference);
            List<RunFeed> seeds = new ArrayList<>();
            for (int i = 0; i < others; i++) {
                seeds.add(run(random, steps, memory, 0));
            }
            LossDifference apart = new LossDifference(a, b, seeds);
            assertThat(apart.outcome()).isIn(Outcome.WITHIN_CHANCE, Outcome.BEYOND_CHANCE);
            alarms += apart.outcome() == Outcome.BEYOND_CHANCE ? 1 : 0;
        }
        return alarms;
    }

    /** Mean losses of real runs, each as a run that had it in every step: what {@link LossDifference} says of them. */
    @ParameterizedTest
    @CsvSource({"2, 18, 1080", "3, 3, 360"})
    void pairsOfRealSeedsRaiseAsManyAlarmsAsIsSaid(int others, int said, int pairs) throws IOException {
        Map<String, List<RunFeed>> nets = new LinkedHashMap<>();
        for (String line :
                Files.readAllLines(Path.of("docs", "runs", "lesson-11.csv")).subList(1, 91)) {
            String[] cells = line.split(",");
            double[] losses = new double[LossDifference.LEAST_STEPS];
            Arrays.fill(losses, Double.parseDouble(cells[4]));
            nets.computeIfAbsent(String.join(" ", cells[0], cells[1], cells[2]), net -> new ArrayList<>())
                    .add(feed(losses));
        }
        int alarms = 0;
        int all = 0;
        for (List<RunFeed> seeds : nets.values()) {
            for (int chosen = 0; chosen < 1 << seeds.size(); chosen++) {
                List<RunFeed> likeA = new ArrayList<>();
                List<RunFeed> rest = new ArrayList<>();
                for (int i = 0; i < seeds.size(); i++) {
                    ((chosen >> i & 1) == 1 ? likeA : rest).add(seeds.get(i));
                }
                for (RunFeed a : likeA.size() == others + 1 ? likeA : List.<RunFeed>of()) {
                    List<RunFeed> otherSeeds =
                            likeA.stream().filter(seed -> seed != a).toList();
                    for (RunFeed b : rest) {
                        Outcome outcome = new LossDifference(a, b, otherSeeds).outcome();
                        alarms += outcome == Outcome.BEYOND_CHANCE ? 1 : 0;
                        all++;
                    }
                }
            }
        }
        assertThat(all).isEqualTo(pairs);
        assertThat(alarms).isEqualTo(said).isLessThanOrEqualTo(5 * pairs / 100);
    }

    private static RunFeed run(Random random, int steps, double memory, double level) {
        double[] losses = new double[steps];
        double own = level + 0.03 * random.nextGaussian();
        double noise = random.nextGaussian();
        for (int i = 0; i < steps; i++) {
            losses[i] = 0.5 + 1.8 * Math.exp(-i / 50.0) + own + 0.1 * noise;
            noise = memory * noise + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        }
        return feed(losses);
    }

    private static LiveFeed feed(double... losses) {
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(Path.of("none")));
        for (int i = 0; i < losses.length; i++) {
            feed.add(new StepRecord(i + 1, 1, losses[i], 0, 0.1, 20, 1, false));
        }
        return feed;
    }

    /** At the last step the losses of the seeds happen to cross; over the window they are apart, and a lone step decides nothing. */
    @Test
    void oneStepAtWhichSeedsCrossDecidesNothing() {
        double[][] losses = new double[4][60];
        double[] level = {0, 0.005, 0.03, -0.03};
        for (int run = 0; run < 4; run++) {
            for (int i = 0; i < 60; i++) {
                losses[run][i] = 1 + (i == 59 ? run == 1 ? 0.005 : 0 : level[run]);
            }
        }
        LossDifference apart =
                new LossDifference(feed(losses[0]), feed(losses[1]), List.of(feed(losses[2]), feed(losses[3])));
        assertThat(apart.outcome()).isEqualTo(Outcome.WITHIN_CHANCE);
        assertThat(apart.difference()).isCloseTo(0.005, Offset.offset(1e-12));
        // Means over 20 steps of A and its seeds: 0 and 19/20 of 0.03 on either side.
        double s = 0.03 * 19 / 20;
        assertThat(apart.chance()).isCloseTo(StudentT.within95(2) * s * Math.sqrt(2), Offset.offset(1e-12));
    }

    @Test
    void whatCannotBeToldIsNotTold() {
        double[] flat = new double[30];
        double[] broken = new double[30];
        broken[29] = Double.NaN;
        assertThat(outcome(19, feed(flat), feed(flat))).isEqualTo(Outcome.TOO_EARLY);
        assertThat(outcome(30)).isEqualTo(Outcome.TOO_FEW_SEEDS);
        assertThat(outcome(30, feed(flat))).isEqualTo(Outcome.TOO_FEW_SEEDS);
        assertThat(outcome(30, feed(flat), feed(broken))).isEqualTo(Outcome.SEED_DIVERGED);
        assertThat(new LossDifference(feed(flat), feed(broken), List.of()).outcome())
                .isEqualTo(Outcome.NOT_A_NUMBER);
        assertThat(outcome(30, feed(flat), feed(new double[5])))
                .as("a seed that has just begun")
                .isEqualTo(Outcome.TOO_EARLY);
    }

    private static Outcome outcome(int steps, RunFeed... seeds) {
        return new LossDifference(feed(new double[steps]), feed(new double[steps]), List.of(seeds)).outcome();
    }

    @Test
    void theWindowIsTheLastQuarterAtLeastTwenty() {
        assertThat(LossDifference.window(5)).isEqualTo(5);
        assertThat(LossDifference.window(60)).isEqualTo(20);
        assertThat(LossDifference.window(160)).isEqualTo(40);
    }
}

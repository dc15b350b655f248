package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.record.StepFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nets of real runs, opened: their scores against the test that the run recorded, and what cannot be
 * opened. Those of runs that go on: {@link LiveNetworksTest}. Their gradients: {@link GradientRuleTest}.
 */
@Tag("engine")
class TrainedNetworksTest extends NetsOfRuns {
    @Test
    void predictionsAreThoseOfTheRunsOwnTestAndEachPictures() throws Exception {
        RunHandle run = train(TINY.with(RunOption.EPOCHS, 3L));
        List<String> told = new ArrayList<>();
        try (OpenNetwork net = open()) {
            TestPredictions all = answer(net.predictions((done, total) -> told.add(done + "/" + total)));
            assertThat(all.accuracy())
                    .isCloseTo(run.feed().curve(Metric.TEST_ACCURACY).snapshot().last(), within(1e-6));
            assertThat(told).containsExactly("0/70", "64/70", "70/70");
            int sum = 0;
            int[][] confusion = all.confusion();
            for (int truth = 0; truth < 10; truth++) {
                assertThat(Arrays.stream(confusion[truth]).sum()).isEqualTo(7);
                assertThat(all.accuracy(truth)).isEqualTo(confusion[truth][truth] / 7.0);
                for (int predicted = 0; predicted < 10; predicted++) {
                    int asTruth = truth;
                    int asPredicted = predicted;
                    assertThat(all.all().stream().filter(p -> p.truth() == asTruth && p.predicted() == asPredicted))
                            .hasSize(confusion[truth][predicted]);
                    sum += confusion[truth][predicted];
                }
            }
            assertThat(sum).isEqualTo(70);
            List<TestPredictions.Prediction> mistakes = all.surestMistakes(5);
            assertThat(mistakes).hasSizeLessThanOrEqualTo(5).noneMatch(TestPredictions.Prediction::right);
            for (TestPredictions.Prediction one :
                    List.of(all.all().get(0), all.all().get(69))) {
                NetworkPass pass = answer(net.look(net.testPicture(one.picture())));
                assertThat(pass.predicted()).isEqualTo(one.predicted());
                assertThat(pass.picture().truth()).hasValue(one.truth());
                // One picture and a batch of them may be convolved by other kernels.
                assertThat(pass.probabilities()[one.predicted()]).isCloseTo(one.probability(), within(1e-4));
                assertThat(Arrays.stream(pass.probabilities()).sum()).isCloseTo(1, within(1e-12));
                assertThat(pass.ranking().get(0)).isEqualTo(pass.predicted());
            }
        }
    }

    @Test
    void theTopPicturesOfAChannelAreThoseOfAPassOverEachPicture() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            TopPictures top = answer(net.top(3, TestProgress.NONE));
            int channel = 5;
            Map<Integer, LayerActivation.Peak> peaks = new LinkedHashMap<>();
            for (int i = 0; i < net.info().testPictures(); i++) {
                peaks.put(i, answer(net.look(net.testPicture(i))).layer(3).peak(channel));
            }
            List<Integer> expected = peaks.entrySet().stream()
                    .filter(e -> e.getValue().value() > 0)
                    .sorted((a, b) ->
                            Float.compare(b.getValue().value(), a.getValue().value()))
                    .limit(TopPictures.COUNT)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(top.of(channel)).isNotEmpty();
            assertThat(top.of(channel).stream().map(TopPictures.Top::picture)).containsExactlyElementsOf(expected);
            for (TopPictures.Top one : top.of(channel)) {
                LayerActivation.Peak peak = peaks.get(one.picture());
                assertThat(one.peak().value()).isCloseTo(peak.value(), within(1e-5f * peak.value()));
                assertThat(one.peak().row()).isEqualTo(peak.row());
                assertThat(one.peak().column()).isEqualTo(peak.column());
            }
        }
    }

    @Test
    void aPassIsGivenUpWhenAsked() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            assertThatThrownBy(() -> answer(net.predictions((done, total) -> done == 0)))
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(answer(net.top(1, TestProgress.NONE)).pictures()).isEqualTo(70);
        }
    }

    /** Drawn anew from the same seed they are the same, and what they make has another order of its pixels. */
    @Test
    void layersDrawnAnewMakeAnotherPicture() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(0);
            int channel = answer(net.look(picture)).layer(4).peak().channel();
            BackQuestion question = new BackQuestion(picture, 4, channel, BackRule.DECONVNET);
            BackProjection own = answer(net.back(question));
            assertThat(own.rankCorrelation(own)).isCloseTo(1, within(1e-12));
            BackQuestion redrawn = question.with(new Redraw(Set.of(2, 3), 7));
            BackProjection other = answer(net.back(redrawn));
            assertThat(other.picture()).isNotEqualTo(own.picture());
            // The end of the run may keep the compute thread busy, so that one of them is answered in double precision.
            assertClose("drawn again", answer(net.back(redrawn)).picture(), other.picture());
            assertThat(own.rankCorrelation(other)).isLessThan(0.999);
            assertClose("as learned again", answer(net.back(question)).picture(), own.picture());
            assertThatThrownBy(() -> net.back(question.with(new Redraw(Set.of(9), 7))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("Layer 9 is not one of this net's convolutions; they are 1 to 8.");
        }
    }

    @Test
    void whatIsNotThereIsRefusedInWords() throws Exception {
        refused("There is no run folder");
        Files.createDirectories(run());
        refused("config.json is missing");
        Files.writeString(run().resolve("config.json"), TINY.toJson().toString());
        refused("has no checkpoint yet");
        Files.delete(run().resolve("config.json"));
        Files.delete(run());
        train(TINY);
        long step = checkpoints().get(0);
        assertThatThrownBy(
                        () -> answer(networks.open(new NetworkSource(run(), OptionalLong.of(999), Optional.empty()))))
                .hasRootCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no checkpoint of step 999", "there is one of step " + step + ".");
        OpenNetwork net = open();
        assertThat(net.info().step()).isEqualTo(step);
        NetworkPicture picture = net.testPicture(0);
        assertThatThrownBy(() -> net.testPicture(70))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Test picture 70 is not there; this run tests on 70, 0 to 69.");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 10, 0, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Layer 10 is not one of");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 1, 4, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Channel 4 is not one of layer 1; it has 4, 0 to 3.");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 9, 10, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Class 10 is not one of");
        net.close();
        assertThatThrownBy(() -> answer(net.look(picture))).hasMessageContaining("is closed");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> open())
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
    }

    /** A first layer that is frozen, one channel a layer, fp16, and a run that was stopped within its first epoch. */
    @ParameterizedTest
    @CsvSource({"freeze-steps,1", "width,0.002", "precision,fp16", "max-steps,2"})
    void unusualNetsAreShown(String option, String value) throws Exception {
        RunConfig config = TINY.withText(RunOption.byId(option), value);
        train(config);
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(1);
            NetworkPass pass = answer(net.look(picture));
            assertThat(pass.layers()).hasSize(8);
            for (BackRule rule : BackRule.values()) {
                BackProjection made = answer(net.back(new BackQuestion(picture, 8, 0, rule)));
                assertThat(made.picture()).hasSize(3 * 32 * 32);
                for (float value1 : made.picture()) {
                    assertThat(value1).isFinite();
                }
                if (made.peak().orElseThrow().value() == 0) {
                    assertThat(made.picture()).containsOnly(0);
                    assertThat(made.rankCorrelation(made)).isNaN();
                }
            }
        }
    }

    /** A diverged net, one that is only about to, one of other classes and one whose file lacks an array. */
    @Test
    void netsThatMeanNothingAreRefusedInWords() throws Exception {
        train(TINY.withText(RunOption.NORMALIZATION, "none"));
        StepFiles files = new StepFiles(run().resolve("checkpoint"));
        Path file = files.of(files.steps().get(0));
        Map<String, NpyArray> good = NpzFile.readAll(file);

        write(file, good, "net/features.3.weight", Float.NaN);
        refused("holds NaN in features.3.weight: the run diverged");

        write(file, good, "net/features.3.weight", 3e38f);
        try (OpenNetwork net = open()) {
            assertThatThrownBy(() -> answer(net.look(net.testPicture(0))))
                    .hasCauseInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("beyond what fp32 can add up");
        }

        Map<String, NpyArray> fewer = new LinkedHashMap<>(good);
        fewer.put("net/classifier.bias", NpyArray.of(new float[7], 7));
        NpzFile.write(file, fewer);
        refused("tells 7 classes apart, but Fashion, small (embedded) has 10");

        Map<String, NpyArray> less = new LinkedHashMap<>(good);
        less.remove("net/features.6.weight");
        NpzFile.write(file, less);
        refused("holds no array \"net/features.6.weight\"");
    }

    private static void write(Path file, Map<String, NpyArray> good, String name, float value) throws Exception {
        Map<String, NpyArray> changed = new LinkedHashMap<>(good);
        float[] values = changed.get(name).toFloats().clone();
        Arrays.fill(values, value);
        changed.put(name, NpyArray.of(values, changed.get(name).shape()));
        NpzFile.write(file, changed);
    }

    /**
     * What a unit sees is what changes it: pixels outside change nothing, and each edge of the field does. Of an own plan, whose strides and windows
     * are of several kinds.
     */
    @Test
    void theFieldThatIsShownIsWhatPixelsChange() throws Exception {
        train(TINY.withText(RunOption.MODEL, "plan").withText(RunOption.PLAN, PLAN));
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(0);
            NetworkPass usual = answer(net.look(picture));
            for (NetworkLayer layer : net.info().layers()) {
                int row = layer.size().height() / 2;
                int column = layer.size().width() - 1;
                PixelArea field = layer.sees(row, column);
                float[] before = unit(usual, layer, row, column);
                float[] outside = unit(answer(net.look(changed(net, picture, field, false, 40))), layer, row, column);
                for (int c = 0; c < before.length; c++) {
                    assertThat(outside[c])
                            .as("layer %d, channel %d", layer.number(), c)
                            .isCloseTo(before[c], within(1e-4f * Math.max(1, Math.abs(before[c]))));
                }
                for (PixelArea edge : List.of(
                        new PixelArea(field.row(), field.column(), 1, field.width()),
                        new PixelArea(field.row() + field.height() - 1, field.column(), 1, field.width()),
                        new PixelArea(field.row(), field.column(), field.height(), 1),
                        new PixelArea(field.row(), field.column() + field.width() - 1, field.height(), 1))) {
                    double most = 0;
                    for (float by : new float[] {-40, 40}) {
                        float[] after =
                                unit(answer(net.look(changed(net, picture, edge, true, by))), layer, row, column);
                        for (int c = 0; c < before.length; c++) {
                            most = Math.max(most, Math.abs(after[c] - before[c]));
                        }
                    }
                    assertThat(most).as("layer %d, %s", layer.number(), edge).isPositive();
                }
            }
        }
    }

    private static float[] unit(NetworkPass pass, NetworkLayer layer, int row, int column) {
        float[] values = new float[layer.channels()];
        for (int c = 0; c < values.length; c++) {
            values[c] = pass.layer(layer.number()).map(c)[row * layer.size().width() + column];
        }
        return values;
    }

    /** A picture whose pixels inside an area, or outside of it, are brighter. */
    private static NetworkPicture changed(
            OpenNetwork net, NetworkPicture picture, PixelArea area, boolean inside, float by) {
        int side = picture.image().width();
        float[][] planes = new float[picture.image().channels()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = picture.image().plane(c).clone();
            for (int i = 0; i < planes[c].length; i++) {
                int down = i / side - area.row();
                int right = i % side - area.column();
                boolean in = down >= 0 && down < area.height() && right >= 0 && right < area.width();
                planes[c][i] += in == inside ? by : 0;
            }
        }
        return net.info()
                .format()
                .picture(picture.name(), new ColorImage(side, side, planes), picture.index(), picture.truth());
    }
}

package io.github.deconvscope.figure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of a net, of a net that needs no framework: their numbers are those that the net gave. */
class NetworkFiguresTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);
    private static final double WIDTH = 800;
    private static final double HEIGHT = 420;

    @TempDir
    static Path folder;

    private static RunFeed run;

    private final RandomNetwork net = new RandomNetwork(5);

    @BeforeAll
    static void record() throws IOException {
        run = RecordedRun.open(SampleRun.write(folder.resolve("run"), "deconv")).feed();
    }

    static List<String> ids() {
        return new NetworkFigureProvider(NetworkLab.NONE)
                .figures().stream().map(FigureEntry::id).toList();
    }

    private Figure figure(String id, String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return FigureCatalog.standard(net).find(id).make(given, Optional.of(run));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isPaintedInEveryFormatAndTellsItsNumbersUnderThePointer(String id) throws IOException {
        Figure figure = figure(id);
        assertThat(net.closed).isTrue();
        assertThat(figure.title()).isNotBlank();
        assertThat(figure.caption()).endsWith("From run random, step 40.");
        assertThat(figure.altText()).contains(figure.title());
        for (String end : List.of("png", "svg", "pdf", "csv")) {
            Path file = folder.resolve(id + "." + end);
            FigureExporter.write(
                    figure,
                    Optional.empty(),
                    ExportSettings.fitting(figure, 400, FigureTheme.DARK, true, true, ""),
                    file);
            assertThat(Files.size(file)).isPositive();
        }
        Map<String, FigureHit> hits = new TreeMap<>();
        for (double y = 1; y < HEIGHT; y += 3.1) {
            for (double x = 1; x < WIDTH; x += 3.3) {
                figure.hit(x, y, WIDTH, HEIGHT, STYLE)
                        .ifPresent(hit -> hits.put(hit.part() + " " + hit.row() + " " + hit.column(), hit));
            }
        }
        assertThat(hits).isNotEmpty();
        if (figure instanceof TileSheet sheet) {
            hits.values().forEach(hit -> checkTile(sheet, hit));
        }
    }

    private static void checkTile(TileSheet sheet, FigureHit hit) {
        DataTable table = sheet.table();
        int first = sheet.tiles().subList(0, hit.row()).stream()
                .mapToInt(tile -> tile.values().length)
                .sum();
        int row = first + hit.column();
        assertThat(table.value(row, 0)).isEqualTo(sheet.tiles().get(hit.row()).name());
        assertThat(hit.text())
                .startsWith(table.value(row, 0) + ", ")
                .contains("row " + table.value(row, 2) + ", column " + table.value(row, 3) + ": ")
                .contains(Numbers.full((Float) table.value(row, 4)));
    }

    @Test
    void theOverviewTellsPeaksAndScores() throws Exception {
        NetworkPass pass = net.look(net.testPicture(4)).toCompletableFuture().get();
        NetOverview figure = (NetOverview) figure("network-overview", "test-index", "4");
        DataTable table = figure.table();
        int row = 0;
        for (LayerActivation activation : pass.layers()) {
            for (int c = 0; c < activation.layer().channels(); c++, row++) {
                assertThat(table.value(row, 0))
                        .isEqualTo("layer " + activation.layer().number());
                assertThat(table.value(row, 2)).isEqualTo(activation.peak(c).value());
                assertThat(table.value(row, 5)).isEqualTo(activation.zeros(c));
            }
        }
        for (int c = 0; c < 10; c++, row++) {
            assertThat(table.value(row, 2)).isEqualTo(pass.logits()[c]);
            assertThat(table.value(row, 6)).isEqualTo(pass.probabilities()[c]);
        }
        assertThat(table.rowCount()).isEqualTo(row);
        assertThat(figure.caption())
                .startsWith("Taken for " + net.info().classNames().get(pass.predicted()) + " (")
                .contains("; it is four.");
        assertThat(figure.hit(WIDTH - 3, HEIGHT - 3, WIDTH, HEIGHT, STYLE))
                .hasValueSatisfying(
                        hit -> assertThat(hit.text()).startsWith("nine: score " + Numbers.full(pass.logits()[9])));
    }

    @Test
    void picturesOfAChannelAreThoseOfTheNet() throws Exception {
        TileSheet back = (TileSheet) figure("network-back", "test-index", "3", "layer", "3", "channel", "2");
        assertThat(back.tiles()).hasSize(4);
        for (BackRule rule : BackRule.values()) {
            BackProjection made = net.back(new BackQuestion(net.testPicture(3), 3, 2, rule))
                    .toCompletableFuture()
                    .get();
            assertThat(back.tiles().get(1 + rule.ordinal()).name()).isEqualTo(rule.label());
            assertThat(back.tiles().get(1 + rule.ordinal()).values()).containsExactly(made.picture());
        }
        TileSheet steps =
                (TileSheet) figure("network-steps", "test-index", "3", "layer", "3", "channel", "2", "rule", "guided");
        BackProjection guided = net.back(new BackQuestion(net.testPicture(3), 3, 2, BackRule.GUIDED))
                .toCompletableFuture()
                .get();
        // Start; ReLU and transposed convolution of three layers; one pooling between the second and the third.
        assertThat(steps.tiles()).hasSize(8).hasSameSizeAs(guided.steps());
        assertThat(steps.tiles().get(3).name()).isEqualTo("3 unpool, layer 2");
        assertThat(steps.tiles().get(7).values()).containsExactly(guided.picture());
        TileSheet channel = (TileSheet) figure("network-channel", "layer", "2", "channel", "1");
        assertThat(channel.tiles().get(2).values())
                .containsExactly(net.kernels(2).learned(1));
        assertThat(channel.tiles().get(3).values())
                .containsExactly(net.kernels(2).folded(1));
        assertThat(channel.tiles().get(3).name()).isEqualTo("W D");
    }

    @Test
    void topPicturesConfusionAndMistakesAreThoseOfTheNet() throws Exception {
        TopPictures top = net.top(3, TestProgress.NONE).toCompletableFuture().get();
        TileSheet sheet = (TileSheet) figure("network-top", "layer", "3", "channel", "1");
        assertThat(sheet.tiles().stream().map(PictureTile::name))
                .containsExactlyElementsOf(top.of(1).stream()
                        .map(one -> Integer.toString(one.picture()))
                        .toList());
        TestPredictions all =
                net.predictions(TestProgress.NONE).toCompletableFuture().get();
        DataTable confusion = figure("network-confusion").table();
        for (int truth = 0; truth < 10; truth++) {
            for (int taken = 0; taken < 10; taken++) {
                int of = truth;
                int as = taken;
                assertThat(((Number) confusion.value(truth, taken + 1)).longValue())
                        .isEqualTo(all.all().stream()
                                .filter(p -> p.truth() == of && p.predicted() == as)
                                .count());
            }
        }
        TileSheet mistakes = (TileSheet) figure("network-mistakes");
        assertThat(mistakes.tiles().stream().map(PictureTile::name))
                .containsExactlyElementsOf(all.surestMistakes(NetworkFigures.MISTAKES).stream()
                        .map(one -> Integer.toString(one.picture()))
                        .toList());
    }

    /** Of a kernel of 5 x 5, as an own plan may have: every weight at its place. */
    @Test
    void theKernelsOfAChannelAreAsLargeAsTheyAre() throws Exception {
        RandomNetwork wide = new RandomNetwork(8, 5, 1);
        NetworkPass pass = wide.look(wide.testPicture(0)).toCompletableFuture().get();
        TileSheet sheet = (TileSheet) NetworkFigures.channel(pass, wide.kernels(2), 3);
        float[] learned = wide.kernels(2).learned(3);
        PictureTile tile = sheet.tiles().get(2);
        assertThat(tile.size()).isEqualTo(Size.square(5));
        for (int i = 0; i < learned.length; i++) {
            assertThat(tile.value(i / 25, i / 5 % 5, i % 5)).isEqualTo(learned[i]);
        }
    }

    /** In a narrow place fewer tiles stand in a row and words take more lines, and no letter of them is left out. */
    @ParameterizedTest
    @ValueSource(strings = {"network-channel", "network-top", "network-mistakes", "network-redrawn", "network-back"})
    void allWordsOfATileAreThereInANarrowPlace(String id) {
        TileSheet sheet = (TileSheet) figure(id);
        for (double width : new double[] {300, 390, 800}) {
            assertThat(PaintedWords.of(sheet, width, sheet.leastHeight(width)))
                    .isNotEmpty()
                    .noneMatch(words -> words.endsWith("\u2026"));
        }
    }

    /** The share beside the bar is that of the sentence, digit for digit. */
    @ParameterizedTest
    @ValueSource(doubles = {250, 900})
    void aShareHasTheSameDigitsInAFigureAndInItsSentence(double width) {
        Figure overview = figure("network-overview", "test-index", "4");
        Matcher said = Pattern.compile("Taken for (\\w+) \\(([^)]+ %)\\)").matcher(overview.altText());
        assertThat(said.find()).as(overview.altText()).isTrue();
        assertThat(PaintedWords.of(overview, width, HEIGHT)).contains(said.group(1), said.group(2));
    }

    /** From a whole window to what a lesson leaves of the smallest one: the layers are told in fewer words, and none is cut. */
    @ParameterizedTest
    @ValueSource(doubles = {250, 290, 330, 500, 900})
    void noWordOfAnOverviewIsCut(double width) {
        Figure overview = figure("network-overview", "test-index", "4");
        assertThat(PaintedWords.of(overview, width, HEIGHT))
                .contains("scores", "four")
                .anyMatch(words -> words.startsWith("zeros"))
                .noneMatch(words -> words.endsWith("\u2026"));
    }

    @Test
    void aSignalOfFewChannelsIsDrawnWhole() {
        TileSheet step = (TileSheet) figure("network-step", "layer", "3", "position", "1");
        assertThat(step.tiles()).extracting(PictureTile::note).allMatch(note -> note.startsWith("6 channels of "));
    }

    @Test
    void whatIsNotThereIsRefusedInWords() {
        assertThatThrownBy(() -> figure("network-overview", "test-index", "24"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Test picture 24 is not there");
        assertThatThrownBy(() -> figure("network-back", "layer", "6"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Layer 6 is not one of this net's; its convolutions are 1 to 4, and 5 stands for the scores.");
        assertThatThrownBy(() -> figure("network-channel", "layer", "5"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Layer 5 is not one of this net's convolutions; they are 1 to 4.");
        assertThatThrownBy(() -> figure("network-steps", "layer", "1", "channel", "4"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Channel 4 is not one of layer 1");
        assertThatThrownBy(() -> figure(
                        "network-steps", "image", folder.resolve("none.png").toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
    }
}

package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.AnimationFrame;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.WrappedFigure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of an animation are on the scales of all of them, nothing but the data moves, and each names what it shows. */
class AnimationFrameTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    @TempDir
    Path folder;

    private List<Figure> frames(String id) throws IOException {
        FigureEntry entry = CATALOG.find(id);
        Optional<RunFeed> run = entry.needsRun()
                ? Optional.of(RecordedRun.open(SampleRun.write(
                                Files.createTempDirectory(folder, "run").resolve("run"), "deconv"))
                        .feed())
                : Optional.empty();
        Map<String, String> given = entry.needsRun()
                ? Map.of("layer", "features.3")
                : id.startsWith("whitening") ? Map.of("source", "synthetic") : Map.of("preset", "blur");
        return entry.frames(given, run);
    }

    private static Figure innermost(Figure figure) {
        return figure instanceof WrappedFigure wrapped ? innermost(wrapped.inner()) : figure;
    }

    private static List<Double> numbers(Figure figure) {
        DataTable table = figure.table();
        List<Double> numbers = new ArrayList<>();
        boolean curves = innermost(figure) instanceof LineChartFigure;
        for (int row = 0; row < table.rowCount(); row++) {
            for (int column = curves ? 2 : 1; column < table.columns().size(); column++) {
                if (table.value(row, column) instanceof Number number && Double.isFinite(number.doubleValue())) {
                    numbers.add(number.doubleValue());
                }
            }
        }
        return numbers;
    }

    private static ValueRange range(Figure figure) {
        Figure inner = innermost(figure);
        return inner instanceof HeatMapFigure map ? map.range() : ((LineChartFigure) inner).yRange();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whitening-matrix",
                "whitening-after",
                "whitening-gains",
                "training-covariance",
                "training-whitening"
            })
    void theRangeIsThatOfAllFrames(String id) throws IOException {
        List<Figure> frames = frames(id);
        assertThat(frames).hasSizeGreaterThan(2);
        ValueRange range = range(frames.get(0));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Figure frame : frames) {
            assertThat(range(frame)).isEqualTo(range);
            for (double number : numbers(frame)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        assertThat(low).isGreaterThanOrEqualTo(range.min());
        assertThat(high).isLessThanOrEqualTo(range.max());
        assertThat(extent(id, low, high))
                .as("not wider than it has to be")
                .isGreaterThan(extent(id, range.min(), range.max()) / 8);
    }

    /** As the eye sees it: gains have a logarithmic axis. */
    private static double extent(String id, double low, double high) {
        return id.endsWith("gains") ? Math.log(high / low) : high - low;
    }

    /** Whatever the caption is as long as, the axes and the bar of colours stand where they stood: pixel by pixel. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "whitening-matrix",
                "whitening-after",
                "whitening-gains",
                "training-covariance",
                "training-whitening"
            })
    void axesAndLegendsStayInTheirPlaces(String id) throws IOException {
        for (boolean captioned : new boolean[] {false, true}) {
            List<Figure> frames = frames(id);
            ExportSettings settings =
                    ExportSettings.fitting(frames.get(0), 560, FigureTheme.LIGHT, true, captioned, "the source");
            Set<Rectangle> places = new HashSet<>();
            BufferedImage first = Raster.paint(frames.get(0), settings);
            for (Figure frame : frames) {
                BufferedImage image = Raster.paint(frame, settings);
                Rectangle legend = legend(frame, image, captioned);
                places.add(legend);
                assertThat(differing(first, image, legend))
                        .as(id + " " + frame.altText())
                        .isZero();
            }
            assertThat(places).hasSize(1);
        }
    }

    /** Where nothing may change: the bar of a heat map, the labels of the vertical axis of a chart. */
    private static Rectangle legend(Figure frame, BufferedImage image, boolean captioned) {
        int below = captioned ? 130 : 60;
        return innermost(frame) instanceof HeatMapFigure
                ? new Rectangle(image.getWidth() - 70, 50, 70, image.getHeight() - 50 - below)
                : new Rectangle(0, 50, 30, image.getHeight() - 50 - below);
    }

    private static int differing(BufferedImage one, BufferedImage other, Rectangle2D where) {
        int count = 0;
        for (int y = (int) where.getMinY(); y < where.getMaxY(); y++) {
            for (int x = (int) where.getMinX(); x < where.getMaxX(); x++) {
                count += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    @Test
    void eachFrameNamesItsIterationStepOrPosition() throws IOException {
        assertThat(frames("whitening-gains").get(5).altText()).startsWith("iteration 5. ");
        assertThat(frames("training-covariance").get(1).altText()).startsWith("step 80. ");
        assertThat(frames("convolution-input").get(3).altText()).startsWith("position 3. ");
        List<Figure> frames = frames("whitening-after");
        ExportSettings settings = ExportSettings.fitting(frames.get(0), 400, FigureTheme.LIGHT, false, false, "");
        Rectangle strip = new Rectangle(0, 0, 200, 24);
        BufferedImage fifth = Raster.paint(frames.get(5), settings);
        assertThat(differing(fifth, Raster.paint(frames.get(6), settings), strip))
                .isPositive();
        AnimationFrame same = (AnimationFrame) frames.get(5);
        assertThat(differing(
                        fifth,
                        Raster.paint(new AnimationFrame(frames.get(6), same.name(), same.all()), settings),
                        new Rectangle(0, 0, 90, 20)))
                .as("the name is all that is in the strip")
                .isZero();
    }

    /** What a person gets: frames of a GIF, read back. */
    @Test
    void framesReadBackFromAGifShowTheSameAxes() throws IOException {
        List<Figure> frames = frames("whitening-gains");
        Path file = folder.resolve("gains.gif");
        ExportSettings settings = ExportSettings.fitting(frames.get(0), 560, FigureTheme.LIGHT, true, true, "");
        FigureExporter.writeAnimation(frames, 100, Optional.empty(), settings, file);
        List<BufferedImage> shown = ShownGif.frames(file);
        assertThat(shown).hasSameSizeAs(frames);
        BufferedImage first = shown.get(0);
        for (int i = 1; i < frames.size(); i++) {
            BufferedImage image = shown.get(i);
            assertThat(differing(first, image, legend(frames.get(i), image, true)))
                    .as("frame " + i)
                    .isZero();
            assertThat(differing(first, image, new Rectangle(0, 0, image.getWidth(), image.getHeight())))
                    .isPositive();
        }
    }

    /** Filters keep the scale of their own tile through all frames, so that they can be seen to grow. */
    @Test
    void tilesKeepTheirScale() throws IOException {
        List<Figure> frames = frames("whitening-filters");
        assertThat(innermost(frames.get(0)).caption()).contains("the same in all frames");
        ExportSettings settings = ExportSettings.fitting(frames.get(0), 300, FigureTheme.LIGHT, false, false, "");
        assertThat(contrast(Raster.paint(frames.get(1), settings)))
                .as("one iteration lifts little")
                .isLessThan(contrast(Raster.paint(frames.get(30), settings)) / 2);
    }

    /** Mean distance from grey of the middle of a picture. */
    private static double contrast(BufferedImage image) {
        double sum = 0;
        int count = 0;
        for (int y = image.getHeight() / 4; y < image.getHeight() * 3 / 4; y++) {
            for (int x = image.getWidth() / 4; x < image.getWidth() * 3 / 4; x++) {
                int rgb = image.getRGB(x, y);
                int green = rgb >> 8 & 255;
                // the gaps between tiles are white
                if (green < 250) {
                    sum += Math.abs(green - 128);
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void theFormulaOfAnyPositionHasTheRoomOfTheLongest() throws IOException {
        List<Figure> frames = frames("convolution-overview");
        assertThat(frames)
                .extracting(frame -> frame.preferredHeight(500))
                .containsOnly(frames.get(0).preferredHeight(500));
        assertThat(CATALOG.find("convolution-overview")
                        .frames(Map.of("preset", "blur", "select", "weight"), Optional.empty()))
                .isNotEmpty();
    }
}

package io.github.deconvscope.figure.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.experiment.RecordedExperiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of an experiment show what its runs recorded, averaged by hand here. */
class ExperimentFiguresTest {
    /** t(0.975) with two degrees of freedom, over the square root of three seeds; their standard deviation is 1. */
    private static final double HALF = 4.302653 / Math.sqrt(3);

    @TempDir
    static Path temp;

    private static Path folder;

    @BeforeAll
    static void record() throws IOException {
        folder = RecordedExperiment.write(temp.resolve("out"), "nd_lr-1_seed-2").path();
    }

    private static Figure figure(String id, Map<String, String> parameters) {
        FigureEntry entry = FigureCatalog.standard().find(id);
        return entry.maker().make(entry.inputOfImported(parameters, folder));
    }

    /** The numbers of the rows that begin with a name, without the name. */
    private static List<List<Double>> rows(Figure figure, String name) {
        DataTable table = figure.table();
        List<List<Double>> rows = new ArrayList<>();
        for (int r = 0; r < table.rowCount(); r++) {
            if (table.value(r, 0).equals(name)) {
                List<Double> row = new ArrayList<>();
                for (int c = 1; c < table.columns().size(); c++) {
                    row.add(((Number) table.value(r, c)).doubleValue());
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Losses of seeds 1, 2, 3 are 3 / step + seed: mean 2 more, deviation 1. */
    @Test
    void curvesAreMeansWithBands() {
        Figure loss = figure("experiment-curves", Map.of("curve", "loss", "band", "deviation"));
        List<List<Double>> bn = rows(loss, "bn at 0.1");
        assertThat(bn).hasSize(8);
        List<List<Double>> low = rows(loss, "bn at 0.1 (low)");
        for (int step = 1; step <= 8; step++) {
            assertThat(bn.get(step - 1).get(1)).isCloseTo(3.0 / step + 2, within(1e-12));
            assertThat(low.get(step - 1).get(1)).isCloseTo(3.0 / step + 1, within(1e-12));
        }
        Figure interval = figure("experiment-curves", Map.of("curve", "loss"));
        assertThat(rows(interval, "bn at 0.1 (high)").get(0).get(1)).isCloseTo(5 + HALF, within(1e-5));
        Figure range = figure("experiment-curves", Map.of("curve", "testAccuracy", "band", "range"));
        assertThat(rows(range, "bn at 0.1 (high)").get(1).get(1)).isCloseTo(28, within(1e-12));
    }

    /** The run that diverged left the other value with more seeds, so that this one is shown. */
    @Test
    void barsHoldMeanIntervalAndSeeds() {
        List<Double> bn = rows(figure("experiment-bars", Map.of()), "bn at 0.1").get(0);
        assertThat(bn.get(0)).isCloseTo(27, within(1e-9));
        assertThat(bn.get(1)).isCloseTo(27 - HALF, within(1e-5));
        assertThat(bn.get(2)).isCloseTo(27 + HALF, within(1e-5));
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(bn.get(2 + seed)).isCloseTo(25 + seed, within(1e-9));
        }
        assertThat(rows(figure("experiment-bars", Map.of()), "nd at 0.1").get(0).get(0))
                .isCloseTo(24, within(1e-9));
        assertThatThrownBy(() -> figure("experiment-bars", Map.of("measure", "test-los")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("test-los")
                .hasMessageContaining("test-loss");
    }

    @Test
    void whatWasSearchedIsDrawnWithTheRunsThatAreLeft() {
        Figure rates = figure("experiment-rates", Map.of());
        assertThat(rows(rates, "bn")).extracting(row -> row.get(0)).containsExactly(0.1, 1.0);
        assertThat(rows(rates, "nd").get(1).get(1)).isCloseTo(29, within(1e-9));
    }

    /** An epoch takes 3 seconds times the seed, so 6 in the mean. */
    @Test
    void accuracyStandsAtTheTimeTheStepsTook() {
        List<List<Double>> bn = rows(figure("experiment-time", Map.of()), "bn at 0.1");
        assertThat(bn.get(0).get(0)).isCloseTo(6, within(1e-9));
        assertThat(bn.get(1).get(0)).isCloseTo(12, within(1e-9));
        assertThat(bn.get(1).get(1)).isCloseTo(27, within(1e-9));
    }

    @Test
    void aFolderWithoutAnExperimentIsRefused() {
        FigureEntry entry = FigureCatalog.standard().find("experiment-bars");
        assertThatThrownBy(() -> entry.maker().make(entry.inputOfImported(Map.of(), temp)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("experiment.json is missing");
    }
}

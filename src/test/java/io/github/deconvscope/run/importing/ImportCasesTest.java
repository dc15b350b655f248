package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files as tools write them and as people report them, each with its right values by hand. */
class ImportCasesTest {
    private static final Path CASES = Path.of(System.getProperty("project.dir", "."), "src/test/resources/import");

    private static ImportedRun only(String file) throws IOException {
        List<ImportedRun> runs = CurveFiles.read(CASES.resolve(file));
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static void assertCurve(
            ImportedRun run, String original, String name, Axis axis, double[] at, double... value) {
        ImportedRun.Curve curve = run.curves().stream()
                .filter(one -> one.original().equals(original))
                .findFirst()
                .orElseThrow();
        ScalarSeries series = curve.series();
        assertThat(series.name()).isEqualTo(name);
        assertThat(series.axis()).isEqualTo(axis);
        assertThat(series.along(axis)).containsExactly(at);
        assertThat(series.value()).containsExactly(value);
    }

    private static double[] at(double... places) {
        return places;
    }

    @Test
    void kerasCountsEpochsFromZero() throws IOException {
        ImportedRun run = only("csv/keras-plain.csv");
        assertThat(run.curves()).hasSize(4);
        assertCurve(run, "loss", "trainLoss", Axis.EPOCH, at(1, 2), 1.62, 1.21);
        assertCurve(run, "accuracy", "trainAccuracy", Axis.EPOCH, at(1, 2), 0.41, 0.55);
        assertCurve(run, "val_loss", "testLoss", Axis.EPOCH, at(1, 2), 1.5, 1.33);
        assertCurve(run, "val_accuracy", "testAccuracy", Axis.EPOCH, at(1, 2), 0.45, 0.52);
        assertThat(run.remarks()).extracting(Remark::leftOut).containsExactly(false);
    }

    @Test
    void theRowInWhichKerasDivergedIsKept() throws IOException {
        ImportedRun run = only("csv/keras-terminate-on-nan.csv");
        assertCurve(run, "loss", "trainLoss", Axis.EPOCH, at(1, 2, 3), 1.62, 1.21, Double.NaN);
        assertCurve(run, "accuracy", "trainAccuracy", Axis.EPOCH, at(1, 2, 3), 0.41, 0.55, 0.1);
        assertCurve(run, "val_loss", "testLoss", Axis.EPOCH, at(1, 2), 1.5, 1.33);
    }

    @Test
    void noLogIsAnEmptyCell() throws IOException {
        ImportedRun run = only("csv/hf-no-log.tsv");
        assertCurve(run, "Training Loss", "trainLoss", Axis.EPOCH, at(2, 3), 0.61, 0.4);
        assertCurve(run, "Validation Loss", "testLoss", Axis.EPOCH, at(1, 2, 3), 0.55, 0.5, 0.49);
        assertThat(run.remarks()).isEmpty();
    }

    @Test
    void twoColumnsStayTwoCurves() throws IOException {
        ImportedRun run = only("csv/two-names-one-alias.csv");
        assertCurve(run, "train/loss", "train/loss", Axis.STEP, at(1, 2, 3), 1.2, 1.1, 1.0);
        assertCurve(run, "loss", "loss", Axis.STEP, at(1, 2, 3), 9.3, 9.25, 9.2);
        assertThat(run.remarks()).hasSize(1);
    }

    @Test
    void aWeightsAndBiasesExportNamesItsRunAndItsBand() throws IOException {
        ImportedRun lightning = only("csv/wandb-lightning-x-global-step.csv");
        assertThat(lightning.name()).contains("run-7");
        assertCurve(lightning, "run-7 - val_loss", "testLoss", Axis.STEP, at(499, 999, 1499), 1.2, 0.9, 0.8);
        assertThat(lightning.curves()).hasSize(1);
        assertThat(lightning.series().get(0).edges()).hasSize(2).allSatisfy(edge -> assertThat(edge.value())
                .containsExactly(1.2, 0.9, 0.8));
        ImportedRun chart = only("csv/wandb-chart-export.csv");
        assertThat(chart.name()).contains("fancy-sun-1");
        assertCurve(chart, "fancy-sun-1 - loss", "loss", Axis.STEP, at(0, 1, 2), 2.3, 1.9, 1.7);
    }

    @Test
    void spreadsheetsWriteDecimalCommasAndTellTheirSeparator() throws IOException {
        ImportedRun german = only("csv/german-excel-silent-drop.csv");
        assertCurve(german, "loss", "loss", Axis.STEP, at(100, 200), 1.62, 1.21);
        assertThat(german.series().get(0).epoch()).containsExactly(1, 2);
        assertThat(german.remarks()).isEmpty();
        assertCurve(only("csv/excel-sep-line.csv"), "loss", "trainLoss", Axis.EPOCH, at(1, 2), 1.62, 1.2);
    }

    @Test
    void theTimesOfFastaiAreDurationsOfEpochs() throws IOException {
        ImportedRun run = only("csv/fastai-history.csv");
        assertThat(run.curves()).hasSize(4);
        assertCurve(run, "time", "seconds", Axis.EPOCH, at(1, 2), 18, 17);
        assertCurve(run, "train_loss", "trainLoss", Axis.EPOCH, at(1, 2), 0.42, 0.33);
        assertCurve(run, "valid_loss", "testLoss", Axis.EPOCH, at(1, 2), 0.21, 0.18);
        assertCurve(run, "error_rate", "error_rate", Axis.EPOCH, at(1, 2), 0.08, 0.07);
        assertThat(run.series().get(0).seconds()).containsExactly(18, 35);
    }

    @Test
    void aRestartReplacesWhatItComputesAgain() throws IOException {
        ImportedRun run = only("csv/keras-append-restart.csv");
        assertCurve(run, "loss", "trainLoss", Axis.EPOCH, at(1, 2), 2.03, 1.99);
        assertThat(run.remarks().stream().filter(Remark::leftOut))
                .hasSize(2)
                .allSatisfy(remark -> assertThat(remark.toString()).contains("3 values", "continued"));
    }

    @Test
    void tensorBoardKeepsWhatTheRestartKept() throws IOException {
        ImportedRun run = only("events/resumed-purge");
        ScalarSeries loss = run.series().get(0);
        assertThat(loss.step())
                .containsExactly(
                        IntStream.rangeClosed(1, 20).mapToDouble(i -> 10 * i).toArray());
        double[] expected = IntStream.range(0, 20)
                .mapToDouble(i -> i < 10 ? (float) (1.9 - 0.1 * i) : (float) (1.9 - 0.1 * (i - 10)))
                .toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(loss.value()[i]).isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-6));
        }
        assertThat(run.remarks()).hasSize(1);
        assertThat(run.remarks().get(0).toString()).contains("5 values at step 110");
    }

    @Test
    void theValidationFolderOfKerasHoldsTheTestLoss() throws IOException {
        List<ImportedRun> runs = CurveFiles.read(CASES.resolve("events/keras-logs"));
        assertThat(runs)
                .extracting(run -> run.name().orElseThrow())
                .containsExactly("keras-logs/train", "keras-logs/validation");
        assertThat(runs.get(0).series())
                .extracting(ScalarSeries::name)
                .containsExactly("trainLoss", "trainAccuracy", "learningRate");
        assertThat(runs.get(1).series())
                .extracting(ScalarSeries::name)
                .containsExactly("testLoss", "testAccuracy", "evaluation_loss_vs_iterations");
        for (ImportedRun run : runs) {
            ScalarSeries loss = run.series().get(0);
            assertThat(loss.axis()).isEqualTo(Axis.EPOCH);
            assertThat(loss.epoch()).containsExactly(1, 2, 3);
        }
        assertThat(runs.get(1).series().get(0).value())
                .containsExactly(Arrays.stream(new float[][] {{2.4f, 2.2f, 2.3f}})
                        .flatMapToDouble(f -> IntStream.range(0, 3).mapToDouble(i -> f[i]))
                        .toArray());
        // One file of it alone knows its folder too.
        Path file = CASES.resolve("events/keras-logs/validation/events.out.tfevents.1795963797.vm.7741.1");
        assertThat(CurveFiles.read(file).get(0).series().get(0).name()).isEqualTo("testLoss");
    }
}

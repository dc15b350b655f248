package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes, runs and names of curves in the tables that other programs write. */
class TableTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'step;x;y\n1;1.234;1,5\n2;2.345;1,5\n'|\"1.234\" can be a thousand",
                "'step;x;y\n1;1,234;1.5\n2;2,345;1.5\n'|\"1,234\" can be a thousand",
                "'step;x;y\n1;1.5;1\n2;1,5;1\n'|a decimal point and some a decimal comma",
                "'step,x,y\n1,\"1,5\",1\n2,\"2,5\",1\n'|use a semicolon or a tab",
                "'step,x,y\n1,sgd,1\n2,adam,1\n'|holds words, no numbers, such as \"sgd\"",
                "'step,x,y\n1,,1\n2,NA,1\n'|every cell is empty",
                "',x,y\n0,a,1\n1,b,1\n'|it numbers the rows"
            })
    void whatCanBeReadInTwoWaysOrNotAtAllIsLeftOutAndTold(String text, String reason) throws IOException {
        ImportedRun run = Tables.read(folder, text);
        assertThat(run.series()).extracting(ScalarSeries::name).containsExactly("y");
        assertThat(Tables.told(run)).contains(reason);
        assertThat(run.remarks()).anyMatch(Remark::leftOut);
    }

    @Test
    void cellsAndRowsThatAreLeftOutAreCounted() throws IOException {
        ImportedRun run = Tables.read(folder, "step,loss\n1,2\n2,oops\nstep,loss\n3,1\n4,1,1\n5\n6,0.5,\n");
        assertThat(run.series().get(0).step()).containsExactly(1, 3, 6);
        assertThat(Tables.told(run))
                .contains("1 cell of column \"loss\": no number; the first is \"oops\" in row 2")
                .contains("2 rows: not as many cells as the header has; the first, line 6, has 3 cells, the header 2")
                .contains("1 repeated header");
    }

    @Test
    void lightningTellsTheEpochOfEachStep() throws IOException {
        ImportedRun run = Tables.read(
                folder,
                "epoch,step,train_loss_epoch,train_loss_step,val_loss\n"
                        + "0,49,,1.5,\n0,99,,1.4,\n0,99,1.45,,\n0,99,,,1.6\n"
                        + "1,149,,1.3,\n1,199,,1.2,\n1,199,1.25,,\n1,199,,,1.5\n2,249,,1.1,\n");
        ScalarSeries loss = Tables.curve(run, "train_loss_step");
        assertThat(loss.name()).isEqualTo("loss");
        assertThat(loss.step()).containsExactly(49, 99, 149, 199, 249);
        assertThat(loss.epoch()[1]).isEqualTo(1);
        assertThat(loss.epoch()[2]).isEqualTo(1.5);
        assertThat(loss.epoch()[3]).isEqualTo(2);
        assertThat(loss.epoch()[4]).as("the last epoch is not finished").isCloseTo(2.5, within(0.01));
        assertThat(Tables.curve(run, "train_loss_epoch").name()).isEqualTo("trainLoss");
        ScalarSeries test = Tables.curve(run, "val_loss");
        assertThat(test.name()).isEqualTo("testLoss");
        assertThat(test.step()).containsExactly(99, 199);
        assertThat(test.epoch()).containsExactly(1, 2);
    }

    @Test
    void huggingFaceHasStepsAndFractionsOfEpochs() throws IOException {
        ImportedRun run =
                Tables.read(folder, "Step\tTraining Loss\tValidation Loss\n500\tNo log\t0.6\n1000\t0.5\t0.55\n");
        assertThat(Tables.curve(run, "Training Loss").name()).isEqualTo("loss");
        assertThat(Tables.curve(run, "Training Loss").step()).containsExactly(1000);
        assertThat(Tables.curve(run, "Validation Loss").name()).isEqualTo("testLoss");
        run = Tables.read(folder, "train/epoch,train/global_step,train/loss,eval/loss\n0.5,100,2,\n1.0,200,1,1.5\n");
        assertThat(Tables.curve(run, "train/loss").name()).isEqualTo("loss");
        assertThat(Tables.curve(run, "train/loss").epoch()).containsExactly(0.5, 1);
        assertThat(Tables.curve(run, "eval/loss").step()).containsExactly(200);
    }

    @Test
    void weightsAndBiasesHasAxesOfItsOwnAndSeveralRuns() throws IOException {
        List<ImportedRun> runs = Tables.readAll(
                folder,
                "\"Step\",\"sun-1 - _step\",\"sun-1 - loss\",\"sun-1 - loss__MIN\",\"sun-1 - loss__MAX\","
                        + "\"sea - 2 - loss\",\"sun-1 - _timestamp\",\"sun-1 - _runtime\",\"sun-1 - trainer/global_step\"\n"
                        + "0,0,2,1,3,5,1700000000,10,49\n1,1,1,0.5,2,4,1700000010,20,99\n");
        assertThat(runs).extracting(run -> run.name().orElseThrow()).containsExactly("sun-1", "sea - 2");
        ImportedRun sun = runs.get(0);
        assertThat(sun.series()).extracting(ScalarSeries::name).containsExactly("loss");
        ScalarSeries loss = sun.series().get(0);
        assertThat(loss.step()).containsExactly(49, 99);
        assertThat(loss.seconds()).containsExactly(10, 20);
        assertThat(loss.edges().get(0).value()).containsExactly(1, 0.5);
        assertThat(loss.edges().get(1).value()).containsExactly(3, 2);
        assertThat(Tables.told(sun)).contains("_timestamp", "_step");
        assertThat(runs.get(1).series().get(0).step()).containsExactly(0, 1);
        assertThat(runs.get(1).series().get(0).value()).containsExactly(5, 4);
    }

    @Test
    void relativeTimesAndTimesOfDayBecomeTheTimeSinceTheStart() throws IOException {
        ScalarSeries loss = Tables.read(
                        folder, "\"Relative Time (Process)\",\"r - loss\",\"r - loss__MIN\"\n1.5,2,2\n3,1,1\n")
                .series()
                .get(0);
        assertThat(loss.axis()).isEqualTo(Axis.TIME);
        assertThat(loss.seconds()).containsExactly(1.5, 3);
        Path board = Files.writeString(
                folder.resolve("run-train-tag-epoch_loss.csv"),
                "Wall time,Step,Value\n1700000000.5,10,2.5\n1700000003.5,20,2\n");
        ImportedRun downloaded = CurveFiles.read(board).get(0);
        assertThat(downloaded.series().get(0).name()).isEqualTo("trainLoss");
        assertThat(downloaded.series().get(0).seconds()).containsExactly(0, 3);
        Path held = Files.move(board, folder.resolve("run-validation-tag-epoch_loss.csv"));
        assertThat(CurveFiles.read(held).get(0).series().get(0).name()).isEqualTo("testLoss");
    }

    @Test
    void batchesThatAreCountedAnewInEachEpochGoOn() throws IOException {
        ScalarSeries loss = Tables.read(folder, "epoch,batch,loss\n1,0,6\n1,1,5\n2,0,4\n2,1,3\n3,0,2\n")
                .series()
                .get(0);
        assertThat(loss.step()).containsExactly(0, 1, 2, 3, 4);
        assertThat(loss.epoch()[1]).isEqualTo(1);
        assertThat(loss.epoch()[3]).isEqualTo(2);
        loss = Tables.read(folder, "epoch,loss\n1,6\n1,5\n2,4\n2,3\n").series().get(0);
        assertThat(loss.step()).containsExactly(1, 2, 3, 4);
        assertThat(loss.value()).containsExactly(6, 5, 4, 3);
        loss = Tables.read(folder, "optimizer,loss\nsgd,2\nsgd,\nsgd,1\n")
                .series()
                .get(0);
        assertThat(loss.step()).containsExactly(1, 3);
    }

    @Test
    void aNewestFirstTableIsPutInOrderAndEveryValueIsThere() throws IOException {
        ImportedRun run = Tables.read(folder, "step,loss\n30,1\n20,2\n10,3\n");
        assertThat(run.series().get(0).step()).containsExactly(10, 20, 30);
        assertThat(run.series().get(0).value()).containsExactly(3, 2, 1);
        assertThat(Tables.told(run)).contains("in order of steps");
    }

    @Test
    void stepsThatAreTheSameInEveryRowAreNoAxis() throws IOException {
        ImportedRun run = Tables.read(folder, "epoch,steps,loss\n1,391,2\n2,391,1\n");
        assertThat(run.series().get(0).epoch()).containsExactly(1, 2);
        assertThat(Tables.told(run)).contains("every row says 391");
    }

    @Test
    void percentBecomesAShareAndIsTold() throws IOException {
        ImportedRun run = Tables.read(folder, "epoch,val_acc\n1,40\n2,60\n");
        assertThat(run.series().get(0).value()).containsExactly(0.4, 0.6);
        assertThat(Tables.told(run)).contains("percent");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void twoColumnsNeverBecomeOneCurve(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> pool = List.of(
                "loss",
                "Loss",
                "train/loss",
                "train_loss",
                "trainLoss",
                "training loss",
                "batch_loss",
                "epoch_loss",
                "acc",
                "accuracy",
                "train_acc",
                "val_loss",
                "valid_loss",
                "eval/loss",
                "test_loss",
                "testLoss",
                "val_acc",
                "val_accuracy",
                "lr",
                "learning_rate",
                "learningRate",
                "a",
                "a",
                "A",
                " loss ",
                "loss (2)");
        List<String> header = new ArrayList<>(List.of(random.nextBoolean() ? "step" : "epoch"));
        int columns = 2 + random.nextInt(15);
        for (int i = 0; i < columns; i++) {
            header.add(pool.get(random.nextInt(pool.size())));
        }
        StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
        for (int row = 1; row <= 3; row++) {
            int at = row;
            text.append(row)
                    .append(IntStream.rangeClosed(1, columns)
                            .mapToObj(i -> "," + (i + at) / 100.0)
                            .collect(Collectors.joining()))
                    .append('\n');
        }
        ImportedRun run = Tables.read(folder, text.toString());
        assertThat(run.curves()).hasSize(columns);
        assertThat(run.series().stream().map(ScalarSeries::name).distinct().count())
                .isEqualTo(columns);
        for (int i = 1; i <= columns; i++) {
            assertThat(run.curves().get(i - 1).original()).isEqualTo(header.get(i));
            assertThat(run.series().get(i - 1).value())
                    .containsExactly((i + 1) / 100.0, (i + 2) / 100.0, (i + 3) / 100.0);
        }
    }

    @Test
    void theNamesOfFoldersTellWhatWasMeasured() {
        assertThat(Arrays.asList("validation", "val", "eval", "eval_run2", "test", "Loss_test", "run/validation"))
                .allMatch(KnownCurves::isHeldOut);
        assertThat(Arrays.asList("train", "latest", "contest", "valley", "logs", ""))
                .noneMatch(KnownCurves::isHeldOut);
    }
}

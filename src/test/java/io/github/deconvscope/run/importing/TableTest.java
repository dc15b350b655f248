package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @TempDir
    Path folder;

    private List<ImportedRun> readAll(String text) throws IOException {
        return CurveFiles.read(Files.writeString(folder.resolve("curves.csv"), text));
    }

    private ImportedRun read(String text) throws IOException {
        List<ImportedRun> runs = readAll(text);
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static ScalarSeries curve(ImportedRun run, String original) {
        return run.curves().stream()
                .filter(one -> one.original().equals(original))
                .findFirst()
                .orElseThrow()
                .series();
    }

    private static String told(ImportedRun run) {
        return run.remarks().stream().map(Remark::toString).collect(Collectors.joining("\n"));
    }

    // Dialects

    /** A way to write a table, and the writer, which shares nothing with the reader. */
    private static final class Dialect {
        private final char separator;
        private final boolean comma;
        private final boolean separatorLine;
        private final boolean quotesAll;
        private final String end;
        private final boolean endOfLastLine;
        private final Charset charset;
        private final boolean mark;

        Dialect(Random random) {
            separator = ",;\t".charAt(random.nextInt(3));
            comma = separator != ',' && random.nextBoolean();
            separatorLine = random.nextInt(3) == 0;
            quotesAll = random.nextInt(3) == 0;
            end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            endOfLastLine = random.nextBoolean();
            charset = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                    .get(random.nextInt(3));
            mark = charset != StandardCharsets.UTF_8 || random.nextBoolean();
        }

        String number(double value) {
            String text = value == Math.rint(value) && Math.abs(value) < 1e9 && random(value)
                    ? Long.toString((long) value)
                    : Double.toString(value);
            return comma ? text.replace('.', ',') : text;
        }

        private static boolean random(double value) {
            return Double.doubleToLongBits(value) % 3 != 0;
        }

        private String quoted(String cell) {
            boolean needed =
                    quotesAll || cell.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r' || c == separator);
            return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        }

        byte[] write(List<List<String>> rows) {
            String text = rows.stream()
                    .map(row -> row.stream().map(this::quoted).collect(Collectors.joining(String.valueOf(separator))))
                    .collect(Collectors.joining(end));
            String whole = (mark ? "\ufeff" : "")
                    + (separatorLine ? "sep=" + separator + end : "")
                    + text
                    + (endOfLastLine ? end : "");
            return whole.getBytes(charset);
        }
    }

    private static String randomName(Random random) {
        String letters = "qzQ ,;\t\"\n\räü_/.-__ é漢";
        StringBuilder name = new StringBuilder("q");
        for (int i = random.nextInt(12); i > 0; i--) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTableInAnyDialectComesBackExactly(long seed) throws IOException {
        Random random = new Random(seed);
        Dialect dialect = new Dialect(random);
        int columns = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(30);
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("step"));
        for (int i = 0; i < columns; i++) {
            // Now and then two columns have one name.
            header.add(i > 0 && random.nextInt(6) == 0 ? header.get(i) : randomName(random));
        }
        table.add(header);
        List<List<double[]>> expected = new ArrayList<>();
        header.forEach(name -> expected.add(new ArrayList<>()));
        int step = random.nextInt(3);
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>();
            step += 1 + random.nextInt(700);
            cells.add(Integer.toString(step));
            for (int i = 1; i <= columns; i++) {
                double value;
                String cell;
                switch (random.nextInt(9)) {
                    case 0:
                        cells.add(List.of("", "NA", "N/A", "None", "null", "-", "No log")
                                .get(random.nextInt(7)));
                        continue;
                    case 1:
                        value = Double.NaN;
                        cell = List.of("nan", "NaN").get(random.nextInt(2));
                        break;
                    case 2:
                        value = Double.NEGATIVE_INFINITY;
                        cell = "-inf";
                        break;
                    case 3:
                        value = random.nextInt(5000) - 2500;
                        cell = dialect.number(value);
                        break;
                    default:
                        value = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
                        cell = dialect.number(value);
                        break;
                }
                cells.add(cell);
                expected.get(i).add(new double[] {step, value});
            }
            table.add(cells);
        }
        Path file = Files.write(folder.resolve("t.csv"), dialect.write(table));
        long filled = expected.stream().filter(points -> !points.isEmpty()).count();
        if (filled == 0) {
            assertThatThrownBy(() -> CurveFiles.read(file)).hasMessageContaining("every cell is empty");
            return;
        }
        List<ImportedRun> runs = CurveFiles.read(file);
        assertThat(runs).hasSize(1);
        List<ImportedRun.Curve> curves = runs.get(0).curves();
        assertThat(curves).hasSize((int) filled);
        assertThat(curves.stream()
                        .map(curve -> curve.series().name())
                        .distinct()
                        .count())
                .isEqualTo(filled);
        int next = 0;
        for (int i = 1; i <= columns; i++) {
            if (!expected.get(i).isEmpty()) {
                ImportedRun.Curve curve = curves.get(next++);
                assertThat(curve.original()).isEqualTo(header.get(i));
                assertThat(curve.series().name()).startsWith(header.get(i));
                assertThat(curve.series().step())
                        .containsExactly(
                                expected.get(i).stream().mapToDouble(p -> p[0]).toArray());
                assertThat(curve.series().value())
                        .containsExactly(
                                expected.get(i).stream().mapToDouble(p -> p[1]).toArray());
            }
        }
    }

    @Test
    void utf16WithoutAMarkAndWindowsLettersAreRead() throws IOException {
        String text = "step;größe\n1;2,5\n2;3,5\n";
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("windows-1252"))) {
            Path file = Files.write(folder.resolve("a.csv"), text.getBytes(charset));
            ImportedRun run = CurveFiles.read(file).get(0);
            assertThat(run.series().get(0).name()).isEqualTo("größe");
            assertThat(run.series().get(0).value()).containsExactly(2.5, 3.5);
            assertThat(told(run).contains("Windows-1252")).isEqualTo(charset.equals(Charset.forName("windows-1252")));
        }
    }

    // Numbers

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,62|1,21|1.62|1.21",
                "1,234|1,5|1.234|1.5",
                "1,234|2,345|1.234|2.345",
                "1.234,5|1,5|1234.5|1.5",
                "1,234.5|1.5|1234.5|1.5",
                "1.234.567|1|1234567|1",
                "1,234,567|1|1234567|1",
                "1.234|2.345|1.234|2.345",
                "-1,5e-3|+,5|-0.0015|0.5"
            })
    void decimalMarksAreToldApart(String first, String second, double one, double two) throws IOException {
        ScalarSeries x = curve(read("step;x\n1;" + first + "\n2;" + second + "\n"), "x");
        assertThat(x.value()).containsExactly(one, two);
    }

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
        ImportedRun run = read(text);
        assertThat(run.series()).extracting(ScalarSeries::name).containsExactly("y");
        assertThat(told(run)).contains(reason);
        assertThat(run.remarks()).anyMatch(Remark::leftOut);
    }

    @Test
    void cellsAndRowsThatAreLeftOutAreCounted() throws IOException {
        ImportedRun run = read("step,loss\n1,2\n2,oops\nstep,loss\n3,1\n4,1,1\n5\n6,0.5,\n");
        assertThat(run.series().get(0).step()).containsExactly(1, 3, 6);
        assertThat(told(run))
                .contains("1 cell of column \"loss\": no number; the first is \"oops\" in row 2")
                .contains("2 rows: not as many cells as the header has; the first, line 6, has 3 cells, the header 2")
                .contains("1 repeated header");
    }

    // Axes

    @Test
    void lightningTellsTheEpochOfEachStep() throws IOException {
        ImportedRun run = read("epoch,step,train_loss_epoch,train_loss_step,val_loss\n"
                + "0,49,,1.5,\n0,99,,1.4,\n0,99,1.45,,\n0,99,,,1.6\n"
                + "1,149,,1.3,\n1,199,,1.2,\n1,199,1.25,,\n1,199,,,1.5\n2,249,,1.1,\n");
        ScalarSeries loss = curve(run, "train_loss_step");
        assertThat(loss.name()).isEqualTo("loss");
        assertThat(loss.step()).containsExactly(49, 99, 149, 199, 249);
        assertThat(loss.epoch()[1]).isEqualTo(1);
        assertThat(loss.epoch()[2]).isEqualTo(1.5);
        assertThat(loss.epoch()[3]).isEqualTo(2);
        assertThat(loss.epoch()[4]).as("the last epoch is not finished").isCloseTo(2.5, within(0.01));
        assertThat(curve(run, "train_loss_epoch").name()).isEqualTo("trainLoss");
        ScalarSeries test = curve(run, "val_loss");
        assertThat(test.name()).isEqualTo("testLoss");
        assertThat(test.step()).containsExactly(99, 199);
        assertThat(test.epoch()).containsExactly(1, 2);
    }

    @Test
    void huggingFaceHasStepsAndFractionsOfEpochs() throws IOException {
        ImportedRun run = read("Step\tTraining Loss\tValidation Loss\n500\tNo log\t0.6\n1000\t0.5\t0.55\n");
        assertThat(curve(run, "Training Loss").name()).isEqualTo("loss");
        assertThat(curve(run, "Training Loss").step()).containsExactly(1000);
        assertThat(curve(run, "Validation Loss").name()).isEqualTo("testLoss");
        run = read("train/epoch,train/global_step,train/loss,eval/loss\n0.5,100,2,\n1.0,200,1,1.5\n");
        assertThat(curve(run, "train/loss").name()).isEqualTo("loss");
        assertThat(curve(run, "train/loss").epoch()).containsExactly(0.5, 1);
        assertThat(curve(run, "eval/loss").step()).containsExactly(200);
    }

    @Test
    void weightsAndBiasesHasAxesOfItsOwnAndSeveralRuns() throws IOException {
        List<ImportedRun> runs =
                readAll("\"Step\",\"sun-1 - _step\",\"sun-1 - loss\",\"sun-1 - loss__MIN\",\"sun-1 - loss__MAX\","
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
        assertThat(told(sun)).contains("_timestamp", "_step");
        assertThat(runs.get(1).series().get(0).step()).containsExactly(0, 1);
        assertThat(runs.get(1).series().get(0).value()).containsExactly(5, 4);
    }

    @Test
    void relativeTimesAndTimesOfDayBecomeTheTimeSinceTheStart() throws IOException {
        ScalarSeries loss = read("\"Relative Time (Process)\",\"r - loss\",\"r - loss__MIN\"\n1.5,2,2\n3,1,1\n")
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
        ScalarSeries loss = read("epoch,batch,loss\n1,0,6\n1,1,5\n2,0,4\n2,1,3\n3,0,2\n")
                .series()
                .get(0);
        assertThat(loss.step()).containsExactly(0, 1, 2, 3, 4);
        assertThat(loss.epoch()[1]).isEqualTo(1);
        assertThat(loss.epoch()[3]).isEqualTo(2);
        loss = read("epoch,loss\n1,6\n1,5\n2,4\n2,3\n").series().get(0);
        assertThat(loss.step()).containsExactly(1, 2, 3, 4);
        assertThat(loss.value()).containsExactly(6, 5, 4, 3);
        loss = read("optimizer,loss\nsgd,2\nsgd,\nsgd,1\n").series().get(0);
        assertThat(loss.step()).containsExactly(1, 3);
    }

    @Test
    void aNewestFirstTableIsPutInOrderAndEveryValueIsThere() throws IOException {
        ImportedRun run = read("step,loss\n30,1\n20,2\n10,3\n");
        assertThat(run.series().get(0).step()).containsExactly(10, 20, 30);
        assertThat(run.series().get(0).value()).containsExactly(3, 2, 1);
        assertThat(told(run)).contains("in order of steps");
    }

    @Test
    void stepsThatAreTheSameInEveryRowAreNoAxis() throws IOException {
        ImportedRun run = read("epoch,steps,loss\n1,391,2\n2,391,1\n");
        assertThat(run.series().get(0).epoch()).containsExactly(1, 2);
        assertThat(told(run)).contains("every row says 391");
    }

    @Test
    void percentBecomesAShareAndIsTold() throws IOException {
        ImportedRun run = read("epoch,val_acc\n1,40\n2,60\n");
        assertThat(run.series().get(0).value()).containsExactly(0.4, 0.6);
        assertThat(told(run)).contains("percent");
    }

    // Names

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
        ImportedRun run = read(text.toString());
        assertThat(run.curves()).hasSize(columns);
        assertThat(run.series().stream().map(ScalarSeries::name).distinct().count())
                .isEqualTo(columns);
        for (int i = 1; i <= columns; i++) {
            assertThat(run.curves().get(i - 1).original()).isEqualTo(header.get(i));
            assertThat(run.series().get(i - 1).value())
                    .containsExactly((i + 1) / 100.0, (i + 2) / 100.0, (i + 3) / 100.0);
        }
    }

    // What is no table

    @Test
    void whatIsNoTableIsRefusedInWordsAndSoon() throws IOException {
        refused(new byte[0], "is empty");
        refused("\n\n".getBytes(StandardCharsets.UTF_8), "no header");
        refused("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "has no header");
        refused("step,loss\n1,\"2\n2,3\n".getBytes(StandardCharsets.UTF_8), "quotation mark is not closed");
        refused("step,loss\n1,\"2\"x\n".getBytes(StandardCharsets.UTF_8), "Unexpected character");
        refused("a,b\nx,y\n".getBytes(StandardCharsets.UTF_8), "holds no curve");
        refused("step,epoch\n1,1\n".getBytes(StandardCharsets.UTF_8), "holds no curve");
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        refused(noise, "neither text nor a TensorBoard event file");
        refused(("a" + ",b".repeat(2_000_000) + "\n").getBytes(StandardCharsets.UTF_8), "10000");
        refused("x".repeat(30_000_000).getBytes(StandardCharsets.UTF_8), "cannot be read as a table, after line 1");
        ByteArrayOutputStream odd = new ByteArrayOutputStream();
        odd.write("\ufeffstep;x\n1;2".getBytes(StandardCharsets.UTF_16LE));
        odd.write(new byte[] {0, (byte) 0xd8, 'x'});
        refused(odd.toByteArray(), "Save it as UTF-8");
    }

    private void refused(byte[] content, String why) throws IOException {
        Path file = Files.write(folder.resolve("odd.csv"), content);
        long start = System.nanoTime();
        assertThatThrownBy(() -> CurveFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("odd.csv", why);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }

    @Test
    void moreCellsThanCanBeComparedAreRefused() throws IOException {
        String row = "1" + ",2".repeat(4999) + "\n";
        StringBuilder text = new StringBuilder("step" + ",x".repeat(4999) + "\n");
        text.append(row.repeat(2001));
        refused(text.toString().getBytes(StandardCharsets.UTF_8), "more than 10000000 cells");
    }

    /** Bytes changed, cut or doubled at random places of logs as tools write them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBrokenFileIsReadOrRefusedInWords(long seed) throws IOException {
        Random random = new Random(seed);
        Path cases = Path.of(System.getProperty("project.dir", "."), "src/test/resources/import");
        List<Path> whole;
        try (Stream<Path> files = Files.walk(cases)) {
            whole = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (int round = 0; round < 100; round++) {
            byte[] bytes = Files.readAllBytes(whole.get(random.nextInt(whole.size())));
            for (int change = random.nextInt(6); change >= 0; change--) {
                int place = random.nextInt(bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[place] = (byte) ("\",;\t\n\r- 0e\0".charAt(random.nextInt(11)));
                    case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, place));
                    default -> {
                        byte[] more = Arrays.copyOf(bytes, bytes.length + place);
                        System.arraycopy(bytes, 0, more, bytes.length, place);
                        bytes = more;
                    }
                }
            }
            Path file = Files.write(folder.resolve("broken"), bytes);
            try {
                assertThat(CurveFiles.read(file)).isNotEmpty().allSatisfy(run -> assertThat(run.curves())
                        .isNotEmpty());
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).contains("broken").endsWith(".");
            }
        }
    }

    // Folders

    @Test
    void aFolderIsReadPartByPartAndABrokenPartDoesNotKeepTheOthersOut() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                Files.createDirectories(logs.resolve("version_0")).resolve("metrics.csv"), "step,loss\n1,2\n");
        Files.writeString(Files.createDirectories(logs.resolve("version_1")).resolve("metrics.csv"), "nothing\n");
        Files.writeString(Files.createDirectories(logs.resolve(".hidden")).resolve("metrics.csv"), "step,loss\n1,2\n");
        List<ImportedRun> runs = CurveFiles.read(logs);
        assertThat(runs).extracting(run -> run.name().orElseThrow()).containsExactly("version_0/metrics.csv");
        assertThat(told(runs.get(0))).contains("version_1");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> CurveFiles.read(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no TensorBoard event file");
        assertThatThrownBy(() -> CurveFiles.read(folder.resolve("nowhere")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no file or folder");
        Files.writeString(Files.createDirectory(folder.resolve("own")).resolve("config.json"), "{}");
        assertThatThrownBy(() -> CurveFiles.read(folder.resolve("own")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a run of this program");
    }

    @Test
    void theNamesOfFoldersTellWhatWasMeasured() {
        assertThat(Arrays.asList("validation", "val", "eval", "eval_run2", "test", "Loss_test", "run/validation"))
                .allMatch(KnownCurves::isHeldOut);
        assertThat(Arrays.asList("train", "latest", "contest", "valley", "logs", ""))
                .noneMatch(KnownCurves::isHeldOut);
    }
}

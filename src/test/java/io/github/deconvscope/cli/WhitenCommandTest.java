package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhitenCommandTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir"));
    private static final Path GOLDEN = Path.of(System.getProperty("golden.dir"));

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandRunner runner = new CommandRunner(new BareCommands());
        runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[args.length + 1];
        all[0] = "whiten";
        System.arraycopy(args, 0, all, 1, args.length);
        return runner.run(all);
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private String matrix(double[] values, int... shape) throws IOException {
        Path file = dir.resolve("matrix.npy");
        NpyArray.of(values, shape).write(file);
        return file.toString();
    }

    /** A picture in inks has the statistics of its colours, in whichever format it comes. */
    @ParameterizedTest
    @ValueSource(strings = {"inks.tif", "inks.jpg"})
    void inksAreNoOpacity(String name) {
        String photo =
                PROJECT.resolve("src/test/resources/images").resolve(name).toString();

        assertThat(run("--image", photo, "--iterations", "3", "--json")).isZero();

        assertThat(json().getAsJsonArray("eigenvalues").get(0).getAsDouble()).isCloseTo(1.045, within(0.001));
        assertThat(json().get("conditionNumber").getAsDouble()).isCloseTo(1.05e5, within(0.006e5));
    }

    @Test
    void aPhotographHasTwentySevenDimensions() {
        String photo = PROJECT.resolve("assets/photos/chelsea.png").toString();

        assertThat(run("--image", photo, "--iterations", "5", "--json")).isZero();

        JsonObject json = json();
        assertThat(json.keySet())
                .containsExactly("dimension", "iteration", "conditionNumber", "eigenvalues", "residuals", "whitening");
        assertThat(json.get("dimension").getAsInt()).isEqualTo(27);
        JsonArray eigenvalues = json.getAsJsonArray("eigenvalues");
        assertThat(json.get("conditionNumber").getAsDouble())
                .isCloseTo(
                        eigenvalues.get(0).getAsDouble() / eigenvalues.get(26).getAsDouble(), within(1e-6));
        assertThat(json.getAsJsonArray("residuals")).hasSize(6);
        assertThat(json.getAsJsonArray("whitening")).hasSize(27);
        assertThat(json.getAsJsonArray("whitening").get(26).getAsJsonArray()).hasSize(27);
        double first = json.getAsJsonArray("residuals").get(0).getAsDouble();
        assertThat(json.getAsJsonArray("residuals").get(5).getAsDouble()).isLessThan(first);
    }

    /** The other order of the same products leaves the numbers, and the text says so in words. */
    @Test
    void theUncoupledIterationRunsAwayInSinglePrecision() {
        String photo = PROJECT.resolve("assets/photos/chelsea.png").toString();
        String[] wanted = {"--image", photo, "--iterations", "14", "--precision", "fp32", "--iteration", "uncoupled"};

        assertThat(run(wanted)).isZero();
        assertThat(out.toString()).contains("iteration         uncoupled", "14  not finite");

        out.getBuffer().setLength(0);
        assertThat(run(Stream.concat(Arrays.stream(wanted), Stream.of("--json")).toArray(String[]::new)))
                .isZero();
        assertThat(json().get("iteration").getAsString()).isEqualTo("uncoupled");
        JsonArray residuals = json().getAsJsonArray("residuals");
        assertThat(residuals.get(7).getAsDouble()).isBetween(0.7, 0.9);
        assertThat(residuals.get(9).getAsDouble()).isGreaterThan(1e4);
        assertThat(residuals.get(14).isJsonNull()).isTrue();

        assertThat(run("--image", photo, "--iteration", "unpaired")).isEqualTo(2);
        assertThat(err.toString()).contains("--iteration", "unpaired", "uncoupled");
    }

    /** Every case of the folder of golden numbers that has residuals. */
    @Test
    void aMatrixIsTheCovarianceItself() throws IOException {
        JsonObject cases = JsonParser.parseString(Files.readString(GOLDEN.resolve("index.json")))
                .getAsJsonObject()
                .getAsJsonObject("cases");
        int compared = 0;
        for (String name : cases.keySet()) {
            JsonObject golden = cases.getAsJsonObject(name);
            if (golden.getAsJsonObject("arrays").has("residuals_of_double_iterates_f64")) {
                isTheCovarianceItself(GOLDEN.resolve(golden.get("file").getAsString()));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private void isTheCovarianceItself(Path npz) throws IOException {
        try (NpzFile golden = NpzFile.open(npz)) {
            Path file = dir.resolve(npz.getFileName() + ".npy");
            golden.read("A").write(file);
            double[] expected = golden.read("residuals_of_double_iterates_f64").toDoubles();
            out.getBuffer().setLength(0);

            assertThat(run("--matrix", file.toString(), "--iterations", "30", "--json"))
                    .isZero();

            JsonArray residuals = json().getAsJsonArray("residuals");
            assertThat(residuals).hasSize(31);
            for (int k = 0; k <= 30; k++) {
                // The reference measures norm(Z A Z - I)_F.
                double overRoot = expected[k] / Math.sqrt(golden.read("A").shape()[0]);
                assertThat(residuals.get(k).getAsDouble()).isCloseTo(overRoot, within(1e-9));
            }
        }
    }

    @Test
    void lowPrecisionStallsAndWhatIsNotFiniteIsNull() throws IOException {
        String file = matrix(new double[] {1e6, 0, 0, 1}, 2, 2);

        assertThat(run("--matrix", file, "--precision", "fp16", "--iterations", "30", "--json"))
                .isZero();

        assertThat(json().getAsJsonArray("residuals").get(30).isJsonNull()).isTrue();
    }

    @Test
    void textSaysTheSame() throws IOException {
        String file = matrix(new double[] {4, 0, 0, 1}, 2, 2);

        assertThat(run("--matrix", file, "--iterations", "12", "--precision", "bf16"))
                .isZero();

        assertThat(out.toString()).contains("condition number  4", "bf16, sums in bf16 (emulated)", "  12  ");
    }

    @Test
    void patchesOfAMatrixAreToldToBeUnusedAndChangeNothing() throws IOException {
        String file = matrix(new double[] {4, 0, 0, 1}, 2, 2);
        run("--matrix", file, "--json");
        String plain = out.toString();
        assertThat(err.toString()).isEmpty();
        out.getBuffer().setLength(0);

        assertThat(run("--matrix", file, "--kernel", "5", "--json")).isZero();

        assertThat(out).hasToString(plain);
        assertThat(err.toString().strip()).contains("--kernel", "not used").doesNotContain("\n");
    }

    @Test
    void badInputIsRefusedInPlainWords() throws IOException {
        refuses(
                "There is no file or folder",
                "--matrix",
                dir.resolve("none.npy").toString());
        refuses("does not exist", "--image", dir.resolve("none.png").toString());
        refuses("shape [2, 3]", "--matrix", matrix(new double[6], 2, 3));
        refuses("shape [4]", "--matrix", matrix(new double[4], 4));
        refuses("not symmetric", "--matrix", matrix(new double[] {1, 2, 3, 1}, 2, 2));
        refuses("NaN at row 0, column 1", "--matrix", matrix(new double[] {1, Double.NaN, 0, 1}, 2, 2));
        refuses("the eigenvalue -1.0", "--matrix", matrix(new double[] {1, 2, 2, 1}, 2, 2));
        refuses("the eigenvalue 0.0", "--matrix", matrix(new double[4], 2, 2));
        refuses(
                "numpy.save",
                "--matrix",
                Files.writeString(dir.resolve("a.npy"), "hello").toString());
        refuses("up to 1.0E300", "--matrix", matrix(new double[] {1e300, 0, 0, 1e300}, 2, 2));
        refuses("up to 1.0E-200", "--matrix", matrix(new double[] {1e-200, 0, 0, 1e-200}, 2, 2));
        refuses("element type '<U1'", "--matrix", texts());
        String good = matrix(new double[] {2, 1, 1, 2}, 2, 2);
        refuses("iterations is -1", "--matrix", good, "--iterations", "-1");
        refuses("--precision is \"fp8\"", "--matrix", good, "--precision", "fp8");
        refuses("eps is -1.0", "--matrix", good, "--eps", "-1");
        refuses("mutually exclusive", "--matrix", good, "--image", "x.png");
        refuses("error: Missing required", "--json");
        String photo = PROJECT.resolve("assets/photos/coffee.png").toString();
        refuses("kernel is 99", "--image", photo, "--kernel", "99");
    }

    /** What numpy.save makes of two by two letters: four bytes each. */
    private String texts() throws IOException {
        String header = "{'descr': '<U1', 'fortran_order': False, 'shape': (2, 2), }";
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        file.put(header.getBytes(StandardCharsets.US_ASCII));
        for (char letter : "abcd".toCharArray()) {
            file.putInt(letter);
        }
        return Files.write(dir.resolve("texts.npy"), file.array()).toString();
    }

    private void refuses(String words, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertThat(run(args)).as(String.join(" ", List.of(args))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains(words);
        assertThat(out.toString()).isEmpty();
    }
}

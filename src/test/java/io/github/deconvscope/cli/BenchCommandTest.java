package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.BenchService;
import io.github.deconvscope.run.bench.BuildBench;
import io.github.deconvscope.run.bench.Growth;
import io.github.deconvscope.run.bench.LayerTiming;
import io.github.deconvscope.run.bench.MachineSpeed;
import io.github.deconvscope.run.bench.MemoryBench;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.NetworkReport;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.PrecisionReport;
import io.github.deconvscope.run.bench.StartBench.Start;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private BenchOptions asked;

    @Test
    void theMedianOfAnEvenNumberOfTimesIsBetweenTheTwoInTheMiddle() {
        assertThat(Timing.of(4, 1, 3, 100)).isEqualTo(new Timing(3.5, 1, 100, 4));
        assertThat(Timing.of(7)).isEqualTo(new Timing(7, 7, 7, 1));
    }

    @Test
    void ratiosAreOfMedianSteps() {
        BenchReport report = report(someOptions());
        assertThat(report.stepRatio(Normalization.DECONV, Normalization.BATCHNORM))
                .hasValue(1.75);
        assertThat(report.stepRatio(Normalization.DECONV, Normalization.NONE)).isEmpty();
    }

    @Test
    void theTableShowsNetsLayersAndParts() {
        assertThat(bench()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("matrix product at best 200 GFLOP/s")
                .containsPattern("deconv +20.0 +40.0 +10.0 +70.0 +1829 +1.75")
                .containsPattern("conv1 +3 to 16, 32 +3.00 +2.00")
                .containsPattern("covariance +1.00 +2.00 +0.050 +100 +50 %");
        assertThat(err.toString()).contains("Timing deconv net ...");
    }

    @Test
    void theJsonHoldsTheSame() {
        assertThat(bench("--json")).isEqualTo(ExitCode.DONE);
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.getAsJsonObject("ratios").get("deconvToBatchnorm").getAsDouble())
                .isCloseTo(1.75, within(1e-12));
        assertThat(json.getAsJsonArray("nets")).hasSize(2);
        assertThat(json.getAsJsonArray("parts")
                        .get(0)
                        .getAsJsonObject()
                        .get("shareOfBest")
                        .getAsDouble())
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void optionsReachTheService() {
        bench("--model", "vgg16", "--width", "1", "--block", "8", "--scope", "net,parts");
        assertThat(asked.config().model().id()).isEqualTo("vgg16");
        assertThat(asked.config().width()).isEqualTo(1);
        assertThat(asked.config().block()).isEqualTo(8);
        assertThat(asked.scopes()).containsExactlyInAnyOrder(BenchOptions.Scope.NET, BenchOptions.Scope.PARTS);
    }

    @Test
    void anOptionOutOfRangeIsRefusedWithItsName() {
        CommandLine command = command();
        int[] code = new int[1];
        command.setExecutionExceptionHandler((problem, c, parsed) -> {
            assertThat(problem).isInstanceOf(InvalidInputException.class).hasMessageContaining("--block is 0");
            return code[0] = ExitCode.BAD_INPUT;
        });
        assertThat(command.execute("--block", "0")).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void startTellsTheMedianOfSomeStarts() {
        Iterator<Start> starts = List.of(
                        new Start(2100, OptionalLong.of(5000), true),
                        new Start(1900, OptionalLong.of(4000), true),
                        new Start(2000, OptionalLong.of(4500), true))
                .iterator();
        int code = run(new StartCommand(starts::next), "--repeats", "3");
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("2000 ms after launch (median of 3, 1900 to 2100)")
                .contains("4500 ms")
                .contains("screen in memory");
    }

    /** The builds take turns; each ratio is of one pair, so that what slows a pair slows both its sides. */
    @Test
    void compareTellsTheMedianOfTheRatiosOfPairs() {
        List<String> order = new ArrayList<>();
        double[] slowness = {1, 10, 3};
        CompareBuildsCommand compare = new CompareBuildsCommand((build, arguments) -> {
            assertThat(arguments).containsExactly("bench", "--scope", "net", "--json", "--repeats=2", "--width=0.0625");
            double pair = slowness[order.size() / 2];
            order.add(build.map(path -> "other").orElse("this"));
            double step = build.isPresent() ? 8 * pair : (order.size() > 4 ? 2 : 4) * pair;
            return "{\"nets\": [{\"normalization\": \"deconv\", \"step\": {\"median\": " + step + "}}]}";
        });
        int code = run(compare, "--repeats", "2", "--width", "0.0625", "there", "--pairs", "3");
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(order).containsExactly("other", "this", "this", "other", "other", "this");
        assertThat(out.toString()).containsPattern("deconv +0\\.50 +0\\.25 to 0\\.50 +6\\.0 +24\\.0");
    }

    @Test
    void compareRefusesWhatBenchWouldBeforeAnythingIsTimed() {
        CompareBuildsCommand compare = new CompareBuildsCommand((build, arguments) -> {
            throw new AssertionError(arguments.toString());
        });
        assertThat(run(compare, "there", "--width", "wide")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("--width", "wide");
        assertThat(run(compare, "there", "--widht", "0.5")).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void anEngineThatDoesNotLoadIsAFailedStart() {
        int code =
                run(new StartCommand(() -> new Start(2100, OptionalLong.empty(), false)), "--repeats", "1", "--json");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void precisionTellsHowManyTimesAsLongFp16Takes() {
        PrecisionReport report = new PrecisionReport(
                "PyTorch 2.7.1", "CPU, 2 threads", List.of(new PrecisionReport.Row("product", 2, 3, 90)));
        for (String format : List.of("--repeats=2", "--json")) {
            int code = run(
                    new PrecisionCommand((repeats, progress) -> {
                        progress.accept("product");
                        return report;
                    }),
                    format);
            assertThat(code).isEqualTo(ExitCode.DONE);
        }
        assertThat(out.toString())
                .contains("     2.00      3.00    1.5     90.00   45.0  product")
                .contains("\"emulatedTimes\":1.5", "\"fp16Times\":45");
        assertThat(err.toString()).contains("Timing product");
    }

    @Test
    void networkTellsHowLongAnAnswerTakesAndWhatLookingCosts() {
        double[] waits = new double[40];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = 40 - i;
        }
        NetworkReport report = new NetworkReport(
                "PyTorch 2.7.1",
                "CPU, 2 threads",
                "oneDNN",
                "VGG-11",
                NetworkReport.Latency.of(waits),
                NetworkReport.Latency.of(7),
                Timing.of(100, 200, 300),
                Timing.of(204),
                500,
                Timing.of(1000),
                Timing.of(1250));
        for (String format : List.of("--looks=40", "--json")) {
            int code = run(
                    new NetworkCommand((options, looks, progress) -> {
                        assertThat(looks).isEqualTo(40);
                        progress.accept("overviews");
                        return report;
                    }),
                    format);
            assertThat(code).isEqualTo(ExitCode.DONE);
        }
        assertThat(out.toString())
                .contains("38 ms at the 95th percentile, median 21, slowest 40 (40, while it trains)")
                .contains("204 ms while an overview follows: 1.02 times (medians of 3 and 1)")
                .contains("a test pass 1000 ms: 1.25 times (500 test pictures")
                .contains("\"percentile95\": 38.0");
        assertThat(err.toString()).contains("Timing overviews");
        assertThat(run(new NetworkCommand((options, looks, progress) -> report), "--looks", "0"))
                .isNotEqualTo(ExitCode.DONE);
    }

    /** A machine whose steps take as long as counting says, deconvolution twice as long besides. */
    @Test
    void growthIsFittedByPowers() throws IOException {
        BenchService counting = (options, progress) -> {
            double width = options.config().width();
            return new BenchReport(
                    options,
                    new MachineSpeed("PyTorch", "CPU", 100),
                    List.of(
                            timing(Normalization.DECONV, 80 * width),
                            timing(Normalization.BATCHNORM, 640 * width * width)),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        };
        // Whose steps need a MiB for each 1/64 of the width; deconvolution three times as much.
        List<List<String>> children = new ArrayList<>();
        BuildBench holding = (build, arguments) -> {
            children.add(arguments);
            double width = Double.parseDouble(value("--width", arguments));
            double peak =
                    200 + 64 * width * (value("--normalization", arguments).equals("deconv") ? 3 : 1);
            return "{\"engine\": 200, \"peak\": " + peak + ", \"marks\": []}";
        };
        MemoryBench here = (options, steps, progress) -> null;
        Path figure = folder.resolve("growth.csv");
        assertThat(run(new GrowthCommand(counting, here, holding), "--over", "width", "--out", figure.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .containsPattern("0\\.0625 +\\| 5 +\\| 3 +\\| 2\\.00 +\\| [0-9.]+ +\\| 12 +\\| 4 +\\| 3\\.00")
                .containsPattern("grows by the power \\| 1\\.00 +\\| 2\\.00 +\\| +\\| +\\| 1\\.00 +\\| 1\\.00");
        assertThat(Files.readAllLines(figure)).hasSize(6);
        assertThat(err.toString()).contains("Measuring width 0.125");
        assertThat(children).hasSize(10);
        assertThat(children.get(0))
                .startsWith("bench", "memory", "--json", "--steps", "2")
                .contains("--block=16");
        Growth growth =
                Growth.measure(Growth.Over.BATCH, RunConfig.defaults(), 1, counting, Optional.empty(), what -> {});
        assertThat(growth.hasMemory()).isFalse();
        assertThat(growth.exponent(Growth.Point::countedNorm))
                .as("as many products as pictures")
                .isCloseTo(1, within(1e-9));
        assertThat(growth.exponent(Growth.Point::countedDeconv)).isBetween(0.3, 0.99);
        assertThat(growth.points().get(0).countedDeconv())
                .isGreaterThan(growth.points().get(0).countedNorm());
    }

    private static String value(String flag, List<String> arguments) {
        return arguments.stream()
                .filter(word -> word.startsWith(flag + "="))
                .findFirst()
                .orElseThrow()
                .substring(flag.length() + 1);
    }

    private static NetTiming timing(Normalization kind, double millis) {
        Timing none = Timing.of(0);
        return new NetTiming(kind, 1, none, none, none, Timing.of(millis), 1);
    }

    private int run(Callable<Integer> command, String... arguments) {
        return OneCommand.run(command, out, err, arguments);
    }

    private int bench(String... args) {
        return command().execute(args);
    }

    private CommandLine command() {
        BenchCommand command = new BenchCommand((options, progress) -> {
            asked = options;
            progress.accept("deconv net");
            return report(options);
        });
        return new CommandLine(command, new Subcommands())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    private static BenchOptions someOptions() {
        return new BenchOptions(RunConfig.defaults().with(RunOption.WIDTH, 0.25), 0, 3, Set.of(BenchOptions.Scope.NET));
    }

    private static BenchReport report(BenchOptions options) {
        Timing one = Timing.of(1);
        Timing two = Timing.of(2);
        return new BenchReport(
                options,
                new MachineSpeed("PyTorch 2.7.1", "CPU, 2 threads", 200),
                List.of(
                        new NetTiming(
                                Normalization.DECONV,
                                1000,
                                Timing.of(20),
                                Timing.of(40),
                                Timing.of(10),
                                Timing.of(70),
                                128),
                        new NetTiming(
                                Normalization.BATCHNORM,
                                1000,
                                Timing.of(10),
                                Timing.of(20),
                                Timing.of(10),
                                Timing.of(40),
                                128)),
                List.of(
                        new LayerTiming("conv1", 3, 16, 32, Normalization.DECONV, one, two),
                        new LayerTiming("conv1", 3, 16, 32, Normalization.BATCHNORM, one, one)),
                List.of(new PartTiming("conv1", PartTiming.Part.COVARIANCE, one, two, 0.05)),
                Optional.of(Timing.of(3)),
                Optional.of(Timing.of(77)));
    }

    /** The subcommand needs a service too. */
    private static final class Subcommands implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == CompareBuildsCommand.class) {
                return type.cast(new CompareBuildsCommand((build, arguments) -> {
                    throw new AssertionError("no other build is asked for");
                }));
            }
            if (type == StartCommand.class) {
                return type.cast(new StartCommand(() -> new Start(1, OptionalLong.empty(), true)));
            }
            if (type == GrowthCommand.class) {
                return type.cast(new GrowthCommand(
                        (options, progress) -> {
                            throw new AssertionError("growth is not asked for");
                        },
                        (options, steps, progress) -> null,
                        (build, arguments) -> ""));
            }
            if (type == MemoryCommand.class) {
                return type.cast(new MemoryCommand((options, steps, progress) -> {
                    throw new AssertionError("memory is not asked for");
                }));
            }
            if (type == NetworkCommand.class) {
                return type.cast(new NetworkCommand((options, looks, progress) -> {
                    throw new AssertionError("the net is not asked for");
                }));
            }
            if (type == PrecisionCommand.class) {
                return type.cast(new PrecisionCommand((repeats, progress) -> {
                    throw new AssertionError("precision is not asked for");
                }));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

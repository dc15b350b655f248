package io.github.deconvscope.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.bench.BuildBench;
import io.github.deconvscope.run.bench.Timing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope bench compare BUILD}: times steps of this and of another build in turn, and tells the ratios. */
@Command(
        name = "compare",
        description = "Time steps of this and of another build alternately: ratios with their spread.",
        mixinStandardHelpOptions = true,
        modelTransformer = BenchCommand.NetFlags.class,
        sortOptions = false,
        footer = {
            "",
            "Each pair is one process of either build, which times steps as bench --scope net does; the one that goes first changes"
                    + " from pair to pair. A ratio is this build's median step over the other's, of one pair. All options but --pairs and --json"
                    + " go to both.",
            "Example: deconvscope bench compare ../before --width 0.125 --block 16"
        })
public final class CompareBuildsCommand implements Callable<Integer> {
    /** What is told of a net. */
    private record Row(Timing ratio, Timing thisBuild, Timing otherBuild) {
        static Row of(double[] here, double[] there) {
            double[] ratios = new double[here.length];
            Arrays.setAll(ratios, i -> here[i] / there[i]);
            return new Row(Timing.of(ratios), Timing.of(here), Timing.of(there));
        }
    }

    /** Options that the compared builds are not given. */
    private static final Set<String> OWN = Set.of("--pairs", "--json");

    @Parameters(paramLabel = "BUILD", description = "The folder of a checkout that is built.")
    private Path build;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "15",
            description = "How many pairs (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Mixin
    private BenchEffort effort;

    @Mixin
    private ReportForm form;

    @Spec
    private CommandSpec spec;

    private List<String> ofBench = List.of();

    private final BuildBench bench;

    /**
     * @param bench runs the builds
     */
    public CompareBuildsCommand(BuildBench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        if (pairs < 1) {
            throw new InvalidInputException("--pairs is " + pairs + "; it has to be 1 or more. Usual is 15.");
        }
        // Not by the first process, after it has started.
        form.config(BenchCommand.USUAL);
        ofBench = ofBench();
        Map<String, double[]> here = new LinkedHashMap<>();
        Map<String, double[]> there = new LinkedHashMap<>();
        for (int i = 0; i < pairs; i++) {
            form.say("Pair " + (i + 1) + " of " + pairs + " ...");
            boolean otherFirst = i % 2 == 0;
            if (otherFirst) {
                steps(Optional.of(build), there, i);
            }
            steps(Optional.empty(), here, i);
            if (!otherFirst) {
                steps(Optional.of(build), there, i);
            }
        }
        here.keySet().retainAll(there.keySet());
        Map<String, Row> report = new LinkedHashMap<>();
        here.forEach((net, millis) -> report.put(net, Row.of(millis, there.get(net))));
        form.print(report, out -> print(report, out));
        return ExitCode.DONE;
    }

    /** What was given of bench's own options. */
    private List<String> ofBench() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited() && !OWN.contains(option.longestName()))
                .flatMap(option ->
                        option.originalStringValues().stream().map(value -> option.longestName() + "=" + value))
                .toList();
    }

    /** The median step of each net in one process, in milliseconds. */
    private void steps(Optional<Path> which, Map<String, double[]> millis, int pair) {
        List<String> arguments = new ArrayList<>(List.of("bench", "--scope", "net", "--json"));
        arguments.addAll(ofBench);
        JsonObject said = JsonParser.parseString(bench.run(which, arguments)).getAsJsonObject();
        for (JsonElement each : said.getAsJsonArray("nets")) {
            JsonObject net = each.getAsJsonObject();
            millis.computeIfAbsent(net.get("normalization").getAsString(), name -> new double[pairs])[pair] =
                    net.getAsJsonObject("step").get("median").getAsDouble();
        }
    }

    private void print(Map<String, Row> report, PrintWriter out) {
        out.printf("A training step, this build over %s; medians of %d, fastest to slowest%n", build, pairs);
        out.printf("  %-10s %6s %14s %12s %12s%n", "net", "ratio", "spread", "this, ms", "other, ms");
        report.forEach((net, row) -> out.printf(
                "  %-10s %6.2f %6.2f to %4.2f %12.1f %12.1f%n",
                net,
                row.ratio().median(),
                row.ratio().fastest(),
                row.ratio().slowest(),
                row.thisBuild().median(),
                row.otherBuild().median()));
    }
}

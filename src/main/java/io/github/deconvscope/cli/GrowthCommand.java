package io.github.deconvscope.cli;

import com.google.gson.GsonBuilder;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.TextTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.Length;
import io.github.deconvscope.figure.run.GrowthFigure;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchService;
import io.github.deconvscope.run.bench.Growth;
import io.github.deconvscope.run.bench.Growth.Over;
import io.github.deconvscope.run.bench.Growth.Point;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deconvscope bench growth}: how the time of a step grows with width, block, batch, picture size and depth, beside what counting predicts. */
@Command(
        name = "growth",
        description =
                "Time how a training step grows with width, block, batch, picture size and depth, beside what counting"
                        + " multiply-adds predicts. Takes some minutes.",
        mixinStandardHelpOptions = true,
        modelTransformer = GrowthCommand.NetFlags.class,
        sortOptions = false,
        footer = {
            "",
            "Each option grows while all others stay as given.",
            "Example: deconvscope bench growth --over width,block --out growth.pdf"
        })
public final class GrowthCommand implements Callable<Integer> {
    private static final RunConfig USUAL =
            RunConfig.defaults().with(RunOption.WIDTH, 0.25).with(RunOption.BLOCK, 16L);
    private static final String FIGURE_WIDTH = "170mm";

    /** The flags that say which net. */
    static final class NetFlags extends RunOptionFlags {
        NetFlags() {
            super(BenchOptions.VARIED, USUAL);
        }
    }

    @Option(
            names = "--over",
            paramLabel = "WHAT",
            split = ",",
            defaultValue = "width,block,batch,size,depth",
            description = "What grows: width, block, batch, size, depth, separated by commas (default: all).")
    private List<Over> over;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each step is timed, after three that are not (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also draw it: a .svg, .pdf, .png or another format of figures; .csv holds the numbers.")
    private Path out;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final BenchService bench;

    /**
     * @param bench measures
     */
    public GrowthCommand(BenchService bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            // Before minutes of measuring.
            FigureExporter.requireOwn(GrowthFigure.of(List.of()), out);
        }
        RunConfig base = RunOptionFlags.apply(spec.commandLine().getParseResult(), USUAL);
        PrintWriter err = spec.commandLine().getErr();
        List<Growth> growths = new ArrayList<>();
        for (Over each : over) {
            growths.add(Growth.measure(each, base, repeats, bench, what -> {
                err.println("Timing " + what + " ...");
                err.flush();
            }));
        }
        PrintWriter results = spec.commandLine().getOut();
        if (json) {
            results.println(new GsonBuilder().setPrettyPrinting().create().toJson(growths));
        } else {
            growths.forEach(growth -> print(growth, results));
        }
        results.flush();
        if (out != null) {
            Figure figure = GrowthFigure.of(growths);
            ExportSettings settings = ExportSettings.fitting(
                    figure, Length.parse("width", FIGURE_WIDTH), FigureTheme.PRINT, true, true, "");
            FigureExporter.write(figure, Optional.empty(), settings, out);
        }
        return ExitCode.DONE;
    }

    private static void print(Growth growth, PrintWriter to) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(growth.over().label(), "deconv, ms", "batch norm, ms", "ratio", "counted ratio"));
        for (Point point : growth.points()) {
            rows.add(List.of(
                    Numbers.exact(point.value()),
                    shown("%.0f", point.deconv().median()),
                    shown("%.0f", point.norm().median()),
                    shown("%.2f", point.ratio()),
                    shown("%.2f", point.countedDeconv() / point.countedNorm())));
        }
        rows.add(List.of(
                "grows by the power",
                shown("%.2f", growth.exponent(point -> point.deconv().median())),
                shown("%.2f", growth.exponent(point -> point.norm().median())),
                "",
                ""));
        rows.add(List.of(
                "counted",
                shown("%.2f", growth.exponent(Point::countedDeconv)),
                shown("%.2f", growth.exponent(Point::countedNorm)),
                "",
                ""));
        to.println(new TextTable(rows).markdown());
    }

    private static String shown(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}

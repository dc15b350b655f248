package io.github.deconvscope.cli;

import com.google.gson.Gson;
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
import io.github.deconvscope.run.bench.BuildBench;
import io.github.deconvscope.run.bench.Growth;
import io.github.deconvscope.run.bench.Growth.Over;
import io.github.deconvscope.run.bench.Growth.Point;
import io.github.deconvscope.run.bench.MemoryBench;
import io.github.deconvscope.run.bench.MemoryReport;
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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deconvscope bench growth}: how time and memory of a step grow with width, block, batch, picture size and depth, beside what counting predicts. */
@Command(
        name = "growth",
        description =
                "Measure how time and memory of a training step grow with width, block, batch, picture size and depth, beside"
                        + " what counting predicts. Takes some minutes.",
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
    /** Steps of a process whose memory is measured: the gradients are there from the second. */
    private static final String STEPS = "2";

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
            names = "--no-memory",
            description =
                    "Only the time: the memory is measured in a process of its own for each net, and on Linux only.")
    private boolean withoutMemory;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also draw it: a .svg, .pdf, .png or another format of figures; .csv holds the numbers.")
    private Path out;

    @Mixin
    private ReportForm form;

    private final BenchService bench;
    private final MemoryBench memory;
    private final BuildBench builds;

    /**
     * @param bench measures the time
     * @param memory says whether memory can be measured
     * @param builds runs {@code bench memory} in processes of their own
     */
    public GrowthCommand(BenchService bench, MemoryBench memory, BuildBench builds) {
        this.bench = bench;
        this.memory = memory;
        this.builds = builds;
    }

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            // Before minutes of measuring.
            FigureExporter.requireOwn(GrowthFigure.of(List.of()), out);
        }
        RunConfig base = form.config(USUAL);
        if (!withoutMemory && !memory.isPossible()) {
            form.say("This system does not tell the memory of a process as Linux does: only the time is measured.");
        }
        Optional<Growth.Meter> meter =
                withoutMemory || !memory.isPossible() ? Optional.empty() : Optional.of(this::memory);
        List<Growth> growths = new ArrayList<>();
        for (Over each : over) {
            growths.add(
                    Growth.measure(each, base, repeats, bench, meter, what -> form.say("Measuring " + what + " ...")));
        }
        form.print(growths, results -> growths.forEach(growth -> print(growth, results)));
        if (out != null) {
            Figure figure = GrowthFigure.of(growths);
            ExportSettings settings = ExportSettings.fitting(
                    figure, Length.parse("width", FIGURE_WIDTH), FigureTheme.PRINT, true, true, "");
            FigureExporter.write(figure, Optional.empty(), settings, out);
        }
        return ExitCode.DONE;
    }

    /** In a process of its own: this one keeps what earlier nets had. */
    private MemoryReport memory(RunConfig config) {
        List<String> arguments = new ArrayList<>(List.of("bench", "memory", "--json", "--steps", STEPS));
        for (RunOption option : BenchOptions.OF_ONE_NET) {
            arguments.add(option.flag() + "=" + config.text(option));
        }
        return new Gson().fromJson(builds.run(Optional.empty(), arguments), MemoryReport.class);
    }

    /**
     * A column of the table.
     *
     * @param counted what counting predicts, if it does
     */
    private record Column(
            String name,
            String form,
            ToDoubleFunction<Point> of,
            @Nullable ToDoubleFunction<Point> counted) {
        String of(Point point) {
            return String.format(Locale.ROOT, form, of.applyAsDouble(point));
        }

        String power(Growth growth, @Nullable ToDoubleFunction<Point> of) {
            return counted == null ? "" : String.format(Locale.ROOT, "%.2f", growth.exponent(of));
        }
    }

    private static List<Column> columns(Growth growth) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("deconv, ms", "%.0f", point -> point.deconv().median(), Point::countedDeconv),
                new Column("batch norm, ms", "%.0f", point -> point.norm().median(), Point::countedNorm),
                new Column("ratio", "%.2f", Point::ratio, null),
                new Column("counted ratio", "%.2f", point -> point.countedDeconv() / point.countedNorm(), null)));
        if (growth.hasMemory()) {
            columns.addAll(List.of(
                    new Column("deconv, MiB", "%.0f", point -> point.memory().deconv(), point -> point.memory()
                            .countedDeconv()),
                    new Column(
                            "batch norm, MiB", "%.0f", point -> point.memory().norm(), point -> point.memory()
                                    .countedNorm()),
                    new Column("ratio", "%.2f", point -> point.memory().ratio(), null)));
        }
        return columns;
    }

    private static void print(Growth growth, PrintWriter to) {
        List<Column> columns = columns(growth);
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(growth.over().label(), columns, Column::name));
        for (Point point : growth.points()) {
            rows.add(row(Numbers.exact(point.value()), columns, column -> column.of(point)));
        }
        rows.add(row("grows by the power", columns, column -> column.power(growth, column.of)));
        rows.add(row("counted", columns, column -> column.power(growth, column.counted)));
        to.println(new TextTable(rows).markdown());
    }

    private static List<String> row(String head, List<Column> columns, Function<Column, String> cell) {
        return Stream.concat(Stream.of(head), columns.stream().map(cell)).toList();
    }
}

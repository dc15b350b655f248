package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.FolderNames;
import io.github.deconvscope.figure.export.SourceLine;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.figure.export.StyleSheet;
import io.github.deconvscope.figure.export.VideoWriter;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code figure}: writes one figure of the catalogue to a file. */
@Command(
        name = "figure",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Write a figure to a file, without a window or a display. The end of the file's name is its format: png, svg, pdf,"
                    + " tex (PGF, for LaTeX), eps, csv (the numbers), json (the state), gif, or html (a page whose values are read under the pointer); of a moving figure also mp4 or webm, where ffmpeg is installed."
                    + " The same command writes the same bytes on any day.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  deconvscope figure --list",
            "  deconvscope figure training-loss --run runs/demo --set smoothing=0.95 --width 120mm --out loss.pdf",
            "  deconvscope figure training-covariance --run runs/demo --layer features.0 --out covariance.gif",
            "  deconvscope figure --panel loss.json whiteness.json --columns 2 --width 180mm --height 70mm --out both.pdf",
            "  deconvscope figure --state loss.pdf --theme dark --width 1200px --out loss.png"
        })
public final class FigureCommand implements Callable<Integer> {
    private static final int LOOK_MILLIS = 1000;
    private static final Pattern NUMBERED = Pattern.compile("%0?(\\d*)d");

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Which figure; --list shows all.")
    private String id;

    @Option(names = "--list", description = "Print the ids of all figures, with their parameters.")
    private boolean list;

    @Option(
            names = "--run",
            paramLabel = "RUNDIR",
            description =
                    "The run that a figure of a run shows, or panels whose run is not found; runs-overlay takes imported curves too, those of experiments take an"
                            + " experiment's folder. A name is looked for in runs, too.")
    private Path run;

    @Option(names = "--layer", paramLabel = "L", description = "Short for --set layer=L.")
    private String layer;

    @Option(names = "--step", paramLabel = "N", description = "Short for --set step=N.")
    private String step;

    @Option(names = "--set", paramLabel = "K=V", description = "Set a parameter of the figure; can be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Take figure, run and parameters from a state file or an exported picture; other options win.")
    private Path stateFile;

    @Option(
            names = "--panel",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Several figures as one, with letters: their state files or exported pictures, or one that holds panels.")
    private List<Path> panels = List.of();

    @Option(names = "--columns", paramLabel = "N", description = "Panels in a row (default: 2).")
    private Integer columns;

    @Mixin
    private PictureOptions picture;

    @Option(names = "--animate", description = "With a .png: an animated PNG. A .gif of a moving figure always moves.")
    private boolean animate;

    @Option(
            names = "--watch",
            description = "Write the file again as the run grows, until the run ends or Ctrl-C is pressed.")
    private boolean watch;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; frame-%%03d.png writes the frames of a moving figure as numbered files.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final FigureCatalog catalog;

    /** @param catalog the figures there are */
    public FigureCommand(FigureCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            printList(spec.commandLine().getOut());
            return ExitCode.DONE;
        }
        if (out == null) {
            throw new InvalidInputException(
                    "--out FILE is missing: the file to write; its extension chooses the format.");
        }
        if (columns != null && panels.isEmpty()) {
            throw new InvalidInputException("--columns arranges panels; give their files with --panel.");
        }
        FigureState state = panels.isEmpty() ? state() : panelState();
        if (state.isOfPanels()) {
            writePanels(state);
            return ExitCode.DONE;
        }
        FigureEntry entry = catalog.find(state.figure());
        if (watch) {
            watch(entry, state);
        } else {
            write(entry, state, open(entry, state));
        }
        return ExitCode.DONE;
    }

    /** What the files after {@code --panel} hold; a single one may hold panels itself. */
    private FigureState panelState() {
        if (id != null || stateFile != null || isFigureSet()) {
            throw new InvalidInputException("--panel takes its figures from files; leave ID, --state, --layer, --step"
                    + " and --set out, and set them where the files are written.");
        }
        List<FigureState> states = panels.stream().map(StateReader::read).toList();
        if (states.size() == 1 && states.get(0).isOfPanels()) {
            FigureState given = states.get(0);
            return styled(columns == null ? given : given.with(FigureState.COLUMNS, columns.toString()), given.style());
        }
        int row = columns == null ? Math.min(2, states.size()) : columns;
        return styled(FigureState.ofPanels(states, row), states.get(0).style());
    }

    private boolean isFigureSet() {
        return layer != null || step != null || !parameters.isEmpty();
    }

    /** With the style that was asked for, or another. */
    private FigureState styled(FigureState state, Optional<String> otherwise) {
        return state.withStyle(picture.style(catalog).map(StyleSheet::text).or(() -> otherwise));
    }

    private void writePanels(FigureState state) throws IOException {
        boolean numbered = NUMBERED.matcher(OutputFolder.nameOf(out)).find();
        if (watch || animate || numbered || VideoWriter.isVideo(out)) {
            throw new InvalidInputException("panels do not move; leave --watch, --animate, %d and videos out.");
        }
        List<Figure> figures = new ArrayList<>();
        Set<String> sources = new LinkedHashSet<>();
        for (FigureState panel : state.panels()) {
            if (panel.isOfPanels()) {
                throw new InvalidInputException("one of the panels holds panels; name the files of its figures.");
            }
            FigureEntry entry = catalog.find(panel.figure());
            Optional<RunFeed> feed = open(entry, panel);
            figures.add(make(entry, panel, feed).styled(StyleSheet.look(panel.withStyle(state.style()))));
            sources.add(SourceLine.of(feed));
        }
        Figure whole = PanelsFigure.lettered(figures, state.columns());
        FigureExporter.requireOwn(whole, out);
        ExportSettings settings = picture.settings(whole, String.join("; ", sources), state);
        FigureExporter.write(whole, Optional.of(state), settings, out);
        printWritten(out);
    }

    private Figure make(FigureEntry entry, FigureState state, Optional<RunFeed> feed) {
        FigureInput input = feed.isEmpty() && entry.needsRun()
                ? entry.inputOfImported(state.parameters(), folder(entry, state))
                : entry.input(state.parameters(), feed);
        Figure figure = entry.maker().make(input);
        input.notes().forEach(spec.commandLine().getErr()::println);
        return figure;
    }

    /** Writes whenever the run has taken a step, until it ends. */
    private void watch(FigureEntry entry, FigureState state) throws IOException {
        long written = -1;
        while (true) {
            RunFeed run = open(entry, state)
                    .orElseThrow(() -> new InvalidInputException("figure " + entry.id()
                            + " shows no run that grows; leave --watch, or choose a figure of a run."));
            // Asked before the steps: what comes in between is written the next time.
            boolean ended = run.state().ended();
            long step = run.progress().step();
            if (step != written) {
                try {
                    write(entry, state, Optional.of(run));
                } catch (InvalidInputException e) {
                    if (ended || step > 0) {
                        throw e;
                    }
                    spec.commandLine()
                            .getErr()
                            .println(
                                    "waits for the first step of " + state.run().orElse("the run"));
                }
                written = step;
            }
            if (ended) {
                return;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void write(FigureEntry entry, FigureState state, Optional<RunFeed> feed) throws IOException {
        boolean numbered = NUMBERED.matcher(OutputFolder.nameOf(out)).find();
        boolean video = VideoWriter.isVideo(out);
        if (video) {
            VideoWriter.requireProgram(out);
        }
        boolean page = FigureFormat.HTML.isOf(out);
        boolean gif = FigureFormat.GIF.isOf(out);
        boolean moving = entry.animation().isPresent()
                && (gif
                        || video
                        || animate
                        || numbered
                        || page && make(entry, state, feed).page().isEmpty());
        if ((animate || numbered || video) && entry.animation().isEmpty()) {
            throw new InvalidInputException(
                    "figure " + entry.id() + " does not move; leave --animate, %d and videos out.");
        }
        if (moving) {
            writeFrames(entry, state, feed, numbered);
        } else {
            Figure figure = make(entry, state, feed);
            FigureExporter.requireOwn(figure, out);
            FigureExporter.write(figure, Optional.of(state), picture.settings(figure, SourceLine.of(feed), state), out);
            printWritten(out);
        }
    }

    private FigureState state() {
        FigureState state = stateFile == null ? null : StateReader.read(stateFile);
        if (id == null && state == null) {
            throw new InvalidInputException("which figure? Give an ID; deconvscope figure --list shows all.");
        }
        if (state != null && state.isOfPanels()) {
            if (id != null || isFigureSet()) {
                throw new InvalidInputException(stateFile + " is of panels; leave ID, --layer, --step and --set out.");
            }
            return styled(state, state.style());
        }
        String figure = id != null ? id : state.figure();
        Map<String, String> values = new LinkedHashMap<>();
        if (state != null && figure.equals(state.figure())) {
            values.putAll(state.parameters());
        }
        FigureEntry entry = catalog.find(figure);
        Map<String, String> given = new LinkedHashMap<>(parameters);
        if (layer != null) {
            given.put("layer", layer);
        }
        if (step != null) {
            given.put("step", step);
        }
        given.forEach((name, value) -> values.put(name, entry.parameter(name).parse(value)));
        Optional<String> folder = run != null
                ? Optional.of(FolderNames.find(run.toString()))
                : state == null ? Optional.empty() : state.run();
        return styled(new FigureState(figure, folder, values), state == null ? Optional.empty() : state.style());
    }

    private Optional<RunFeed> open(FigureEntry entry, FigureState state) {
        if (!entry.needsRun()) {
            return Optional.empty();
        }
        Path folder = folder(entry, state);
        boolean imported =
                entry.takesImported() && (RunLibrary.isImported(folder) || new ExperimentFolder(folder).isThere());
        return imported
                ? Optional.empty()
                : Optional.of(RecordedRun.open(folder).feed());
    }

    private Path folder(FigureEntry entry, FigureState state) {
        Path folder = Path.of(state.run()
                .orElseThrow(() -> new InvalidInputException(
                        "figure " + entry.id() + " shows a run; name its folder with --run RUNDIR.")));
        boolean there = Files.exists(folder);
        if (!there && run != null) {
            return Path.of(FolderNames.find(run.toString()));
        }
        if (!there && (stateFile != null || !panels.isEmpty())) {
            throw new InvalidInputException((stateFile == null ? "a panel" : stateFile) + " is of the run " + folder
                    + ", which lies neither here nor in runs nor beside the file; name its folder with --run RUNDIR.");
        }
        return folder;
    }

    private void writeFrames(FigureEntry entry, FigureState state, Optional<RunFeed> feed, boolean numbered)
            throws IOException {
        FigureEntry.Animation animation = entry.animation().orElseThrow();
        List<Figure> frames = entry.frames(state.parameters(), feed);
        if (frames.isEmpty()) {
            throw new InvalidInputException("figure " + entry.id() + " has no frames here: nothing was recorded.");
        }
        boolean page = FigureFormat.HTML.isOf(out);
        String source = SourceLine.of(feed);
        ExportSettings settings = numbered || page
                ? picture.settings(frames.get(0), source, state)
                : picture.movingSettings(frames.get(0), source, state);
        if (!numbered || page) {
            FigureExporter.requireOwn(frames.get(0), out);
            FigureExporter.writeAnimation(frames, animation.millis(), Optional.of(state), settings, out);
            printWritten(out);
            return;
        }
        for (int i = 0; i < frames.size(); i++) {
            FigureExporter.requireOwn(
                    frames.get(i), out.resolveSibling(numbered(out.getFileName().toString(), i)));
        }
        for (int i = 0; i < frames.size(); i++) {
            Path file = out.resolveSibling(numbered(out.getFileName().toString(), i));
            FigureExporter.write(frames.get(i), Optional.of(state), settings, file);
        }
        printWritten(out.resolveSibling(numbered(out.getFileName().toString(), frames.size() - 1)));
    }

    private static String numbered(String name, int index) {
        Matcher matcher = NUMBERED.matcher(name);
        matcher.find();
        int digits = matcher.group(1).isEmpty() ? 1 : Math.min(9, Integer.parseInt(matcher.group(1)));
        String number = String.format(Locale.ROOT, "%0" + digits + "d", index);
        return name.substring(0, matcher.start()) + number + name.substring(matcher.end());
    }

    private void printWritten(Path file) {
        spec.commandLine().getErr().println("wrote " + file);
    }

    private void printList(PrintWriter to) {
        for (FigureEntry entry : catalog.entries()) {
            to.println(entry.id()
                    + (entry.needsRun() ? "  [of a run]" : "")
                    + (entry.animation().isPresent() ? "  [moves]" : ""));
            to.println("    " + entry.description());
            for (Parameter parameter : entry.parameters()) {
                String usual = parameter.usual().isEmpty() ? "" : ", usual " + parameter.usual();
                to.println(
                        "    " + parameter.name() + ": " + parameter.help() + " (" + parameter.allowed() + usual + ")");
            }
        }
    }
}

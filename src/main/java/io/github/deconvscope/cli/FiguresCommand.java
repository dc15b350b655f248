package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.base.ShellWord;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.FolderNames;
import io.github.deconvscope.figure.export.SourceLine;
import io.github.deconvscope.figure.export.StyleSheet;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code figures}: writes all figures of the catalogue, and a web page that shows them. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Write every figure of the catalogue into a folder, with an index.html that shows them all. Figures of a run are"
                    + " written if one is given.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  deconvscope figures --run runs/demo --with runs/demo-fp16 --formats png,pdf --out gallery"
        })
public final class FiguresCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; is made if it is not there.")
    private Path folder;

    @Option(names = "--run", paramLabel = "RUNDIR", description = "The run that figures of a run show.")
    private Path run;

    @Option(names = "--with", paramLabel = "RUNDIR", description = "The run that figures of two runs compare it with.")
    private Path with;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "F",
            description =
                    "Formats, separated by commas: png, svg, pdf, tex, eps, csv, json, gif, html (default: png). The index shows"
                            + " the png or svg and links all. In a .html, what moves plays.")
    private List<FigureFormat> formats = List.of(FigureFormat.PNG);

    @Mixin
    private PictureOptions picture;

    @Spec
    private CommandSpec spec;

    private final FigureCatalog catalog;
    private Optional<StyleSheet> style = Optional.empty();

    /** @param catalog the figures there are */
    public FiguresCommand(FigureCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() throws IOException {
        for (FigureFormat told : List.of(FigureFormat.JSON, FigureFormat.HTML)) {
            if (picture.anonymous() && formats.contains(told)) {
                throw new InvalidInputException("--no-metadata is for pictures, and a ." + told.extension()
                        + " says what it shows; leave " + told.extension() + " out of --formats.");
            }
        }
        requireOther();
        style = picture.style(catalog);
        requireSize();
        OutputFolder.make(folder);
        Optional<RunFeed> feed = run == null
                ? Optional.empty()
                : Optional.of(RecordedRun.open(run).feed());
        requireOwnFolder(feed);
        PrintWriter err = spec.commandLine().getErr();
        GalleryPage page = new GalleryPage();
        List<String> leftOut = new ArrayList<>();
        int written = 0;
        for (FigureEntry entry : catalog.entries()) {
            if (entry.needsRun() && feed.isEmpty()) {
                leftOut.add(entry.id());
                continue;
            }
            Optional<RunFeed> shown = entry.needsRun() ? feed : Optional.empty();
            try {
                FigureState state = state(entry);
                Figure figure = entry.make(state.parameters(), shown);
                write(entry, state, figure, shown);
                page.add(entry, figure, command(state), formats);
                written++;
            } catch (InvalidInputException e) {
                err.println("left out " + entry.id() + ": " + e.getMessage());
            }
        }
        if (picture.anonymous()) {
            err.println("wrote " + written + " figures, and no index.html, which would name the program");
        } else {
            AtomicFile.write(
                    folder.resolve("index.html"), out -> out.write(page.html().getBytes(StandardCharsets.UTF_8)));
            err.println("wrote " + written + " figures and " + folder.resolve("index.html"));
        }
        if (!leftOut.isEmpty()) {
            err.println("left out " + leftOut.size() + " figures of a run; give one with --run RUNDIR");
        }
        return ExitCode.DONE;
    }

    /** Refuses a folder with files of other programs before the first figure is written. */
    private void requireOwnFolder(Optional<RunFeed> feed) throws IOException {
        OwnFile.require(folder.resolve("index.html"));
        for (FigureEntry entry : catalog.entries()) {
            for (FigureFormat format : formats) {
                Path file = folder.resolve(entry.id() + "." + format.extension());
                if (Files.exists(file) && !(entry.needsRun() && feed.isEmpty())) {
                    FigureExporter.requireOwn(entry.make(state(entry).parameters(), feed), file);
                }
            }
        }
    }

    private FigureState state(FigureEntry entry) {
        Optional<String> shown = entry.needsRun() ? Optional.of(run.toString()) : Optional.empty();
        FigureState state = new FigureState(entry.id(), shown, Map.of()).withStyle(style.map(StyleSheet::text));
        return with != null
                        && entry.parameters().stream().anyMatch(p -> p.name().equals(PairFigures.WITH))
                ? state.with(PairFigures.WITH, with.toString())
                : state;
    }

    private void write(FigureEntry entry, FigureState state, Figure figure, Optional<RunFeed> shown)
            throws IOException {
        ExportSettings settings = picture.settings(figure, SourceLine.of(shown), state);
        for (FigureFormat format : formats) {
            Path file = folder.resolve(state.figure() + "." + format.extension());
            List<Figure> frames = format == FigureFormat.HTML
                            && entry.animation().isPresent()
                            && figure.page().isEmpty()
                    ? entry.frames(state.parameters(), shown)
                    : List.of();
            if (!frames.isEmpty()) {
                int millis = entry.animation().orElseThrow().millis();
                FigureExporter.writeAnimation(frames, millis, Optional.of(state), settings, file);
            } else {
                FigureExporter.write(figure, Optional.of(state), settings, file);
            }
        }
    }

    /** A size that no picture can have is said once, not of each figure. */
    private void requireSize() {
        catalog.entries().stream()
                .filter(entry -> !entry.needsRun())
                .findFirst()
                .ifPresent(entry ->
                        picture.settings(entry.make(state(entry).parameters(), Optional.empty()), "", state(entry)));
    }

    private void requireOther() {
        if (with == null) {
            return;
        }
        if (run == null) {
            throw new InvalidInputException("--with " + with
                    + " is compared with the run that figures show; name that one too, with --run RUNDIR.");
        }
        if (!Files.isDirectory(with)) {
            throw new InvalidInputException("There is no run folder " + with + ". Check --with.");
        }
    }

    private String command(FigureState whole) {
        FigureState state = FolderNames.shortened(whole);
        StringBuilder command = new StringBuilder("deconvscope figure " + state.figure());
        state.run().ifPresent(folder -> command.append(" --run ").append(ShellWord.of(folder)));
        state.parameters().forEach((name, value) -> command.append(" --set ").append(ShellWord.of(name + "=" + value)));
        return command.append(" --out ")
                .append(state.figure())
                .append('.')
                .append(formats.get(0).extension())
                .toString();
    }
}

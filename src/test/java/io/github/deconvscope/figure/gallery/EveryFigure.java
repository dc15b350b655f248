package io.github.deconvscope.figure.gallery;

import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every figure of the catalogue, of made-up runs and a made-up net: for tests of what has to hold for all. */
public final class EveryFigure {
    /** The catalogue with a net that needs no framework. */
    public static final FigureCatalog CATALOG = FigureCatalog.standard(new RandomNetwork(5));

    /** A figure and what it was made from. */
    public record Made(FigureEntry entry, FigureState state, Optional<RunFeed> run, Figure figure) {
        public String id() {
            return entry.id();
        }

        /** Its frames if it moves, else the figure itself. */
        public List<Figure> frames() {
            return entry.animation().isPresent() ? entry.frames(state.parameters(), run) : List.of(figure);
        }

        /** Whether it enlarges a photograph, each of whose pixels another program rounds to other pixels of its own. */
        public boolean isPhotograph() {
            return id().matches("convolution-photo|whitening-image.*|network-.*");
        }

        @Override
        public String toString() {
            return id();
        }
    }

    private static List<Made> all;

    private EveryFigure() {}

    /** Makes them once in a JVM, which deletes their runs when it ends. */
    public static synchronized List<Made> all() throws IOException {
        if (all == null) {
            Path folder = Files.createTempDirectory("every-figure");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    PartFolder.delete(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            all = in(folder);
        }
        return all;
    }

    /** Makes them of the runs {@code demo} and {@code other}, which are written into a folder. */
    public static List<Made> in(Path folder) throws IOException {
        Path run = SampleRun.write(folder.resolve("demo"), "deconv");
        Path other = SampleRun.write(folder.resolve("other"), "batchnorm", 8);
        Optional<RunFeed> feed = Optional.of(RecordedRun.open(run).feed());
        List<Made> made = new ArrayList<>();
        for (FigureEntry entry : CATALOG.entries()) {
            Map<String, String> parameters = new HashMap<>();
            if (entry.parameters().stream()
                    .anyMatch(parameter -> parameter.name().equals("with"))) {
                parameters.put("with", other.toString());
            }
            Optional<RunFeed> shown = entry.needsRun() ? feed : Optional.empty();
            FigureState state = new FigureState(
                    entry.id(), entry.needsRun() ? Optional.of(run.toString()) : Optional.empty(), parameters);
            made.add(new Made(entry, state, shown, entry.make(parameters, shown)));
        }
        return List.copyOf(made);
    }
}

package io.github.deconvscope.app;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.overlay.ExperimentCharts;
import io.github.deconvscope.figure.overlay.RunOverlayProvider;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import io.github.deconvscope.ui.state.ExperimentsState;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.RunsState;
import io.github.deconvscope.ui.state.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The link to the page that shows a figure: the one it was exported from or, if the command line drew it, the same view. */
final class FigureOpening {
    private FigureOpening() {}

    /** @throws InvalidInputException if no page can show it */
    static String link(FigureState state) {
        return state.link().orElseGet(() -> pageOf(state));
    }

    private static String pageOf(FigureState state) {
        if (state.isOfPanels()) {
            return link(state.panels().get(0));
        }
        FigureEntry entry = FigureCatalog.standard(NetworkLab.NONE).find(state.figure());
        FigureInput input = entry.input(state.parameters(), Optional.empty());
        if (!entry.needsRun()) {
            String shown = entry.pageState().map(opened -> opened.apply(input)).orElse("");
            return new PageLink(PageCatalog.byId(entry.page()), shown).toString();
        }
        Path run = Path.of(state.run()
                .orElseThrow(() -> new InvalidInputException("The figure " + entry.id()
                        + " is of a run, but does not say of which. Open the folder of the run instead.")));
        String layer = input.has("layer") ? input.text("layer") : "";
        return switch (PageCatalog.byId(entry.page())) {
            case PRECISION -> PairFigures.compares(input) ? pair(run, input, layer) : run(run, layer);
            case RUNS -> overlay(run, input);
            case EXPERIMENTS -> new ExperimentFolder(run).isThere() ? experiment(run, input) : run(run, layer);
            default -> run(run, layer);
        };
    }

    /** The page of experiments with the answer of a folder in view. */
    static String experiment(Path folder) {
        return link(ExperimentsState.of(whole(folder)));
    }

    private static String experiment(Path folder, FigureInput input) {
        ExperimentsState usual = ExperimentsState.of(whole(folder));
        return link(new ExperimentsState(
                usual.run(),
                usual.experiment(),
                ExperimentsState.View.FIGURES,
                input.has("curve") ? Choice.parse(Metric.class, "curve", input.text("curve")) : usual.curve(),
                input.has("band")
                        ? Choice.parse(ExperimentCharts.Band.class, "band", input.text("band"))
                        : usual.band(),
                input.has("measure") ? input.text("measure") : usual.measure()));
    }

    private static String whole(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    private static String link(ExperimentsState state) {
        return new PageLink(PageCatalog.EXPERIMENTS, state.toString()).toString();
    }

    /** The training page with a run in view. */
    static String run(Path folder, String layer) {
        return new PageLink(
                        PageCatalog.TRAINING,
                        TrainingState.of(RecordedRun.open(folder).feed().config(), folder, layer)
                                .toString())
                .toString();
    }

    private static String pair(Path run, FigureInput input, String layer) {
        boolean byTime = input.has("axis") && input.text("axis").equals("time");
        List<Path> folders = PairFigures.folders(run, input);
        RunConfig a = RecordedRun.open(folders.get(0)).feed().config();
        RunConfig b = RecordedRun.open(folders.get(1)).feed().config();
        return new PageLink(
                        PageCatalog.PRECISION,
                        PrecisionState.of(a, b, folders, layer, byTime).toString())
                .toString();
    }

    private static String overlay(Path run, FigureInput input) {
        List<Path> folders = RunOverlayProvider.folders(run, input).stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
        Path root = folders.get(0).getParent();
        if (!folders.stream().allMatch(folder -> root.equals(folder.getParent()))) {
            throw new InvalidInputException("The page shows runs of one folder; those of this picture lie in several: "
                    + folders + ". Copy them beside one another.");
        }
        List<String> names =
                folders.stream().map(folder -> folder.getFileName().toString()).toList();
        RunsState state =
                new RunsState(root.toString(), "", names, RunsState.START.columns(), RunOverlayProvider.how(input));
        return new PageLink(PageCatalog.RUNS, state.toString()).toString();
    }
}

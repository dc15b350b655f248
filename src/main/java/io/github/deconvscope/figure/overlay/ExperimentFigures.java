package io.github.deconvscope.figure.overlay;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.Measure;
import io.github.deconvscope.run.feed.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The figures of an experiment; a single run is treated as an experiment with one group and one seed. */
public final class ExperimentFigures implements FigureProvider {
    private static final Parameter BAND =
            Parameter.choice("band", "what the band around a mean is", Choice.ids(ExperimentCharts.Band.class));

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                FigureEntry.ofCurves(
                        "experiment-curves",
                        "experiments",
                        "Curves of an experiment",
                        "The mean curve of each group over its seeds, with a band.",
                        List.of(
                                Parameter.choice(
                                        "curve",
                                        "which curve",
                                        List.of(
                                                Metric.LOSS.id(),
                                                Metric.ACCURACY.id(),
                                                Metric.TEST_ACCURACY.id(),
                                                Metric.TEST_LOSS.id(),
                                                Metric.TRAIN_LOSS.id(),
                                                Metric.TRAIN_ACCURACY.id())),
                                BAND),
                        in -> ExperimentCharts.curves(answer(in), metric(in), band(in))),
                FigureEntry.ofCurves(
                        "experiment-bars",
                        "experiments",
                        "Means of an experiment",
                        "The mean of each group as a bar, its 95 % interval as a whisker, each seed as a dot.",
                        List.of(Parameter.text("measure", "what is measured; empty takes the first measure", "")),
                        in -> {
                            Answer answer = answer(in);
                            return ExperimentCharts.bars(answer, measure(answer, in.text("measure")));
                        }),
                FigureEntry.ofCurves(
                        "experiment-rates",
                        "experiments",
                        "What an experiment searched",
                        "The mean of each group over its seeds at each value that was tried, mostly of the learning rate.",
                        List.of(BAND),
                        in -> ExperimentCharts.searched(answer(in), band(in))),
                FigureEntry.ofCurves(
                        "experiment-time",
                        "experiments",
                        "Accuracy against time",
                        "The mean test accuracy of each group after each epoch against the time that its steps took.",
                        List.of(BAND),
                        in -> ExperimentCharts.overTime(answer(in), band(in))));
    }

    private static Answer answer(FigureInput in) {
        Optional<Path> folder = in.isOfRun() ? Optional.empty() : Optional.of(in.folder());
        if (folder.isPresent()) {
            ExperimentFolder experiment = new ExperimentFolder(folder.get());
            return Answer.read(experiment.read(), experiment);
        }
        String name = in.run()
                .folder()
                .map(path -> path.toAbsolutePath().normalize().getFileName().toString())
                .orElse("run");
        return Answer.ofRun(name, in.run());
    }

    private static Metric metric(FigureInput in) {
        return Choice.parse(Metric.class, "parameter curve", in.text("curve"));
    }

    private static ExperimentCharts.Band band(FigureInput in) {
        return Choice.parse(ExperimentCharts.Band.class, "parameter band", in.text("band"));
    }

    private static Measure measure(Answer answer, String id) {
        List<Measure> known = answer.experiment().measures();
        return id.isEmpty()
                ? known.get(0)
                : known.stream()
                        .filter(measure -> measure.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException("the experiment does not measure \"" + id
                                + "\"; it measures "
                                + String.join(
                                        ", ", known.stream().map(Measure::id).toList()) + "."));
    }
}

package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.ExampleExperiment;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentCost;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.ExperimentProgress;
import io.github.deconvscope.run.experiment.ExperimentProgress.Look;
import io.github.deconvscope.run.experiment.RunOutcome;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.library.EarlierRuns;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.ui.live.NewestWins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the page of experiments knows and can do. Files are touched on the executor {@code work}, one task at a time; properties change on
 * {@code ui}, where every method is called. Knows no scene.
 */
public final class ExperimentsModel implements AutoCloseable {
    /** Before the first look. */
    private static final Look NONE = new Look(0, 0, 0, 0, Double.NaN, List.of());

    private final RunService runs;
    private final Path runsFolder;
    private final Executor work;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<ExperimentDraft> draft =
            new ReadOnlyObjectWrapper<>(this, "draft", ExperimentDraft.START);
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyObjectWrapper<Look> progress = new ReadOnlyObjectWrapper<>(this, "progress");
    private final ReadOnlyStringWrapper wrong = new ReadOnlyStringWrapper(this, "wrong", "");
    private final ReadOnlyStringWrapper cost = new ReadOnlyStringWrapper(this, "cost", "");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
    private final ReadOnlyBooleanWrapper recorded = new ReadOnlyBooleanWrapper(this, "recorded", false);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final NewestWins estimating = new NewestWins("experiment-cost");
    private final NewestWins looking;
    private final NewestWins opening;
    private final EarlierRuns earlier = new EarlierRuns();
    private Optional<Path> opened = Optional.empty();
    private ExperimentRun run;
    private Look last = NONE;

    /**
     * The page with what it offers at first.
     *
     * @param runs carries runs out
     * @param runsFolder in which experiments get their folder
     * @param work where files are touched, one task at a time
     * @param ui where properties change
     */
    public ExperimentsModel(RunService runs, Path runsFolder, Executor work, Executor ui) {
        this.runs = runs;
        this.runsFolder = runsFolder;
        this.work = work;
        this.ui = ui;
        looking = new NewestWins(work);
        opening = new NewestWins(work);
        take(ExperimentDraft.START);
    }

    /** What the form says. */
    public ReadOnlyObjectProperty<ExperimentDraft> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    /** What its runs say, or what they will be asked; {@code null} while the form says nothing that can be run. */
    public ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** Progress of the runs that this window carries out; {@code null} if there are none. */
    public ReadOnlyObjectProperty<Look> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What is wrong with the form; empty if it can be run. */
    public ReadOnlyStringProperty wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /** What could not be done; empty if nothing. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** What the runs to come will take, as far as it can be estimated; empty if none is to come. */
    public ReadOnlyStringProperty costProperty() {
        return cost.getReadOnlyProperty();
    }

    /** Whether the form says what lies in the folder, so that the answer is that of its runs. */
    public ReadOnlyBooleanProperty recordedProperty() {
        return recorded.getReadOnlyProperty();
    }

    /** Whether runs are carried out by this window. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Where the runs lie, or will. */
    public ExperimentFolder folder() {
        return opened.map(ExperimentFolder::new)
                .orElseGet(() -> ExperimentFolder.usual(runsFolder, draft.get().name()));
    }

    /** The folder that was opened; empty for the usual one of the experiment's name. */
    Optional<Path> opened() {
        return opened;
    }

    /** Changes the form. While runs are carried out it stays as it is. */
    public void edit(UnaryOperator<ExperimentDraft> change) {
        if (!running.get()) {
            take(change.apply(draft.get()));
        }
    }

    private void take(ExperimentDraft next) {
        draft.set(next);
        recorded.set(false);
        last = NONE;
        opening.cancel();
        try {
            answer.set(Answer.planned(next.experiment()));
            wrong.set("");
        } catch (InvalidInputException e) {
            answer.set(null);
            wrong.set(e.getMessage());
        }
        look();
        estimate();
    }

    /** Estimates the cost of what is to come anew, in the background. */
    private void estimate() {
        if (answer.get() == null) {
            estimating.cancel();
            cost.set("");
            return;
        }
        List<RunTask> tasks = answer.get().runs().stream()
                .filter(each -> !each.isDone())
                .map(RunOutcome::task)
                .toList();
        Path own = folder().runs();
        estimating.ask(
                overtaken -> ExperimentCost.of(tasks, earlier.read(List.of(own, runsFolder), overtaken))
                        .inWords(),
                ui,
                cost::set,
                problem -> cost.set(""));
    }

    /** Takes up an experiment that ships with the program. */
    public void openExample(ExampleExperiment example) {
        restore(Optional.of(example.draft()), Optional.empty());
    }

    /** Takes an experiment up from its file. */
    public void openFile(Path file) {
        open(() -> ExperimentDraft.read(file), Optional.empty());
    }

    /** Looks at an experiment that was begun, here or by the command line. */
    public void openFolder(Path folder) {
        open(() -> new ExperimentDraft(new ExperimentFolder(folder).read().json()), Optional.of(folder));
    }

    private Optional<Experiment> experiment() {
        return Optional.ofNullable(answer.get()).map(Answer::experiment);
    }

    /** While runs are carried out their experiment stays; says so. */
    private boolean refused() {
        if (running.get()) {
            trouble.set("Runs of \"" + draft.get().name() + "\" are carried out. Stop them first.");
        }
        return running.get();
    }

    /** Goes back to a state: another experiment, a folder, or both. */
    void restore(Optional<ExperimentDraft> next, Optional<Path> folder) {
        if (refused()) {
            return;
        }
        if (next.isPresent()) {
            opened = folder;
            trouble.set("");
            take(next.get());
        } else {
            folder.ifPresent(this::openFolder);
        }
    }

    private void open(Supplier<ExperimentDraft> reader, Optional<Path> folder) {
        if (refused()) {
            return;
        }
        trouble.set("");
        opening.ask(
                overtaken -> reader.get(),
                ui,
                read -> {
                    opened = folder;
                    take(read);
                },
                problem -> trouble.set(PlainWords.of(problem)));
    }

    /** Writes the file that the command line reads. */
    public void save(Path file) {
        ExperimentDraft saved = draft.get();
        work.execute(() -> {
            String problem = "";
            try {
                saved.write(file);
            } catch (IOException e) {
                problem = "The file cannot be written. " + PlainWords.of(e);
            }
            String words = problem;
            ui.execute(() -> trouble.set(words));
        });
    }

    /** Begins the runs, or goes on with them; one after another. */
    public void run() {
        if (running.get() || experiment().isEmpty()) {
            return;
        }
        trouble.set("");
        running.set(true);
        run = ExperimentRun.start(
                runs,
                experiment().get(),
                folder(),
                problem -> ui.execute(() -> {
                    run = null;
                    running.set(false);
                    progress.set(null);
                    trouble.set(problem);
                    last = NONE;
                    refresh();
                }));
    }

    /** Ends the run that goes on, with a checkpoint, and begins no other. */
    public void stop() {
        if (run != null) {
            run.stop();
        }
    }

    /** What a look found: nothing about the answer if no run has begun or ended since the last. */
    private record Found(boolean recorded, Look look, Optional<Answer> answer) {}

    /** Looks at the folder again, in the background; to be called now and then while the page is in view. */
    public void refresh() {
        if (!looking.isBusy()) {
            look();
        }
    }

    private void look() {
        if (experiment().isEmpty()) {
            looking.cancel();
            return;
        }
        Experiment question = experiment().get();
        ExperimentFolder folder = folder();
        Optional<ExperimentProgress> going = Optional.ofNullable(run).map(ExperimentRun::progress);
        Look before = last;
        looking.ask(
                overtaken -> look(question, folder, going, before),
                ui,
                found -> show(found, ""),
                problem -> show(new Found(false, null, Optional.empty()), PlainWords.of(problem)));
    }

    private static Found look(
            Experiment question, ExperimentFolder folder, Optional<ExperimentProgress> going, Look before) {
        boolean same = question.json().equals(RunFolder.readJson(folder.file()));
        if (!same) {
            return new Found(false, null, Optional.empty());
        }
        Look look = going.orElseGet(() -> new ExperimentProgress(folder, question.tasks()))
                .look();
        boolean news = !look.states().equals(before.states()) || look.done() != before.done();
        return new Found(true, look, news ? Optional.of(Answer.read(question, folder)) : Optional.empty());
    }

    private void show(Found found, String problem) {
        if (!problem.isEmpty() && !problem.equals(trouble.get())) {
            trouble.set(problem);
        }
        recorded.set(found.recorded);
        progress.set(running.get() ? found.look : null);
        last = Objects.requireNonNullElse(found.look, last);
        found.answer.ifPresent(news -> {
            answer.set(news);
            estimate();
        });
    }

    /** Stops what this window carries out. */
    @Override
    public void close() {
        for (NewestWins each : List.of(estimating, looking, opening)) {
            each.close();
        }
        stop();
    }
}

package io.github.deconvscope.lesson.play;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.OwnFigure;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.RunFacts;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonStage;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.page.PageSetter;
import io.github.deconvscope.lesson.play.LessonProgress.Answer;
import io.github.deconvscope.lesson.play.LessonProgress.Outcome;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lesson being played on a stage. Knows no toolkit: the window shows what it says, a test plays it as a person would. For one thread.
 */
public final class LessonPlayer {
    /** What the page was before a step was shown, so that it can be undone. */
    private record Before(String page, String state) {}

    /**
     * What to say to an answer.
     *
     * @param right whether it was right
     * @param again whether it was wrong and may be tried once more
     * @param explanation why
     */
    public record Feedback(boolean right, boolean again, String explanation) {}

    private final Lesson lesson;
    private final LessonStage stage;
    private final PageDirectory directory;
    private final LessonFunctions functions;
    private final Consumer<LessonProgress> keeper;
    private final Deque<Before> undo = new ArrayDeque<>();
    private LessonProgress progress;
    private JsonObject atStart = new JsonObject();

    /**
     * @param progress where to go on
     * @param directory knows the state that each page starts with
     * @param functions compute the answers
     * @param keeper takes the progress whenever it changes
     */
    public LessonPlayer(
            Lesson lesson,
            LessonStage stage,
            PageDirectory directory,
            LessonFunctions functions,
            LessonProgress progress,
            Consumer<LessonProgress> keeper) {
        this.lesson = lesson;
        this.stage = stage;
        this.directory = directory;
        this.functions = functions;
        this.keeper = keeper;
        this.progress = progress;
    }

    public Lesson lesson() {
        return lesson;
    }

    public LessonProgress progress() {
        return progress;
    }

    /** Index of the step in view. */
    public int index() {
        return progress.step();
    }

    public LessonStep step() {
        return lesson.steps().get(index());
    }

    /** Shows the step where the person left, on the page as it was set up last before it. */
    public void start() {
        int index = Math.min(index(), lesson.steps().size() - 1);
        for (int i = index; i >= 0; i--) {
            var setUps = lesson.steps().get(i).parts(StepPart.SetUp.class);
            if (!setUps.isEmpty()) {
                PageSetter.apply(setUps.get(setUps.size() - 1), directory, stage);
                break;
            }
        }
        moveTo(index);
    }

    /** What was answered to the step in view, or {@code null}. */
    public Answer answer() {
        return progress.answer(index(), step().title());
    }

    /** Whether the step is done: it asks nothing, or was answered, done or skipped. */
    public boolean canGoOn() {
        return step().gate().isEmpty() || answer() != null && answer().outcome() != Outcome.TRY_AGAIN;
    }

    public boolean isLast() {
        return index() == lesson.steps().size() - 1;
    }

    /** The next step, if this one is done. */
    public void next() {
        if (canGoOn() && !isLast()) {
            undo.push(new Before(stage.page(), stage.pageState()));
            int index = index() + 1;
            lesson.steps()
                    .get(index)
                    .parts(StepPart.SetUp.class)
                    .forEach(setUp -> PageSetter.apply(setUp, directory, stage));
            moveTo(index);
        }
    }

    /** The step before, with the page as it was then. */
    public void back() {
        if (index() == 0) {
            return;
        }
        if (undo.isEmpty()) {
            progress = progress.at(index() - 1, false);
            start();
            return;
        }
        Before before = undo.pop();
        stage.show(before.page, before.state);
        moveTo(index() - 1);
    }

    private void moveTo(int index) {
        atStart = stage.facts();
        keep(progress.at(index, index == lesson.steps().size() - 1));
    }

    private void keep(LessonProgress next) {
        progress = next;
        keeper.accept(next);
    }

    /** Goes on without doing what the step asks. */
    public void skip() {
        if (!canGoOn()) {
            answered(answer() == null ? "" : answer().answer(), Outcome.SKIPPED);
        }
        next();
    }

    private void answered(String answer, Outcome outcome) {
        answered(answer, outcome, null);
    }

    private void answered(String answer, Outcome outcome, OwnFigure figure) {
        keep(progress.with(new Answer(index(), step().title(), answer, outcome, figure)));
    }

    /** Looks whether the person did what a {@link StepPart.Do} asks. Call it when the page may have changed. */
    public boolean poll() {
        if (!(step().gate().orElse(null) instanceof StepPart.Do task)) {
            return false;
        }
        Answer earlier = answer();
        if (earlier != null && earlier.outcome() != Outcome.SKIPPED) {
            return true;
        }
        JsonObject now = stage.facts();
        if (task.until().stream().allMatch(condition -> condition.holds(now, atStart))) {
            boolean ofRun = task.until().stream().anyMatch(Condition::ofRun);
            answered(
                    ofRun ? RunFacts.inWords(now.getAsJsonObject("run")) : "",
                    Outcome.DONE,
                    OwnFigure.of(stage.page(), now).orElse(null));
            return true;
        }
        return false;
    }

    /** Does what the step asks, where that can be shown. */
    public void showMe() {
        if (step().gate().orElse(null) instanceof StepPart.Do task
                && task.show().isPresent()) {
            JsonObject state = PageState.parse(stage.pageState());
            stage.show(stage.page(), PageState.merged(state, task.show().get()).toString());
            answered("", Outcome.SHOWN);
        }
    }

    /** Answers a {@link StepPart.PredictNumber}; a number that is not finite is wrong. */
    public Feedback answer(double number) {
        StepPart.PredictNumber asked = (StepPart.PredictNumber) step().gate().orElseThrow();
        Optional<String> mistake = asked.explained().stream()
                .filter(each -> near(number, each.answer().value(functions), asked.within()))
                .map(StepPart.Explained::why)
                .findFirst();
        boolean right = near(number, asked.answer().value(functions), asked.within());
        return judged(
                plain(number),
                right,
                mistake.orElse(asked.hint()),
                right ? asked.right() : mistake.map(why -> why + " ").orElse("") + asked.wrong());
    }

    private static boolean near(double a, double b, double within) {
        return Math.abs(a - b) <= within + 1e-9 * Math.abs(b);
    }

    private static String plain(double number) {
        return Numbers.isWhole(number) ? String.valueOf((long) number) : String.format(Locale.ROOT, "%.4g", number);
    }

    /** Answers a {@link StepPart.PredictChoice} with the choice at this place. Of two choices a wrong one leaves nothing to try. */
    public Feedback choose(int choice) {
        StepPart.PredictChoice asked = (StepPart.PredictChoice) step().gate().orElseThrow();
        StepPart.Choice chosen = asked.choices().get(choice);
        String given = asked.lettered(choice);
        if (chosen.right()) {
            return judged(given, true, "", chosen.why());
        }
        String end = chosen.why() + " The answer is " + asked.lettered(asked.right()) + ".";
        return asked.oneTry().isEmpty() ? judged(given, false, asked.hint(), end) : feedback(given, false, end);
    }

    /** What to say to a number or a choice: a wrong first try is not told the answer. */
    private Feedback judged(String given, boolean right, String afterFirst, String atLast) {
        Answer earlier = answer();
        if (earlier != null && earlier.awaitsSecondTry()) {
            if (given.equals(earlier.answer())) {
                return again(
                        "That is the same answer as before, so it does not count as your second try. " + afterFirst);
            }
            answered(earlier.answer() + ", then " + given, right ? Outcome.RIGHT_SECOND : Outcome.WRONG);
        } else if (right || earlier != null && earlier.outcome() != Outcome.SKIPPED) {
            return feedback(given, right, atLast);
        } else {
            answered(given, Outcome.TRY_AGAIN);
            return again(afterFirst);
        }
        return new Feedback(right, false, StatedNumber.readable(atLast));
    }

    private static Feedback again(String why) {
        return new Feedback(false, true, (StatedNumber.readable(why) + " Try once more.").strip());
    }

    /** Answers a {@link StepPart.PredictSketch} with a value at each of its places. */
    public Feedback sketch(double... values) {
        StepPart.PredictSketch asked = (StepPart.PredictSketch) step().gate().orElseThrow();
        double[] truth = truth(asked);
        boolean right = values.length == truth.length;
        for (int i = 0; right && i < truth.length; i++) {
            right = Math.abs(values[i] - truth[i]) <= asked.within();
        }
        String answer = String.join(
                ", ",
                Arrays.stream(values)
                        .mapToObj(v -> String.format(Locale.ROOT, "%.2f", v))
                        .toList());
        return feedback(answer, right, right ? asked.right() : asked.wrong());
    }

    /** The computed values of a sketch at its places. */
    public double[] truth(StepPart.PredictSketch asked) {
        double[] curve = asked.curve().curve(functions);
        return asked.at().stream().mapToDouble(x -> curve[x]).toArray();
    }

    private Feedback feedback(String answer, boolean right, String why) {
        answered(answer, right ? Outcome.RIGHT : Outcome.WRONG);
        return new Feedback(right, false, StatedNumber.readable(why));
    }

    /** What there was to see in a task, and why; empty where nothing is said or the task is not done. */
    public String seen() {
        return step().gate().orElse(null) instanceof StepPart.Do task && canGoOn()
                ? StatedNumber.readable(task.seen())
                : "";
    }

    /** The hint of a step that asks for something to be done. */
    public Optional<String> hint() {
        return step().gate().orElse(null) instanceof StepPart.Do task
                ? Optional.of(StatedNumber.readable(task.hint()))
                : Optional.empty();
    }
}

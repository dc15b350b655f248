package io.github.deconvscope.ui.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.read.GivenAway;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.lesson.read.LessonTexts;
import io.github.deconvscope.ui.AtWork;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.live.FigureView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * No answer can be read in the window before its question is answered: all lessons are played, and whatever is written on the page and in the
 * lesson, also in figures and where one has to scroll, is searched for the answer as printed.
 *
 * <p>On the way no figure may cut its words: a title that ends in dots tells nothing.
 *
 * <p>Two exceptions. A whole number below 20 stands in too many places that have nothing to do with the question (cells of maps, ticks,
 * sizes that the question itself names): it is looked for in labels of the page alone, those that count or measure. And the answers that a
 * person chooses from may be read in the question. Of a choice the numbers in the explanation of the right answer are looked for too, unless
 * the lesson has told them before it asks.
 */
@Tag("ui")
class NoAnswerInViewTest {
    private static final int TINY = 20;
    /** A field that shows what was computed until somebody types into it: it counts as a label does. */
    private static final String RESULT_FIELD = "field-output-size";
    /** Looks at the window without a change and with nothing at work, and how far apart they are: a few frames. */
    private static final int QUIET_LOOKS = 4;

    private static final double LOOK_SECONDS = 0.02;

    @TempDir
    Path folder;

    private final LessonFunctions functions = new LessonFunctions(new PaintedWorld(FigureCatalog.standard()));

    /** What is written, and where. */
    private record Written(String where, boolean counts, boolean drawn, String text) {}

    @RegisterExtension
    final TestWindow window = new TestWindow(
                    () -> TestServices.withLessons(new FakeRuns(), folder, new SystemDialogs()))
            .sized(1280, 800);

    @BeforeEach
    void awaitLessons() {
        Fx.await(
                "lessons are read",
                () -> desk().entriesProperty().get().size()
                        == LessonLibrary.shippedIds().size());
    }

    private LessonDesk desk() {
        return window.shell().lessons().orElseThrow();
    }

    @Test
    void noAnswerCanBeReadBeforeItsQuestionIsAnswered() {
        List<Lesson> lessons = desk().entriesProperty().get().stream()
                .map(entry -> entry.lesson().orElseThrow())
                .toList();
        List<String> found = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        lessons.forEach(lesson -> play(lesson, found, cut));
        assertThat(found).isEmpty();
        assertThat(cut).as("words of figures that are cut beside a lesson").isEmpty();
    }

    private void play(Lesson lesson, List<String> found, List<String> cut) {
        Fx.run(() -> desk().play(lesson));
        for (int i = 0; i < lesson.steps().size(); i++) {
            LessonStep step = lesson.steps().get(i);
            StepPart.Gate gate = step.gate().orElse(null);
            assertThat(Fx.call(() -> ((Label) window.stage().getScene().lookup("#lessonStep")).getText()))
                    .as(lesson.id())
                    .isEqualTo(step.title());
            if (gate instanceof StepPart.PredictNumber || gate instanceof StepPart.PredictChoice) {
                String said = said(lesson, i);
                String title = lesson.id() + ", " + step.title();
                for (Written written : settled(step)) {
                    if (written.drawn && written.text.endsWith("\u2026")) {
                        cut.add(title + ", " + written.where + ": " + written.text);
                    }
                    told(gate, written, said)
                            .ifPresent(answer ->
                                    found.add(title + ": " + answer + " in " + written.where + ": " + written.text));
                }
            }
            Fx.run(() -> desk().skip());
        }
    }

    private Optional<String> told(StepPart.Gate gate, Written written, String said) {
        if (gate instanceof StepPart.PredictNumber number) {
            double answer = number.answer().value(functions);
            return tiny(answer) && !written.counts ? Optional.empty() : GivenAway.number(written.text, answer);
        }
        StepPart.PredictChoice choice = (StepPart.PredictChoice) gate;
        StepPart.Choice right = choice.choices().get(choice.right());
        String text = StatedNumber.readable(right.text());
        if (!text.matches("[0-9]+") && GivenAway.words(written.text, text)) {
            return Optional.of(text);
        }
        return StatedNumber.in(right.why()).stream()
                .filter(stated -> !tiny(stated.value()))
                .filter(stated -> GivenAway.number(said, stated.value()).isEmpty())
                .flatMap(stated -> GivenAway.number(written.text, stated.value()).stream())
                .findFirst();
    }

    /** What the lesson has told by the time it asks: numbers from there are no answer any more. */
    private static String said(Lesson lesson, int step) {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i <= step; i++) {
            for (StepPart part : lesson.steps().get(i).parts()) {
                boolean now = i == step && part instanceof StepPart.Gate;
                said.append(now ? ((StepPart.Gate) part).ask() : String.join(" ", LessonTexts.of(part)))
                        .append(' ');
                if (now) {
                    break;
                }
            }
        }
        return said.toString();
    }

    private static boolean tiny(double answer) {
        return answer == Math.rint(answer) && Math.abs(answer) < TINY;
    }

    /** What is written once nothing is at work any more and nothing changes. */
    private List<Written> settled(LessonStep step) {
        Set<String> covered = step.parts(StepPart.Cover.class).stream()
                .flatMap(cover -> cover.targets().stream())
                .collect(Collectors.toSet());
        List<Written> last = new ArrayList<>();
        AtomicInteger same = new AtomicInteger();
        Await.until("nothing changes", LOOK_SECONDS, () -> {
            List<Written> now = Fx.call(() -> written(covered, false));
            if (!now.equals(last) || AtWork.any()) {
                same.set(0);
                last.clear();
                last.addAll(now);
            }
            return same.incrementAndGet() > QUIET_LOOKS;
        });
        return Fx.call(() -> written(covered, true));
    }

    private List<Written> written(Set<String> covered, boolean painted) {
        List<Written> written = new ArrayList<>();
        collect(window.stage().getScene().getRoot(), covered, painted, false, "", written);
        return written;
    }

    private static void collect(
            Node node, Set<String> covered, boolean painted, boolean inLesson, String where, List<Written> written) {
        // the status bar counts memory and frames, and is never at rest
        if (!node.isVisible()
                || covered.contains(node.getId())
                || node instanceof Covers
                || "statusBar".equals(node.getId())) {
            return;
        }
        boolean lesson = inLesson || node instanceof LessonPane;
        String here = node.getId() == null ? where : node.getId();
        String text = "";
        if (node instanceof FigureView view && view.getFigure() != null) {
            List<String> words = painted
                    ? PaintedWords.of(view.getFigure(), Math.max(60, view.getWidth()), Math.max(60, view.getHeight()))
                    : List.of("figure " + System.identityHashCode(view.getFigure()));
            // The row that folds lies far below and has no width of its own before somebody scrolls there; whole it
            // cuts nothing.
            boolean drawn = view.paintings() > 0 && !here.startsWith("fold-");
            words.forEach(word -> written.add(new Written(here, false, drawn, word)));
            return;
        } else if (node instanceof Labeled labeled && !(lesson && node instanceof RadioButton)) {
            text = labeled.getText();
        } else if (node instanceof TextInputControl field) {
            text = field.getText();
        } else if (node instanceof Text each && each.getParent() instanceof javafx.scene.text.TextFlow) {
            text = each.getText();
        }
        if (text != null && !text.isBlank()) {
            boolean counts = node instanceof Label || RESULT_FIELD.equals(node.getId());
            written.add(new Written(here, !lesson && counts, false, text));
        }
        Targets.children(node).forEach(child -> collect(child, covered, painted, lesson, here, written));
    }
}

package io.github.deconvscope.ui.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.Cuts;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Keys;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.live.FigureView;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shipped lesson in the smallest window, taken by a student who errs and who has a keyboard only: whatever is used is reached with Tab. One question is
 * answered wrong and then right, the next wrong twice, by the same answer again as well; tasks are shown or skipped; now and then the student goes back and
 * forth, and leaves in the middle, once the window too, and comes back. That no answer can be read
 * before its question is what {@link NoAnswerInViewTest} looks for.
 */
@Tag("ui")
class StudentRobotTest {
    @TempDir
    Path folder;

    private final LessonFunctions functions = new LessonFunctions(new PaintedWorld(FigureCatalog.standard()));
    private int asked;
    private int done;

    @RegisterExtension
    final TestWindow window = new TestWindow(
                    () -> TestServices.withLessons(new FakeRuns(), folder, new SystemDialogs()))
            .sized(1024, 700);

    @BeforeEach
    void awaitLessons() {
        int shipped = LessonLibrary.shippedIds().size();
        Fx.await("lessons are read", () -> desk().entriesProperty().get().size() == shipped);
    }

    private LessonDesk desk() {
        return window.shell().lessons().orElseThrow();
    }

    @Test
    void aStudentWhoErrsTakesEveryLessonWithTheKeyboard() {
        List<Lesson> lessons = Fx.call(() -> desk().entriesProperty().get().stream()
                .flatMap(entry -> entry.lesson().stream())
                .toList());
        assertThat(lessons).hasSize(LessonLibrary.shippedIds().size());
        for (Lesson lesson : lessons) {
            Fx.run(() -> desk().play(lesson));
            for (int i = 0; i < lesson.steps().size(); i++) {
                take(lesson, i);
            }
            assertThat(Fx.call(() -> desk().isRunning()))
                    .as(lesson.id() + " has ended")
                    .isFalse();
            LessonProgress kept = new ProgressStore(folder.resolve("progress.json")).of(lesson.id());
            long gates = lesson.steps().stream()
                    .filter(step -> step.gate().isPresent())
                    .count();
            assertThat(kept.answers()).as(lesson.id()).hasSize((int) gates);
        }
        assertThat(asked).isGreaterThan(40);
    }

    /** From the first key on the training page to the end of a lesson with typed answers, choices, a timeline to play and cells to edit: nothing else is touched. */
    @Test
    void aLessonIsOpenedTakenAndEndedByKeysAlone() {
        Lesson lesson = Fx.call(() -> desk().entriesProperty().get().stream()
                .filter(entry -> entry.id().equals("03-transpose"))
                .findFirst()
                .flatMap(LessonLibrary.Entry::lesson)
                .orElseThrow());
        press(KeyCode.DIGIT8, true, false);
        tabTo("play-03-transpose");
        press(KeyCode.ENTER, false);
        for (LessonStep step : lesson.steps()) {
            assertThat(Fx.call(this::title)).isEqualTo(step.title());
            step.gate().ifPresent(gate -> {
                if (gate instanceof StepPart.PredictNumber number) {
                    type(Numbers.typed(number.answer().value(functions)));
                } else if (gate instanceof StepPart.PredictChoice choice) {
                    choose(choice.right());
                } else if (step.title().startsWith("Explore")) {
                    setThreeCellsToZero();
                } else {
                    tabTo("timeline");
                    press(KeyCode.END, false);
                }
                Fx.await(step.title() + " is right", () -> !node("lessonNext", Button.class)
                        .isDisabled());
                assertThat(feedback()).as(step.title()).startsWith("\u2713");
            });
            press(KeyCode.RIGHT, true);
        }
        LessonProgress kept = new ProgressStore(folder.resolve("progress.json")).of(lesson.id());
        assertThat(kept.done()).isTrue();
        assertThat(kept.answers())
                .as("none skipped or shown")
                .hasSizeGreaterThan(7)
                .allMatch(answer -> answer.outcome() == LessonProgress.Outcome.RIGHT
                        || answer.outcome() == LessonProgress.Outcome.DONE);
    }

    /** As a spreadsheet: an arrow key goes into the map, a digit takes the place of what stands there, Tab goes on. */
    private void setThreeCellsToZero() {
        tabTo("inputPane");
        // The first arrow key goes near the middle of the padded map; the inputs stand at rows and columns 2 and 3.
        press(KeyCode.RIGHT, false);
        for (int row = pointedAt().row(); row != 2; row = pointedAt().row()) {
            press(row < 2 ? KeyCode.DOWN : KeyCode.UP, false);
        }
        for (int column = pointedAt().column();
                column != 2;
                column = pointedAt().column()) {
            press(column < 2 ? KeyCode.RIGHT : KeyCode.LEFT, false);
        }
        keys("0");
        press(KeyCode.TAB, false);
        keys("0");
        press(KeyCode.TAB, false);
        keys("0");
        press(KeyCode.ENTER, false);
    }

    private FigureHit pointedAt() {
        return Fx.call(() -> ((FigureView) window.stage().getScene().getFocusOwner())
                .hitProperty()
                .get());
    }

    private void take(Lesson lesson, int index) {
        LessonStep step = lesson.steps().get(index);
        String where = lesson.id() + ", " + step.title();
        assertThat(Fx.call(this::title)).as(where).isEqualTo(step.title());
        assertThat(Fx.call(() -> Cuts.below(window.stage().getScene().getRoot())))
                .as(where)
                .isEmpty();
        step.gate().ifPresent(gate -> answer(gate, where));
        if (index == lesson.steps().size() / 2) {
            if (lesson.id().startsWith("07")) {
                window.close();
                window.open("");
                awaitLessons();
            } else {
                Fx.run(() -> desk().end());
            }
            Fx.run(() -> desk().play(lesson));
            assertThat(Fx.call(this::title)).as(where + ", taken up again").isEqualTo(step.title());
        }
        if (index % 3 == 1) {
            press(KeyCode.LEFT, true);
            assertThat(Fx.call(this::title))
                    .as(where + ", back")
                    .isEqualTo(lesson.steps().get(index - 1).title());
            press(KeyCode.RIGHT, true);
            assertThat(Fx.call(this::title)).as(where + ", and here again").isEqualTo(step.title());
        }
        press(KeyCode.RIGHT, true);
    }

    private void answer(StepPart.Gate gate, String where) {
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled()))
                .as(where)
                .isTrue();
        press(KeyCode.RIGHT, true);
        assertThat(Fx.call(this::title)).as("one cannot go on").isEqualTo(where.substring(where.indexOf(", ") + 2));
        if (gate instanceof StepPart.PredictNumber number) {
            boolean learns = asked++ % 2 == 0;
            double right = number.answer().value(functions);
            type("-12345.678");
            assertThat(feedback()).as(where).startsWith("\u2717 Not this.");
            if (learns) {
                type("-12345.678");
                assertThat(feedback()).as(where).contains("same answer as before", "Try once more.");
            }
            assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled()))
                    .as(where)
                    .isTrue();
            type(learns ? Double.toString(right) : "-54321");
            assertThat(feedback()).as(where).startsWith(learns ? "\u2713 Right." : "\u2717 Not quite.");
        } else if (gate instanceof StepPart.PredictChoice choice) {
            boolean learns = asked++ % 2 == 0;
            int wrong = choice.right() == 0 ? 1 : 0;
            choose(wrong);
            if (choice.choices().size() > 2) {
                assertThat(feedback()).as(where).startsWith("\u2717 Not this.");
                choose(learns ? choice.right() : 3 - wrong - choice.right());
            }
            assertThat(feedback())
                    .as(where)
                    .startsWith(learns && choice.choices().size() > 2 ? "\u2713 Right." : "\u2717 Not quite.");
        } else if (gate instanceof StepPart.PredictSketch) {
            asked++;
            tabTo("lessonCheck");
            press(KeyCode.SPACE, false);
        } else if (gate instanceof StepPart.Do task) {
            boolean shown = done++ % 2 == 0 && task.show().isPresent();
            if (shown) {
                press(KeyCode.W, true);
                Fx.await(where + " is shown", () -> !node("lessonNext", Button.class)
                        .isDisabled());
                assertThat(feedback()).as(where).startsWith("\u2713 Done for you");
                return;
            }
            press(KeyCode.S, true);
            press(KeyCode.LEFT, true);
        }
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled()))
                .as(where + ", answered")
                .isFalse();
    }

    private String title() {
        return node("lessonStep", Label.class).getText();
    }

    private String feedback() {
        return Fx.call(() -> node("lessonFeedback", Label.class).getText());
    }

    private void type(String text) {
        tabTo("lessonAnswer");
        press(KeyCode.HOME, false, false);
        press(KeyCode.END, false, true);
        keys(text);
        press(KeyCode.ENTER, false);
    }

    private void choose(int index) {
        tabTo("lessonChoice-");
        for (int i = 0; i < 8 && !focused().equals("lessonChoice-" + index); i++) {
            press(KeyCode.DOWN, false);
        }
        assertThat(focused()).isEqualTo("lessonChoice-" + index);
        press(KeyCode.SPACE, false);
        tabTo("lessonCheck");
        press(KeyCode.SPACE, false);
    }

    /** As who has no mouse. @param id how the id of the control begins, or of what it is part of */
    private void tabTo(String id) {
        for (int i = 0; i < 150 && !focused().startsWith(id); i++) {
            press(KeyCode.TAB, false);
        }
        assertThat(focused()).startsWith(id);
    }

    /** The id of what has the focus; a figure has that of its pane. */
    private String focused() {
        return Fx.call(() -> {
            Node owner = window.stage().getScene().getFocusOwner();
            boolean figure = owner instanceof FigureView && owner.getId() == null;
            return String.valueOf((figure ? owner.getParent() : owner).getId());
        });
    }

    private void press(KeyCode code, boolean alt) {
        Fx.run(() -> stroke(code, "", false, alt, false));
    }

    /** With Ctrl or Shift. */
    private void press(KeyCode code, boolean control, boolean shift) {
        Fx.run(() -> stroke(code, "", control, false, shift));
    }

    /** Types a text into whatever has the focus, key by key. */
    private void keys(String text) {
        Fx.run(() -> text.chars().mapToObj(Character::toString).forEach(each -> {
            KeyCode code =
                    each.equals("-") ? KeyCode.MINUS : each.equals(".") ? KeyCode.PERIOD : KeyCode.getKeyCode(each);
            stroke(code, each, false, false, false);
        }));
    }

    /** A key goes down and up, as the toolkit tells it: what is typed in between goes to whatever has the focus then. */
    private void stroke(KeyCode code, String typed, boolean control, boolean alt, boolean shift) {
        Scene scene = window.stage().getScene();
        // A control that was just made has no ear for keys before it is styled, which a busy machine does late. Styles
        // every node anew: for others too slow.
        if (scene.getFocusOwner() instanceof Control made && made.getSkin() == null) {
            scene.getRoot().applyCss();
        }
        Keys.send(scene, new KeyEvent(KeyEvent.KEY_PRESSED, typed, typed, code, shift, control, alt, false));
        if (!typed.isEmpty()) {
            Keys.send(
                    scene, new KeyEvent(KeyEvent.KEY_TYPED, typed, "", KeyCode.UNDEFINED, shift, control, alt, false));
        }
        Keys.send(scene, new KeyEvent(KeyEvent.KEY_RELEASED, typed, typed, code, shift, control, alt, false));
    }

    private <T extends Node> T node(String id, Class<T> kind) {
        return kind.cast(window.stage().getScene().lookup("#" + id));
    }
}

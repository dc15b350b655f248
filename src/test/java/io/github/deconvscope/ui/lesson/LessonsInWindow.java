package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.read.LessonParser;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Keys;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A window with the shipped lessons and a broken one of a person's own. */
abstract class LessonsInWindow {
    @TempDir
    Path folder;

    Path progress;

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:convolution", this::services);

    WindowServices services() throws IOException {
        progress = folder.resolve("progress.json");
        Path own = Files.createDirectories(folder.resolve("own/broken"));
        Files.writeString(
                own.resolve("lesson.md"), "---\ntitle: Broken\nminutes: 5\ngoal: g\n---\n## A\n\n```nothing\n```\n");
        return TestServices.of(
                new FakeRuns(),
                folder,
                Framework.NONE,
                Optional.of(TestServices.lessons(folder.resolve("own"), progress)),
                new SystemDialogs());
    }

    @BeforeEach
    void awaitLessons() throws IOException {
        int shipped =
                Files.readAllLines(Path.of("assets", "lessons", "lessons.txt")).size();
        Fx.await(
                "the shipped lessons and the broken one are read",
                () -> desk().entriesProperty().get().size() == shipped + 1);
    }

    LessonDesk desk() {
        return window.shell().lessons().orElseThrow();
    }

    Lesson lesson(String id) {
        return desk().entriesProperty().get().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow()
                .lesson()
                .orElseThrow();
    }

    <T extends Node> T node(String id, Class<T> kind) {
        return kind.cast(window.stage().getScene().lookup("#" + id));
    }

    /** The first answer in view that is wrong and can still be chosen. */
    RadioButton wrong() {
        StepPart.PredictChoice asked = desk().runningProperty().get().steps().stream()
                .filter(step ->
                        step.title().equals(node("lessonStep", Label.class).getText()))
                .map(step -> (StepPart.PredictChoice) step.gate().orElseThrow())
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, asked.choices().size())
                .filter(i -> i != asked.right())
                .mapToObj(i -> node("lessonChoice-" + i, RadioButton.class))
                .filter(button -> !button.isDisabled())
                .findFirst()
                .orElseThrow();
    }

    void press(KeyCode code) {
        Fx.run(() -> {
            Scene scene = window.stage().getScene();
            Keys.send(scene, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, true, false));
            Keys.send(scene, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, true, false));
        });
    }

    Lesson written(String id, String head, String body) {
        return LessonParser.parse(id, "---\ntitle: T\nminutes: 5\ngoal: g\n" + head + "\n---\n" + body)
                .lesson()
                .orElseThrow();
    }

    @AfterEach
    void usualType() {
        Fx.run(() -> Theme.get().largeTypeProperty().set(false));
    }
}

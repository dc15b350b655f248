package io.github.deconvscope.ui.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Keys;
import io.github.deconvscope.ui.shell.PageCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lesson in the window, on the real page: how it is played. What one sees of it: {@link LessonSightTest}. */
@Tag("ui")
class LessonDockTest extends LessonsInWindow {
    /** Ids that the toolkit gives to parts of its controls. */
    private static final List<String> OF_SKINS = List.of("arrow", "arrow-button", "list-view", "virtual-flow");

    /** The lesson of the person's own, which comes after the shipped ones. */
    private LessonLibrary.Entry last() {
        List<LessonLibrary.Entry> entries = desk().entriesProperty().get();
        return entries.get(entries.size() - 1);
    }

    @Test
    void aLessonIsPlayedWithKeysOnThePageItIsAbout() {
        Fx.run(() -> desk().play(lesson("08-whitening")));
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("whitening");
        assertThat(Fx.call(() -> window.stage().getScene().getFocusOwner().getId()))
                .isEqualTo("lessonStep");
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getAccessibleText()))
                .contains("The goal. Step 1 of");
        press(KeyCode.RIGHT);
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText())).isEqualTo("Along one direction");
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled())).isTrue();
        press(KeyCode.RIGHT);
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText())).isEqualTo("Along one direction");
        Fx.run(() -> {
            node("lessonAnswer", TextField.class).setText("100");
            node("lessonCheck", Button.class).fire();
        });
        assertThat(Fx.call(() -> node("lessonFeedback", Label.class).getText()))
                .contains("Not this")
                .contains("g squared")
                .doesNotContainPattern("\\b10\\b");
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled())).isTrue();
        Fx.run(() -> {
            node("lessonAnswer", TextField.class).setText("267,3");
            node("lessonCheck", Button.class).fire();
        });
        assertThat(Fx.call(() -> node("lessonFeedback", Label.class).getText())).contains("Not quite", "so g = 10");
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled())).isFalse();
        press(KeyCode.LEFT);
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText())).isEqualTo("The goal");
        assertThat(new ProgressStore(progress).of("08-whitening").answers()).hasSize(1);
    }

    @Test
    void aClassHasNeitherSkipNorShowMe() {
        Fx.run(() -> {
            desk().setClassroom(true);
            desk().play(lesson("08-whitening"));
        });
        press(KeyCode.RIGHT);
        String step = Fx.call(() -> node("lessonStep", Label.class).getText());
        assertThat(Fx.call(() -> node("lessonSkip", Button.class).isVisible())).isFalse();
        press(KeyCode.S);
        press(KeyCode.W);
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText())).isEqualTo(step);
        assertThat(Fx.call(() -> node("lessonNext", Button.class).isDisabled())).isTrue();
        Fx.run(() -> node("lessonHide", Button.class).fire());
        Fx.await("what is asked stays covered", () -> node("lessonButton", Button.class)
                .isVisible());
        Fx.run(() -> {
            node("lessonButton", Button.class).fire();
            desk().setClassroom(false);
        });
        assertThat(Fx.call(() -> node("lessonSkip", Button.class).isVisible())).isTrue();
    }

    @Test
    void aLinkOpensALessonAtAStep() {
        Fx.run(() -> window.shell().open("learn", "lesson 08-whitening step 3"));
        assertThat(Fx.call(() -> desk().runningProperty().get().id())).isEqualTo("08-whitening");
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText()))
                .isEqualTo(lesson("08-whitening").steps().get(2).title());
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("whitening");
    }

    @Test
    void keysOfTheLessonWorkWhereverTheFocusIs() {
        Fx.run(() -> desk().play(lesson("08-whitening")));
        String before = Fx.call(() -> window.shell().page().state());
        Fx.run(() -> Targets.find(window.shell().pageRoot(), "iterationSlider")
                .orElseThrow()
                .requestFocus());
        press(KeyCode.RIGHT);
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getText())).isEqualTo("Along one direction");
        assertThat(Fx.call(() -> window.shell().page().state())).isEqualTo(before);
    }

    @Test
    void whatAppearsAfterAnAnswerIsSaidWithItsExplanation() {
        Lesson lesson = written(
                "said",
                "source: s",
                "## A\n\n```setup\npage: whitening\n```\n\nBefore.\n\n```formula\nlatex: a\nwords: the letter a\n```\n\n"
                        + "```predict\nask: Which?\nright: this | It is.\nwrong: that | It is not.\n```\n\nAfter **all**.\n");
        Fx.run(() -> desk().play(lesson));
        assertThat(Fx.call(() -> node("lessonStep", Label.class).getAccessibleText()))
                .isEqualTo(
                        "A. Step 1 of 1. Before. the letter a. Which? One try: of two answers, a wrong one gives the other away.");
        Fx.run(() -> {
            wrong().setSelected(true);
            node("lessonCheck", Button.class).fire();
        });
        assertThat(Fx.call(() -> node("lessonFeedback", Label.class).getAccessibleText()))
                .contains("Not quite. It is not. The answer is ")
                .endsWith(": this. After all.");
    }

    @Test
    void aKeyGoesToWhatTheLessonPointsAtAndBack() {
        Fx.run(() -> {
            desk().play(lesson("01-sliding-window"));
            while (!node("lessonStep", Label.class).getText().equals("Step through it")) {
                desk().skip();
            }
        });
        press(KeyCode.G);
        Node timeline = Fx.call(
                () -> Targets.find(window.shell().pageRoot(), "timelineBar").orElseThrow());
        assertThat(Fx.call(timeline::isFocusWithin)).isTrue();
        press(KeyCode.G);
        assertThat(Fx.call(() -> window.stage().getScene().getFocusOwner().getId()))
                .isEqualTo("lessonStep");
    }

    @Test
    void theLastStepEndsWithTheKeyForNext() {
        Fx.run(() -> {
            desk().play(lesson("01-sliding-window"));
            while (!node("lessonNext", Button.class).getText().equals("Finish")) {
                desk().skip();
            }
        });
        press(KeyCode.RIGHT);
        assertThat(Fx.call(() -> desk().isRunning())).isFalse();
    }

    @Test
    void theEndSaysWhatWasDoneWhatComesNextAndWhatTheSourcesAre() {
        Lesson lesson = lesson("07-covariance");
        Fx.run(() -> desk().play(lesson));
        Fx.await("asked", () -> node("lessonAnswer", TextField.class) != null);
        Fx.run(() -> {
            node("lessonAnswer", TextField.class).setText("3^3");
            node("lessonCheck", Button.class).fire();
            assertThat(node("lessonFeedback", Label.class).getText()).contains("does not count as a try");
            node("lessonAnswer", TextField.class).setText("9");
            node("lessonCheck", Button.class).fire();
            node("lessonAnswer", TextField.class).setText("27");
            node("lessonCheck", Button.class).fire();
            while (!node("lessonNext", Button.class).getText().equals("Finish")) {
                desk().skip();
            }
        });
        assertThat(Fx.call(() -> node("lessonScore", Label.class).getText()))
                .isEqualTo("Of 3 questions: 1 right at the second try; 2 skipped. Of 1 task: 1 skipped.");
        assertThat(Fx.call(() -> node("lessonEnding", EndView.class).getChildrenUnmodifiable().stream()
                        .filter(Label.class::isInstance)
                        .map(label -> ((Label) label).getText())
                        .toList()))
                .contains(
                        "[1] " + lesson.sources().get(0),
                        "[2] " + lesson.sources().get(1));
        Fx.run(() -> node("lessonFollowing", Button.class).fire());
        assertThat(Fx.call(() -> desk().runningProperty().get().id())).isEqualTo("08-whitening");
    }

    @Test
    void whatThePersonDoesOnThePageIsNoticed() {
        Fx.run(() -> {
            desk().play(lesson("07-covariance"));
            while (!node("lessonStep", Label.class).getText().startsWith("Explore")) {
                desk().skip();
            }
        });
        Fx.run(() -> {
            JsonObject state = PageState.parse(window.shell().page().state());
            JsonObject change = PageState.parse("{\"source\": \"synthetic\", \"name\": \"\", \"correlation\": 0}");
            window.shell().page().restore(PageState.merged(state, change).toString());
        });
        Fx.await(
                "the step is done",
                () -> node("lessonFeedback", Label.class).getText().contains("Done"));
    }

    @Test
    void aBrokenLessonIsListedAndALessonSavedAgainIsReadAgain() throws IOException {
        assertThat(last().problems().get(0).toString()).contains("line 8: there is no block");
        Files.writeString(
                folder.resolve("own/broken/lesson.md"), "---\ntitle: Whole\nminutes: 5\ngoal: g\n---\n## A\n\nText.\n");
        Fx.await("read again", () -> last().title().equals("Whole"));
    }

    @Test
    void hidingPresentingAndEndingLeaveThePageUsable() {
        Fx.run(() -> desk().play(lesson("08-whitening")));
        press(KeyCode.D);
        assertThat(Fx.call(() -> node("lessonPane", LessonPane.class))).isNull();
        press(KeyCode.D);
        assertThat(Fx.call(() -> node("lessonPane", LessonPane.class))).isNotNull();
        // At once, when what had the focus was removed and nothing else has it yet.
        Fx.run(() -> {
            desk().toggleDock();
            Keys.send(
                    window.stage().getScene(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.D, false, false, true, false));
        });
        assertThat(Fx.call(() -> node("lessonPane", LessonPane.class))).isNotNull();
        Fx.run(() -> window.stage().setWidth(1600));
        press(KeyCode.P);
        Fx.await("wider", () -> node("lessonPane", LessonPane.class).getWidth() > 400);
        Fx.run(() -> desk().end());
        assertThat(Fx.call(() -> node("lessonSpotlight", Spotlight.class))).isNull();
        assertThat(Fx.call(() -> window.shell().page().state())).contains("zca");
    }

    /** The directory that lessons are checked against says what the pages hold; {@code -Dgolden.update=true} writes it anew. */
    @Test
    void theDirectoryOfPagesIsTrue() throws IOException {
        JsonObject found = new JsonObject();
        for (PageCatalog page : PageCatalog.values()) {
            if (page == PageCatalog.LEARN) {
                continue;
            }
            Fx.run(() -> window.shell().open(page.id(), ""));
            Fx.await("layout", () -> window.shell().pageRoot().getLayoutBounds().getWidth() > 0);
            JsonObject entry = new JsonObject();
            JsonArray targets = new JsonArray();
            Fx.call(() -> ids(window.shell().pageRoot())).stream()
                    .filter(id -> !OF_SKINS.contains(id) && !id.startsWith("page-"))
                    .forEach(targets::add);
            entry.add("targets", targets);
            entry.add(
                    "state", PageState.parse(Fx.call(() -> window.shell().page().state())));
            found.add(page.id(), entry);
        }
        Path file = Path.of(System.getProperty("project.dir"), "assets/lessons/pages.json");
        JsonObject kept = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        if (Boolean.getBoolean("golden.update")) {
            found.entrySet().forEach(page -> kept.add(page.getKey(), page.getValue()));
            Files.writeString(
                    file, new GsonBuilder().setPrettyPrinting().create().toJson(kept) + "\n");
        }
        assertThat(found.keySet()).as("pages that a lesson can use").isEqualTo(kept.keySet());
        found.entrySet().forEach(page -> {
            JsonObject known = kept.getAsJsonObject(page.getKey());
            JsonObject real = page.getValue().getAsJsonObject();
            assertThat(real.getAsJsonArray("targets"))
                    .as("what can be pointed at on " + page.getKey())
                    .containsAll(known.getAsJsonArray("targets"));
            assertThat(real.get("state")).as("state of " + page.getKey()).isEqualTo(known.get("state"));
        });
    }

    private static Set<String> ids(Node node) {
        Set<String> ids = new TreeSet<>();
        Targets.children(node).forEach(child -> ids.addAll(ids(child)));
        Optional.ofNullable(node.getId()).ifPresent(ids::add);
        return ids;
    }
}

package io.github.deconvscope.ui.page.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.LessonProgress.Answer;
import io.github.deconvscope.lesson.play.LessonProgress.Outcome;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.page.learn.LearnModel.Card;
import io.github.deconvscope.ui.page.learn.LearnModel.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnModelTest {
    @TempDir
    Path folder;

    private ProgressStore store;
    private LearnModel model;

    @BeforeEach
    void threeLessons() {
        store = new ProgressStore(folder.resolve("progress.json"));
        model = new LearnModel(store);
        model.setEntries(List.of(
                entry("one", "Sliding window", List.of()),
                entry("two", "A matrix", List.of("one")),
                new LessonLibrary.Entry(
                        "bad", Optional.empty(), List.of(new LessonProblem(7, "no such block")), true)));
    }

    private static LessonLibrary.Entry entry(String id, String title, List<String> after) {
        LessonStep step = new LessonStep("Look", 1, List.of(new StepPart.Say(2, "text")));
        LessonStep ask = new LessonStep(
                "Ask",
                3,
                List.of(new StepPart.PredictChoice(4, "?", List.of(new StepPart.Choice("a", true, "because")), "")));
        Lesson lesson = new Lesson(
                id,
                title,
                8,
                after,
                List.of("see"),
                List.of("me"),
                List.of(),
                List.of(),
                List.of(step, ask, step),
                Map.of());
        return new LessonLibrary.Entry(id, Optional.of(lesson), List.of(), false);
    }

    private List<Card> cards() {
        return model.cardsProperty().get();
    }

    @Test
    void aNewPersonBeginsWithTheFirst() {
        assertThat(cards()).extracting(Card::stage).containsExactly(Stage.OPEN, Stage.OPEN, Stage.BROKEN);
        assertThat(model.next().orElseThrow().id()).isEqualTo("one");
        assertThat(cards().get(1).before()).containsExactly("Sliding window");
        assertThat(cards().get(2).progress()).isEqualTo("line 7: no such block");
        assertThat(model.summary()).isEqualTo("0 of 2 lessons done, about 16 minutes to go");
    }

    @Test
    void progressShowsAndALessonBegunComesFirst() {
        store.keep("one", new LessonProgress(2, true, List.of(new Answer(1, "Ask", "a", Outcome.RIGHT))));
        store.keep("two", new LessonProgress(1, false, List.of()));
        model.refresh();
        assertThat(cards()).extracting(Card::stage).containsExactly(Stage.DONE, Stage.BEGUN, Stage.BROKEN);
        assertThat(cards().get(0).progress()).isEqualTo("done, 1 of 1 right at the first try");
        assertThat(cards().get(1).progress()).isEqualTo("begun, step 2 of 3");
        assertThat(cards().get(1).before()).isEmpty();
        assertThat(model.next().orElseThrow().id()).isEqualTo("two");
        assertThat(model.isBegun(model.next().orElseThrow())).isTrue();
        assertThat(model.record())
                .contains("# Lessons done: 1 of 2")
                .contains("Ask: a (right at the first try)")
                .contains("1. **Sliding window**: done, 1 of 1 right at the first try\n1. A matrix: begun, step 2 of 3")
                .contains("A matrix (not finished)");
    }

    @Test
    void searchLooksIntoTitlesGoalsAndSteps() {
        model.searchProperty().set("MATRIX");
        assertThat(cards()).extracting(Card::found).containsExactly(false, true, false);
        assertThat(model.summary()).isEqualTo("1 of 3 lessons hold \"MATRIX\"");
        model.searchProperty().set("look");
        assertThat(cards()).extracting(Card::found).containsExactly(true, true, false);
        model.searchProperty().set("nothing of the kind");
        assertThat(cards()).extracting(Card::found).containsOnly(false);
        assertThat(model.summary()).isEqualTo("No lesson holds \"nothing of the kind\"");
        model.searchProperty().set("");
        assertThat(cards()).hasSize(3).extracting(Card::found).containsOnly(true);
    }

    @Test
    void prerequisitesAreIndicesAndSayWhatComesFirst() {
        model.setEntries(List.of(
                entry("two", "A matrix", List.of("one", "no such lesson")), entry("one", "Sliding window", List.of())));
        assertThat(model.prerequisites()).containsExactly(List.of(1), List.of());
        assertThat(cards().get(0).progress()).isEqualTo("not begun, 3 steps \u00b7 2 comes first");
    }

    @Test
    void withEverythingDoneThereIsNothingToGoOnWith() {
        store.keep("one", new LessonProgress(2, true, List.of()));
        store.keep("two", new LessonProgress(2, true, List.of()));
        model.refresh();
        assertThat(model.next()).isEmpty();
        assertThat(model.summary()).isEqualTo("2 of 2 lessons done");
    }
}

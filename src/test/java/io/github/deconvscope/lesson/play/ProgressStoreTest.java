package io.github.deconvscope.lesson.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lesson.play.LessonProgress.Answer;
import io.github.deconvscope.lesson.play.LessonProgress.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressStoreTest {
    @TempDir
    Path folder;

    @Test
    void whatIsKeptIsThereAgain() {
        Path file = folder.resolve("new/progress.json");
        LessonProgress progress = new LessonProgress(3, false, List.of(new Answer(1, "A step", "36", Outcome.WRONG)));
        new ProgressStore(file).keep("02-matrix", progress);
        ProgressStore again = new ProgressStore(file);
        assertThat(again.of("02-matrix")).isEqualTo(progress);
        assertThat(again.of("other")).isEqualTo(LessonProgress.NONE);
        assertThat(again.unfinished(List.of("other", "02-matrix"))).contains("02-matrix");
        assertThat(again.trouble()).isEmpty();
        assertThat(file.getParent().toFile().list()).containsExactly("progress.json");
    }

    @Test
    void onGoesTheLessonPlayedLastAndWithoutOneTheFirstThatIsBegun() {
        Path file = folder.resolve("progress.json");
        ProgressStore store = new ProgressStore(file);
        LessonProgress begun = new LessonProgress(2, false, List.of());
        store.keep("two", begun);
        store.keep("five", begun);
        store.keep("one", begun);
        store.keep("five", begun);
        List<String> order = List.of("one", "two", "five");
        assertThat(new ProgressStore(file).unfinished(order)).contains("five");
        store.keep("five", new LessonProgress(2, true, List.of()));
        assertThat(new ProgressStore(file).unfinished(order)).contains("one");
    }

    @Test
    void anAnswerBelongsToItsStepAlsoWhenTheLessonIsEdited() {
        LessonProgress progress = LessonProgress.NONE.with(new Answer(0, "Old", "1", Outcome.WRONG));
        assertThat(progress.answer(0, "Old").answer()).isEqualTo("1");
        assertThat(progress.answer(0, "New")).isNull();
        assertThat(progress.with(new Answer(0, "New", "2", Outcome.RIGHT)).answers())
                .extracting(Answer::title)
                .containsExactly("New");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "9; RIGHT; Your answer: 9 (right at the first try). You can answer again.",
                "100, then 10; RIGHT_SECOND; Your answer: 100, then 10 (right at the second try). You can answer again.",
                "100, then 1; WRONG; Your answer: 100, then 1 (wrong, then explained). You can answer again.",
                "100; TRY_AGAIN; Your first answer was wrong: 100. Try once more.",
                "100; SKIPPED; Your first answer was wrong: 100. Then you skipped the question. You can still answer it.",
                "''; SKIPPED; You skipped this question. You can still answer it."
            })
    void whoComesBackReadsWhatBecameOfTheAnswer(String answer, Outcome outcome, String words) {
        assertThat(new Answer(1, "A step", answer, outcome).recalled()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\": 9}",
                "{\"version\": 1, \"lessons\": {\"a\": {\"step\": -1}}}",
                "{\"version\": 1, \"lessons\": {\"a\": {\"step\": 1, \"answers\": [{}]}}}",
                "{\"version\": 1, \"lessons\": {\"a\": null}}"
            })
    void aDamagedFileIsSetAside(String text) throws IOException {
        Path file = folder.resolve("progress.json");
        Files.writeString(file, text);
        ProgressStore store = new ProgressStore(file);
        assertThat(store.trouble()).contains("could not be read").contains("progress.json.unreadable");
        assertThat(folder.resolve("progress.json.unreadable")).hasContent(text);
        store.keep("a", LessonProgress.NONE);
        assertThat(new ProgressStore(file).trouble()).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsTroubleButNoError() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        ProgressStore store = new ProgressStore(notAFolder.resolve("progress.json"));
        store.keep("a", new LessonProgress(1, false, List.of()));
        assertThat(store.trouble()).contains("cannot be kept");
        assertThat(store.of("a").step()).isEqualTo(1);
    }

    @Test
    void theFirstAnswerCountsButASkippedStepCanStillBeAnswered() {
        LessonProgress progress = LessonProgress.NONE
                .with(new Answer(0, "t", "", Outcome.SKIPPED))
                .with(new Answer(0, "t", "1", Outcome.WRONG))
                .with(new Answer(0, "t", "2", Outcome.RIGHT));
        assertThat(progress.answers()).containsExactly(new Answer(0, "t", "1", Outcome.WRONG));
    }
}

package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.page.PageSetter;
import io.github.deconvscope.lesson.play.Handout;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonChecker;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.lesson.read.LessonParser;
import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons of the app are whole and true. That they can be played is what {@link PlayedLessonsTest} shows. */
class ShippedLessonsTest {
    @TempDir
    Path folder;

    private static final LessonWorld WORLD = new PaintedWorld(FigureCatalog.standard());
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(WORLD);
    private static final PageDirectory DIRECTORY = PageDirectory.shipped();
    private static final LessonChecker CHECKER = new LessonChecker(
            DIRECTORY, WORLD, FUNCTIONS, ids().stream().collect(Collectors.toMap(id -> id, id -> List.of())));

    static List<String> ids() {
        return LessonLibrary.shippedIds();
    }

    static Lesson lesson(String id) {
        LessonParser.Result result = LessonParser.parse(id, LessonLibrary.shippedText(id));
        assertThat(result.problems()).isEmpty();
        return result.lesson().orElseThrow();
    }

    @Test
    void thereAreEighteenOrMoreAndTheyTakeThreeHoursAtMost() {
        assertThat(ids()).hasSizeGreaterThanOrEqualTo(18).isSorted();
        assertThat(ids().stream().mapToInt(id -> lesson(id).minutes()).sum()).isBetween(80, 180);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyTargetConditionFigureFormulaCodeAndNumberResolves(String id) {
        assertThat(CHECKER.check(lesson(id))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everySymbolOfAFormulaIsExplainedBesideIt(String id) {
        Lesson lesson = lesson(id);
        for (LessonStep step : lesson.steps()) {
            for (StepPart.Formula formula : step.parts(StepPart.Formula.class)) {
                String letters = formula.latex()
                        .replace("\\mu", "\u03bc")
                        .replace("\\kappa", "\u03ba")
                        .replace("\\Lambda", "\u039b")
                        .replace("\\nabla", "\u2207")
                        .replaceAll("\\\\[A-Za-z]+", "")
                        .replaceAll("[^A-Za-z\u03bc\u03ba\u039b\u2207]", "");
                String names = formula.where().stream()
                        .map(StepPart.Formula.Symbol::name)
                        .collect(Collectors.joining());
                for (char letter : letters.toCharArray()) {
                    assertThat(names).as(id + ": " + formula.latex()).contains(String.valueOf(letter));
                }
                assertThat(Handout.of(lesson, true)).contains(formula.symbols());
            }
        }
    }

    /** Otherwise a lesson in play begins again whenever the lessons are read again. */
    @ParameterizedTest
    @MethodSource("ids")
    void readTwiceItIsTheSameLesson(String id) {
        assertThat(lesson(id)).isEqualTo(lesson(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aLessonHasGoalsTwoPredictionsAnExplorationAndASummaryWithSources(String id) {
        Lesson lesson = lesson(id);
        assertThat(lesson.minutes()).isBetween(5, 12);
        assertThat(lesson.goals()).isNotEmpty();
        assertThat(lesson.sources()).isNotEmpty();
        assertThat(lesson.predictions()).isGreaterThanOrEqualTo(2);
        assertThat(lesson.steps()).anySatisfy(step -> {
            assertThat(step.title()).startsWith("Explore");
            assertThat(step.gate().orElseThrow()).isInstanceOf(StepPart.Do.class);
        });
        LessonStep last = lesson.steps().get(lesson.steps().size() - 1);
        assertThat(last.title()).isEqualTo("Summary");
        assertThat(((StepPart.Say) last.parts().get(0)).markdown()).contains("[1]");
    }

    /** A question about what is in view could be answered by looking: a sheet lies over it until it is answered. */
    @ParameterizedTest
    @MethodSource("ids")
    void whatThePageShowsIsCoveredWhileItIsPredicted(String id) {
        String inView = "";
        for (LessonStep step : lesson(id).steps()) {
            for (StepPart.SetUp setUp : step.parts(StepPart.SetUp.class)) {
                inView = setUp.page().equals("whitening")
                        ? "chelsea"
                        : setUp.preset().orElse("nothing");
            }
            String asked = step.gate().map(ShippedLessonsTest::computed).orElse("");
            if (asked.matches(".*\\b" + inView + "\\b.*")) {
                assertThat(step.parts(StepPart.Cover.class)).as(step.title()).isNotEmpty();
            }
        }
    }

    private static String computed(StepPart.Gate gate) {
        if (gate instanceof StepPart.PredictNumber number) {
            return number.answer().toString();
        }
        return gate instanceof StepPart.PredictSketch sketch ? sketch.curve().toString() : "";
    }

    /** JavaFX breaks lines with such letters in the wrong place: they run out of the lesson. */
    @Test
    void noLetterIsPutTogetherFromTwo() {
        for (String id : LessonLibrary.shippedIds()) {
            assertThat(LessonLibrary.shippedText(id)).as(id).doesNotContainPattern("\\p{M}");
        }
    }

    /** Nobody learns to choose the first answer; what stands where is the same in the window, the record and the handout. */
    @Test
    void theRightAnswerStandsNowhereMoreOftenThanElsewhereAndEverywhereUnderTheSameLetter() {
        int[] places = new int[3];
        for (String id : ids()) {
            Lesson lesson = lesson(id);
            String handout = Handout.of(lesson, true);
            for (LessonStep step : lesson.steps()) {
                for (StepPart.PredictChoice choice : step.parts(StepPart.PredictChoice.class)) {
                    places[choice.right()]++;
                    assertThat(choice.hint()).as(id + ", " + step.title()).isNotEmpty();
                    int asked = handout.indexOf(". " + step.title());
                    assertThat(asked).isPositive();
                    for (int i = 0; i < choice.choices().size(); i++) {
                        int next = handout.indexOf("[  ] " + choice.lettered(i), asked);
                        assertThat(next).isGreaterThan(asked);
                        asked = next;
                    }
                    assertThat(handout.substring(handout.indexOf("## Answers")))
                            .contains(choice.lettered(choice.right()) + ".");
                }
            }
        }
        int questions = Arrays.stream(places).sum();
        assertThat(questions).isGreaterThanOrEqualTo(13);
        assertThat(Arrays.stream(places).boxed()).allMatch(count -> 2 * count < questions && 4 * count >= questions);
    }

    /** The order is part of what a record says: it may not change with a version of Java or of this program. */
    @Test
    void theOrderOfAnswersIsFixed() {
        assertThat(lesson("02-matrix")
                        .steps()
                        .get(5)
                        .parts(StepPart.PredictChoice.class)
                        .get(0)
                        .choices())
                .extracting(StepPart.Choice::text)
                .containsExactly(
                        "Yes, by multiplying with the transpose",
                        "Yes, if no weight is zero",
                        "No, many inputs give the same output");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void eachQuestionHasAHintAndEachTaskSaysWhatThereWasToSee(String id) {
        for (LessonStep step : lesson(id).steps()) {
            StepPart.Gate gate = step.gate().orElse(null);
            String said = gate instanceof StepPart.Do task
                    ? task.seen()
                    : gate instanceof StepPart.PredictNumber number ? number.hint() : "none";
            assertThat(said).as(step.title()).isNotBlank();
        }
    }

    /** What the lessons say of numbers that are not finite cannot be stated as a number. */
    @Test
    void sixteenBitsFailWhereTheLessonsSaySo() {
        assertThat(Expression.parse("residualin(chelsea, fp16, 15)").value(FUNCTIONS))
                .isNotFinite();
        assertThat(Expression.parse("half(70000)").value(FUNCTIONS)).isInfinite();
        assertThat(Expression.parse("half(1 / 100000000)").value(FUNCTIONS)).isZero();
    }

    @Test
    void aHandoutGivesNoAnswerBeforeItsEnd() {
        String text = Handout.of(lesson("09-newton-schulz"), true);
        int answers = text.indexOf("## Answers");
        assertThat(text.substring(0, answers))
                .contains("By what factor can five iterations lift")
                .doesNotContain("7.59 / sqrt(norm)");
        assertThat(text.substring(answers)).contains("7.59 / sqrt(norm)", "### 3. Is five enough?");
    }

    @Test
    void theRecordHoldsWhatThePersonHadMade() {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        List<LessonProgress> kept = new ArrayList<>();
        Lesson lesson = lesson("04-padding");
        LessonPlayer player = new LessonPlayer(lesson, stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept::add);
        player.start();
        while (!(player.step().gate().orElse(null) instanceof StepPart.Do)) {
            player.skip();
        }
        PlayedLessonsTest.act((StepPart.Do) player.step().gate().orElseThrow(), stage);
        assertThat(player.poll()).isTrue();
        ProgressStore store = new ProgressStore(folder.resolve("progress.json"));
        store.keep(lesson.id(), player.progress());
        assertThat(Handout.record(
                        List.of(lesson),
                        new ProgressStore(folder.resolve("progress.json")),
                        LocalDate.of(2026, 11, 22)))
                .contains(
                        "on 22 November 2026",
                        "### Your figure: Forget it once",
                        "id: convolution-overview",
                        "turned: false");
    }

    @Test
    void aWrongNumberInATextIsFound() {
        String text = LessonLibrary.shippedText("02-matrix").replace("{64 = rows", "{65 = rows");
        Lesson lesson = LessonParser.parse("02-matrix", text).lesson().orElseThrow();
        assertThat(CHECKER.check(lesson))
                .extracting(LessonProblem::message)
                .anyMatch(m -> m.contains("the text says 65, but rows(example_1) * columns(example_1) is 64.0"));
    }

    @Test
    void wrongTargetsStatesConditionsAndFiguresAreFoundWithTheirLines() {
        String text = """
                ---
                title: Broken
                minutes: 5
                goal: break
                after: nothing
                ---
                ## One

                ```setup
                page: whitening
                set: {"iteration": 5}
                ```
                ```point
                at: gainPane
                ```
                ```cover
                at: statistics, gainPane
                ```
                ```do
                ask: x
                until: iteratons = 5
                hint: y
                ```
                ```figure
                id: whitening-spectrom
                ```
                ```formula
                latex: \\nosuchcommand{1}
                words: broken
                ```
                ```code
                file: math/Nothing.java
                tag: x
                ```
                """;
        Lesson lesson = LessonParser.parse("broken", text).lesson().orElseThrow();
        List<LessonProblem> problems = CHECKER.check(lesson);
        assertThat(problems).extracting(LessonProblem::line).containsExactly(5, 9, 13, 16, 21, 24, 27, 31);
        assertThat(problems.get(2).message()).contains("nearest: gainsPanel");
    }

    @Test
    void theTrainingLessonTrainsOnTheEmbeddedDataWithSmallNets() {
        for (LessonStep step : lesson("11-train").steps()) {
            for (StepPart.SetUp setUp : step.parts(StepPart.SetUp.class)) {
                JsonObject state = PageSetter.state(
                        setUp, DIRECTORY.page("training").orElseThrow().start());
                RunConfig config = RunConfig.fromJson(state.getAsJsonObject("config"));
                assertThat(config.dataset().id()).isEqualTo("fashion-mini");
                assertThat(config.epochs()).isEqualTo(1);
            }
        }
    }
}

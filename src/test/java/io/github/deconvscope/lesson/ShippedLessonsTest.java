package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Decimals;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.page.PageSetter;
import io.github.deconvscope.lesson.play.Handout;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.LessonProgress.Outcome;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.GivenAway;
import io.github.deconvscope.lesson.read.LessonChecker;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.lesson.read.LessonParser;
import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons of the app: whole, true, and playable by a robot that does what a person is asked to do, right and wrong. */
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

    private static Lesson lesson(String id) {
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

    @ParameterizedTest
    @MethodSource("ids")
    void aRobotPlaysItRight(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        List<LessonProgress> kept = new ArrayList<>();
        LessonPlayer player = new LessonPlayer(lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept::add);
        player.start();
        while (true) {
            int step = player.index();
            Optional<StepPart.Gate> gate = player.step().gate();
            if (gate.isPresent()) {
                assertThat(player.canGoOn()).isFalse();
                player.next();
                assertThat(player.index()).as("an open step holds").isEqualTo(step);
                answerRight(player, gate.get(), stage);
            }
            assertThat(player.canGoOn()).as(player.step().title()).isTrue();
            if (player.isLast()) {
                break;
            }
            player.next();
        }
        assertThat(player.progress().done()).isTrue();
        assertThat(kept.get(kept.size() - 1)).isEqualTo(player.progress());
        for (LessonProgress.Answer answer : player.progress().answers()) {
            if (answer.figure() != null) {
                WORLD.checkFigure(answer.figure().id(), answer.figure().parameters());
            }
        }
        assertThat(player.progress().answers())
                .extracting(LessonProgress.Answer::outcome)
                .containsOnly(Outcome.RIGHT, Outcome.DONE);
    }

    private static void answerRight(LessonPlayer player, StepPart.Gate gate, DirectoryStage stage) {
        if (gate instanceof StepPart.PredictNumber number) {
            assertThat(player.answer(number.answer().value(FUNCTIONS)).right()).isTrue();
        } else if (gate instanceof StepPart.PredictChoice choice) {
            assertThat(player.choose(choice.right()).right()).isTrue();
        } else if (gate instanceof StepPart.PredictSketch sketch) {
            assertThat(player.sketch(player.truth(sketch)).right()).isTrue();
        } else {
            StepPart.Do task = (StepPart.Do) gate;
            assertThat(player.poll())
                    .as("not done before it is done: " + task.ask())
                    .isFalse();
            act(task, stage);
            assertThat(player.poll()).as(task.until().toString()).isTrue();
        }
    }

    /** Does on the page what the step asks: what "Show me" would, or what only a run can bring. */
    private static void act(StepPart.Do task, DirectoryStage stage) {
        JsonObject state = PageState.parse(stage.pageState());
        if (task.show().isPresent()) {
            stage.show(stage.page(), PageState.merged(state, task.show().get()).toString());
            return;
        }
        JsonObject facts = new JsonObject();
        for (Condition condition : task.until()) {
            Condition.Compare compare = (Condition.Compare) condition;
            if (condition.path().startsWith("run.")) {
                facts.addProperty(condition.path().substring(4), compare.value());
            } else {
                JsonObject change = new JsonObject();
                JsonObject inside = change;
                String[] path = condition.path().split("\\.");
                for (int i = 0; i < path.length - 1; i++) {
                    JsonObject deeper = new JsonObject();
                    inside.add(path[i], deeper);
                    inside = deeper;
                }
                JsonObject last = inside;
                String name = path[path.length - 1];
                Decimals.read(compare.value())
                        .ifPresentOrElse(
                                number -> last.addProperty(name, number),
                                () -> last.addProperty(name, compare.value()));
                state = PageState.merged(state, change);
                stage.show(stage.page(), state.toString());
            }
        }
        stage.run = facts;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void eachSetUpBringsItsPageIntoPlaceAtOnce(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        Lesson lesson = lesson(id);
        LessonPlayer player = new LessonPlayer(lesson, stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        while (!player.isLast()) {
            player.skip();
        }
        assertThat(stage.restored)
                .isEqualTo(lesson.steps().stream()
                        .mapToInt(step -> step.parts(StepPart.SetUp.class).size())
                        .sum());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aRobotThatIsAlwaysWrongLearnsWhyAndCanGoOn(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        LessonPlayer player =
                new LessonPlayer(lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        while (!player.isLast()) {
            StepPart.Gate gate = player.step().gate().orElse(null);
            if (gate instanceof StepPart.PredictNumber number) {
                double answer = number.answer().value(FUNCTIONS);
                LessonPlayer.Feedback first = player.answer(-12345.678);
                assertFirstTry(first, player);
                assertThat(GivenAway.number(first.explanation(), answer)).isEmpty();
                assertFirstTry(player.answer(-12345.678), player);
                LessonPlayer.Feedback second = player.answer(-54321);
                assertWrong(second);
                assertThat(GivenAway.number(second.explanation(), answer))
                        .as("the end names the answer: " + second)
                        .isPresent();
                number.explained().forEach(each -> assertThat(
                                player.answer(each.answer().value(FUNCTIONS)).explanation())
                        .startsWith(StatedNumber.readable(each.why())));
            } else if (gate instanceof StepPart.PredictChoice choice) {
                List<Integer> wrong = IntStream.range(0, choice.choices().size())
                        .filter(i -> i != choice.right())
                        .boxed()
                        .toList();
                assertFirstTry(player.choose(wrong.get(0)), player);
                LessonPlayer.Feedback second = player.choose(wrong.get(1));
                assertWrong(second);
                assertThat(second.explanation()).contains("The answer is " + choice.lettered(choice.right()) + ".");
            } else if (gate instanceof StepPart.PredictSketch sketch) {
                assertWrong(player.sketch(new double[sketch.at().size()]));
            } else if (gate != null) {
                assertThat(player.hint()).isPresent();
                assertThat(player.poll()).isFalse();
                player.skip();
                continue;
            }
            player.next();
        }
        assertThat(player.progress().answers())
                .extracting(LessonProgress.Answer::outcome)
                .containsOnly(Outcome.WRONG, Outcome.SKIPPED);
    }

    private static void assertFirstTry(LessonPlayer.Feedback feedback, LessonPlayer player) {
        assertThat(feedback.right()).isFalse();
        assertThat(feedback.again()).isTrue();
        assertThat(feedback.explanation()).endsWith("Try once more.");
        assertThat(player.canGoOn()).as("covers stay, and so does the step").isFalse();
    }

    private static void assertWrong(LessonPlayer.Feedback feedback) {
        assertThat(feedback.right()).isFalse();
        assertThat(feedback.again()).isFalse();
        assertThat(feedback.explanation()).isNotBlank().doesNotContain("{");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyStepCanBeUndone(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        LessonPlayer player =
                new LessonPlayer(lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        List<String> before = new ArrayList<>();
        while (!player.isLast()) {
            before.add(stage.page() + stage.pageState());
            player.skip();
        }
        for (int i = before.size() - 1; i >= 0; i--) {
            player.back();
            assertThat(player.index()).isEqualTo(i);
            assertThat(stage.page() + stage.pageState()).isEqualTo(before.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void leavingAndComingBackResumesOnTheSamePage(String id) {
        DirectoryStage first = new DirectoryStage(DIRECTORY);
        LessonPlayer player =
                new LessonPlayer(lesson(id), first, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        for (int i = 0; i < 4; i++) {
            player.skip();
        }
        DirectoryStage second = new DirectoryStage(DIRECTORY);
        LessonPlayer resumed =
                new LessonPlayer(lesson(id), second, DIRECTORY, FUNCTIONS, player.progress(), kept -> {});
        resumed.start();
        assertThat(resumed.index()).isEqualTo(4);
        assertThat(second.page()).isEqualTo(first.page());
        assertThat(resumed.progress().answers()).isEqualTo(player.progress().answers());
    }

    /** Nobody learns to choose the first answer; what stands where is the same in the window, the record and the handout. */
    /** JavaFX breaks lines with such letters in the wrong place: they run out of the lesson. */
    @Test
    void noLetterIsPutTogetherFromTwo() {
        for (String id : LessonLibrary.shippedIds()) {
            assertThat(LessonLibrary.shippedText(id)).as(id).doesNotContainPattern("\\p{M}");
        }
    }

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

    @ParameterizedTest
    @MethodSource("ids")
    void aPersonWhoErrsOnceIsRightAtTheSecondTryAndTheRecordSaysSo(String id) {
        LessonPlayer player = new LessonPlayer(
                lesson(id), new DirectoryStage(DIRECTORY), DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        while (!player.isLast()) {
            StepPart.Gate gate = player.step().gate().orElse(null);
            if (gate instanceof StepPart.PredictNumber number) {
                assertThat(player.answer(-1.5).again()).isTrue();
                assertThat(player.answer(number.answer().value(FUNCTIONS)).right())
                        .isTrue();
                assertThat(player.answer().answer()).startsWith("-1.500, then ");
                assertThat(player.answer().outcome()).isEqualTo(Outcome.RIGHT_SECOND);
            } else if (gate instanceof StepPart.PredictChoice choice) {
                assertThat(player.choose(choice.right() == 0 ? 1 : 0).again()).isTrue();
                assertThat(player.choose(choice.right()).right()).isTrue();
                assertThat(player.answer().answer()).endsWith(", then " + choice.lettered(choice.right()));
                assertThat(player.answer().outcome()).isEqualTo(Outcome.RIGHT_SECOND);
            }
            player.skip();
        }
        assertThat(player.progress().score(player.lesson())).contains("right at the second try");
    }

    /** "Show me" does what the task asks, on states that the pages take; whoever is shown it reads what there was to see. */
    @ParameterizedTest
    @MethodSource("ids")
    void showMeDoesWhatTheTaskAsks(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        LessonPlayer player =
                new LessonPlayer(lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        while (!player.isLast()) {
            if (player.step().gate().orElse(null) instanceof StepPart.Do task
                    && task.show().isPresent()) {
                JsonObject before = stage.facts();
                player.showMe();
                assertThat(task.until()).allMatch(condition -> condition.holds(stage.facts(), before));
                assertThat(player.answer().outcome()).isEqualTo(Outcome.SHOWN);
                assertThat(player.seen()).isNotBlank();
            }
            player.skip();
        }
    }

    /** Solutions of tasks that "Show me" does not show: each is right as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03-transpose | Explore: one stamp alone | {\"convolution\": {\"input\": [9, 0, 0, 0]}}",
                "03-transpose | Explore: one stamp alone | {\"convolution\": {\"input\": [0, -2.5, 0, 0]}}",
                "04-padding | Explore: a kernel that does not mind | {\"convolution\": {\"turnKernel\": false, \"kernel\": [0, 0, 0, 0, 7, 0, 0, 0, 0]}}",
                "04-padding | Explore: a kernel that does not mind | {\"convolution\": {\"turnKernel\": false, \"kernelSize\": [2, 2], \"padding\": [0, 0], \"kernel\": [1, 2, 2, 1]}}",
                "06-checkerboard | On a photograph | {\"kernel\": 6, \"stride\": 3}",
                "06-checkerboard | On a photograph | {\"kernel\": 8}",
                "06-checkerboard | Explore: stride 3 | {\"kernel\": 9, \"stride\": 3}",
                "09-newton-schulz | What eps leaves | {\"iterations\": 30, \"eps\": 1e-9}",
                "12-sixteen-bits | Explore: take a precaution away | {\"a\": {\"precision\": \"fp16\"}, \"b\": {\"loss-scaling\": \"none\"}}",
            })
    void aTaskTakesEveryRightSolution(String id, String step, String solution) {
        assertThat(done(id, step, solution)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03-transpose | Explore: one stamp alone | {\"convolution\": {\"input\": [0, 0, 0, 0]}}",
                "03-transpose | Explore: one stamp alone | {\"convolution\": {\"input\": [0, 0, 9, 9]}}",
                "04-padding | Explore: a kernel that does not mind | {\"convolution\": {\"turnKernel\": false, \"kernel\": [1, 2, 1, 0, 0, 0, 0, 0, 0]}}",
                "06-checkerboard | On a photograph | {\"kernel\": 4, \"stride\": 3}",
                "06-checkerboard | On a photograph | {\"kernel\": 4, \"stride\": 1}",
                "12-sixteen-bits | Explore: take a precaution away | {\"b\": {\"lr\": 0.05}}",
            })
    void aTaskTakesNoWrongOne(String id, String step, String attempt) {
        assertThat(done(id, step, attempt)).isFalse();
    }

    private static boolean done(String id, String step, String change) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        LessonPlayer player =
                new LessonPlayer(lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
        player.start();
        while (!player.step().title().equals(step)) {
            player.skip();
        }
        stage.show(
                stage.page(),
                PageState.merged(PageState.parse(stage.pageState()), PageState.parse(change))
                        .toString());
        return player.poll();
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
        act((StepPart.Do) player.step().gate().orElseThrow(), stage);
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

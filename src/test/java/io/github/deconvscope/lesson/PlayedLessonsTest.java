package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Decimals;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.LessonProgress.Outcome;
import io.github.deconvscope.lesson.read.GivenAway;
import io.github.deconvscope.lesson.read.LessonLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons of the app, played by a robot that does what a person is asked to do, right and wrong. */
class PlayedLessonsTest {
    private static final LessonWorld WORLD = new PaintedWorld(FigureCatalog.standard());
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(WORLD);
    private static final PageDirectory DIRECTORY = PageDirectory.shipped();

    static List<String> ids() {
        return LessonLibrary.shippedIds();
    }

    private static LessonPlayer player(String id, DirectoryStage stage) {
        return new LessonPlayer(
                ShippedLessonsTest.lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept -> {});
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aRobotPlaysItRight(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        List<LessonProgress> kept = new ArrayList<>();
        LessonPlayer player = new LessonPlayer(
                ShippedLessonsTest.lesson(id), stage, DIRECTORY, FUNCTIONS, LessonProgress.NONE, kept::add);
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
    static void act(StepPart.Do task, DirectoryStage stage) {
        JsonObject state = PageState.parse(stage.pageState());
        if (task.show().isPresent()) {
            stage.show(stage.page(), PageState.merged(state, task.show().get()).toString());
            return;
        }
        JsonObject facts = new JsonObject();
        for (Condition condition : task.until()) {
            String value = condition instanceof Condition.Compare compare ? compare.value() : other(state, condition);
            if (condition.path().startsWith("run.")) {
                facts.addProperty(condition.path().substring(4), value);
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
                Decimals.read(value)
                        .ifPresentOrElse(number -> last.addProperty(name, number), () -> last.addProperty(name, value));
                state = PageState.merged(state, change);
                stage.show(stage.page(), state.toString());
            }
        }
        stage.run = facts;
    }

    /** Another number than the one that is to change. */
    private static String other(JsonObject state, Condition condition) {
        assertThat(condition).isInstanceOf(Condition.Changed.class);
        return String.valueOf(
                PageState.at(state, condition.path()).orElseThrow().getAsInt() + 1);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void eachSetUpBringsItsPageIntoPlaceAtOnce(String id) {
        DirectoryStage stage = new DirectoryStage(DIRECTORY);
        Lesson lesson = ShippedLessonsTest.lesson(id);
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
        LessonPlayer player = player(id, stage);
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
        LessonPlayer player = player(id, stage);
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
        LessonPlayer player = player(id, first);
        player.start();
        for (int i = 0; i < 4; i++) {
            player.skip();
        }
        DirectoryStage second = new DirectoryStage(DIRECTORY);
        LessonPlayer resumed = new LessonPlayer(
                ShippedLessonsTest.lesson(id), second, DIRECTORY, FUNCTIONS, player.progress(), kept -> {});
        resumed.start();
        assertThat(resumed.index()).isEqualTo(4);
        assertThat(second.page()).isEqualTo(first.page());
        assertThat(resumed.progress().answers()).isEqualTo(player.progress().answers());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aPersonWhoErrsOnceIsRightAtTheSecondTryAndTheRecordSaysSo(String id) {
        LessonPlayer player = player(id, new DirectoryStage(DIRECTORY));
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
        LessonPlayer player = player(id, stage);
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
        LessonPlayer player = player(id, stage);
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
}

package io.github.deconvscope.lesson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes {@code lesson check} can be done and is true; what can never hold is named with its line and the right form. */
class LessonCheckerTest {
    private static final LessonWorld WORLD = new PaintedWorld(FigureCatalog.standard());
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(WORLD);
    private static final LessonChecker CHECKER =
            new LessonChecker(PageDirectory.shipped(), WORLD, FUNCTIONS, Map.of("mine", List.of()));

    private static List<LessonProblem> problems(String head, String body) {
        LessonParser.Result read = LessonParser.parse(
                "mine", "---\ntitle: Mine\nminutes: 5\ngoal: see\nsource: A book\n" + head + "---\n## One\n\n" + body);
        return read.lesson().map(CHECKER::check).orElse(read.problems());
    }

    /** A task on the page with example 1 in view; its condition stands in line 15. */
    private static List<LessonProblem> task(String page, String until, String show) {
        return problems(
                "",
                "```setup\npage: " + page + "\n```\n\n```do\nask: x\nuntil: " + until + "\nhint: y\n"
                        + (show.isEmpty() ? "" : "show: " + show + "\n") + "```\n");
    }

    private static void assertOne(List<LessonProblem> problems, int line, String words) {
        assertThat(problems).as(problems.toString()).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(line);
        assertThat(problems.get(0).message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cond0 | 28 | write convolution.stride[0] = 2",
                "cond1 | 28 | write convolution.stride[0] >= 2",
                "cond2 | 28 | write run.state = finished",
                "cond3 | 28 | write run.testAccuracy > 0.8",
                "show-typo | 30 | nearest: convolution.stride"
            })
    void lessonsThatPassedAndNeverWentOn(String folder, int line, String right) {
        LessonLibrary.Entry entry = LessonLibrary.readFolder(Path.of("src/test/resources/lessons", folder), WORLD)
                .get(0);
        assertThat(entry.lesson()).isEmpty();
        assertOne(entry.problems(), line, right);
    }

    @Test
    void aByteOrderMarkIsNoPartOfALesson() {
        assertThat(LessonLibrary.readFolder(Path.of("src/test/resources/lessons/bom"), WORLD)
                        .get(0)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "convolution.stride[0] <> 2 | write convolution.stride[0] != 2",
                "convolution.stride[0] =< 2 | write convolution.stride[0] <= 2",
                "convolution.stride[0] \u2265 2 | write convolution.stride[0] >= 2",
                "convolution.stride[0] =~ 2 | there are =, !=, >=",
                "convolution.stride[0] = '2' | write convolution.stride[0] = 2",
                "convolution.stride[0] = \u201c2\u201d | write convolution.stride[0] = 2",
                "convolution.stride[0] = 2,0 | write convolution.stride[0] = 2.0",
                "convolution.stride[0] = 1,000 | write convolution.stride[0] = 1000",
                "convolution.stride[0] = 80 per cent | write convolution.stride[0] = 0.8",
                "convolution.stride[0] = 2 and convolution.stride[1] = 2 | each in a line",
                "convolution.stride[0] = 2 or convolution.stride[0] = 3 | there is no \"or\"",
                "convolution.stride[0] = 2 && position = 1 | each in a line",
                "convolution.stride[0] = | compares with nothing",
                "convolution.stride[2] = 2 | has 2 elements, from [0] to [1]",
                "convolution.strid[0] = 2 | nearest: convolution.stride",
                "convolution.stride = 2 | as in convolution.stride[0]",
                "convolution.stride[0] = two | is a number; \"two\" is none",
                "convolution.stride[0] = 2d | is a number; \"2d\" is none",
                "convolution.stride[0] = NaN | is a number; \"NaN\" is none",
                "convolution.kernel[0] = convolution.kernal[8] | no path to one",
                "convolution.turnKernel = 1 | is true or false",
                "convolution.turnKernel > false | is no number",
                "photo > CHELSEA | is no number",
                "position contains 1 | neither a list nor a text",
                "convolution.stride[0] = 1 | there is nothing to do",
                "run.step > 3 | has no run in view"
            })
    void aConditionThatCannotHoldIsNamedWithItsLineAndTheRightForm(String until, String words) {
        assertOne(task("convolution", until, ""), until.endsWith("stride[0] = 1") ? 13 : 15, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.testAccuracy > 80 | write run.testAccuracy > 0.8",
                "run.testAccuracy >= 1.5 | goes from 0 to 1",
                "run.step < 0 | goes from 0 up",
                "run.loss = low | is a number",
                "run.accuracy > 0.5 | a run has no \"accuracy\"",
                "run.state = done | one of preparing",
                "run.normalization = batch-norm | one of",
                "run.precision contains fp16 | is no list",
                "run.state > running | one of",
                "config.normalization = batch-norm | can never hold",
                "config.lr < 0 | can never hold",
                "config.width = 7.7 | can never hold"
            })
    void whatNoRunCanBeIsNamed(String until, String words) {
        assertOne(task("training", until, ""), 15, words);
    }

    @Test
    void aPageOfNetsKnowsHowTheyNormalizeWhatWasTestedAndNothingElseOfTheirRuns() {
        assertThat(task("network", "run.beside = batchnorm", "")).isEmpty();
        assertOne(task("network", "run.loss < 1", ""), 15, "it has beside, normalization, tested, topLayer");
        assertOne(task("training", "run.beside = batchnorm", ""), 15, "a run has no \"beside\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.testAccuracy > 0.8",
                "run.state = Finished",
                "run.learningRate = config.lr",
                "config.lr <= 0.05",
                "config.normalization = batchnorm",
                "config.augment = false",
                "config.seed changed",
                "logarithmic = true"
            })
    void whatCanHoldIsFine(String until) {
        assertThat(task("training", until, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"convolution.stride\": [3, 3]} | does not bring about",
                "{\"convolution\": {\"strides\": [2, 2]}} | \"convolution.strides\"",
                "{\"convolution.stride\": [0, 0]} | refuses what \"show\" makes of it",
                "{\"convolution.stride\": \"2\"} | refuses what \"show\" makes of it",
                "{\"position\": 1} | does not bring about"
            })
    void whatShowMeDoesBringsItAbout(String show, String words) {
        assertOne(task("convolution", "convolution.stride[0] = 2", show), 17, words);
    }

    /** Else "Show me" does more than the task asks, and numbers that the person left alone change too. */
    @Test
    void ofAListThatAPersonChangesShowMeNamesTheElements() {
        String until = "convolution.input changed";
        assertOne(
                task("convolution", until, "{\"convolution\": {\"input\": [2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}}"),
                17,
                "a whole list");
        assertOne(
                task("convolution", until, "{\"convolution\": {\"input\": {\"16\": 5}}}"), 17, "convolution.input[16]");
        assertThat(task("convolution", until, "{\"convolution\": {\"input\": {\"15\": 5}}}"))
                .isEmpty();
    }

    @Test
    void whatShowMeDoesCannotBringAboutARun() {
        assertOne(task("training", "run.step >= 3", "{\"config.seed\": 2}"), 17, "no run: it cannot bring about");
        assertThat(task("convolution", "convolution.stride[0] = 2", "{\"convolution.stride\": [2, 2]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"iterationss\": 5} | no \"iterationss\"; nearest: iterations",
                "{\"iterations\": 5000} | refuses what \"set\" makes of it",
                "{\"method\": \"zcaa\"} | refuses what \"set\" makes of it",
                "{\"quirks\": [\"uncentered\"]} | refuses what \"set\" makes of it"
            })
    void aStateThatThePageRefusesIsFoundBeforeALessonIsPlayed(String set, String words) {
        assertOne(problems("", "```setup\npage: whitening\nset: " + set + "\n```\n"), 9, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer: 1 / 0 | nobody can type that",
                "answer: 0 / 0 | nobody can type that",
                "answer: 2;within: -1 | has to be 0 or more",
                "answer: 2;within: NaN | has to be a number",
                "answer: 2;if 3: a;if 6 / 2: b | is never said",
                "answer: 2;if 4 - 2: a | it is the right one",
                "curve: residuals(chelsea, 5);at: 0, 5;x: k;y: r;low: 0;high: 0.5 | nobody can sketch"
            })
    void aQuestionThatCannotBeAnsweredIsNamed(String lines, String words) {
        List<LessonProblem> problems =
                problems("", "```predict\nask: x\n" + lines.replace(";", "\n") + "\nright: r\nwrong: w\n```\n");
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains(words));
    }

    @Test
    void theSameAnswerTwiceAndCoversOfNothingAreNamed() {
        assertOne(problems("", "```predict\nask: x\nright: One | a\nwrong: one | b\n```\n"), 9, "stands twice");
        assertOne(problems("", "```setup\npage: whitening\n```\n\n```cover\nat: ,\n```\n"), 13, "names nothing");
    }

    @Test
    void whatALessonHidesItCannotPointAt() {
        assertOne(
                problems("hide: eps\n", "```setup\npage: whitening\n```\n\n```point\nat: eps\n```\n"),
                14,
                "the lesson hides \"eps\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is 0.88. | \"0.88\" looks measured",
                "It is 1,234,567 large. | \"1,234,567\" looks measured",
                "It is 1e-3. | \"1e-3\" looks measured",
                "It gives 80 %. | \"80 %\" looks measured",
                "It is 4 times as fast. | \"4 times\" looks measured",
                "It takes 30 ms. | \"30 ms\" looks measured",
                "It is {0.88: residual} now. | the brace would be printed",
                "It is {0.88 = 1. | the brace would be printed",
                "It is {0,88 = 0.88}. | written with a point",
                "It is {1.2.3 = 5}. | written with a point",
                "It is {3 from 1}. | which the paragraph does not cite",
                "It is {3 from 2} [2]. | the lesson has 1 sources",
                "It is so [7]. | cites [7]"
            })
    void aNumberSaysWhereItIsFrom(String text, String words) {
        List<LessonProblem> problems = problems("", text + "\n");
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(9);
            assertThat(problem.message()).contains(words);
        });
    }

    @Test
    void settingsWholeNumbersVersionsAndCodeNeedNoOrigin() {
        assertThat(
                        problems(
                                "given: 0.5, 2,000 80\n",
                                "Rate 0.5 for 2,000 steps, 80 % of them; 3 times 3 pixels of 27, PyTorch 2.7.1, `x * 0.1`, {3 from 1} [1].\n"))
                .isEmpty();
        assertOne(problems("given: 0.5 0.6\n", "Rate 0.5.\n"), 6, "\"0.6\" is given, but no text");
    }

    /** The text is compared with the table of the very figure in the step, not with a computation beside it. */
    @Test
    void aNumberIsReadOffTheFigureThatTheStepShows() {
        String figure = "```figure\nid: convolution-overlap\ninputs: 6\nkernel: %d\nstride: 2\n```\n";
        String text = "It is {2 in convolution-overlap: hits at 3}.\n\n";
        assertThat(problems("", text + figure.formatted(4))).isEmpty();
        assertOne(
                problems("", text + figure.formatted(3)),
                9,
                "the text says 2, but \"hits\" at \"3\" of the figure convolution-overlap is 1.0");
        assertOne(problems("", text), 9, "the step shows no figure convolution-overlap");
        assertOne(problems("", text + figure.formatted(4) + "\n" + figure.formatted(4)), 9, "2 times");
        assertOne(
                problems("", text.replace("hits at", "hit at") + figure.formatted(4)),
                9,
                "no column \"hit\"; there are output, hits");
        assertOne(problems("", text.replace("at 3", "at 99") + figure.formatted(4)), 9, "no row begins with \"99\"");
        assertOne(problems("", "It is {2 in convolution-overlap}.\n"), 9, "FIGURE: COLUMN at ROW");
    }

    /** Without a figure of its own a step quotes those of the page, in the state that the lesson brought it to. */
    @Test
    void aNumberIsReadOffThePageInView() {
        String page =
                "```setup\npage: convolution\npreset: %s\n```\n\nIt is {36 in convolution-output: value at 0, 1, 1}.\n";
        assertThat(problems("", page.formatted("example_1_back"))).isEmpty();
        assertOne(
                problems("", page.formatted("example_3")),
                14,
                "the text says 36, but \"value\" at \"0, 1, 1\" of the figure convolution-output is 9.0");
    }

    @ParameterizedTest
    @CsvSource({
        "-2^2, -4",
        "(-2)^2, 4",
        "2^3^2, 512",
        "(2^3)^2, 64",
        "2^-1, 0.5",
        "2 * -3, -6",
        "-2 * 3, -6",
        "--2, 2",
        "1 - -1, 2",
        "-2^-2, -0.25",
        "2^-1^2, 0.5",
        "12 / 2 * 3, 18",
        "12 / 2 / 3, 2",
        "10 - 2 - 3, 5"
    })
    void precedenceIsThatOfMathematics(String text, double value) {
        assertThat(Expression.parse(text).value(FUNCTIONS)).isEqualTo(value);
    }

    @Test
    void longChainsAreRefusedInWords() {
        for (String chain : List.of(
                "1" + "+1".repeat(1000),
                "-".repeat(1000) + "1",
                "2" + "^1".repeat(1000),
                "(".repeat(1000) + "1" + ")".repeat(1000),
                "sqrt(".repeat(1000) + "1" + ")".repeat(1000),
                "1" + "*1".repeat(1000))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Expression.parse(chain))
                    .withMessageContaining("more than 200 signs and brackets");
        }
        assertThat(Expression.parse("1" + "+1".repeat(200)).value(FUNCTIONS)).isEqualTo(201);
    }
}

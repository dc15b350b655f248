package io.github.deconvscope.lesson.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonParserTest {
    private static final String FRONT = """
            ---
            title: A lesson
            minutes: 5
            goal: see it
            ---
            """;

    private static LessonParser.Result parse(String body) {
        return LessonParser.parse("mine", FRONT + body);
    }

    private static void assertProblem(String body, int line, String words) {
        LessonParser.Result result = parse(body);
        assertThat(result.lesson()).isEmpty();
        assertThat(result.problems()).as(result.problems().toString()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(words);
        });
    }

    @Test
    void partsComeInTheOrderOfTheText() {
        Lesson lesson = parse("""
                        ## First

                        Some *text*.

                        ```point
                        at: here
                        ```

                        ## Second

                        ```do
                        ask: Do it.
                        until: stride = 2
                        until: kernel changed
                        hint: Like
                          this.
                        show: {"stride": 2}
                        ```
                        """).lesson().orElseThrow();
        assertThat(lesson.title()).isEqualTo("A lesson");
        assertThat(lesson.steps()).hasSize(2);
        assertThat(lesson.steps().get(0).parts())
                .containsExactly(new StepPart.Say(8, "Some *text*."), new StepPart.PointAt(10, "here"));
        StepPart.Do task = (StepPart.Do) lesson.steps().get(1).gate().orElseThrow();
        assertThat(task.until()).hasSize(2);
        assertThat(task.hint()).isEqualTo("Like this.");
    }

    @Test
    void problemsNameTheLineAndTheRemedy() {
        assertProblem("## A\n\n```poin\nat: x\n```\n", 8, "there is no block \"poin\"; there are point");
        assertProblem("## A\n\n```point\nwhere: x\n```\n", 9, "no line \"where\"; it has at");
        assertProblem("## A\n\n```point\nat:\n```\n", 9, "needs a line \"at: ...\"");
        assertProblem("## A\n\n```point\nat: x\n", 8, "not closed");
        assertProblem("text\n", 6, "before the first step");
        assertProblem("# A\n", 6, "two signs");
        assertProblem(
                "## A\n\n```do\nask: x\nhint: y\nuntil: stride is 2\n```\n", 11, "cannot be read; write PATH = VALUE");
        assertProblem("## A\n\n```setup\npage: p\nset: {broken\n```\n", 10, "has to be a JSON object");
        assertProblem(
                "## A\n\n```predict\nask: x\nright: a | b\n```\n",
                8,
                "one \"right\" answer and at least one \"wrong\"");
        assertProblem(
                "## A\n\n```predict\nask: x\nanswer: 2 +\nright: r\nwrong: w\n```\n",
                10,
                "something is missing at the end");
        assertProblem("## A\n\nIt is {3 = rows(} there.\n", 8, "cannot be computed");
        assertProblem("## A\n\n" + "```do\nask: x\nhint: y\nuntil: a = 1\n```\n".repeat(2), 13, "one thing");
        assertProblem("", 0, "no steps");
    }

    @Test
    void aLessonWithoutFrontMatterIsRefusedInPlainWords() {
        assertThat(LessonParser.parse("x", "hello").problems().get(0).message()).contains("begins with a line ---");
        assertThat(LessonParser.parse("x", "---\ntitle: a").problems().get(0).message())
                .contains("second line --- is missing");
        assertThat(LessonParser.parse("x", "---\ntitle: a\n---\n## b\n").problems())
                .extracting(LessonProblem::message)
                .anyMatch(m -> m.contains("minutes"))
                .anyMatch(m -> m.contains("goal"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noTextMakesTheParserThrow(int seed) {
        Random random = new Random(seed);
        String lesson = LessonLibrary.shippedText(LessonLibrary.shippedIds().get(seed % 12));
        for (int i = 0; i < 40; i++) {
            StringBuilder damaged = new StringBuilder(lesson);
            for (int j = 0; j < 6; j++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "`{}:|#\n-\u0000".charAt(random.nextInt(9)));
                    default -> damaged.setLength(Math.max(200, at));
                }
            }
            LessonParser.Result result = LessonParser.parse("damaged", damaged.toString());
            assertThat(result.lesson().isPresent()).isEqualTo(result.problems().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a = 2, true",
        "a = 2.0, true",
        "a > 2, false",
        "a >= 2, true",
        "a != 3, true",
        "b.c[0] = b.c[1], false",
        "b.c[0] < b.c[1], true",
        "a = long-name, false",
        "b.c[1] = 5, true",
        "b.c[2] = 5, false",
        "word = Deconv, true",
        "word != other, true",
        "word > a, false",
        "list contains x, true",
        "list contains y, false",
        "missing = 1, false",
        "a changed, false",
        "word changed, true",
        "long-name = 1, true"
    })
    void conditionsAreEvaluatedOnTheState(String text, boolean holds) {
        JsonObject now = PageState.parse(
                "{\"a\": 2, \"b\": {\"c\": [4, 5]}, \"word\": \"deconv\", \"list\": [\"x\"], \"long-name\": 1}");
        JsonObject before = PageState.parse("{\"a\": 2, \"word\": \"batchnorm\"}");
        assertThat(ConditionReader.read(text, 0).holds(now, before)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "36, 36, true",
        "36, 36.4, true",
        "36, 36.6, false",
        "0.88, 0.8769, true",
        "0.88, 0.87, false",
        "'29,171', 29170.96, true",
        "5.96e-8, 5.9604644775390625E-8, true",
        "5.96e-8, 5.97e-8, false",
        "-2, -2.3, true"
    })
    void aNumberAgreesIfItPrintsAsShown(String shown, double computed, boolean agrees) {
        assertThat(new StatedNumber(shown, new StatedNumber.Quoted(1, "")).agreesWith(computed))
                .isEqualTo(agrees);
    }

    @Test
    void aReaderSeesTheNumberOnly() {
        assertThat(StatedNumber.readable("It has {36 = nonzeros(example_1)} of {64 = 4 * 16}, not {7.5 from 2}."))
                .isEqualTo("It has 36 of 64, not 7.5.");
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "2 ^ 3, 8",
        "-2 + 5, 3",
        "6 / 4, 1.5",
        "1e-3 * 2, 0.002",
        "10 - 2 - 3, 5"
    })
    void arithmeticIsTheUsual(String text, double value) {
        assertThat(Expression.parse(text).value((name, arguments) -> null)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 +", "(1", "f(1", "1 2", ")", "f(,)", "1..2"})
    void damagedArithmeticIsRefusedInPlainWords(String text) {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse(text))
                .withMessageMatching(".*(cannot be computed|is not a number).*");
    }

    @Test
    void mergingReplacesListsAndKeepsWhatIsNotNamed() {
        JsonObject state = PageState.parse("{\"a\": 1, \"b\": {\"c\": [1, 2], \"d\": 3}}");
        JsonObject merged = PageState.merged(state, PageState.parse("{\"b\": {\"c\": [9]}, \"e.f\": 4}"));
        assertThat(merged).isEqualTo(PageState.parse("{\"a\": 1, \"b\": {\"c\": [9], \"d\": 3}, \"e\": {\"f\": 4}}"));
        assertThat(PageState.at(state, "b.c[1]").orElseThrow().getAsInt()).isEqualTo(2);
        assertThat(PageState.merged(state, PageState.parse("{\"b\": {\"c\": {\"1\": 9, \"2\": 7, \"x1\": 8}}}")))
                .isEqualTo(PageState.parse("{\"a\": 1, \"b\": {\"c\": [1, 9], \"d\": 3}}"));
        // An index that is known is also merged.
        JsonObject inBrackets = PageState.parse("{\"b\": {\"c\": {\"[0]\": 9}}}");
        assertThat(PageState.unknown(state, inBrackets)).isEmpty();
        assertThat(PageState.merged(state, inBrackets))
                .isEqualTo(PageState.parse("{\"a\": 1, \"b\": {\"c\": [9, 2], \"d\": 3}}"));
    }

    @Test
    void blocksThereAreAreTheOnesOfTheGuide() {
        assertThat(BlockReader.NAMES)
                .isEqualTo(List.of("point", "cover", "setup", "do", "predict", "code", "formula", "figure"));
    }
}

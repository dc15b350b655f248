package io.github.deconvscope.lesson.read;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads a {@code lesson.md}: front matter between two lines {@code ---}, then steps, each a heading of the second level with text and
 * fenced blocks. Bad input gives problems with line numbers, never an exception.
 */
public final class LessonParser {
    /** Longer files are not lessons. */
    public static final int MAX_CHARACTERS = 1 << 20;

    private static final List<String> KEYS = List.of("title", "minutes", "after", "goal", "source", "hide", "given");

    private final String id;
    private final List<LessonProblem> problems = new ArrayList<>();
    private final List<LessonStep> steps = new ArrayList<>();
    private String stepTitle;
    private int stepLine;
    private List<StepPart> parts = new ArrayList<>();

    private LessonParser(String id) {
        this.id = id;
    }

    /**
     * What came of reading a lesson.
     *
     * @param lesson empty if there are problems
     * @param problems in the order of their lines
     */
    public record Result(Optional<Lesson> lesson, List<LessonProblem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }

        static Result broken(String message) {
            return new Result(Optional.empty(), List.of(new LessonProblem(0, message)));
        }
    }

    /**
     * @param id name of the lesson's folder
     * @param text of its {@code lesson.md}
     */
    public static Result parse(String id, String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Result.broken(
                    "the file has " + text.length() + " characters; a lesson has at most " + MAX_CHARACTERS);
        }
        // a byte order mark, which some editors write before a file in UTF-8
        String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
        return new LessonParser(id).read(bare.split("\\R", -1));
    }

    private Result read(String[] lines) {
        int end = endOfFrontMatter(lines);
        if (end < 0) {
            return new Result(Optional.empty(), problems);
        }
        BlockFields front =
                new BlockFields("at the top", 1, Arrays.asList(lines).subList(1, end), problems);
        front.allow(KEYS.toArray(String[]::new));
        String[] body = lines.clone();
        Arrays.fill(body, 0, end + 1, "");
        readBody(body);
        Lesson lesson = new Lesson(
                id,
                front.needed("title"),
                minutes(front),
                words(front.text("after", "")),
                values(front, "goal"),
                values(front, "source"),
                words(front.text("hide", "")),
                Arrays.stream(front.text("given", "").split(",?\\s+"))
                        .filter(number -> !number.isEmpty())
                        .toList(),
                steps,
                front.lines());
        if (lesson.goals().isEmpty()) {
            problems.add(new LessonProblem(1, "the lesson needs at least one line \"goal: ...\" at the top"));
        }
        if (steps.isEmpty()) {
            problems.add(new LessonProblem(0, "the lesson has no steps; a step begins with a line \"## Heading\""));
        }
        problems.sort(java.util.Comparator.comparingInt(LessonProblem::line));
        return new Result(problems.isEmpty() ? Optional.of(lesson) : Optional.empty(), problems);
    }

    private int endOfFrontMatter(String[] lines) {
        if (!lines[0].strip().equals("---")) {
            problems.add(new LessonProblem(1, "a lesson begins with a line ---, then \"title: ...\", and again ---"));
            return -1;
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].strip().equals("---")) {
                return i;
            }
        }
        problems.add(new LessonProblem(1, "the second line --- is missing, which ends what stands at the top"));
        return -1;
    }

    private int minutes(BlockFields front) {
        double minutes = front.number("minutes", 0);
        if (!(minutes >= 1 && minutes <= 120) || minutes != Math.rint(minutes)) {
            problems.add(new LessonProblem(
                    front.one("minutes").map(BlockFields.Field::line).orElse(1),
                    "the lesson needs a line \"minutes: 8\", a whole number from 1 to 120"));
        }
        return (int) minutes;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> values(BlockFields front, String key) {
        return front.all(key).stream().map(BlockFields.Field::value).toList();
    }

    private void readBody(String[] lines) {
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(String.join("\n", lines));
        BlockReader blocks = new BlockReader(problems);
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            List<SourceSpan> spans = node.getSourceSpans();
            int first = spans.get(0).getLineIndex();
            int last = spans.get(spans.size() - 1).getLineIndex();
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                startStep(heading, lines[first], first + 1);
            } else if (stepTitle == null) {
                problems.add(
                        new LessonProblem(first + 1, "text before the first step; a step begins with \"## Heading\""));
                return;
            } else if (node instanceof FencedCodeBlock fenced) {
                readBlock(blocks, fenced, first + 1);
            } else {
                addText(String.join("\n", Arrays.asList(lines).subList(first, last + 1)), first + 1);
            }
        }
        endStep();
    }

    private void startStep(Heading heading, String line, int at) {
        endStep();
        if (heading.getLevel() == 1) {
            problems.add(new LessonProblem(at, "a step begins with two signs \"##\"; the title stands at the top"));
        }
        stepTitle = line.replaceFirst("^\\s*#+\\s*", "").strip();
        stepLine = at;
        if (stepTitle.isEmpty()) {
            problems.add(new LessonProblem(at, "the heading is empty"));
        }
    }

    private void endStep() {
        if (stepTitle == null) {
            return;
        }
        List<StepPart.Gate> gates = new LessonStep(stepTitle, stepLine, parts).parts(StepPart.Gate.class);
        if (gates.size() > 1) {
            problems.add(new LessonProblem(
                    gates.get(1).line(),
                    "a step asks for one thing; begin another step with \"## Heading\" before this"));
        }
        steps.add(new LessonStep(stepTitle, stepLine, parts));
        parts = new ArrayList<>();
        stepTitle = null;
    }

    private void readBlock(BlockReader blocks, FencedCodeBlock fenced, int line) {
        if (fenced.getClosingFenceLength() == null) {
            problems.add(new LessonProblem(line, "the block is not closed; a line ``` ends it"));
            return;
        }
        List<String> lines = Arrays.asList(fenced.getLiteral().split("\n", -1));
        blocks.read(fenced.getInfo() == null ? "" : fenced.getInfo().strip(), line, lines)
                .map(this::inOrder)
                .ifPresent(part -> {
                    parts.add(part);
                    stated(part);
                });
    }

    private StepPart inOrder(StepPart part) {
        return part instanceof StepPart.PredictChoice choice
                ? new StepPart.PredictChoice(
                        choice.line(),
                        choice.ask(),
                        ChoiceOrder.of(id, steps.size() + 1, choice.choices()),
                        choice.hint())
                : part;
    }

    private void addText(String markdown, int line) {
        StepPart.Say part = new StepPart.Say(line, markdown);
        parts.add(part);
        stated(part);
    }

    private void stated(StepPart part) {
        List<String> texts = new ArrayList<>(LessonTexts.of(part));
        if (part instanceof StepPart.Do task) {
            texts.add(task.seen());
        }
        for (String text : texts) {
            try {
                StatedNumber.in(text);
            } catch (IllegalArgumentException e) {
                problems.add(new LessonProblem(part.line(), e.getMessage()));
            }
        }
    }
}

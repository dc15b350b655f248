package io.github.deconvscope.lesson.play;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.OwnFigure;
import io.github.deconvscope.lesson.model.SourceSnippet;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lessons on paper, and the record of what a person did, as Markdown. Figures and formulas are fenced blocks {@code figure} and
 * {@code formula}, as in a lesson; {@code figure.document.MarkdownPdf} paints them.
 */
public final class Handout {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final StringBuilder text = new StringBuilder();

    private Handout() {}

    /**
     * A lesson as a handout: what is said and asked, with figures.
     *
     * @param withAnswers whether what follows a prediction stands behind it all, with the answers
     */
    public static String of(Lesson lesson, boolean withAnswers) {
        Handout handout = new Handout();
        handout.block("# " + lesson.title());
        handout.block(lesson.minutes() + " minutes. Afterwards you can:");
        handout.block(list(lesson.goals(), "- "));
        int number = 1;
        for (LessonStep step : lesson.steps()) {
            handout.block("## " + number++ + ". " + step.title());
            untilAnswered(step).forEach(handout::part);
        }
        if (withAnswers) {
            handout.answers(lesson);
        }
        if (!lesson.sources().isEmpty()) {
            handout.block("## Sources");
            List<String> sources = new ArrayList<>();
            for (int i = 0; i < lesson.sources().size(); i++) {
                sources.add("[" + (i + 1) + "] " + lesson.sources().get(i));
            }
            handout.block(list(sources, "- "));
        }
        return handout.text.toString();
    }

    /**
     * What a person did: all lessons on the first page, then answers and own figures lesson by lesson.
     *
     * @param lessons in their order
     * @param progress by id of the lesson
     * @param day on which the record is written
     */
    public static String record(List<Lesson> lessons, ProgressStore progress, LocalDate day) {
        Handout handout = new Handout();
        long done = lessons.stream().filter(l -> progress.of(l.id()).done()).count();
        handout.block("# Lessons done: " + done + " of " + lessons.size());
        handout.block("Name: ______________________________");
        handout.block("Written by DeconvScope on " + day.format(DAY)
                + ". It keeps the answers to each question, at the first and the second try, and what was made of the page when a task was done."
                + " A wrong prediction is not a fault: it was explained.");
        handout.block(list(
                lessons.stream()
                        .map(l -> (progress.of(l.id()).done() ? "**" + l.title() + "**" : l.title()) + ": "
                                + progress.of(l.id()).inWords(l))
                        .toList(),
                "1. "));
        for (Lesson lesson : lessons) {
            LessonProgress record = progress.of(lesson.id());
            if (record.isBegun()) {
                handout.begun(lesson, record);
            }
        }
        return handout.text.toString();
    }

    private void begun(Lesson lesson, LessonProgress record) {
        block("## " + lesson.title() + (record.done() ? "" : " (not finished)"));
        block(list(
                record.answers().stream()
                        .map(a -> a.title() + ": " + a.inWords())
                        .toList(),
                "- "));
        record.answers().stream()
                .filter(answer -> answer.figure() != null)
                .forEach(answer -> own(answer.title(), answer.figure()));
    }

    /** All of a step, or what comes before the answer to its prediction. */
    private static List<StepPart> untilAnswered(LessonStep step) {
        int asked = prediction(step);
        return asked < 0 ? step.parts() : step.parts().subList(0, asked + 1);
    }

    private static int prediction(LessonStep step) {
        for (int i = 0; i < step.parts().size(); i++) {
            if (step.parts().get(i) instanceof StepPart.Predict) {
                return i;
            }
        }
        return -1;
    }

    private void answers(Lesson lesson) {
        block("## Answers");
        for (int i = 0; i < lesson.steps().size(); i++) {
            LessonStep step = lesson.steps().get(i);
            int asked = prediction(step);
            if (asked >= 0) {
                String right = right((StepPart.Predict) step.parts().get(asked));
                block("### " + (i + 1) + ". " + step.title());
                block(StatedNumber.readable(right));
                step.parts().subList(asked + 1, step.parts().size()).forEach(this::part);
            } else if (step.gate().orElse(null) instanceof StepPart.Do task
                    && !task.seen().isEmpty()) {
                block("### " + (i + 1) + ". " + step.title());
                block(StatedNumber.readable(task.seen()));
            }
        }
    }

    private static String right(StepPart.Predict asked) {
        if (asked instanceof StepPart.PredictChoice choice) {
            return choice.lettered(choice.right()) + ". "
                    + choice.choices().get(choice.right()).why();
        }
        return asked instanceof StepPart.PredictNumber number
                ? number.wrong()
                : ((StepPart.PredictSketch) asked).wrong();
    }

    private static String list(List<String> items, String mark) {
        return String.join("\n", items.stream().map(item -> mark + item).toList());
    }

    private void block(String markdown) {
        if (!markdown.isBlank()) {
            text.append(markdown).append("\n\n");
        }
    }

    private void part(StepPart part) {
        if (part instanceof StepPart.Say say) {
            block(StatedNumber.readable(say.markdown()));
        } else if (part instanceof StepPart.Gate gate) {
            block("**" + (gate instanceof StepPart.Do ? "Do:" : "Predict:") + "** "
                    + StatedNumber.readable(gate.ask()));
            if (gate instanceof StepPart.PredictChoice choice) {
                block(list(
                        IntStream.range(0, choice.choices().size())
                                .mapToObj(choice::lettered)
                                .toList(),
                        "- [  ] "));
            } else if (gate instanceof StepPart.PredictSketch sketch) {
                block(sketch.yLabel() + " at " + sketch.xLabel() + ":");
                block(list(sketch.at().stream().map(x -> x + ": ______________").toList(), "- "));
            } else if (!(gate instanceof StepPart.Do)) {
                block("Answer: ______________________");
            }
        } else if (part instanceof StepPart.Formula formula) {
            block(fence("formula", formula.latex() + "\n% " + formula.words()));
            block(formula.symbols());
        } else if (part instanceof StepPart.Picture picture) {
            figure(picture.id(), picture.parameters());
        } else if (part instanceof StepPart.Code code) {
            block(fence("code", SourceSnippet.cut(code.file(), code.tag())));
        }
    }

    private void own(String title, OwnFigure figure) {
        block("### Your figure: " + title);
        figure(figure.id(), figure.parameters());
    }

    private void figure(String id, Map<String, String> parameters) {
        StringBuilder lines = new StringBuilder("id: " + id);
        new TreeMap<>(parameters)
                .forEach((name, value) ->
                        lines.append("\n").append(name).append(": ").append(value));
        block(fence("figure", lines.toString()));
    }

    private static String fence(String name, String content) {
        return "```" + name + "\n" + content + "\n```";
    }
}

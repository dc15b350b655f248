package io.github.deconvscope.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lessons on paper, and the record of what a person did, as Markdown. Figures and formulas are fenced blocks {@code figure} and
 * {@code formula}, as in a lesson; {@code figure.document.MarkdownPdf} paints them.
 */
public final class Handout {
    private final StringBuilder text = new StringBuilder();

    private Handout() {}

    /** A lesson as a handout: what is said and asked, with figures, without the explanations of answers. */
    public static String of(Lesson lesson) {
        Handout handout = new Handout();
        handout.block("# " + lesson.title());
        handout.block(lesson.minutes() + " minutes. Afterwards you can:");
        handout.block(list(lesson.goals(), "- "));
        int number = 1;
        for (LessonStep step : lesson.steps()) {
            handout.block("## " + number++ + ". " + step.title());
            step.parts().forEach(handout::part);
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
     * What a person did, lesson by lesson.
     *
     * @param lessons in their order
     * @param progress by id of the lesson
     */
    public static String record(List<Lesson> lessons, ProgressStore progress) {
        Handout handout = new Handout();
        long done = lessons.stream().filter(l -> progress.of(l.id()).done()).count();
        handout.block("# Lessons done: " + done + " of " + lessons.size());
        handout.block(
                "DeconvScope keeps the first answer to each question, and what you had made of the page when a task was done. "
                        + "A wrong prediction is not a fault: it was explained.");
        for (Lesson lesson : lessons) {
            LessonProgress record = progress.of(lesson.id());
            if (!record.done() && record.step() == 0 && record.answers().isEmpty()) {
                continue;
            }
            handout.block("## " + lesson.title() + (record.done() ? "" : " (not finished)"));
            handout.block(list(
                    record.answers().stream()
                            .map(a -> a.title() + ": " + (a.answer().isEmpty() ? "" : a.answer() + ", ")
                                    + a.outcome().label())
                            .toList(),
                    "- "));
            record.answers().stream()
                    .filter(answer -> answer.figure() != null)
                    .forEach(answer -> handout.own(answer.title(), answer.figure()));
        }
        return handout.text.toString();
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
                        choice.choices().stream()
                                .map(each -> StatedNumber.readable(each.text()))
                                .toList(),
                        "- [  ] "));
            } else if (!(gate instanceof StepPart.Do)) {
                block("Answer: ______________________");
            }
        } else if (part instanceof StepPart.Formula formula) {
            block(fence("formula", formula.latex()));
        } else if (part instanceof StepPart.Picture picture) {
            figure(picture.id(), picture.parameters());
        } else if (part instanceof StepPart.Code code) {
            block(fence("code", SourceSnippet.cut(code.file(), code.tag())));
        }
    }

    private void own(String title, OwnFigure figure) {
        block("**Your figure:** " + title);
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

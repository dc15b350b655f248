package io.github.deconvscope.lesson.play;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.OwnFigure;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a person is in one lesson.
 *
 * @param step index of the step in view
 * @param done whether the last step was reached
 * @param answers one for each step that asked something and was answered or skipped
 */
public record LessonProgress(int step, boolean done, List<Answer> answers) {
    /** Nothing yet. */
    public static final LessonProgress NONE = new LessonProgress(0, false, List.of());

    public LessonProgress {
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /**
     * What a person answered first.
     *
     * @param step index of the step
     * @param title of the step, so that the record can be read without the lesson
     * @param answer in words
     * @param outcome what became of it
     * @param figure what the person had made of the page, or {@code null}
     */
    public record Answer(int step, String title, String answer, Outcome outcome, OwnFigure figure) {
        /** Without a figure. */
        public Answer(int step, String title, String answer, Outcome outcome) {
            this(step, title, answer, outcome, null);
        }
    }

    /** What became of an answer. */
    public enum Outcome {
        RIGHT("right"),
        WRONG("wrong, then explained"),
        DONE("done"),
        SHOWN("shown"),
        SKIPPED("skipped");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Whether anything was done. */
    public boolean isBegun() {
        return done || step > 0 || !answers.isEmpty();
    }

    /** How far that is, such as {@code begun, step 3 of 8}. */
    public String inWords(Lesson lesson) {
        int steps = lesson.steps().size();
        long right = answers.stream()
                .filter(answer -> answer.outcome() == Outcome.RIGHT)
                .count();
        if (done) {
            return "done, " + right + " of " + lesson.predictions() + " predicted right";
        }
        return isBegun()
                ? "begun, step " + Math.min(steps, step + 1) + " of " + steps
                : "not begun, " + steps + " steps";
    }

    /** At the first step again, with all answers. */
    public LessonProgress rewound() {
        return new LessonProgress(0, done, answers);
    }

    LessonProgress at(int index, boolean last) {
        return new LessonProgress(index, done || last, answers);
    }

    /** With an answer; the first one to a step counts, but a skipped step can still be answered. */
    LessonProgress with(Answer answer) {
        List<Answer> next = new ArrayList<>(answers);
        for (Answer old : answers) {
            if (old.step() == answer.step()) {
                if (old.outcome() != Outcome.SKIPPED && old.title().equals(answer.title())) {
                    return this;
                }
                next.remove(old);
            }
        }
        next.add(answer);
        return new LessonProgress(step, done, next);
    }

    /**
     * The answer to a step, or {@code null}; one to another step that stood at this place before the lesson was edited does not count.
     *
     * @param index of the step
     * @param title of the step
     */
    public Answer answer(int index, String title) {
        return answers.stream()
                .filter(each -> each.step() == index && each.title().equals(title))
                .findFirst()
                .orElse(null);
    }
}

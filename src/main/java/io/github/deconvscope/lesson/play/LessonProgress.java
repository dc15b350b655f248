package io.github.deconvscope.lesson.play;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.OwnFigure;
import io.github.deconvscope.lesson.model.StepPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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
     * What a person answered, at the first and the second try.
     *
     * @param step index of the step
     * @param title of the step, so that the record can be read without the lesson
     * @param answer in words, such as {@code 100, then 10}
     * @param outcome what became of it
     * @param figure what the person had made of the page, or {@code null}
     */
    public record Answer(int step, String title, String answer, Outcome outcome, OwnFigure figure) {
        /** Without a figure. */
        public Answer(int step, String title, String answer, Outcome outcome) {
            this(step, title, answer, outcome, null);
        }

        /** Such as {@code 100, then 10 (right at the second try)}. */
        String inWords() {
            return answer.isEmpty() ? outcome.label() : answer + " (" + outcome.label() + ")";
        }

        /** For a person who returns to the question: the answer so far, and whether another try is left. */
        public String recalled() {
            boolean skipped = outcome == Outcome.SKIPPED;
            if (awaitsSecondTry()) {
                return "Your first answer was wrong: " + answer + ". "
                        + (skipped ? "Then you skipped the question. You can still answer it." : "Try once more.");
            }
            return skipped
                    ? "You skipped this question. You can still answer it."
                    : "Your answer: " + inWords() + ". You can answer again.";
        }

        /** Whether the first try was wrong, and the second is still to come. */
        boolean awaitsSecondTry() {
            return outcome == Outcome.TRY_AGAIN || outcome == Outcome.SKIPPED && !answer.isEmpty();
        }
    }

    /** What became of an answer. */
    public enum Outcome {
        RIGHT("right at the first try"),
        RIGHT_SECOND("right at the second try"),
        /** Wrong once; the answer is not given yet. */
        TRY_AGAIN("wrong at the first try"),
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
        if (done) {
            return "done, " + count(Outcome.RIGHT) + " of " + lesson.predictions() + " right at the first try";
        }
        return isBegun()
                ? "begun, step " + Math.min(steps, step + 1) + " of " + steps
                : "not begun, " + steps + " steps";
    }

    /** What became of the questions and tasks of a lesson, in words; what did not happen is left out. */
    public String score(Lesson lesson) {
        List<Outcome> questions = outcomes(lesson, StepPart.Predict.class);
        List<Outcome> tasks = outcomes(lesson, StepPart.Do.class);
        return (counts(questions, "question", Outcome.RIGHT, Outcome.RIGHT_SECOND, Outcome.WRONG, Outcome.SKIPPED) + " "
                        + counts(tasks, "task", Outcome.DONE, Outcome.SHOWN, Outcome.SKIPPED))
                .strip();
    }

    /** What became of the steps that ask for something of one kind; one without an answer counts as skipped. */
    private List<Outcome> outcomes(Lesson lesson, Class<? extends StepPart.Gate> kind) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < lesson.steps().size(); i++) {
            if (kind.isInstance(lesson.steps().get(i).gate().orElse(null))) {
                Answer answer = answer(i, lesson.steps().get(i).title());
                outcomes.add(
                        answer == null || answer.outcome() == Outcome.TRY_AGAIN ? Outcome.SKIPPED : answer.outcome());
            }
        }
        return outcomes;
    }

    private static String counts(List<Outcome> all, String what, Outcome... kinds) {
        String counts = Arrays.stream(kinds)
                .filter(all::contains)
                .map(kind -> Collections.frequency(all, kind) + " " + kind.label())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : "Of " + PlainWords.count(all.size(), what) + ": " + counts + ".";
    }

    private long count(Outcome outcome) {
        return answers.stream().filter(answer -> answer.outcome() == outcome).count();
    }

    /** At the first step again, with all answers. */
    public LessonProgress rewound() {
        return at(0);
    }

    /** At another step, with all answers. */
    public LessonProgress at(int index) {
        return at(index, false);
    }

    LessonProgress at(int index, boolean last) {
        return new LessonProgress(index, done || last, answers);
    }

    /** With an answer; the first one to a step counts, but a skipped step, or one with a second try, can still be answered. */
    LessonProgress with(Answer answer) {
        List<Answer> next = new ArrayList<>(answers);
        for (Answer old : answers) {
            if (old.step() == answer.step()) {
                if (old.outcome() != Outcome.SKIPPED
                        && old.outcome() != Outcome.TRY_AGAIN
                        && old.title().equals(answer.title())) {
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

package io.github.deconvscope.lesson.model;

import java.util.List;
import java.util.Map;

/**
 * A lesson, as read from its {@code lesson.md}.
 *
 * @param id name of its folder
 * @param title short
 * @param minutes it takes, about
 * @param after ids of the lessons that come before it
 * @param goals what a person can do afterwards, at least one
 * @param sources what its claims rest on; numbers in the text refer to them from 1
 * @param hide fx:ids of controls that stay hidden while the lesson runs
 * @param given numbers of its texts that nobody measured, as written there: settings, definitions, examples
 * @param steps at least one
 * @param lines where the keys at the top stand in the file, for messages
 */
public record Lesson(
        String id,
        String title,
        int minutes,
        List<String> after,
        List<String> goals,
        List<String> sources,
        List<String> hide,
        List<String> given,
        List<LessonStep> steps,
        Map<String, Integer> lines) {
    public Lesson {
        after = List.copyOf(after);
        goals = List.copyOf(goals);
        sources = List.copyOf(sources);
        hide = List.copyOf(hide);
        given = List.copyOf(given);
        steps = List.copyOf(steps);
        lines = Map.copyOf(lines);
    }

    /** The line of a key at the top, or 1. */
    public int lineOf(String key) {
        return lines.getOrDefault(key, 1);
    }

    /** How many steps let the person predict something. */
    public long predictions() {
        return steps.stream()
                .flatMap(step -> step.parts().stream())
                .filter(StepPart.Predict.class::isInstance)
                .count();
    }
}

package io.github.deconvscope.lesson.model;

import java.util.List;
import java.util.Optional;

/**
 * One step: what is shown together.
 *
 * @param title its heading
 * @param line of the heading
 * @param parts in the order of the text; at most one of them asks something of the person
 */
public record LessonStep(String title, int line, List<StepPart> parts) {
    public LessonStep {
        parts = List.copyOf(parts);
    }

    /** The parts of one kind. */
    public <T extends StepPart> List<T> parts(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What the person has to do before going on; empty if there is nothing but to read. */
    public Optional<StepPart.Gate> gate() {
        return parts(StepPart.Gate.class).stream().findFirst();
    }
}

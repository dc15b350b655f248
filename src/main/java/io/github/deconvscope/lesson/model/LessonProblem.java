package io.github.deconvscope.lesson.model;

/**
 * Something in a lesson that cannot be used, and what to do about it.
 *
 * @param line of {@code lesson.md}, from 1; 0 for the lesson as a whole
 * @param message in plain words
 */
public record LessonProblem(int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ": " + message;
    }
}

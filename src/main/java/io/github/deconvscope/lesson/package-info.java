/**
 * The tutorial as data: lessons written in Markdown, what a step asks of a person, how its conditions are evaluated against the state of
 * a page, and how far a person came. Knows neither the window nor how anything is painted: the window plays a {@link
 * io.github.deconvscope.lesson.LessonPlayer} on a {@link io.github.deconvscope.lesson.LessonStage}. How a lesson is written:
 * {@code assets/lessons/README.md}.
 */
package io.github.deconvscope.lesson;

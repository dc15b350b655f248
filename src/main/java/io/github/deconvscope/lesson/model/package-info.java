/**
 * The tutorial as data: lessons, their steps, what a step asks of a person, and its conditions on the state of a page. Knows neither the
 * window nor how anything is painted: the window plays a {@link io.github.deconvscope.lesson.play.LessonPlayer} on a
 * {@link io.github.deconvscope.lesson.page.LessonStage}. How a lesson is written: {@code assets/lessons/README.md}.
 */
package io.github.deconvscope.lesson.model;

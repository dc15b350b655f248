package io.github.deconvscope.ui;

import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.read.LessonLibrary;
import java.nio.file.Path;

/**
 * What lessons need from outside the window.
 *
 * @param library the lessons there are
 * @param progressFile where progress is kept
 * @param figures the figures that lessons show
 * @param classroom whether lessons go without Skip and Show me
 */
public record LessonServices(LessonLibrary library, Path progressFile, FigureCatalog figures, boolean classroom) {}

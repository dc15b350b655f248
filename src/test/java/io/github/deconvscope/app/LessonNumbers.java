package io.github.deconvscope.app;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.lesson.read.LessonParser;
import io.github.deconvscope.lesson.read.LessonTexts;
import java.util.List;

/** The numbers that a shipped lesson quotes from one of its sources. */
final class LessonNumbers {
    private LessonNumbers() {}

    static Lesson lesson(String id) {
        return LessonParser.parse(id, LessonLibrary.shippedText(id)).lesson().orElseThrow();
    }

    /** Each once. @param source its number, from 1 */
    static List<StatedNumber> quoted(Lesson lesson, int source) {
        return lesson.steps().stream()
                .flatMap(step -> step.parts().stream())
                .flatMap(part -> LessonTexts.of(part).stream())
                .flatMap(text -> StatedNumber.in(text).stream())
                .filter(number -> number.origin() instanceof StatedNumber.Quoted quoted && quoted.source() == source)
                .distinct()
                .toList();
    }

    /** What a quoted number is of. */
    static String of(StatedNumber stated) {
        return ((StatedNumber.Quoted) stated.origin()).of();
    }
}

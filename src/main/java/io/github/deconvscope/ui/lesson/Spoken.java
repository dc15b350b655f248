package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import java.util.List;
import java.util.stream.Collectors;

/** A lesson as a screen reader says it. */
final class Spoken {
    private Spoken() {}

    /** Text, questions, and formulas in words; figures and code are reached by themselves. */
    static String words(List<StepPart> parts) {
        return parts.stream()
                .map(part -> part instanceof StepPart.Say say
                        ? plain(say.markdown())
                        : part instanceof StepPart.Gate asked
                                ? plain(asked.ask())
                                        + (asked instanceof StepPart.PredictChoice choice ? " " + choice.oneTry() : "")
                                : part instanceof StepPart.Formula formula
                                        ? (sentence(formula.words()) + sentence(formula.symbols())).strip()
                                        : "")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : " " + words + ".";
    }

    private static String plain(String markdown) {
        return StatedNumber.readable(markdown)
                .replaceAll("[*`#]+", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}

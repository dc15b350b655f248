package io.github.deconvscope.lesson.read;

import io.github.deconvscope.lesson.model.StepPart;
import java.util.ArrayList;
import java.util.List;

/** All texts of a part that a person reads. */
public final class LessonTexts {
    private LessonTexts() {}

    /** As written, with the stated numbers' origins; without what is said after a task, of the page as it is then. */
    public static List<String> of(StepPart part) {
        List<String> texts = new ArrayList<>();
        if (part instanceof StepPart.Say say) {
            texts.add(say.markdown());
        } else if (part instanceof StepPart.Do task) {
            texts.addAll(List.of(task.ask(), task.hint()));
        } else if (part instanceof StepPart.PredictNumber number) {
            texts.addAll(List.of(number.ask(), number.right(), number.hint(), number.wrong()));
            number.explained().forEach(each -> texts.add(each.why()));
        } else if (part instanceof StepPart.PredictChoice choice) {
            texts.addAll(List.of(choice.ask(), choice.hint()));
            choice.choices().forEach(each -> texts.addAll(List.of(each.text(), each.why())));
        } else if (part instanceof StepPart.PredictSketch sketch) {
            texts.addAll(List.of(sketch.ask(), sketch.right(), sketch.wrong()));
        }
        return texts;
    }

    /** Those that are printed as they are, without stated numbers. */
    static List<String> plain(StepPart part) {
        if (part instanceof StepPart.Formula formula) {
            return List.of(formula.words(), formula.symbols());
        }
        return part instanceof StepPart.PredictSketch sketch ? List.of(sketch.xLabel(), sketch.yLabel()) : List.of();
    }
}

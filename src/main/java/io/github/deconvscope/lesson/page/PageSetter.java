package io.github.deconvscope.lesson.page;

import com.google.gson.JsonObject;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.StepPart;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Brings pages into the states that lessons ask for. */
public final class PageSetter {
    private PageSetter() {}

    /**
     * Shows a page as a step sets it up.
     *
     * @param directory knows the state that the page starts with
     */
    public static void apply(StepPart.SetUp setUp, PageDirectory directory, LessonStage stage) {
        JsonObject start = directory
                .page(setUp.page())
                .orElseThrow(() -> new IllegalArgumentException("there is no page \"" + setUp.page() + "\""))
                .start();
        stage.show(setUp.page(), state(setUp, start).toString());
    }

    /**
     * The state that a step asks for.
     *
     * @param start the state that the page starts with
     */
    public static JsonObject state(StepPart.SetUp setUp, JsonObject start) {
        JsonObject state = start;
        if (setUp.preset().isPresent()) {
            JsonObject changes = new JsonObject();
            changes.add(
                    "convolution",
                    PageState.parse(ConvolutionStateJson.write(
                            preset(setUp.preset().get()).state())));
            state = PageState.merged(state, changes);
        }
        return PageState.merged(state, setUp.set());
    }

    /**
     * @param name as in lessons: lower case, such as {@code example_1}
     * @throws IllegalArgumentException that lists those there are
     */
    static ConvolutionPreset preset(String name) {
        return Arrays.stream(ConvolutionPreset.values())
                .filter(preset -> preset.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no preset \"" + name + "\"; there are "
                        + Arrays.stream(ConvolutionPreset.values())
                                .map(preset -> preset.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}

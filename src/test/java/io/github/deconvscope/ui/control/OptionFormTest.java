package io.github.deconvscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.ui.Fx;
import java.util.EnumSet;
import javafx.scene.Scene;
import javafx.scene.control.TitledPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class OptionFormTest {
    private final ConfigEditor editor = new ConfigEditor(RunConfig.defaults());
    private Scene scene;

    @BeforeEach
    void open() {
        Fx.start();
        scene = Fx.call(() -> new Scene(new OptionForm(editor, EnumSet.noneOf(RunOption.Group.class))));
        Fx.run(() -> scene.getRoot().applyCss());
    }

    private TitledPane section(String group) {
        return (TitledPane) scene.lookup("#group-" + group);
    }

    @Test
    void aWrongValueOpensItsSectionAndAFoldedOneStillTellsOfIt() {
        Fx.run(() -> {
            editor.edit(RunOption.LEARNING_RATE, "fast");
            editor.edit(RunOption.BATCH, "-1");
        });
        assertThat(section("optimizer").isExpanded()).isTrue();
        assertThat(section("data").isExpanded()).as("nothing wrong there").isFalse();
        assertThat(section("optimizer").getText()).isEqualTo("Optimizer: 2 wrong values");
        Fx.run(() -> section("optimizer").setExpanded(false));
        Fx.run(() -> editor.edit(RunOption.BATCH, "32"));
        assertThat(section("optimizer").getText()).isEqualTo("Optimizer: 1 wrong value");
        assertThat(section("optimizer").isExpanded())
                .as("left as the person wants it")
                .isFalse();
        Fx.run(() -> editor.edit(RunOption.LEARNING_RATE, "0.1"));
        assertThat(section("optimizer").getText()).isEqualTo("Optimizer");
    }
}

package io.github.deconvscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.Fx;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void anOptionThatWasSetAndDoesNothingSaysWhyInTheWordsOfTheForm() {
        Label note = Fx.node(scene, "#note-iterations");
        Node field = Fx.node(scene, "#option-iterations");
        Node choice = Fx.node(scene, "#option-normalization");
        Fx.run(() -> {
            section("network").setExpanded(true);
            section("whitening").setExpanded(true);
            scene.getRoot().layout();
        });
        Bounds before = Fx.call(() -> choice.localToScene(choice.getBoundsInLocal()));
        Fx.run(() -> editor.edit(RunOption.NORMALIZATION, "batchnorm"));
        assertThat(field.isDisabled()).isTrue();
        assertThat(note.isManaged()).as("nobody set it").isFalse();
        Fx.run(() -> editor.set(editor.getConfig().withText(RunOption.ITERATIONS, "7")));
        Fx.run(() -> scene.getRoot().layout());
        assertThat(note.isVisible()).isTrue();
        assertThat(note.isDisabled()).as("as readable as any note").isFalse();
        assertThat(note.getText())
                .isEqualTo("\"Iterations\" does nothing beside \"Normalization: Batch normalization\"")
                .isEqualTo(FormWords.of(IdleOption.of(editor.getConfig()).get(0).inWords()));
        assertThat(Fx.call(() -> choice.localToScene(choice.getBoundsInLocal())))
                .as("what is edited stays where it is")
                .isEqualTo(before);
        Fx.run(() -> editor.edit(RunOption.NORMALIZATION, "deconv"));
        assertThat(field.isDisabled()).isFalse();
        assertThat(note.isManaged()).isFalse();
    }

    /** JavaFX styles and lays out what is folded away as well: that was much of opening the window. */
    @Test
    void aFoldedSectionIsFilledWhenItIsOpenedAndStaysFilled() {
        Node field = Fx.node(scene, "#option-iterations");
        assertThat(field.getScene()).as("folded").isNull();
        Fx.run(() -> section("whitening").setExpanded(true));
        assertThat(scene.lookup("#option-iterations")).isSameAs(field);
        Fx.run(() -> section("whitening").setExpanded(false));
        assertThat(scene.lookup("#option-iterations")).isSameAs(field);
        Fx.run(() -> editor.edit(RunOption.LEARNING_RATE, "fast"));
        assertThat(scene.lookup(".field-error")).as("what is wrong is in sight").isNotNull();
    }

    /** An archive or an IDX file is a file, and photographs lie in a folder. */
    @Test
    void dataIsChosenAsAFolderOrAsAFileAndWeightsAsAFile() {
        FakeDialogs dialogs = new FakeDialogs();
        Fx.run(() -> ((OptionForm) scene.getRoot()).setDialogs(dialogs));
        Button data = Fx.node(scene, "#browse-data");
        List<MenuItem> ways = data.getContextMenu().getItems();
        assertThat(ways).extracting(MenuItem::getText).containsExactly("Folder…", "File…");
        Path file = Path.of("pictures.npz").toAbsolutePath();
        dialogs.answer(file);
        Fx.run(() -> ways.get(1).fire());
        assertThat(editor.getConfig().text(RunOption.DATA)).isEqualTo(file.toString());
        dialogs.answer(file.getParent());
        Fx.run(() -> ways.get(0).fire());
        assertThat(editor.getConfig().text(RunOption.DATA))
                .isEqualTo(file.getParent().toString());
        dialogs.answer((Path) null);
        Fx.run(() -> ways.get(0).fire());
        assertThat(editor.getConfig().text(RunOption.DATA))
                .as("a person who cancels")
                .isNotEmpty();
        Fx.run(() -> Fx.<Button>node(scene, "#browse-init").fire());
        assertThat(dialogs.asked)
                .containsExactly("Choose a file", "Choose a folder", "Choose a folder", "Choose a file");
    }

    /** Each option by its control: a choice is chosen, a flag is switched, a text is typed. */
    @Test
    void whatAPersonSetsGoesToTheConfigurationAndWhatIsSetIsShown() {
        Fx.run(() -> {
            for (RunOption.Group group : RunOption.Group.values()) {
                section(group.name().toLowerCase(Locale.ROOT)).setExpanded(true);
            }
            scene.getRoot().applyCss();
        });
        for (RunOption option : RunOption.values()) {
            isSetAndShown(option);
        }
    }

    private void isSetAndShown(RunOption option) {
        Node control = Fx.node(scene, "#option-" + option.id());
        // Every flag does something beside fp16 and a folder of pictures; one that does nothing is disabled.
        RunConfig before = RunConfig.defaults()
                .with(RunOption.PRECISION, Precision.FP16)
                .with(RunOption.DATASET, DatasetName.FOLDER);
        Fx.run(() -> editor.set(before));
        if (control instanceof CheckBox check) {
            Fx.run(check::fire);
            assertThat(editor.getConfig().flag(option)).as(option.id()).isEqualTo(!before.flag(option));
        } else if (control instanceof ComboBox<?> combo) {
            Fx.run(() -> combo.getSelectionModel().selectLast());
            assertThat(editor.getConfig().get(option))
                    .as(option.id())
                    .isEqualTo(combo.getItems().get(combo.getItems().size() - 1));
        } else if (option.type() instanceof OptionType.PathName) {
            Fx.run(() -> ((TextField) control).setText("some folder"));
            assertThat(editor.getConfig().text(option)).isEqualTo("some folder");
        } else {
            TextField field = (TextField) control;
            Fx.run(() -> field.setText("no value"));
            assertThat(editor.errors()).containsOnlyKeys(option);
            assertThat(editor.getConfig()).isEqualTo(before);
            assertThat(field.getParent().getParent().lookup(".field-error")).isNotNull();
            Fx.run(() -> field.setText(before.text(option)));
            assertThat(editor.errors()).isEmpty();
        }
        Fx.run(() -> editor.set(before));
        Object shown = Fx.call(() -> control instanceof CheckBox check
                ? (Object) check.isSelected()
                : control instanceof ComboBox<?> combo ? combo.getValue() : ((TextField) control).getText());
        assertThat(shown)
                .as(option.id())
                .isEqualTo(control instanceof TextField ? before.text(option) : before.get(option));
    }

    /** Nothing that is being edited may move because a note appears above it. */
    @ParameterizedTest
    @CsvSource({"normalization, none", "precision, fp16", "loss-scaling, none", "optimizer, adam", "refresh, 1"})
    void aNoteIsBelowTheOptionThatMakesIt(String option, String text) {
        RunConfig config = RunConfig.defaults().withText(RunOption.byId(option), text);
        for (RunConfig one : List.of(config, config.with(RunOption.PRECISION, Precision.FP16))) {
            for (RunOption below : RunOption.values()) {
                IdleOption.in(one, below).ifPresent(idle -> {
                    String reason = idle.beside().split(" ")[0].substring(2);
                    assertThat(below).isGreaterThan(RunOption.byId(reason));
                });
            }
        }
    }
}

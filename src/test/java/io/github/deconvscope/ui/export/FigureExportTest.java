package io.github.deconvscope.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.StateReader;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.live.FigureMenu;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ui")
class FigureExportTest {
    private static final HeatMapFigure FIGURE =
            HeatMapFigure.of("Kernel", new float[] {1, 2, 3, 4.5f}, 2, 2).build();
    private static final String LINK = "deconvscope:training?layer%3D3";

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final FigureExport export = new FigureExport(
            () -> null,
            () -> LINK,
            () -> List.of(new NamedFigure("kernel", Map.of(), FIGURE)),
            Optional::empty,
            new FakeDialogs(),
            told::add,
            figure -> {});

    @BeforeEach
    void start() {
        Fx.start();
        Fx.run(() -> Theme.get().install());
    }

    @ParameterizedTest
    @EnumSource(value = FigureFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void everySavedFileOpensTheViewAgain(FigureFormat format) throws Exception {
        ExportChoice usual = ExportChoice.USUAL;
        ExportChoice choice =
                new ExportChoice(format, "60mm", 96, usual.theme(), false, true, true, true, false, "", 0);
        List<Path> written = choice.write(
                List.of(new NamedFigure("kernel", Map.of(), FIGURE)), folder.resolve("mine"), LINK, "here");
        assertThat(written).containsExactly(folder.resolve("mine." + format.extension()));
        assertThat(StateReader.read(written.get(0)).link()).hasValue(LINK);
    }

    @Test
    void severalFiguresGoIntoTheFolder() throws Exception {
        List<NamedFigure> two = List.of(new NamedFigure("a", Map.of(), FIGURE), new NamedFigure("b", Map.of(), FIGURE));
        ExportChoice.USUAL.write(two, folder, LINK, "");
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(folder.resolve("a.png"), folder.resolve("b.png"));
    }

    @Test
    void severalFiguresBecomeOneWithPanelsInAStyle() throws Exception {
        ExportChoice usual = ExportChoice.USUAL;
        String style = "{\"font\":\"Computer Modern\"}";
        ExportChoice choice = new ExportChoice(
                FigureFormat.SVG, "120mm", 96, usual.theme(), false, true, false, false, false, style, 2);
        List<NamedFigure> two = List.of(new NamedFigure("a", Map.of(), FIGURE), new NamedFigure("b", Map.of(), FIGURE));
        List<Path> written = choice.write(two, folder.resolve("both"), LINK, "");
        assertThat(written).containsExactly(folder.resolve("both.svg"));
        assertThat(written.get(0)).content().contains("(a)", "(b)", "jlm_cmr10");
        FigureState state = StateReader.read(written.get(0));
        assertThat(state.panels()).extracting(FigureState::figure).containsExactly("a", "b");
        assertThat(state.style()).hasValue(style);
        ExportChoice alone =
                new ExportChoice(FigureFormat.SVG, "120mm", 96, usual.theme(), false, true, false, false, true, "", 0);
        assertThat(alone.write(two.subList(0, 1), folder.resolve("alone"), LINK, "")
                        .get(0))
                .content()
                .doesNotContain("<metadata", "<desc", LINK);
    }

    @Test
    void figuresAreCollectedForPanels() {
        FigureView view = Fx.call(() -> new FigureView(FIGURE));
        choose(view, "Add to panels");
        choose(view, "Add to panels");
        assertThat(told).last().asString().contains("2 figures are collected");
    }

    @Test
    void anAbsurdSizeIsSaidNotTried() {
        ExportChoice huge = new ExportChoice(
                FigureFormat.PNG, "5000mm", 2400, ExportChoice.USUAL.theme(), false, true, false, false, false, "", 0);
        assertThatThrownBy(() -> huge.settings(new NamedFigure("a", Map.of(), FIGURE), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("megapixels");
    }

    @Test
    void theMenuCopiesNumbersWordsAndPicture() {
        FigureView view = Fx.call(() -> new FigureView(FIGURE));
        choose(view, "Copy the numbers");
        Fx.await("numbers on the clipboard", () -> told.size() == 1);
        assertThat(Fx.call(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("row,column_0,column_1\n0,1,2\n1,3,4.5\n");
        choose(view, "Copy the description");
        assertThat(Fx.call(() -> Clipboard.getSystemClipboard().getString())).contains("2 rows and 2 columns");
        choose(view, "Copy as picture");
        Fx.await("a picture on the clipboard", () -> told.size() == 3);
        assertThat(Fx.call(() -> Clipboard.getSystemClipboard().getImage().getWidth()))
                .isEqualTo(160);
    }

    @Test
    void ctrlCInAFigureCopiesThePicture() {
        Fx.run(() -> {
            Clipboard.getSystemClipboard().clear();
            FigureView view = new FigureView(FIGURE);
            Scene scene = new Scene(new StackPane(view));
            FigureMenu.install(scene, export);
            view.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.C, false, true, false, false));
        });
        Fx.await("a picture on the clipboard", () -> told.size() == 1);
        assertThat(Fx.call(() -> Clipboard.getSystemClipboard().getImage().getWidth()))
                .isEqualTo(160);
    }

    @Test
    void theDialogTellsTheSizeAndRefusesWhatCannotBe() {
        ExportDialog dialog = Fx.call(() -> {
            ExportDialog made = new ExportDialog(
                    null,
                    List.of(new NamedFigure("a", Map.of(), FIGURE), new NamedFigure("b", Map.of(), FIGURE)),
                    List.of(),
                    ExportChoice.USUAL,
                    "from here",
                    new FakeDialogs());
            made.getDialogPane()
                    .getStylesheets()
                    .setAll("/assets/css/tokens.css", "/assets/css/controls.css", "/assets/css/shell.css");
            made.show();
            return made;
        });
        String text = Fx.call(() -> texts(dialog));
        assertThat(text).contains("1654 x ").contains(" pixels");
        ImageView preview = (ImageView) dialog.getDialogPane().lookup("#exportPreview");
        Fx.await("a preview", () -> preview.getImage() != null);
        Image first = preview.getImage();
        for (String kind : List.of(".button", ".check-box")) {
            for (Node node : dialog.getDialogPane().lookupAll(kind)) {
                assertThat(Fx.call(() -> ((Text) node.lookup(".text")).getText()))
                        .as("the whole word of a button or a box")
                        .isEqualTo(((Labeled) node).getText());
            }
        }
        for (Theme.Choice look : List.of(Theme.Choice.DARK, Theme.Choice.LIGHT)) {
            Fx.run(() -> Theme.get().choiceProperty().set(look));
            Path picture = Path.of("target/pictures/export-dialog-" + Choice.word(look) + ".png");
            Fx.run(() -> Pictures.save(dialog.getDialogPane().getScene(), picture));
        }
        Fx.run(() -> ((CheckBox) dialog.getDialogPane().lookup("#export-title")).fire());
        Fx.await("another preview", () -> preview.getImage() != first);
        assertThat(Fx.call(() -> preview.getImage().getHeight())).isNotEqualTo(first.getHeight());
        Fx.run(() -> ((javafx.scene.control.ComboBox<?>) dialog.getDialogPane().lookup("#export-width"))
                .getEditor()
                .setText("wide"));
        assertThat(Fx.call(() -> texts(dialog))).contains("not a length");
        assertThat(Fx.call(() -> dialog.getDialogPane()
                        .lookupButton(dialog.getDialogPane().getButtonTypes().get(0))
                        .isDisable()))
                .isTrue();
        Fx.run(dialog::hide);
    }

    @Test
    void theNumbersOpenAsATableThatIsCopiedByKey() {
        FigureView view = Fx.call(() -> new FigureView(FIGURE));
        choose(view, "Show as table");
        Stage shown = Fx.call(() -> Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && "Numbers of Kernel".equals(stage.getTitle()))
                .map(Stage.class::cast)
                .findFirst()
                .orElseThrow());
        Fx.run(() -> {
            Node table = shown.getScene().lookup("#figureTable");
            table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.C, false, true, false, false));
        });
        assertThat(Fx.call(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("row\t0\t1\n0\t1.0\t2.0\n1\t3.0\t4.5\n");
        Fx.run(() -> shown.getScene()
                .getRoot()
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        assertThat(Fx.call(shown::isShowing)).isFalse();
    }

    private static String texts(ExportDialog dialog) {
        List<String> all = new ArrayList<>();
        dialog.getDialogPane()
                .lookupAll(".label")
                .forEach(node -> all.add(((javafx.scene.control.Labeled) node).getText()));
        return String.join("\n", all);
    }

    private void choose(FigureView view, String text) {
        Fx.run(() -> {
            ContextMenu menu = export.menuFor(view);
            MenuItem item = menu.getItems().stream()
                    .filter(i -> text.equals(i.getText()))
                    .findFirst()
                    .orElseThrow();
            item.fire();
        });
    }
}

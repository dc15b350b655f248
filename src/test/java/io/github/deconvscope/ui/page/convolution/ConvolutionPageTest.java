package io.github.deconvscope.ui.page.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.convolution.MapFigure;
import io.github.deconvscope.lab.convolution.CodeSnippet;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Mouse;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class ConvolutionPageTest {
    private Stage stage;
    private ConvolutionPage page;

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            Theme.get().install();
            page = new ConvolutionPage(new Alone());
            FXMLLoader loader = new FXMLLoader(getClass().getResource("/fxml/convolution.fxml"));
            loader.setControllerFactory(type -> page);
            Parent root;
            try {
                root = loader.load();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            root.getStylesheets()
                    .add(getClass().getResource("/assets/css/convolution.css").toExternalForm());
            stage = new Stage();
            stage.setScene(new Scene(root, 1056, 676));
            stage.show();
            page.onShown();
        });
        awaitPainted("#inputPane");
    }

    @AfterEach
    void close() {
        Fx.run(() -> {
            page.close();
            stage.close();
        });
    }

    /** A window that is nothing but this page. */
    private static final class Alone implements PageContext {
        private final WindowServices services = TestServices.of(new FakeRuns(), Path.of("runs"));

        @Override
        public WindowServices services() {
            return services;
        }

        @Override
        public Pulse pulse() {
            return new Pulse();
        }

        @Override
        public void open(String pageId, String state) {}

        @Override
        public void showNotice(String message) {}
    }

    private <T extends Node> T node(String selector, Class<T> type) {
        return type.cast(stage.getScene().lookup(selector));
    }

    private FigureView view(String pane) {
        return node(pane, MapPane.class).view();
    }

    private void awaitPainted(String pane) {
        Fx.await(pane + " is painted", () -> view(pane).paintings() > 0);
    }

    /** The numbers of a rule stand below it; those a person gives have sliders. */
    @Test
    void thePaddingIsChosenAndItsNumbersAreShown() {
        @SuppressWarnings("unchecked")
        ChoiceBox<Padding.Rule> rule = node("#paddingRule", ChoiceBox.class);
        Fx.run(() -> page.model().set(ConvolutionPreset.KERAS_SAME.state()));
        Label numbers = node("#paddingNumbers", Label.class);
        assertThat(Fx.call(numbers::getText)).isEqualTo("Zeros top 0, bottom 1, left 0, right 1");
        assertThat(Fx.call(() ->
                        node("#slider-padding-height", Slider.class).getParent().isVisible()))
                .isFalse();
        Fx.run(() -> rule.setValue(Padding.Rule.EACH_SIDE));
        assertThat(Fx.call(numbers::isVisible)).isFalse();
        Fx.run(() -> node("#slider-padding-top", Slider.class).setValue(2));
        assertThat(page.model().getResult().state().geometry().padding()).isEqualTo(new Sides(2, 1, 2, 1));
        Fx.run(() -> rule.setValue(Padding.Rule.SAME_LOWER));
        assertThat(page.model().getResult().state()).isEqualTo(ConvolutionPreset.SAME_LOWER.state());
        Fx.run(() -> page.model().undo());
        assertThat(Fx.call(rule::getValue)).isEqualTo(Padding.Rule.EACH_SIDE);
    }

    /** Beside numbers it is output padding in other words, beside a rule the crop that the rule gives this size. */
    @Test
    void theOutputSizeOfATransposedConvolutionIsTypedAndAgreesWithOutputPadding() {
        TextField size = node("#field-output-size", TextField.class);
        Label trouble = (Label) Fx.call(() -> size.getParent().getParent().lookup(".field-error"));
        Fx.run(() -> page.model().set(ConvolutionPreset.EXAMPLE_1.state()));
        assertThat(Fx.call(() -> size.getParent().getParent().isVisible())).isFalse();
        ConvolutionSettings bare =
                ConvolutionSettings.transposed(Size.square(3), Size.square(3)).withStride(Size.square(2));
        double[] nine = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Fx.run(() -> page.model().set(ConvolutionState.of(bare.withPadding(Size.square(1)), nine, nine)));
        assertThat(Fx.call(() -> size.getText())).isEqualTo("5,5");
        Fx.run(() -> size.setText("6"));
        assertThat(settings().outputPadding()).isEqualTo(Size.square(1));
        assertThat(Fx.call(() -> size.getText())).isEqualTo("6,6");
        assertThat(Fx.call(() ->
                        node("#slider-output-padding-height", Slider.class).getValue()))
                .isEqualTo(1);
        assertThat(CodeSnippet.PYTORCH.write(page.model().getResult())).contains("output_padding=(1, 1)");
        Fx.run(() -> size.setText("7,6"));
        assertThat(Fx.call(trouble::getText)).contains("output height cannot be 7", "from 5 to 6", "change one of");
        assertThat(settings().output()).isEqualTo(Size.square(6));
        Fx.run(() -> Event.fireEvent(
                size, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        assertThat(Fx.call(() -> trouble.isVisible() + size.getText())).isEqualTo("false6,6");
        Fx.run(() -> size.setText("six"));
        assertThat(Fx.call(trouble::getText)).contains("'six'", "HEIGHT,WIDTH");
        Fx.run(() -> page.model().setParameter(ConvolutionParameter.OUTPUT_PADDING_WIDTH, 0, false));
        assertThat(Fx.call(() -> trouble.isVisible() + size.getText())).isEqualTo("false6,5");

        Fx.run(() -> page.model().set(ConvolutionState.of(bare.withPadding(Padding.SAME), nine, nine)));
        assertThat(Fx.call(() -> size.getText())).isEqualTo("6,6");
        Fx.run(() -> size.setText("5x6"));
        assertThat(page.model().getResult().state().geometry().padding()).isEqualTo(new Sides(1, 1, 0, 1));
        assertThat(settings()).isEqualTo(bare.withPadding(Padding.SAME).withOutputSize(new Size(5, 6)));
        String state = Fx.call(page::state);
        Fx.run(() -> page.model().undo());
        assertThat(settings().padding()).isEqualTo(Padding.SAME);
        Fx.run(() -> page.restore(state));
        assertThat(Fx.call(() -> size.getText())).isEqualTo("5,6");
    }

    private ConvolutionSettings settings() {
        return page.model().getResult().state().settings();
    }

    @Test
    void groupsAndBiasAreChosenAndSeenInMatrixFormulaAndCode() {
        Fx.run(() -> page.model().set(ConvolutionPreset.CHANNELS.state()));
        for (String id : List.of("#field-input-channels", "#field-output-channels")) {
            Fx.run(() -> node(id, TextField.class).setText("4"));
        }
        // 3 groups do not divide 4 channels: 4 are reached over this gap, 3 stops before it and says why.
        Fx.run(() -> node("#field-groups", TextField.class).setText("4"));
        assertThat(page.model().getResult().state().settings().groups()).isEqualTo(4);
        Fx.run(() -> node("#field-groups", TextField.class).setText("3"));
        assertThat(page.model().getResult().state().settings().groups()).isEqualTo(4);
        Fx.run(() -> page.model().set(ConvolutionPreset.GROUPS.state()));
        Fx.run(() -> node("#field-bias", TextField.class).setText("10"));
        Label trouble = (Label) Fx.call(() ->
                node("#field-bias", TextField.class).getParent().getParent().lookup(".field-error"));
        assertThat(Fx.call(trouble::getText)).isEqualTo("The bias has 1 number; type 2, one for each output channel.");
        Fx.run(() -> node("#field-bias", TextField.class).setText("10, -0.5"));
        assertThat(Fx.call(trouble::isVisible)).isFalse();
        assertThat(page.model().getResult().state().bias()).containsExactly(10, -0.5);
        assertThat(Fx.call(() -> view("#outputPane").getFigure().altText())).contains("with bias 10, \u22120.5");
        assertThat(Fx.call(
                        () -> node("#formulaView", FigureView.class).getFigure().altText()))
                .contains("b[0] (10)");
        assertThat(CodeSnippet.PYTORCH.write(page.model().getResult()))
                .contains("F.conv2d(x, w, b, ", ", groups=2)", "b = torch.tensor([10.0, -0.5])");
        String state = Fx.call(page::state);
        Fx.run(() -> page.restore(""));
        Fx.run(() -> page.restore(state));
        assertThat(Fx.call(() -> node("#field-bias", TextField.class).getText()))
                .isEqualTo("10, -0.5");
        assertThat(Fx.call(() -> node("#field-groups", TextField.class).getText()))
                .isEqualTo("2");
        Fx.run(() -> node("#field-bias", TextField.class).setText("1e20, 0.0002"));
        assertThat(Fx.call(() -> node("#field-bias", TextField.class).getText()))
                .isEqualTo("1e20, 2e-4");
    }

    /** From g through the kernel to dx: it is neither a product nor an equation from left to right. */
    @Test
    void theBackwardPassHasItsOwnSigns() {
        Label first = node("#kernelSign", Label.class);
        Label second = node("#outputSign", Label.class);
        assertThat(Fx.call(() -> first.getText() + second.getText())).isEqualTo("\u2217=");
        Fx.run(() -> page.model().setBackward(true));
        assertThat(Fx.call(() -> first.getText() + second.getText())).isEqualTo("\u2190\u2190");
        assertThat(Fx.call(() -> node("#orderToggles", Node.class).isManaged())).isFalse();
        // To the kernel both flow: x and g make dw.
        Fx.run(() -> node("#kernelGradientToggle", ButtonBase.class).fire());
        assertThat(Fx.call(() -> first.getText() + second.getText())).isEqualTo("\u2192\u2190");
        assertThat(Fx.call(() -> view("#kernelPane").getFigure().title())).contains("dw");
        String state = Fx.call(page::state);
        Fx.run(() -> page.restore(""));
        assertThat(Fx.call(() -> first.getText() + second.getText())).isEqualTo("\u2217=");
        Fx.run(() -> page.restore(state));
        assertThat(Fx.call(() -> first.getText() + second.getText())).isEqualTo("\u2192\u2190");
    }

    private void fire(String selector) {
        Fx.run(() -> node(selector, ButtonBase.class).fire());
    }

    /** Puts the mouse on the middle of a cell and clicks. */
    private void mouse(String pane, int index, int clicks) {
        Fx.run(() -> {
            FigureView view = view(pane);
            MapFigure figure = (MapFigure) view.getFigure();
            Rectangle2D cell = figure.cell(index, view.getWidth(), view.getHeight(), view.style());
            send(view, MouseEvent.MOUSE_MOVED, cell.getCenterX(), cell.getCenterY(), 0);
            for (int i = 1; i <= clicks; i++) {
                send(view, MouseEvent.MOUSE_CLICKED, cell.getCenterX(), cell.getCenterY(), i);
            }
        });
    }

    private static void send(Node to, EventType<MouseEvent> type, double x, double y, int clicks) {
        Mouse.send(to, type, x, y, clicks, false);
    }

    private void key(Node to, KeyCode code) {
        Event.fireEvent(to, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    @Test
    void pointingAtAnyPaneLightsAllOfThem() {
        mouse("#inputPane", 5, 0);
        assertThat(Fx.call(() -> page.model().selection())).isEqualTo(Selection.input(5));
        mouse("#kernelPane", 8, 0);
        assertThat(Fx.call(() -> page.model().selection())).isEqualTo(Selection.weight(8));
        mouse("#outputPane", 3, 1);
        assertThat(Fx.call(() -> page.model().isPinned())).isTrue();
        mouse("#inputPane", 0, 0);
        assertThat(Fx.call(() -> page.model().selection())).isEqualTo(Selection.output(3));
        assertThat(Fx.call(
                        () -> node("#formulaView", FigureView.class).getFigure().altText()))
                .startsWith("y[1,1] = x[1,1]\u00b7w[0,0] (1 \u00b7 1) + ");
        Fx.run(() -> key(view("#inputPane"), KeyCode.ESCAPE));
        Fx.run(() -> key(stage.getScene().getRoot(), KeyCode.ESCAPE));
        assertThat(Fx.call(() -> page.model().isPinned())).isFalse();
    }

    @Test
    void aCellIsEditedInPlaceAndBadInputStaysInTheField() {
        mouse("#inputPane", 0, 2);
        TextField field = Fx.call(() -> node("#inputPane", MapPane.class).field());
        assertThat(Fx.call(field::isVisible)).isTrue();
        Fx.run(() -> {
            field.setText("1e400");
            key(field, KeyCode.ENTER);
        });
        assertThat(Fx.call(field::isVisible)).isTrue();
        assertThat(Fx.call(() -> stage.getScene().getRoot().lookupAll(".cell-trouble").stream()
                        .map(n -> ((Labeled) n).getText())
                        .reduce("", String::concat)))
                .contains("1e400", "The old value stays");
        Fx.run(() -> {
            field.setText("4");
            key(field, KeyCode.ENTER);
        });
        assertThat(Fx.call(field::isVisible)).isFalse();
        assertThat(Fx.call(() -> page.model().getResult().output())).startsWith(12);
        Fx.await("the badge follows", () -> page.model().checkProperty().get().kind() == CheckStatus.Kind.AGREES);
        fire("#undoButton");
        assertThat(Fx.call(() -> page.model().getResult().output())).startsWith(9);
    }

    @Test
    void typingOnACellEditsItAsInASpreadsheet() {
        mouse("#inputPane", 0, 1);
        MapPane pane = Fx.call(() -> node("#inputPane", MapPane.class));
        Fx.run(() -> {
            key(pane.view(), KeyCode.MINUS);
            pane.view()
                    .fireEvent(
                            new KeyEvent(KeyEvent.KEY_TYPED, "-", "", KeyCode.UNDEFINED, false, false, false, false));
        });
        assertThat(Fx.call(() -> pane.field().isVisible())).isTrue();
        assertThat(Fx.call(() -> pane.field().getText())).isEqualTo("-");
        Fx.run(() -> {
            pane.field().appendText("7");
            key(pane.field(), KeyCode.ENTER);
        });
        assertThat(Fx.call(() -> page.model().getResult().output())).startsWith(9 - 8);
    }

    @Test
    void aPastedBlockThatDoesNotFitIsRefusedAtTheCellAndOneThatFitsIsTaken() {
        mouse("#inputPane", 0, 1);
        pasteAtTheCell("1 2 3 4 5\n6 7 8 9 10\n11 12 13 14 15");
        assertThat(Fx.call(() -> stage.getScene().getRoot().lookupAll(".cell-trouble").stream()
                        .map(n -> ((Labeled) n).getText())
                        .reduce("", String::concat)))
                .contains("3x5", "4x4");
        assertThat(Fx.call(() -> page.model().getResult().output())).containsOnly(9);
        TextField field = Fx.call(() -> node("#inputPane", MapPane.class).field());
        Fx.run(() -> key(field, KeyCode.ESCAPE));
        pasteAtTheCell("1\t2\n3\t4");
        assertThat(Fx.call(() -> page.model().getResult().state().input())).startsWith(1, 2, 1, 1, 3, 4);
    }

    private void pasteAtTheCell(String text) {
        Fx.run(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            Event.fireEvent(
                    view("#inputPane"),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.V, false, true, false, false));
        });
    }

    @Test
    void aSliderStopsWhereTheKernelWouldNotFitAndSaysWhy() {
        Slider kernel = Fx.call(() -> node("#slider-kernel-height", Slider.class));
        Fx.run(() -> kernel.setValue(8));
        assertThat(Fx.call(kernel::getValue)).isEqualTo(4);
        assertThat(Fx.call(() -> stage.getScene().getRoot().lookupAll(".setting .field-error").stream()
                        .map(n -> ((Labeled) n).getText())
                        .reduce("", String::concat)))
                .contains("Kernel 5 is not possible", "padded input has only 4");
    }

    @Test
    void theTimelineIsPlayedByKeys() {
        Node root = Fx.call(() -> stage.getScene().getRoot());
        Fx.run(() -> key(root, KeyCode.END));
        assertThat(Fx.call(() -> page.model().getTimeline().position())).isEqualTo(3);
        Fx.run(() -> key(root, KeyCode.LEFT));
        assertThat(Fx.call(() -> page.model().selection())).isEqualTo(Selection.output(2));
        Fx.run(() -> key(root, KeyCode.HOME));
        for (int i = 0; i < 4; i++) {
            Fx.run(() -> key(root, KeyCode.PLUS));
        }
        assertThat(Fx.call(() -> page.model().getTimeline().speed())).isEqualTo(8);
        Fx.run(() -> key(root, KeyCode.SPACE));
        Fx.await("the window arrives", () -> page.model().getTimeline().position() == 3);
        Fx.await("and rests", () -> !page.model().getTimeline().playing());
    }

    @Test
    void whatAPresetSaysGoesWithTheFirstChange() {
        Fx.run(() -> page.model().set(ConvolutionPreset.EXAMPLE_1.state()));
        assertThat(Fx.call(() -> node("#presetNote", Labeled.class).getText()))
                .isEqualTo(ConvolutionPreset.EXAMPLE_1.explanation());
        Fx.run(() -> page.model().setTransposed(true));
        assertThat(Fx.call(() -> node("#presetNote", Labeled.class).getText())).isEmpty();
    }

    @Test
    void forgettingTheRotationIsSeen() {
        Fx.run(() -> page.model().set(ConvolutionPreset.TURNED_KERNEL.state()));
        Fx.await("checked", () -> page.model().checkProperty().get().kind() == CheckStatus.Kind.AGREES);
        Fx.run(() -> node("#turnedCheck", CheckBox.class).fire());
        Fx.await("red", () -> node("#checkBadge", Labeled.class).getText().startsWith("differs from PyTorch"));
    }

    @Test
    void codeAndTableShowTheNumbers() {
        fire("#detail-code");
        assertThat(Fx.call(() -> node("#code", TextArea.class).getText())).contains("F.conv2d(x, w, stride=(1, 1)");
        fire("#detail-table");
        assertThat(Fx.call(
                        () -> node("#numbersTable", TableView.class).getItems().size()))
                .isEqualTo(16);
        fire("#detail-gram");
        assertThat(Fx.call(() -> node("#gramView", FigureView.class).getFigure().title()))
                .isEqualTo("C'C");
    }

    @Test
    void theStateOfThePageComesBack() {
        Fx.run(() -> {
            page.model().set(ConvolutionPreset.DILATED.state());
            page.model().edit(Selection.input(3), "0.125");
            page.model().time(page.model().getTimeline().at(4));
        });
        String state = Fx.call(page::state);
        Fx.run(() -> page.restore(""));
        assertThat(Fx.call(page::state)).isNotEqualTo(state);
        Fx.run(() -> page.restore(state));
        assertThat(Fx.call(page::state)).isEqualTo(state);
        assertThat(Fx.call(() -> page.figures()))
                .extracting(NamedFigure::id)
                .contains("convolution-output", "convolution-matrix", "convolution-overview");
    }

    @Test
    void thePhotographShowsTheCheckerboard() {
        fire("#photoToggle");
        Fx.await("three pictures", () -> page.figures().size() == 5);
        assertThat(Fx.call(() -> node("#overlapSentence", Labeled.class).getText()))
                .contains("That is the checkerboard");
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> Fx.call(
                                () -> node("#picture-" + i, FigureView.class).getWidth()))
                        .distinct())
                .as("pictures that are compared are of one size")
                .hasSize(1);
        fire("#photo-blur");
        Fx.await("two pictures", () -> page.figures().size() == 2);
    }

    @Test
    void everyFigureTellsAScreenReaderWhatItShows() {
        FigureHit hit = Fx.call(() -> {
            FigureView view = view("#outputPane");
            key(view, KeyCode.RIGHT);
            return view.hitProperty().get();
        });
        assertThat(hit).isNotNull();
        assertThat(Fx.call(() -> view("#outputPane").getAccessibleText())).contains("Output y, 2x2", "row 0: 9 9");
    }

    @Test
    void withReducedMotionTheKernelJumps() {
        Fx.run(() -> {
            Motion.get().choose(Optional.of(true));
            page.model().set(ConvolutionPreset.TURNED_KERNEL.state());
        });
        Set<String> notes = new HashSet<>();
        List<Double> turns = new ArrayList<>();
        try {
            Fx.run(() -> view("#kernelPane").figureProperty().subscribe(figure -> {
                notes.add(figure.caption());
                turns.add(cellAt(figure, 0));
            }));
            fire("#turnButton");
            Fx.await("the kernel is as it was", () -> notes.contains("3x3, not turned"));
            Fx.await("the kernel is turned", () -> turns.get(turns.size() - 1).equals(turns.get(0)));
        } finally {
            Fx.run(() -> Motion.get().choose(Optional.of(false)));
        }
        assertThat(notes).containsExactlyInAnyOrder("3x3, not turned", "3x3, turned by 180\u00b0");
        assertThat(new HashSet<>(turns)).hasSize(2);
    }

    /** Where a cell is drawn: its distance from the left. */
    private static double cellAt(Figure figure, int index) {
        return ((MapFigure) figure)
                .cell(index, 190, 300, FigureStyle.of(FigureTheme.LIGHT))
                .getX();
    }

    @Test
    void theTableKeepsTheReadersPlace() {
        fire("#detail-table");
        TableView<?> table = Fx.call(() -> node("#numbersTable", TableView.class));
        Fx.run(() -> table.getSelectionModel().select(5));
        Fx.run(() -> page.model().edit(Selection.input(5), "0.75"));
        Fx.run(() -> page.model().hover(Selection.output(2)));
        assertThat(Fx.call(() -> table.getSelectionModel().getSelectedIndex())).isEqualTo(5);
        assertThat(Fx.call(() -> table.getColumns().get(3).getCellData(5))).isEqualTo("0.75");
        assertThat(Fx.call(table::getAccessibleText)).contains("Input x", "row 1: 1 0.75");
    }
}

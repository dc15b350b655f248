package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.lab.convolution.CodeSnippet;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.KeptChoice;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The lower half of the page: the matrix, its Gram matrix, the code, or the numbers as a table. Only what is in view is kept up to date. */
public final class DetailPane extends StackPane {
    /** What can be in view. */
    enum Tab {
        MATRIX(
                "Matrix",
                "The operation as a sparse matrix: one row per output, one column per input. Shift while pointing picks the column."),
        GRAM("Not an inverse", "C'C: if the transpose were the inverse, this would be the identity."),
        CODE("Code", "The same operation with these numbers, to copy."),
        TABLE("Table", "The numbers of one figure as a table, for a screen reader or to read every digit.");

        private final String title;
        private final String help;

        Tab(String title, String help) {
            this.title = title;
            this.help = help;
        }
    }

    private final ToggleGroup tabs = new ToggleGroup();
    private final StackPane content = new StackPane();
    /** In less width the heading of the figure needs all of it. */
    private static final double NARROW = 480;

    private static final double BAR_HEIGHT = 28;

    private final FigureView matrix = new FigureView();
    private final FigureView gram = new FigureView();
    private final Label gramNote = Styled.wrapped("", "caption");
    private final TextArea code = Styled.of(new TextArea(), "code");
    private final ChoiceBox<CodeSnippet> language = new ChoiceBox<>();
    private final NumbersTable table = new NumbersTable();
    private final List<Node> contents;
    private ConvolutionModel model;
    private Tab tab = Tab.MATRIX;
    private ConvolutionResult written;
    private boolean columns;

    public DetailPane() {
        getStyleClass().add("detail");
        HBox bar = Styled.of(new HBox(), "detail-tabs");
        for (Tab each : Tab.values()) {
            ToggleButton button = new ToggleButton(each.title);
            button.setId("detail-" + each.name().toLowerCase(Locale.ROOT));
            button.getStyleClass()
                    .addAll(
                            "small",
                            each == Tab.MATRIX ? "left-pill" : each == Tab.TABLE ? "right-pill" : "center-pill");
            Tip.setText(button, each.help);
            button.setToggleGroup(tabs);
            button.setUserData(each);
            button.setSelected(each == Tab.MATRIX);
            bar.getChildren().add(button);
        }
        KeptChoice.keep(tabs, now -> {
            if (model != null) {
                tab = (Tab) now.getUserData();
                refresh();
            }
        });
        matrix.setId("matrixView");
        gram.setId("gramView");
        contents = List.of(matrix, gramBox(), codeBox(), table);
        // The tabs lie over the right end of the figure's heading, where that is empty: height is scarce here.
        bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(bar, Pos.TOP_RIGHT);
        getChildren().addAll(content, bar);
        widthProperty()
                .subscribe(width ->
                        setMargin(content, new Insets(width.doubleValue() < NARROW ? BAR_HEIGHT : 0, 0, 0, 0)));
    }

    private Node gramBox() {
        Label heading = Styled.label("Is the transpose an inverse?", "panel-title");
        VBox.setVgrow(gram, Priority.ALWAYS);
        return new VBox(4, heading, gramNote, gram);
    }

    private Node codeBox() {
        code.setId("code");
        code.setEditable(false);
        code.setAccessibleText("The operation as a program");
        language.getItems().setAll(CodeSnippet.values());
        language.setValue(CodeSnippet.PYTORCH);
        language.setConverter(new Titles<>(CodeSnippet::title));
        language.setAccessibleText("Library");
        language.valueProperty().subscribe((old, now) -> {
            written = null;
            refresh();
        });
        Button copy = Buttons.of("copyCode", "Copy", () -> Buttons.copy(code.getText()));
        VBox.setVgrow(code, Priority.ALWAYS);
        HBox row = new HBox(8, language, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(4, row, code);
    }

    /** Connects the pane; once. */
    void connect(ConvolutionModel to) {
        model = to;
        model.figuresProperty().subscribe(now -> refresh());
        model.rankProperty().subscribe(now -> refresh());
        matrix.hitProperty().subscribe(hit -> model.hover(selectionAt(hit)));
        matrix.setOnMouseMoved(e -> shift(e.isShiftDown()));
        matrix.setOnMouseClicked(e -> pin());
        matrix.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.P) {
                pin();
                e.consume();
            } else if (e.getCode() == KeyCode.SHIFT) {
                shift(true);
            }
        });
        matrix.addEventHandler(KeyEvent.KEY_RELEASED, e -> shift(e.isShiftDown()));
    }

    private void shift(boolean down) {
        if (down != columns) {
            columns = down;
            model.hover(selectionAt(matrix.hitProperty().get()));
        }
    }

    private void pin() {
        if (matrix.hitProperty().get() != null) {
            model.pin(selectionAt(matrix.hitProperty().get()));
        }
    }

    /** In the matrix a row is an output; with Shift the column, an input, is meant. */
    private Selection selectionAt(FigureHit hit) {
        if (hit == null) {
            return Selection.NOTHING;
        }
        if (hit.part().equals("matrix")) {
            return columns ? Selection.input(hit.column()) : Selection.output(hit.row());
        }
        return model.selectionAt(hit.part(), hit.row(), hit.column()).orElse(Selection.NOTHING);
    }

    /** Which figure of the catalogue {@link #figure} is. */
    String figureId() {
        return tab == Tab.GRAM ? "convolution-gram" : "convolution-matrix";
    }

    /** What is in view, for export. */
    Optional<Figure> figure() {
        return Optional.ofNullable(
                tab == Tab.GRAM
                        ? gram.getFigure()
                        : model.figuresProperty()
                                .get()
                                .matrix(model.rankProperty().get()));
    }

    private void refresh() {
        if (model == null) {
            return;
        }
        Node shown = contents.get(tab.ordinal());
        if (!content.getChildren().contains(shown)) {
            content.getChildren().setAll(shown);
        }
        ConvolutionFigures figures = model.figuresProperty().get();
        switch (tab) {
            case MATRIX -> matrix.setFigure(figures.matrix(model.rankProperty().get()));
            case GRAM -> showGram(figures.result());
            case CODE -> writeCode(figures.result());
            case TABLE -> table.show(figures);
        }
    }

    private void showGram(ConvolutionResult result) {
        if (gram.getUserData() != result.matrix()) {
            gram.setUserData(result.matrix());
            gram.setFigure(ConvolutionFigures.gram(result));
            gramNote.setText(gram.getFigure().caption());
        }
    }

    private void writeCode(ConvolutionResult result) {
        if (written != result) {
            written = result;
            code.setText(language.getValue().write(result));
        }
    }
}

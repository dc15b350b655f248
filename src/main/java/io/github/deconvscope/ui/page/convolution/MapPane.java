package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.UsesAwt;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.convolution.MapFigure;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.theme.Styled;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/**
 * A map whose cells can be pointed at, pinned and edited in place: double click, Enter or typing opens a field over the cell. What cannot be taken stays in the
 * field with the reason below it, and the old value stays in the map.
 */
@UsesAwt("cells of figures are java.awt rectangles")
public final class MapPane extends Region {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final double SMALLEST_WIDTH = 190;
    private static final double FIELD_WIDTH = 92;
    private static final double FIELD_HEIGHT = 28;

    private final FigureView view = new FigureView();
    private final TextField field = new TextField();
    private final Label trouble = Styled.wrapped("", "field-error", "cell-trouble");
    private ConvolutionModel model;
    private Selection edited = Selection.NOTHING;

    public MapPane() {
        getStyleClass().add("map-pane");
        field.getStyleClass().addAll("number", "cell-editor");
        field.setVisible(false);
        trouble.setVisible(false);
        getChildren().addAll(view, field, trouble);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::viewKey);
        view.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        view.setOnMouseClicked(e -> here().ifPresent(cell -> {
            if (e.getClickCount() == 2) {
                edit(cell);
            } else {
                model.pin(cell);
            }
        }));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        view.figureProperty().subscribe(figure -> requestLayout());
        field.textProperty().subscribe(text -> explain(""));
        field.focusedProperty().subscribe(focused -> {
            if (!focused && field.isVisible() && !commit()) {
                close();
            }
        });
    }

    /** Connects the pane; once. */
    void connect(ConvolutionModel to) {
        model = to;
        model.resultProperty().subscribe((old, now) -> close());
        view.hitProperty().subscribe(hit -> model.hover(here().orElse(Selection.NOTHING)));
    }

    FigureView view() {
        return view;
    }

    /** The field over a cell, for tests and lessons. */
    TextField field() {
        return field;
    }

    private Optional<Selection> here() {
        FigureHit hit = view.hitProperty().get();
        return hit == null ? Optional.empty() : model.selectionAt(hit.part(), hit.row(), hit.column());
    }

    private void viewKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            here().ifPresent(this::edit);
        } else if (event.getCode() == KeyCode.P) {
            here().ifPresent(model::pin);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.V) {
            here().ifPresent(this::paste);
        } else if (event.getCode() != KeyCode.MINUS && event.getCode() != KeyCode.SUBTRACT || here().isEmpty()) {
            return;
        }
        // Minus begins a number here, and makes nothing slower.
        event.consume();
    }

    /** A number that is typed on a cell takes the place of its value, as in a spreadsheet. */
    private void typed(KeyEvent event) {
        boolean command = event.isShortcutDown() || event.isAltDown() || event.isMetaDown();
        if (!command && event.getCharacter().matches("[-.,0-9]")) {
            here().ifPresent(cell -> {
                edit(cell);
                field.setText(event.getCharacter());
                field.end();
                event.consume();
            });
        }
    }

    private void paste(Selection cell) {
        String text = Clipboard.getSystemClipboard().getString();
        if (text == null) {
            return;
        }
        edit(cell);
        take(text);
    }

    /** Opens the field over a cell. */
    void edit(Selection cell) {
        edited = cell;
        field.setText(Numbers.exact(value(cell)));
        field.setAccessibleText("Value of the cell. "
                + (view.getFigure() == null ? "" : view.getFigure().title()));
        field.setVisible(true);
        requestLayout();
        field.requestFocus();
        field.selectAll();
    }

    private double value(Selection cell) {
        return switch (cell.kind()) {
            case INPUT -> model.getResult().state().input()[cell.index()];
            case WEIGHT -> model.getResult().state().weights()[cell.index()];
            case OUTPUT ->
                model.backwardProperty().get()
                        ? model.getResult().gradient()[cell.index()]
                        : model.getResult().output()[cell.index()];
            case NOTHING -> 0;
        };
    }

    private void fieldKey(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> commit();
            case ESCAPE -> close();
            case TAB -> {
                if (commit()) {
                    next(event.isShiftDown() ? -1 : 1);
                }
            }
            case V -> {
                // A field would run the lines of a pasted block together.
                String text = Clipboard.getSystemClipboard().getString();
                if (!event.isShortcutDown() || text == null || !text.strip().contains("\n") && !text.contains("\t")) {
                    return;
                }
                take(text);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void next(int step) {
        Selection following = new Selection(edited.kind(), Math.max(0, edited.index() + step));
        if (following.within(model.getResult().state().geometry()).equals(following)) {
            edit(following);
        }
    }

    private boolean commit() {
        return take(field.getText());
    }

    private boolean take(String text) {
        String why = text.strip().equals(Numbers.exact(value(edited))) ? "" : model.edit(edited, text);
        explain(why);
        if (why.isEmpty()) {
            close();
        }
        return why.isEmpty();
    }

    private void explain(String why) {
        trouble.setText(why);
        trouble.setVisible(!why.isEmpty() && field.isVisible());
        field.pseudoClassStateChanged(INVALID, !why.isEmpty());
        requestLayout();
    }

    private void close() {
        boolean hadFocus = field.isFocused();
        field.setVisible(false);
        explain("");
        if (hadFocus) {
            view.requestFocus();
        }
    }

    /** The height beyond which the maps grow no more. */
    double largestHeight() {
        return view.getFigure() instanceof MapFigure figure ? figure.largestHeight(view.style()) : Double.MAX_VALUE;
    }

    /** Never wider than the map needs at its height, so that the panes stand close together. */
    @Override
    protected double computeMaxWidth(double height) {
        double high = height > 0 ? height : getHeight();
        if (high <= 0 || !(view.getFigure() instanceof MapFigure figure)) {
            return Double.MAX_VALUE;
        }
        return Math.max(SMALLEST_WIDTH, figure.naturalWidth(high, view.style()));
    }

    @Override
    protected void layoutChildren() {
        view.resizeRelocate(0, 0, getWidth(), getHeight());
        if (!field.isVisible() || !(view.getFigure() instanceof MapFigure figure)) {
            return;
        }
        int index = edited.index();
        if (edited.kind() == Selection.Kind.INPUT) {
            index = model.figuresProperty().get().shownIndex(index);
        }
        if (index < 0) {
            return;
        }
        Rectangle2D cell = figure.cell(index, getWidth(), getHeight(), view.style());
        double width = Math.max(FIELD_WIDTH, cell.getWidth());
        double x = Math.max(0, Math.min(getWidth() - width, cell.getCenterX() - width / 2));
        double y = cell.getCenterY() - FIELD_HEIGHT / 2;
        field.resizeRelocate(x, y, width, FIELD_HEIGHT);
        double troubleWidth = Math.min(260, Math.max(120, getWidth()));
        double left = Math.max(0, Math.min(getWidth() - troubleWidth, x));
        trouble.resizeRelocate(left, y + FIELD_HEIGHT + 2, troubleWidth, trouble.prefHeight(troubleWidth));
    }
}

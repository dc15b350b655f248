package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/**
 * Where a person draws a picture for the net: with the mouse, or with the arrow keys and Space. Each stroke that has ended is told to who
 * asked.
 */
final class DrawingPad extends VBox {
    private static final int PIXEL = 6;
    private static final List<Integer> WIDTHS = List.of(1, 2, 3, 5);

    private final Drawing drawing = new Drawing();
    private final Pane surface = new Pane();
    private final ImageView view = new ImageView();
    private final Rectangle cursor = Styled.of(new Rectangle(PIXEL, PIXEL), "drawing-cursor");
    private final ChoiceList<Integer> width = new ChoiceList<>();
    private final ChoiceList<Drawing.Shade> shade = new ChoiceList<>();
    private final Consumer<ColorImage> drawn;
    private int row = Drawing.SIDE / 2;
    private int column = Drawing.SIDE / 2;
    private double lastX;
    private double lastY;

    /** @param drawn takes the picture after each stroke */
    DrawingPad(Consumer<ColorImage> drawn) {
        this.drawn = drawn;
        getStyleClass().add("drawing-pad");
        double side = PIXEL * Drawing.SIDE;
        view.setSmooth(false);
        view.setFitWidth(side);
        view.setFitHeight(side);
        cursor.setMouseTransparent(true);
        surface.setId("drawingSurface");
        surface.getStyleClass().add("drawing-surface");
        surface.getChildren().addAll(view, cursor);
        surface.setMinSize(side, side);
        surface.setMaxSize(side, side);
        surface.setFocusTraversable(true);
        surface.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        Tip.setText(
                surface,
                "Draw with the mouse; or with the keys: arrows move the brush, Space draws, Shift+arrow draws a"
                        + " line, Delete clears. The net sees " + Drawing.SIDE + " x " + Drawing.SIDE + " pixels.");
        surface.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        surface.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        surface.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        surface.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        surface.focusedProperty().subscribe(cursor::setVisible);
        getChildren().addAll(surface, tools());
        show();
    }

    private HBox tools() {
        Tip.name(width, "brushBox", "Width of the brush", "How wide the brush is, in pixels of the picture. Usual: 2.");
        width.connect(w -> w + " px", w -> {});
        width.show(WIDTHS, 2);
        Tip.name(
                shade,
                "shadeBox",
                "Colour of the brush",
                "What the brush leaves; black wipes away. A net that learned from grey pictures sees every colour as a grey.");
        shade.connect(Drawing.Shade::label, s -> {});
        shade.show(List.of(Drawing.Shade.values()), Drawing.Shade.WHITE);
        Button clear = Buttons.of("clearDrawingButton", "Clear", this::clear);
        Tip.setText(clear, "Makes the whole picture black (Delete).");
        HBox tools = new HBox(width, shade, clear);
        tools.getStyleClass().add("net-choice");
        tools.setAlignment(Pos.CENTER_LEFT);
        return tools;
    }

    /** Goes on with a picture that was drawn before. @return whether it is one of this size */
    boolean take(ColorImage image) {
        boolean taken = drawing.take(image);
        show();
        return taken;
    }

    /** What is drawn. */
    ColorImage image() {
        return drawing.image();
    }

    /** Where the arrow keys go to. */
    Pane surface() {
        return surface;
    }

    private void clear() {
        drawing.clear();
        end();
    }

    private void press(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            surface.requestFocus();
            lastX = event.getX() / PIXEL;
            lastY = event.getY() / PIXEL;
            stroke(lastX, lastY);
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        if (event.isPrimaryButtonDown()) {
            stroke(event.getX() / PIXEL, event.getY() / PIXEL);
            event.consume();
        }
    }

    private void release(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            end();
            event.consume();
        }
    }

    private void stroke(double x, double y) {
        drawing.line(lastX, lastY, x, y, width.getValue(), shade.getValue());
        lastX = x;
        lastY = y;
        move((int) Math.floor(y), (int) Math.floor(x));
        show();
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int down = 0;
        int right = 0;
        switch (event.getCode()) {
            case UP -> down = -1;
            case DOWN -> down = 1;
            case LEFT -> right = -1;
            case RIGHT -> right = 1;
            case SPACE -> dab(row, column);
            case DELETE, BACK_SPACE -> clear();
            default -> {
                return;
            }
        }
        event.consume();
        if (down != 0 || right != 0) {
            int fromRow = row;
            int fromColumn = column;
            move(row + down, column + right);
            if (event.isShiftDown()) {
                dab(fromRow, fromColumn);
            }
        }
    }

    /** From a pixel to the cursor. */
    private void dab(int fromRow, int fromColumn) {
        drawing.line(fromColumn + 0.5, fromRow + 0.5, column + 0.5, row + 0.5, width.getValue(), shade.getValue());
        end();
    }

    private void move(int toRow, int toColumn) {
        row = Math.max(0, Math.min(Drawing.SIDE - 1, toRow));
        column = Math.max(0, Math.min(Drawing.SIDE - 1, toColumn));
        cursor.relocate(column * PIXEL, row * PIXEL);
        surface.setAccessibleText("Drawing, brush at row " + row + ", column " + column);
    }

    private void end() {
        show();
        drawn.accept(drawing.image());
    }

    private void show() {
        // Scaled here: where no graphics card draws, an image view blurs what it enlarges, smooth or not.
        view.setImage(PictureList.pixels(drawing.image(), PIXEL));
        move(row, column);
    }
}

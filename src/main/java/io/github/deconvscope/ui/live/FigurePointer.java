package io.github.deconvscope.ui.live;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.ui.theme.Scrolling;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.BoundingBox;
import javafx.geometry.Point2D;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/**
 * Where a person points in a figure: with the mouse, or with the arrow keys, which step from cell to cell. The cursor knows no geometry
 * but that of {@link io.github.deconvscope.figure.Figure#hit}: a step walks pixel by pixel to the middle of the next different hit.
 */
final class FigurePointer {
    private static final double SEARCH_STEP = 6;

    private final FigureView view;
    private final ObjectProperty<FigureHit> hit;
    private @Nullable Tooltip tooltip;
    private final Circle ring = new Circle(4);
    private double x = Double.NaN;
    private double y = Double.NaN;
    private boolean byKeys;

    FigurePointer(FigureView view, ObjectProperty<FigureHit> hit) {
        this.view = view;
        this.hit = hit;
        ring.getStyleClass().add("figure-cursor");
        ring.setManaged(false);
        ring.setMouseTransparent(true);
        ring.setVisible(false);
        view.addOverlay(ring);
        view.addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX(), e.getY(), false));
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> point(e.getX(), e.getY(), false));
        view.addEventHandler(MouseEvent.MOUSE_EXITED, e -> leave());
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            view.requestFocus();
            // A scroll pane around it would take the focus next, and with it the figure's keys.
            e.consume();
        });
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        view.focusedProperty().subscribe(focused -> {
            if (!focused && byKeys) {
                leave();
            }
        });
    }

    /** The figure changed: what is told about the same point may be different now. */
    void refresh() {
        if (!Double.isNaN(x)) {
            publish(view.hitAt(x, y));
        }
    }

    void layout() {
        ring.setCenterX(x);
        ring.setCenterY(y);
        ring.setVisible(byKeys && !Double.isNaN(x));
    }

    private void point(double toX, double toY, boolean keys) {
        x = toX;
        y = toY;
        byKeys = keys;
        layout();
        if (keys) {
            Scrolling.reveal(view, new BoundingBox(x, y, 0, 0));
        }
        publish(view.hitAt(x, y));
    }

    private void leave() {
        x = Double.NaN;
        y = Double.NaN;
        byKeys = false;
        layout();
        publish(Optional.empty());
    }

    private void publish(Optional<FigureHit> found) {
        hit.set(found.orElse(null));
        if (found.isEmpty() || view.getScene() == null || view.getScene().getWindow() == null) {
            if (tooltip != null) {
                tooltip.hide();
            }
            return;
        }
        if (tooltip == null) {
            tooltip = Tip.create();
            tooltip.getStyleClass().add("figure-tooltip");
            // Escape takes the cursor away; a popup would swallow it.
            tooltip.setHideOnEscape(false);
        }
        tooltip.setText(found.get().text());
        Point2D at = view.localToScreen(x, y);
        if (at == null) {
            return;
        }
        if (tooltip.isShowing()) {
            tooltip.setAnchorX(at.getX() + 14);
            tooltip.setAnchorY(at.getY() + 14);
        } else {
            tooltip.show(view, at.getX() + 14, at.getY() + 14);
        }
    }

    private void key(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> step(-1, 0);
            case RIGHT -> step(1, 0);
            case UP -> step(0, -1);
            case DOWN -> step(0, 1);
            case ESCAPE -> {
                if (Double.isNaN(x)) {
                    return;
                }
                leave();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int dx, int dy) {
        if (Double.isNaN(x)) {
            enter();
            return;
        }
        FigureHit from = view.hitAt(x, y).orElse(null);
        double toX = x;
        double toY = y;
        FigureHit next = from;
        while (inside(toX + dx, toY + dy) && (next == null || same(next, from))) {
            toX += dx;
            toY += dy;
            next = view.hitAt(toX, toY).orElse(null);
        }
        if (next == null || same(next, from)) {
            return;
        }
        double endX = toX;
        double endY = toY;
        while (inside(endX + dx, endY + dy)
                && same(view.hitAt(endX + dx, endY + dy).orElse(null), next)) {
            endX += dx;
            endY += dy;
        }
        point((toX + endX) / 2, (toY + endY) / 2, true);
    }

    /** The first arrow key goes to what lies nearest to the middle. */
    private void enter() {
        double middleX = view.getWidth() / 2;
        double middleY = view.getHeight() / 2;
        double nearest = Double.POSITIVE_INFINITY;
        double foundX = middleX;
        double foundY = middleY;
        for (double tryY = SEARCH_STEP / 2; tryY < view.getHeight(); tryY += SEARCH_STEP) {
            for (double tryX = SEARCH_STEP / 2; tryX < view.getWidth(); tryX += SEARCH_STEP) {
                double distance = Math.hypot(tryX - middleX, tryY - middleY);
                if (distance < nearest && view.hitAt(tryX, tryY).isPresent()) {
                    nearest = distance;
                    foundX = tryX;
                    foundY = tryY;
                }
            }
        }
        point(foundX, foundY, true);
    }

    private boolean inside(double atX, double atY) {
        return atX >= 0 && atY >= 0 && atX < view.getWidth() && atY < view.getHeight();
    }

    private static boolean same(FigureHit one, FigureHit other) {
        if (one == null || other == null) {
            return one == other;
        }
        return Objects.equals(one.part(), other.part()) && one.row() == other.row() && one.column() == other.column();
    }
}

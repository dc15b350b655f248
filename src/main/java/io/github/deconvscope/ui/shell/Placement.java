package io.github.deconvscope.ui.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;

/**
 * Where a window stands, in pixels of the desktop that all screens share.
 *
 * @param x left edge; may be negative, on a screen to the left
 * @param y upper edge
 * @param width above 0
 * @param height above 0
 */
record Placement(double x, double y, double width, double height) {
    /** This much of a window, at least, has to be on a screen for a person to be able to catch it. */
    private static final double CATCH_PIXELS = 120;

    /** Whether every number is one, and the size above 0. */
    boolean isSound() {
        return Double.isFinite(x) && Double.isFinite(y) && width > 0 && height > 0 && width + height < 1e6;
    }

    /**
     * The same place, moved and shrunk onto the screen it is mostly on; empty if it is on none, as after a screen was taken away.
     *
     * @param screens the parts of the screens that windows may use
     */
    Optional<Placement> on(List<Rectangle2D> screens) {
        return screens.stream()
                .filter(screen -> overlapX(screen) >= CATCH_PIXELS && overlapY(screen) >= CATCH_PIXELS)
                .max(Comparator.comparingDouble(screen -> overlapX(screen) * overlapY(screen)))
                .map(this::within);
    }

    private double overlapX(Rectangle2D screen) {
        return Math.min(x + width, screen.getMaxX()) - Math.max(x, screen.getMinX());
    }

    private double overlapY(Rectangle2D screen) {
        return Math.min(y + height, screen.getMaxY()) - Math.max(y, screen.getMinY());
    }

    private Placement within(Rectangle2D screen) {
        double w = Math.min(width, screen.getWidth());
        double h = Math.min(height, screen.getHeight());
        return new Placement(
                Math.max(screen.getMinX(), Math.min(x, screen.getMaxX() - w)),
                Math.max(screen.getMinY(), Math.min(y, screen.getMaxY() - h)),
                w,
                h);
    }
}

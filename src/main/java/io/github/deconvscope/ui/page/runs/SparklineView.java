package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.run.scalar.Sparkline;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** A little picture of a loss curve in a table cell, scaled to its own range. Style class {@code sparkline}. */
final class SparklineView extends Region {
    private static final double WIDTH = 60;
    private static final double HEIGHT = 20;

    private final Path path = new Path();

    SparklineView() {
        setMinSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        path.getStyleClass().add("sparkline");
        path.setManaged(false);
        getChildren().add(path);
    }

    void show(Sparkline line) {
        path.getElements().clear();
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < line.low().length; i++) {
            if (!Float.isNaN(line.low()[i])) {
                least = Math.min(least, line.low()[i]);
                most = Math.max(most, line.high()[i]);
            }
        }
        boolean pen = false;
        for (int i = 0; i < line.low().length; i++) {
            if (Float.isNaN(line.low()[i])) {
                pen = false;
                continue;
            }
            double x = 1 + (WIDTH - 2) * i / Math.max(1, line.low().length - 1);
            double high = y(line.high()[i], least, most);
            path.getElements().add(pen ? new LineTo(x, high) : new MoveTo(x, high));
            path.getElements().add(new LineTo(x, y(line.low()[i], least, most)));
            pen = true;
        }
    }

    private static double y(float value, float least, float most) {
        double range = most > least ? most - least : 1;
        return HEIGHT - 2 - (HEIGHT - 4) * (value - least) / range;
    }
}

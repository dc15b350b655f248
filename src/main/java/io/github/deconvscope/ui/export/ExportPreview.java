package io.github.deconvscope.ui.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.ui.live.PaintPool;
import io.github.deconvscope.ui.theme.Styled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/**
 * A small preview of the file: the same painter and settings with fewer pixels. Painted off the FX thread, as soon as the settings stop
 * changing.
 */
final class ExportPreview extends StackPane {
    private static final double SIDE = 360;
    private static final double INSIDE = SIDE - 12;
    private static final double FEWEST_DPI = 36;
    private static final double MOST_DPI = 192;
    private static final Duration REST = Duration.millis(150);

    private final ImageView picture = new ImageView();
    private final Label words = Styled.wrapped("", "caption");
    private final PauseTransition rest = new PauseTransition(REST);
    private long asked;

    ExportPreview() {
        setMinSize(SIDE, SIDE);
        setPrefSize(SIDE, SIDE);
        setMaxSize(SIDE, SIDE);
        getStyleClass().add("export-preview");
        picture.setId("exportPreview");
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        picture.setAccessibleText("Preview of the file");
        getChildren().addAll(picture, words);
    }

    /** Shows a picture as soon as nothing more comes. */
    void show(Figure figure, ExportSettings settings) {
        rest.setOnFinished(e -> paint(figure, settings));
        rest.playFromStart();
    }

    /** Shows words instead of a picture. */
    void showMessage(String text) {
        asked++;
        rest.stop();
        picture.setImage(null);
        words.setText(text);
    }

    private void paint(Figure figure, ExportSettings settings) {
        long ticket = ++asked;
        double fitting = 2 * 96 * SIDE / Math.max(settings.width(), settings.height());
        ExportSettings small = settings.withDpi(Math.max(FEWEST_DPI, Math.min(MOST_DPI, fitting)));
        PaintPool.run(() -> {
            Optional<Image> painted = image(figure, small);
            Platform.runLater(() -> {
                if (ticket == asked) {
                    words.setText(painted.isEmpty() ? "There is no preview of this." : "");
                    picture.setImage(painted.orElse(null));
                    double scale = Math.min(1, INSIDE / Math.max(small.width(), small.height()));
                    picture.setFitWidth(small.width() * scale);
                    picture.setFitHeight(small.height() * scale);
                }
            });
        });
    }

    private static Optional<Image> image(Figure figure, ExportSettings settings) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            FigureExporter.write(figure, Optional.empty(), settings, FigureFormat.PNG, png);
            return Optional.of(new Image(new ByteArrayInputStream(png.toByteArray())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}

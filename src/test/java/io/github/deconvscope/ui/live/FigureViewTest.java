package io.github.deconvscope.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.UsesAwt;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.ui.Fx;
import java.awt.Color;
import java.awt.Graphics2D;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
@UsesAwt("paints figures of its own")
class FigureViewTest {
    private Stage stage;
    private StackPane root;
    private FigureView view;

    /** A rectangle of one colour, which notes where it was painted. */
    private record Flat(Color color, Runnable whenPainted) implements Figure {
        @Override
        public String title() {
            return "flat";
        }

        @Override
        public String caption() {
            return "";
        }

        @Override
        public String altText() {
            return "One colour.";
        }

        @Override
        public void paint(Graphics2D g, double width, double height, FigureStyle style) {
            whenPainted.run();
            g.setColor(color);
            g.fillRect(0, 0, (int) width, (int) height);
        }

        @Override
        public DataTable table() {
            return DataTable.of(List.of(), List.of());
        }
    }

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            view = new FigureView();
            root = new StackPane(view);
            stage = new Stage();
            stage.setScene(new Scene(root, 200, 160));
            stage.show();
        });
    }

    @AfterEach
    void close() {
        Fx.run(stage::hide);
    }

    @Test
    void paintsOffTheFxThreadAndShowsThePixels() {
        AtomicBoolean onFxThread = new AtomicBoolean(true);
        Fx.run(() -> view.setFigure(new Flat(Color.RED, () -> onFxThread.set(Platform.isFxApplicationThread()))));
        Fx.await("a painting", () -> view.paintings() > 0);
        assertThat(onFxThread).isFalse();
        WritableImage shot = Fx.call(() -> view.snapshot(null, null));
        assertThat(shot.getPixelReader().getArgb(100, 80)).isEqualTo(0xffff0000);
    }

    @Test
    void theLastFigureWinsAndThoseInBetweenAreLeftOut() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        Fx.run(() -> view.setFigure(new Flat(Color.RED, () -> {
            started.countDown();
            awaitQuietly(hold);
        })));
        assertThat(started.await(Await.LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 50; i++) {
            Color color = i == 49 ? Color.GREEN : Color.BLUE;
            Fx.run(() -> view.setFigure(new Flat(color, () -> {})));
        }
        hold.countDown();
        Fx.await("the last figure", () -> view.paintings() >= 2);
        assertThat(Fx.call(() -> view.snapshot(null, null).getPixelReader().getArgb(100, 80)))
                .isEqualTo(0xff00ff00);
        assertThat(Fx.call(view::paintings)).isEqualTo(2);
    }

    @Test
    void aFigureThatFailsIsReportedAndTheNextOneIsShown() {
        Fx.run(() -> view.setFigure(new Flat(Color.RED, () -> {
            throw new IllegalStateException("no ink");
        })));
        Fx.await("the message", () -> view.lookup(".figure-trouble").isVisible());
        Fx.run(() -> view.setFigure(new Flat(Color.GREEN, () -> {})));
        Fx.await("the next figure", () -> view.paintings() == 1);
        assertThat(Fx.call(() -> view.lookup(".figure-trouble").isVisible())).isFalse();
    }

    @Test
    void arrowKeysStepFromCellToCell() {
        Fx.run(() -> view.setFigure(HeatMapFigure.of("cells", new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3)
                .build()));
        Fx.await("a painting", () -> view.paintings() > 0);
        press(KeyCode.RIGHT);
        for (int i = 0; i < 3; i++) {
            press(KeyCode.LEFT);
            press(KeyCode.UP);
        }
        assertThat(at()).isEqualTo("0,0");
        press(KeyCode.RIGHT);
        assertThat(at()).isEqualTo("0,1");
        press(KeyCode.DOWN);
        assertThat(at()).isEqualTo("1,1");
        assertThat(Fx.call(view::getAccessibleText)).contains("5");
        press(KeyCode.ESCAPE);
        assertThat(Fx.call(() -> view.hitProperty().get())).isNull();
    }

    /** A figure that is higher than the pane around it: what the keys go to is in sight. */
    @Test
    void aPaneScrollsToTheCellThatTheKeysGoTo() {
        Fx.run(() -> {
            view.setMinSize(180, 900);
            ScrollPane pane = new ScrollPane(view);
            root.getChildren().setAll(pane);
            view.setFigure(HeatMapFigure.of("cells", new float[9], 9, 1).build());
        });
        Fx.await("a painting", () -> view.paintings() > 0);
        ScrollPane pane = (ScrollPane) root.getChildren().get(0);
        press(KeyCode.DOWN);
        for (int row = 5; row < 9; row++) {
            press(KeyCode.DOWN);
        }
        assertThat(at()).isEqualTo("8,0");
        assertThat(Fx.call(pane::getVvalue)).isGreaterThan(0.85);
        for (int row = 8; row > 0; row--) {
            press(KeyCode.UP);
        }
        assertThat(at()).isEqualTo("0,0");
        assertThat(Fx.call(pane::getVvalue)).isLessThan(0.15);
    }

    @Test
    void aViewThatWasTakenAwayCanBeCollected() {
        Fx.run(() -> view.setFigure(new Flat(Color.RED, () -> {})));
        Fx.await("a painting", () -> view.paintings() > 0);
        WeakReference<FigureView> gone = new WeakReference<>(view);
        Fx.run(() -> root.getChildren().clear());
        view = null;
        Await.collected(List.of(gone), () -> Fx.run(() -> {}));
    }

    private void press(KeyCode code) {
        Fx.run(() -> view.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private String at() {
        return Fx.call(() ->
                view.hitProperty().get().row() + "," + view.hitProperty().get().column());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.chart.PlaneFigure;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.figure.whitening.TilesFigure;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.Cuts;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Mouse;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("ui")
class WhiteningWindowTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:whitening", () -> TestServices.of(new FakeRuns(), folder));

    @BeforeEach
    void awaitFigures() {
        Fx.await("figures", () -> panel("residuals").view().getFigure() != null);
    }

    private Node node(String selector) {
        return window.stage().getScene().lookup(selector);
    }

    private FigurePanel panel(String id) {
        return (FigurePanel) node("#" + id + "Panel");
    }

    private List<NamedFigure> figures() {
        return window.shell().page().figures();
    }

    @Test
    void allFiguresArePaintedAndCanBeExported() {
        assertThat(Fx.call(this::figures)).hasSize(14);
        Fx.await(
                "painted",
                () -> panel("covariance").view().paintings() > 0
                        && panel("gains").view().paintings() > 0
                        && panel("image-after").view().paintings() > 0);
        assertThat(Fx.call(() -> ((Label) node("#iterationLabel")).getText())).isEqualTo("iteration 5 of 30");
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "1920, 1080"})
    void aWindowShowsThePipelineAndTheChartsWithTheirAxes(double width, double height) {
        Fx.run(() -> {
            window.stage().setWidth(width);
            window.stage().setHeight(height);
        });
        Fx.await("the size", () -> window.stage().getScene().getHeight() == height);
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        Fx.await("its charts", () -> bottom(panel("gains")) <= bottom(node("#figureScroll")));
        assertThat(bottom(panel("residuals"))).isLessThanOrEqualTo(bottom(node("#figureScroll")));
    }

    private static double bottom(Node node) {
        return node.localToScene(node.getLayoutBounds()).getMaxY();
    }

    @Test
    void theStepperAndItsKeysChangeTheWhiteningMatrix() {
        Object before = Fx.call(() -> panel("matrix").view().getFigure().caption());
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.RIGHT)));
        Fx.await("one more", () -> !panel("matrix").view().getFigure().caption().equals(before));
        assertThat(Fx.call(() -> ((Slider) node("#iterationSlider")).getValue()))
                .isEqualTo(6);
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.SPACE)));
        Fx.await("played", () -> ((Slider) node("#iterationSlider")).getValue() >= 8);
        for (int lane = 0; lane < Lane.values().length; lane++) {
            int chosen = lane;
            Fx.run(() -> ((ComboBox<?>) node("#laneChoice")).getSelectionModel().select(chosen));
            assertThat(Fx.call(() -> Cuts.below(node("#laneChoice"))))
                    .as("room for %s", Lane.values()[lane])
                    .isEmpty();
        }
        for (IterationForm form : IterationForm.values()) {
            Fx.run(() ->
                    ((ComboBox<?>) node("#couplingChoice")).getSelectionModel().select(form.ordinal()));
            assertThat(Fx.call(() -> Cuts.below(node("#couplingChoice"))))
                    .as("room for %s", form)
                    .isEmpty();
        }
    }

    /** The uncoupled iteration makes the D that is shown, and has a curve and a badge beside those of the coupled one. */
    @Test
    void theUncoupledIterationStandsBesideTheCoupledOne() {
        Fx.run(() -> {
            ((ComboBox<?>) node("#laneChoice")).getSelectionModel().select(1);
            ((ComboBox<?>) node("#couplingChoice")).getSelectionModel().select(1);
            ((Slider) node("#iterationSlider")).setValue(14);
        });
        Fx.await(
                "its curve",
                () -> panel("residuals").view().getFigure().caption().contains("fp32 uncoupled"));
        Fx.await(
                "said in words",
                () -> node("#warning") instanceof Label warning
                        && warning.getText().contains("no longer finite"));
        assertThat(Fx.call(() -> panel("residuals").view().getFigure().caption()))
                .contains("another order", "fp32 uncoupled: an eigenvalue of D is negative");
    }

    private PlanePane plane() {
        return (PlanePane) node("#planePane");
    }

    private double[] points() {
        return plane().stateProperty().get().points();
    }

    /** A point is dragged with the mouse, moved with keys, and stands where it was put in the saved state and in the figures. */
    @Test
    void pointsOfTheCloudAreDraggedAndMovedWithKeys() {
        Fx.run(() -> ((ToggleButton) node("#planeToggle")).setSelected(true));
        Fx.await(
                "painted",
                () -> panel("cloudBefore").view().paintings() > 0
                        && panel("descentAfter").view().paintings() > 0);
        FigureView view = panel("cloudBefore").view();
        Fx.run(() -> {
            double[] from = placeOf(view, 0);
            double[] to = {from[0] + 40, from[1] - 25};
            double[] before = points();
            fire(view, MouseEvent.MOUSE_MOVED, from);
            fire(view, MouseEvent.MOUSE_PRESSED, from);
            fire(view, MouseEvent.MOUSE_DRAGGED, to);
            PlaneFigure figure = (PlaneFigure) view.getFigure();
            double[] at = figure.placeAt(to[0], to[1], view.getWidth(), view.getHeight(), view.style());
            assertThat(points()[0]).isCloseTo(at[0], within(0.006)).isGreaterThan(before[0]);
            assertThat(points()[1]).isCloseTo(at[1], within(0.006)).isGreaterThan(before[1]);
            assertThat(Arrays.copyOfRange(points(), 2, points().length))
                    .containsExactly(Arrays.copyOfRange(before, 2, before.length));
            double[] dragged = points();
            for (int i = 0; i < 12; i++) {
                view.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.UP, true, false, false, false));
            }
            assertThat(points()[1]).isCloseTo(dragged[1] + 1.2, within(1e-9));
            assertThat(points()[0]).isEqualTo(dragged[0]);
        });
        String saved = Fx.call(() -> window.shell().page().state());
        double[] kept = Fx.call(this::points);
        assertThat(Fx.call(this::figures)).hasSize(4);
        Fx.run(() -> window.shell().page().restore(""));
        assertThat(Fx.call(() -> plane().isVisible())).isFalse();
        Fx.run(() -> window.shell().page().restore(saved));
        assertThat(Fx.call(this::points)).containsExactly(kept);
        assertThat(Fx.call(() -> plane().isVisible())).isTrue();
    }

    /** Points on a line have no whitening: that is said, and what cannot be drawn is not. */
    @Test
    void aCloudWithoutWhiteningSaysWhy() {
        Fx.run(() -> window.shell()
                .page()
                .restore(
                        "{\"kind\":\"deconvscope-whitening\",\"plane\":{\"shown\":true,\"points\":[0,0,1,1,2,2],\"method\":\"pca\",\"iterations\":5,"
                                + "\"steps\":20,\"eps\":0}}"));
        assertThat(Fx.call(() -> ((Label) node("#planeNumbers")).getText())).contains("on one line", "Move a point");
        assertThat(Fx.call(this::figures)).hasSize(1);
        Fx.run(() -> ((Button) node("#planeReset")).fire());
        assertThat(Fx.call(() -> ((Label) node("#planeNumbers")).getText()))
                .isEqualTo(
                        "Condition number 14.6 \u2192 1. Steps of gradient descent to a thousandth of the loss: 26 \u2192 1.");
    }

    /** Where a point is drawn: found as a person finds it, by what the figure says under the pointer. */
    private static double[] placeOf(FigureView view, int point) {
        PlaneFigure figure = (PlaneFigure) view.getFigure();
        for (double y = 0; y < view.getHeight(); y += 2) {
            for (double x = 0; x < view.getWidth(); x += 2) {
                if (figure.hit(x, y, view.getWidth(), view.getHeight(), view.style())
                        .filter(hit -> hit.row() == point)
                        .isPresent()) {
                    return new double[] {x, y};
                }
            }
        }
        throw new AssertionError("no point " + point);
    }

    private static void fire(FigureView view, EventType<MouseEvent> type, double[] at) {
        Mouse.send(view, type, at[0], at[1], 1, true);
    }

    private static KeyEvent pressed(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    private void pointAt(String panel, double x, double y) {
        mouse(MouseEvent.MOUSE_MOVED, panel, x, y);
    }

    private void mouse(EventType<MouseEvent> type, String panel, double x, double y) {
        Fx.run(() -> {
            Node view = panel(panel).view();
            Point2D at = view.localToScene(
                    view.getLayoutBounds().getWidth() * x,
                    view.getLayoutBounds().getHeight() * y);
            view.fireEvent(new MouseEvent(
                    type, at.getX(), at.getY(), at.getX(), at.getY(), null, 0, false, false, false, false, false, false,
                    false, false, false, false, null));
        });
    }

    @Test
    void aCellOfTheCovarianceLightsUpEverywhere() {
        pointAt("covariance", 0.4, 0.5);
        Fx.await("linked", () -> panel("after").view().getFigure() instanceof MarkedHeatMap map && map.row() >= 0);
        MarkedHeatMap here =
                (MarkedHeatMap) Fx.call(() -> panel("covariance").view().getFigure());
        MarkedHeatMap there =
                (MarkedHeatMap) Fx.call(() -> panel("matrix").view().getFigure());
        assertThat(there.row()).isEqualTo(here.row());
        assertThat(there.column()).isEqualTo(here.column());
        for (String tiles : List.of("patches", "kernels", "kernels-folded")) {
            assertThat(((TilesFigure) Fx.call(() -> panel(tiles).view().getFigure())).marked())
                    .as(tiles)
                    .containsExactly(here.row(), here.column());
        }
    }

    @Test
    void aClickedFigureTakesTheKeys() {
        mouse(MouseEvent.MOUSE_PRESSED, "covariance", 0.4, 0.5);
        assertThat(Fx.call(() -> window.stage().getScene().getFocusOwner()))
                .isSameAs(panel("covariance").view());
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Object> source() {
        return (ComboBox<Object>) node("#whiteningSource");
    }

    private String sourceTitle() {
        return Fx.call(() -> source().getConverter().toString(source().getValue()));
    }

    @Test
    void aDataSetIsASource() {
        Fx.run(() -> source().getItems().stream()
                .filter(item -> source().getConverter().toString(item).startsWith("Fashion"))
                .findFirst()
                .ifPresent(source()::setValue));
        // 400 grey images of 28 x 28 in 9 x 9 patches of 3 x 3, three pixels apart.
        Fx.await("patches", () -> panel("image").view().getFigure().caption().contains("of the 32400 patches"));
        assertThat(Fx.call(() -> panel("covariance").view().getFigure().caption()))
                .contains("9 features");
        assertThat(Fx.call(() -> window.shell().page().state())).contains("\"data_set\"", "\"fashion-mini\"");
    }

    @Test
    void theSourceOfARestoredStateIsNamedWhateverItCarries() {
        for (String field : List.of("\"name\":\"left over\"", "\"layer\":\"features.0\",\"step\":7")) {
            Fx.run(() -> window.shell()
                    .page()
                    .restore("{\"kind\":\"deconvscope-whitening\",\"source\":\"synthetic\"," + field + "}"));
            assertThat(sourceTitle()).as(field).isEqualTo("Random field");
        }
    }

    private static final LayerInfo LAYER =
            new LayerInfo("features.0", "conv1 1 to 2", "FastDeconv2D", 1, 2, 2, 2, 1, false, 5);

    private static Frame covariance(long step, float correlation) {
        float[] values = new float[16];
        for (int i = 0; i < 16; i++) {
            values[i] = i % 5 == 0 ? 1 : correlation;
        }
        return new Frame(new ProbeKey(LAYER.name(), Quantity.COVARIANCE), step, new int[] {4, 4}, values);
    }

    @Test
    void ofALayerBothStepsAreLinkedAndAnEigenvalueShowsItsEigenvector() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        try (RunRecorder recorder = RunRecorder.create(run, RunConfig.defaults())) {
            recorder.setLayers(List.of(LAYER));
            recorder.addFrames(1, List.of(covariance(1, 0.5f)));
            recorder.addFrames(9, List.of(covariance(9, 0.2f)));
        }
        Fx.run(
                () -> window.shell()
                        .page()
                        .restore(
                                "{\"kind\":\"deconvscope-whitening\",\"source\":\"layer\",\"name\":\"run\",\"layer\":\"features.0\"}"));
        Fx.await(
                "before and after",
                () -> panel("image").getTitle().equals("Covariance, step 1")
                        && panel("matrix").getTitle().equals("D, step 9")
                        && panel("image").view().paintings() > 0
                        && panel("spectrum").view().paintings() > 0);

        pointAt("image", 0.4, 0.5);
        Fx.await(
                "the later step too",
                () -> panel("covariance").view().getFigure() instanceof MarkedHeatMap map && map.row() >= 0);

        pointAt("image", 0.001, 0.001);
        FigureView spectrum = panel("spectrum").view();
        Point2D value = Fx.call(() -> {
            for (double y = 0; y < spectrum.getHeight(); y++) {
                for (double x = 0; x < spectrum.getWidth(); x++) {
                    if (spectrum.getFigure()
                            .hit(x, y, spectrum.getWidth(), spectrum.getHeight(), spectrum.style())
                            .filter(hit -> hit.part().equals("before") && hit.row() == 2)
                            .isPresent()) {
                        return new Point2D(x / spectrum.getWidth(), y / spectrum.getHeight());
                    }
                }
            }
            return null;
        });
        pointAt("spectrum", value.getX(), value.getY());
        Fx.await("eigenvector", () -> panel("matrix").getTitle().equals("Eigenvector 2, step 9"));
        assertThat(Fx.call(() -> panel("matrix").view().getFigure().table().rowCount()))
                .as("of both steps")
                .isEqualTo(8);

        pointAt("spectrum", 0.001, 0.001);
        Fx.await("D again", () -> panel("matrix").getTitle().equals("D, step 9"));
    }

    @Test
    void aFigureIsEnlargedByEnterAndSentBackByEscape() {
        Fx.run(() -> panel("spectrum").view().fireEvent(pressed(KeyCode.ENTER)));
        Fx.await("enlarged", () -> node("#enlarged").isVisible());
        assertThat(Fx.call(() -> ((FigurePanel) node("#enlarged .figure-panel")).getTitle()))
                .isEqualTo(Fx.call(() -> panel("spectrum").getTitle()));
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.ESCAPE)));
        Fx.await("sent back", () -> !node("#enlarged").isVisible());
    }

    /** An enlarged figure follows the iterations, and so does what is said under it. */
    @Test
    void theCaptionUnderAnEnlargedFigureIsThatOfTheFigureInView() {
        Fx.run(() -> panel("after").view().fireEvent(pressed(KeyCode.ENTER)));
        Fx.await("enlarged", () -> node("#enlarged").isVisible());
        String before = Fx.call(() -> ((Label) node("#enlarged .figure-caption")).getText());
        Fx.run(() -> ((Slider) node("#iterationSlider")).setValue(9));
        Fx.await("the figure of nine iterations", () -> {
            String figure = panel("after").view().getFigure().caption();
            return !figure.equals(before)
                    && ((Label) node("#enlarged .figure-caption")).getText().equals(figure);
        });
    }

    @Test
    void aQuirkIsASwitchAndTheWholeStateComesBack() {
        Fx.run(() -> ((CheckBox) node("#quirk-uncentred")).setSelected(true));
        String state = Fx.call(() -> window.shell().page().state());
        assertThat(state).contains("uncentred");
        Fx.run(() -> window.shell().page().restore(""));
        assertThat(Fx.call(() -> ((CheckBox) node("#quirk-uncentred")).isSelected()))
                .isFalse();
        Fx.run(() -> window.shell().page().restore(state));
        assertThat(Fx.call(() -> ((CheckBox) node("#quirk-uncentred")).isSelected()))
                .isTrue();
    }
}

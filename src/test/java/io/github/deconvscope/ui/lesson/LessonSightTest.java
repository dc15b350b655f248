package io.github.deconvscope.ui.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.FigureView;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one sees of a lesson beside a page: its ring, its covers, its text in windows of all sizes, and what it hides. */
@Tag("ui")
class LessonSightTest extends LessonsInWindow {
    @Test
    void largeTypeIsAlsoThatOfFigures() {
        Fx.run(() -> desk().play(lesson("08-whitening")));
        FigureView view = Fx.call(() -> (FigureView) window.shell().pageRoot().lookup(".figure-view"));
        Fx.await("a figure", () -> view.paintings() > 0);
        long before = Fx.call(view::paintings);
        double type = Fx.call(() -> view.style().fontScale());
        press(KeyCode.P);
        assertThat(Fx.call(() -> view.style().fontScale())).isEqualTo(1.5 * type);
        Fx.await("painted again", () -> view.paintings() > before);
        press(KeyCode.P);
        assertThat(Fx.call(() -> view.style().fontScale())).isEqualTo(type);
    }

    @Test
    void theRingLiesOnItsTargetAndNotUnderTheDockAlsoInAResizedWindow() {
        Fx.run(() -> desk().play(lesson("08-whitening")));
        for (double width : new double[] {1280, 1600}) {
            Fx.run(() -> window.stage().setWidth(width));
            Fx.await("ring on target at " + width, () -> {
                Node target =
                        Targets.find(window.shell().pageRoot(), "afterPanel").orElseThrow();
                Node ring = node("lessonSpotlight", Spotlight.class)
                        .getChildrenUnmodifiable()
                        .get(0);
                var at = target.localToScene(target.getLayoutBounds());
                var around = ring.localToScene(ring.getLayoutBounds());
                Node dock = node("lessonPane", LessonPane.class);
                return ring.isVisible()
                        && around.contains(at.getCenterX(), at.getCenterY())
                        && Math.abs(around.getMinX() - at.getMinX()) < 6
                        && ((Rectangle) ring).getX() + ((Rectangle) ring).getWidth()
                                <= dock.localToScene(dock.getLayoutBounds()).getMinX() + 6;
            });
        }
    }

    @Test
    void whatWouldGiveAnAnswerAwayIsCoveredUntilThereIsOne() {
        Fx.run(() -> {
            desk().play(lesson("01-sliding-window"));
            desk().next();
        });
        Fx.await("a sheet on the output", () -> {
            Node output = Targets.find(window.shell().pageRoot(), "outputPane").orElseThrow();
            var under = output.localToScene(output.getLayoutBounds());
            Pane covers = node("lessonCovers", Covers.class);
            return under.getWidth() > 50
                    && covers.getChildren().stream()
                            .anyMatch(sheet -> sheet.isVisible()
                                    && sheet.localToScene(sheet.getLayoutBounds())
                                            .contains(
                                                    under.getMinX() + 1, under.getMinY() + 1, under.getWidth() - 2, 1));
        });
        Fx.run(() -> {
            node("lessonAnswer", TextField.class).setText("1");
            node("lessonCheck", Button.class).fire();
            assertThat(node("lessonCovers", Covers.class).getChildren())
                    .as("there is a second try")
                    .isNotEmpty();
            node("lessonAnswer", TextField.class).setText("2");
            node("lessonCheck", Button.class).fire();
        });
        Fx.await(
                "a second wrong answer uncovers it too",
                () -> node("lessonCovers", Covers.class).getChildren().isEmpty());
    }

    @Test
    void aHiddenLessonCoversNothingAndAButtonBringsItBack() {
        Fx.run(() -> desk().play(lesson("01-sliding-window")));
        Fx.await(
                "covers",
                () -> !node("lessonCovers", Covers.class).getChildren().isEmpty());
        assertThat(Fx.call(() -> node("lessonButton", Button.class).isVisible()))
                .isFalse();
        Fx.run(() -> node("lessonHide", Button.class).fire());
        Fx.await(
                "no covers",
                () -> node("lessonCovers", Covers.class).getChildren().isEmpty());
        assertThat(Fx.call(() -> node("lessonButton", Button.class).isVisible()))
                .isTrue();
        Fx.run(() -> node("lessonButton", Button.class).fire());
        Fx.await(
                "covers again",
                () -> !node("lessonCovers", Covers.class).getChildren().isEmpty());
        assertThat(Fx.call(() -> node("lessonButton", Button.class).isVisible()))
                .isFalse();
        assertThat(Fx.call(() -> node("lessonPane", LessonPane.class))).isNotNull();
    }

    @Test
    void inTheSmallestWindowTheLessonIsWholeAndThePageScrolls() {
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
            desk().play(lesson("01-sliding-window"));
        });
        Fx.await("the lesson is in the window", () -> {
            Node dock = node("lessonPane", LessonPane.class);
            var at = dock.localToScene(dock.getLayoutBounds());
            return window.stage().getScene().getWidth() <= 1024
                    && at.getWidth() > 300
                    && at.getMaxX() <= window.stage().getScene().getWidth() + 0.5;
        });
    }

    @Test
    void whatALessonHidesCannotBeSeenNorReachedOnAnyPageAndIsThereAgainAfterwards() {
        Lesson lesson = written(
                "hides",
                "hide: formScroll, iterationSlider",
                "## A\n\n```setup\npage: training\n```\n\n## B\n\n```setup\npage: whitening\n```\n");
        Fx.run(() -> desk().play(lesson));
        Node form = Fx.call(
                () -> Targets.find(window.shell().pageRoot(), "formScroll").orElseThrow());
        Node field = Fx.call(() -> Targets.find(form, "option-epochs").orElseThrow());
        assertThat(form.getOpacity()).isZero();
        assertThat(field.isFocusTraversable()).isFalse();
        Fx.run(() -> desk().next());
        Node slider = Fx.call(
                () -> Targets.find(window.shell().pageRoot(), "iterationSlider").orElseThrow());
        assertThat(slider.getOpacity()).isZero();
        Fx.run(() -> desk().end());
        assertThat(List.of(form.getOpacity(), slider.getOpacity())).containsOnly(1.0);
        assertThat(List.of(field.isFocusTraversable(), slider.isFocusTraversable()))
                .containsOnly(true);
    }

    @Test
    void whatIsPointedAtStaysInViewWhenTheWindowShrinksAndLargeTypeTakesTheRoomThereIs() {
        Fx.run(() -> {
            window.stage().setWidth(1900);
            window.stage().setHeight(1400);
            desk().play(lesson("10-deconvolution-layer"));
            while (!node("lessonStep", Label.class).getText().startsWith("After training")) {
                desk().skip();
            }
        });
        for (double[] size : new double[][] {{1900, 1400}, {1280, 800}, {1024, 700}}) {
            Fx.run(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            Fx.await("what is pointed at is in view at " + size[0], () -> {
                Node ring = node("lessonSpotlight", Spotlight.class)
                        .getChildrenUnmodifiable()
                        .get(0);
                return ring.isVisible() && ring.getLayoutBounds().getHeight() > 100;
            });
        }
        Fx.run(() -> desk().togglePresent());
        double narrow = Fx.call(() -> node("lessonPane", LessonPane.class).getWidth());
        Fx.run(() -> window.stage().setWidth(1800));
        Fx.await(
                "large type takes more of a wider window",
                () -> node("lessonPane", LessonPane.class).getWidth() > narrow + 100);
    }

    /** One above the other they took a fifth of what is left of the page. */
    @Test
    void besideALessonTheFormOfTheIterationStandsBesideItsArithmeticInTheSmallestWindow() {
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
            desk().play(lesson("09-newton-schulz"));
        });
        Fx.await("both stand in one row", () -> {
            Bounds form = inScene("couplingChoice");
            Bounds arithmetic = inScene("laneChoice");
            return form.getWidth() > 0 && Math.abs(form.getMinY() - arithmetic.getMinY()) < 2;
        });
    }

    /** Six curves have three rows of names above them: what is left has to be high enough to tell them apart. */
    @Test
    void besideALessonTheResidualsOfTwoFormatsAreFarApart() {
        Fx.run(() -> {
            window.stage().setWidth(1280);
            window.stage().setHeight(800);
            desk().play(lesson("13-other-order"));
            while (!node("lessonStep", Label.class).getText().startsWith("Explore")) {
                desk().skip();
            }
            desk().showMe();
        });
        FigureView view =
                Fx.call(() -> node("residualsPanel", FigurePanel.class).view());
        Fx.await(
                "the curve of the uncoupled iteration",
                () -> view.getFigure() != null && view.getFigure().caption().contains("fp32 uncoupled"));
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        int wide = Fx.call(() -> (int) view.getWidth());
        int high = Fx.call(() -> (int) view.getHeight());
        BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, wide, high);
        view.getFigure().paint(g, wide, high, style);
        g.dispose();
        assertThat(lowest(image, SeriesKey.NEUTRAL.color(style)) - lowest(image, SeriesKey.FP32.color(style)))
                .as("from the residual in fp32 down to that in double")
                .isGreaterThan(30);
    }

    private static int lowest(BufferedImage image, Color color) {
        for (int y = image.getHeight() - 1; y >= 0; y--) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff)) {
                    return y;
                }
            }
        }
        throw new AssertionError("nothing in " + color);
    }

    private Bounds inScene(String id) {
        Node node = window.stage().getScene().lookup("#" + id);
        return node.localToScene(node.getLayoutBounds());
    }

    /** Below a figure, where it would lie outside; the focus stays with what the person did. */
    @Test
    void theExplanationOfATaskIsInViewOnceItIsDone() {
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
            desk().play(lesson("02-matrix"));
            while (!node("lessonStep", Label.class).getText().startsWith("One kernel")) {
                desk().skip();
            }
        });
        Fx.run(() -> desk().showMe());
        Fx.await("the explanation is in view", () -> {
            Label feedback = node("lessonFeedback", Label.class);
            return feedback.getText().startsWith("\u2713")
                    && !feedback.isFocused()
                    && feedback.getHeight() > 20
                    && Targets.visiblePart(feedback, window.stage().getScene().getRoot())
                                    .getHeight()
                            > feedback.getHeight() - 2;
        });
    }

    @Test
    void theExplanationOfAWrongAnswerIsInViewAndHasTheFocus() {
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
            desk().play(lesson("03-transpose"));
            while (!node("lessonStep", Label.class).getText().startsWith("Not the ones")) {
                desk().skip();
            }
        });
        Fx.run(() -> {
            for (int tries = 0; tries < 2; tries++) {
                wrong().setSelected(true);
                node("lessonCheck", Button.class).fire();
            }
        });
        Fx.await("the explanation is in view", () -> {
            Label feedback = node("lessonFeedback", Label.class);
            return feedback.isFocused()
                    && feedback.getHeight() > 20
                    && Targets.visiblePart(feedback, window.stage().getScene().getRoot())
                                    .getHeight()
                            > feedback.getHeight() - 2;
        });
    }
}

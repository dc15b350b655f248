package io.github.deconvscope.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.live.FigurePanel;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class HeightsByWidthTest {
    /** As a wrapped text: the narrower, the higher. */
    private static final class Text extends Region {
        int asked;
        double area = 20_000;

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefWidth(double height) {
            return 1000;
        }

        @Override
        protected double computeMinWidth(double height) {
            return 10;
        }

        @Override
        protected double computePrefHeight(double width) {
            asked++;
            return Math.ceil(area / width);
        }

        void grow() {
            area *= 2;
            requestLayout();
        }
    }

    @BeforeAll
    static void start() {
        Fx.start();
    }

    @Test
    void aRowIsMeasuredAnewWhereItChangedAndNotBesideIt() {
        Text text = Fx.call(Text::new);
        Label beside = Fx.call(() -> new Label("step 1"));
        WrappingRow row = Fx.call(() -> new WrappingRow(text));
        javafx.scene.layout.HBox.setHgrow(text, javafx.scene.layout.Priority.ALWAYS);
        Fx.run(() -> {
            VBox page = new VBox(beside, row);
            new Scene(page, 200, 600);
            page.applyCss();
            page.layout();
            assertThat(row.getHeight()).isEqualTo(100);
            int before = text.asked;
            beside.setText("step 2");
            page.layout();
            assertThat(text.asked).as("a text beside it has changed").isEqualTo(before);
            text.grow();
            page.layout();
            assertThat(row.getHeight()).isEqualTo(200);
            page.resize(100, 600);
            page.layout();
            assertThat(row.getHeight()).isEqualTo(400);
        });
    }

    @Test
    void aPanelIsAsHighAsItsHeadNeeds() {
        Fx.run(() -> {
            Text text = new Text();
            FigurePanel panel = new FigurePanel();
            panel.tools().getChildren().add(text);
            double before = panel.prefHeight(500);
            text.area *= 20;
            assertThat(panel.prefHeight(500)).as("nobody said that it changed").isEqualTo(before);
            text.grow();
            assertThat(panel.prefHeight(500)).isGreaterThan(before + 100);
        });
    }
}

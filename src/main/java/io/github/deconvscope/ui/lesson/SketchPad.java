package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A curve sketched with one upright slider a place: mouse and arrow keys alike. Afterwards the computed curve lies over it. */
final class SketchPad extends VBox {
    private final StepPart.PredictSketch asked;
    private final List<Slider> sliders = new ArrayList<>();
    private final HBox row = new HBox();

    SketchPad(StepPart.PredictSketch asked) {
        this.asked = asked;
        getStyleClass().add("sketch-pad");
        row.setAlignment(Pos.BOTTOM_CENTER);
        for (int x : asked.at()) {
            Slider slider = new Slider(asked.low(), asked.high(), (asked.low() + asked.high()) / 2);
            slider.setOrientation(Orientation.VERTICAL);
            slider.setPrefHeight(120);
            slider.setBlockIncrement((asked.high() - asked.low()) / 20);
            Tip.name(
                    slider,
                    "sketch-" + x,
                    asked.yLabel() + " at " + x + " " + asked.xLabel(),
                    "Drag, or press the arrow keys: " + asked.yLabel() + " at " + x + " " + asked.xLabel() + ", from "
                            + Numbers.shown(asked.low()) + " to " + Numbers.shown(asked.high()));
            VBox column = new VBox(slider, new Label(String.valueOf(x)));
            column.setAlignment(Pos.CENTER);
            HBox.setHgrow(column, Priority.ALWAYS);
            sliders.add(slider);
            row.getChildren().add(column);
        }
        Label below = new Label(asked.xLabel() + "; upwards: " + asked.yLabel() + ", " + Numbers.shown(asked.low())
                + " to " + Numbers.shown(asked.high()));
        below.getStyleClass().add("caption");
        below.setWrapText(true);
        getChildren().addAll(row, below);
    }

    double[] values() {
        return sliders.stream().mapToDouble(Slider::getValue).toArray();
    }

    /** Shows both curves in place of the sliders. */
    void reveal(double[] truth) {
        double[] x = asked.at().stream().mapToDouble(Integer::doubleValue).toArray();
        LineChartFigure chart = LineChartFigure.titled("Your sketch and the computed curve")
                .axes(Axis.linear(asked.xLabel(), ""), Axis.linear(asked.yLabel(), ""))
                .add(Series.line("yours", Points.of(x, values()), SeriesKey.extra(0)))
                .add(Series.line("computed", Points.of(x, truth), SeriesKey.extra(1)))
                .build();
        FigureView view = new FigureView(chart);
        view.setPrefHeight(180);
        getChildren().set(getChildren().indexOf(row), view);
    }
}

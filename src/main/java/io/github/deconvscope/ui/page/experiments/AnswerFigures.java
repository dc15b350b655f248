package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.overlay.ExperimentCharts;
import io.github.deconvscope.figure.overlay.ExperimentCharts.Band;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.Measure;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.ui.control.PanelGrid;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.DirectScrollPane;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The four figures of an experiment, and how they are drawn. */
final class AnswerFigures extends VBox {
    /** A figure of the catalogue. */
    enum Kind {
        CURVES("experiment-curves", "Curves over the seeds"),
        BARS("experiment-bars", "Means"),
        RATES("experiment-rates", "What was searched"),
        TIME("experiment-time", "Accuracy against time");

        private final String id;
        private final String title;

        Kind(String id, String title) {
            this.id = id;
            this.title = title;
        }
    }

    private static final List<Metric> CURVES = List.of(
            Metric.LOSS,
            Metric.ACCURACY,
            Metric.TEST_ACCURACY,
            Metric.TEST_LOSS,
            Metric.TRAIN_LOSS,
            Metric.TRAIN_ACCURACY);

    private final ComboBox<Metric> curves = new ComboBox<>();
    private final ComboBox<Band> bands = new ComboBox<>();
    private final ComboBox<Measure> measures = new ComboBox<>();
    private final Map<Kind, FigurePanel> panels = new EnumMap<>(Kind.class);
    private final NewestWins drawing = new NewestWins("experiment-figures");
    private Answer answer;
    private String wantedMeasure = "";
    private boolean showing;

    AnswerFigures() {
        getStyleClass().add("answer-figures");
        help(curves, "curveBox", "Curve", "Which curve of the runs is averaged");
        help(bands, "bandBox", "Band", "What is drawn around a mean over seeds");
        help(measures, "measureBox", "Measure", "Whose means are drawn as bars");
        curves.setConverter(new Titles<>(Metric::label));
        curves.getItems().setAll(CURVES);
        bands.setConverter(new Titles<>(Band::label));
        bands.getItems().setAll(Band.values());
        measures.setConverter(new Titles<>(Measure::label));
        curves.valueProperty().subscribe(curve -> draw());
        bands.valueProperty().subscribe(band -> draw());
        measures.valueProperty().subscribe(measure -> {
            if (!showing && measure != null) {
                wantedMeasure = measure.id();
            }
            draw();
        });
        FlowPane tools = Styled.of(new FlowPane(curves, bands, measures), "figure-tools");
        for (Kind kind : Kind.values()) {
            FigurePanel panel = new FigurePanel();
            panel.setTitle(kind.title);
            panel.view().setId(kind.id);
            panels.put(kind, panel);
        }
        GridPane grid = Styled.of(new GridPane(), "figure-grid");
        PanelGrid layout = new PanelGrid(
                grid,
                List.of(
                        PanelGrid.Row.of(200, 1, panels.get(Kind.BARS), panels.get(Kind.CURVES)),
                        PanelGrid.Row.of(200, 1, panels.get(Kind.RATES), panels.get(Kind.TIME))));
        ScrollPane scroll = Styled.of(new DirectScrollPane(grid), "edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.widthProperty().subscribe(width -> layout.fit(width.doubleValue()));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(tools, scroll);
    }

    private static void help(Control control, String id, String name, String text) {
        Tip.name(control, id, name, text);
    }

    Metric curve() {
        return curves.getValue();
    }

    Band band() {
        return bands.getValue();
    }

    /** Whose bars were asked for; empty for the first measure. */
    String measure() {
        return wantedMeasure;
    }

    /** Chooses how figures are drawn. */
    void choose(Metric curve, Band band, String measure) {
        showing = true;
        curves.setValue(curve);
        bands.setValue(band);
        wantedMeasure = measure;
        chooseMeasure();
        showing = false;
        draw();
    }

    private void chooseMeasure() {
        measures.getItems().stream()
                .filter(each -> each.id().equals(wantedMeasure))
                .findFirst()
                .or(() -> measures.getItems().stream().findFirst())
                .ifPresent(measures::setValue);
    }

    /** Draws another answer. */
    void show(Answer next) {
        answer = next;
        showing = true;
        if (!measures.getItems().equals(next.experiment().measures())) {
            measures.getItems().setAll(next.experiment().measures());
            chooseMeasure();
        }
        showing = false;
        draw();
    }

    /** A figure, or why there is none. */
    private record Drawn(Figure figure, String reason) {}

    private void draw() {
        if (showing || answer == null || curves.getValue() == null || bands.getValue() == null) {
            return;
        }
        Answer of = answer;
        Metric curve = curve();
        Band band = band();
        Measure measure = measures.getValue();
        drawing.ask(
                overtaken -> {
                    Map<Kind, Drawn> drawn = new EnumMap<>(Kind.class);
                    for (Kind kind : Kind.values()) {
                        drawn.put(kind, drawn(kind, of, curve, band, measure));
                    }
                    return drawn;
                },
                Platform::runLater,
                drawn -> drawn.forEach((kind, figure) -> {
                    panels.get(kind).setPlaceholder(figure.reason);
                    panels.get(kind).view().setFigure(figure.figure);
                }),
                failure -> panels.values().forEach(panel -> panel.setPlaceholder(PlainWords.of(failure))));
    }

    private static Drawn drawn(Kind kind, Answer answer, Metric curve, Band band, Measure measure) {
        try {
            return new Drawn(
                    switch (kind) {
                        case CURVES -> ExperimentCharts.curves(answer, curve, band);
                        case BARS -> ExperimentCharts.bars(answer, measure);
                        case RATES -> ExperimentCharts.searched(answer, band);
                        case TIME -> ExperimentCharts.overTime(answer, band);
                    },
                    "");
        } catch (InvalidInputException e) {
            return new Drawn(null, PlainWords.sentence(e.getMessage()));
        }
    }

    /** The figures that there are, of the experiment in a folder. */
    List<NamedFigure> figures(Path folder) {
        List<NamedFigure> figures = new ArrayList<>();
        panels.forEach((kind, panel) -> {
            Figure figure = panel.view().getFigure();
            if (figure != null) {
                Map<String, String> parameters =
                        switch (kind) {
                            case CURVES -> Map.of("curve", curve().id(), "band", band().id());
                            case BARS -> Map.of("measure", wantedMeasure);
                            case RATES, TIME -> Map.of("band", band().id());
                        };
                figures.add(
                        new NamedFigure(new FigureState(kind.id, Optional.of(folder.toString()), parameters), figure));
            }
        });
        return figures;
    }

    void close() {
        drawing.close();
    }
}

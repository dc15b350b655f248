package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.network.NetworkFigures;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.page.network.NetViews.Kind;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.View;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The figures of one or two nets with their captions, side by side; overviews above one another, so that layers stand in columns. */
final class NetPanels {
    private static final double USUAL_HEIGHT = 232;
    /** Of panels that need more than a row of pictures, in pixels. */
    private static final Map<Kind, Double> HEIGHTS = Map.of(
            Kind.OVERVIEW,
            280.0,
            Kind.STEPS,
            640.0,
            Kind.REDRAWN,
            360.0,
            Kind.CONFUSION,
            340.0,
            Kind.TOP,
            280.0,
            Kind.MISTAKES,
            280.0);

    /** Narrower than this, the figures of two nets go below one another. */
    private static final double LEAST_WIDTH = 220;

    private final NetworkModel model;

    NetPanels(NetworkModel model) {
        this.model = model;
    }

    /** Adds the panels of a view to its place. */
    void add(View view, Pane host, NetViews a, NetViews b) {
        for (Kind kind : Kind.values()) {
            if (kind.view() == view) {
                add(kind, host, a, b);
            }
        }
    }

    private void add(Kind kind, Pane host, NetViews a, NetViews b) {
        VBox first = panel(kind, a, "", model.a());
        VBox second = panel(kind, b, "-b", model.b());
        Pane pair = kind == Kind.OVERVIEW ? new VBox(first, second) : new WrappingRow(first, second);
        pair.getStyleClass().add("pair");
        VBox.setVgrow(pair, Priority.ALWAYS);
        host.getChildren().add(pair);
        model.stateProperty().subscribe(state -> {
            Presence.set(second, state.b().isPresent());
            boolean wanted = kind != Kind.REDRAWN || state.question().redrawFirst() > 0;
            Presence.set(pair, wanted);
        });
    }

    private VBox panel(Kind kind, NetViews views, String suffix, NetSide side) {
        FigurePanel panel = new FigurePanel();
        panel.setId(kind.id() + "Panel" + suffix);
        panel.view().setId("network-" + kind.id() + suffix);
        clicks(kind, side, panel);
        VBox whole = captioned(panel, views.figure(kind), views.reason(kind), HEIGHTS.getOrDefault(kind, USUAL_HEIGHT));
        whole.setMinWidth(LEAST_WIDTH);
        whole.setPrefWidth(LEAST_WIDTH);
        HBox.setHgrow(whole, Priority.ALWAYS);
        Runnable title = () -> {
            Figure figure = views.figure(kind).get();
            NetworkState state = model.getState();
            Optional<NetworkState.Net> net = side == model.a() ? Optional.of(state.a()) : state.b();
            panel.setTitle(
                    (state.b().isPresent() ? net.map(NetworkState.Net::run).orElse("") + ": " : "")
                            + (figure == null ? kind.title() : figure.title()));
        };
        views.figure(kind).subscribe(figure -> title.run());
        model.stateProperty().subscribe(state -> title.run());
        return whole;
    }

    /** Adds what whitening changed. */
    void addWhiteness(Pane host, WhitenessView whiteness) {
        FigurePanel panel = new FigurePanel();
        panel.setId("whitenessPanel");
        panel.setTitle("What each layer multiplies, from the record of the run");
        panel.view().setId("network-whiteness");
        host.getChildren().add(captioned(panel, whiteness.figureProperty(), whiteness.reasonProperty(), 0));
    }

    /**
     * A panel with the figure's caption under it.
     *
     * @param height together at least; more where the figure needs it
     */
    private static VBox captioned(
            FigurePanel panel, ObservableValue<Figure> figure, ObservableValue<String> reason, double height) {
        Label caption = Styled.whole("", "caption");
        panel.setMinWidth(0);
        VBox.setVgrow(panel, Priority.ALWAYS);
        figure.subscribe(now -> {
            panel.view().setFigure(now);
            caption.setText(now == null ? "" : now.caption());
            Presence.set(caption, now != null);
        });
        reason.subscribe(panel::setPlaceholder);
        VBox whole = new VBox(panel, caption);
        Runnable fit = () -> {
            double words = whole.getHeight() - panel.view().getHeight();
            double least = figure.getValue() == null ? 0 : figure.getValue().leastHeight(whole.getWidth());
            whole.setMinHeight(least > 0 && whole.getHeight() > 0 ? Math.max(height, words + least) : height);
        };
        figure.subscribe(fit);
        whole.widthProperty().subscribe(fit);
        panel.view().heightProperty().subscribe(fit);
        whole.setMinWidth(0);
        VBox.setVgrow(whole, Priority.ALWAYS);
        return whole;
    }

    private void clicks(Kind kind, NetSide side, FigurePanel panel) {
        panel.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            FigureHit hit = panel.view().hitProperty().get();
            if (e.getButton() == MouseButton.PRIMARY && hit != null) {
                follow(kind, side, hit);
            }
        });
        panel.view().addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            FigureHit hit = panel.view().hitProperty().get();
            if (e.getCode() == KeyCode.ENTER && !e.isShortcutDown() && hit != null) {
                follow(kind, side, hit);
                e.consume();
            }
        });
    }

    /** A click on a part of a figure leads to what it stands for. */
    private void follow(Kind kind, NetSide side, FigureHit hit) {
        switch (kind) {
            case OVERVIEW -> followOverview(side, hit);
            case STEPS ->
                model.time(model.timelineProperty().get().withPlaying(false).at(hit.row()));
            case TOP -> {
                List<TopPictures.Top> found = side.test()
                        .topProperty()
                        .get()
                        .pictures()
                        .of(model.getState().question().channel());
                if (hit.row() < found.size()) {
                    model.choose(found.get(hit.row()).picture());
                }
            }
            case MISTAKES -> {
                List<TestPredictions.Prediction> found =
                        side.test().predictionsProperty().get().surestMistakes(NetworkFigures.MISTAKES);
                if (hit.row() < found.size()) {
                    model.choose(found.get(hit.row()).picture());
                    model.change(s -> s.withView(View.OVERVIEW));
                }
            }
            case CONFUSION ->
                model.change(s -> s.withPicture(s.picture()
                        .listing(Optional.of(hit.row()), hit.row() == hit.column() ? Outcome.RIGHT : Outcome.WRONG)));
            default -> {
                // Nothing more to see.
            }
        }
    }

    private void followOverview(NetSide side, FigureHit hit) {
        if (hit.part().equals("layer")) {
            model.choose(hit.row(), hit.column());
        } else if (hit.part().equals("class")) {
            int scores = side.netProperty().get().info().layers().size() + 1;
            model.change(s -> s.withQuestion(s.question().of(scores, hit.row())).withView(View.BACK));
        }
    }
}

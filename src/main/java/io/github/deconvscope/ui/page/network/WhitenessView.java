package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.figure.run.WhitenessFigures;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What whitening changed in each layer, of the records of the one or two runs that are chosen; read in the background. */
final class WhitenessView implements AutoCloseable {
    private static final FigureEntry ENTRY = new WhitenessFigures().figures().get(0);

    private final NetworkModel model;
    private final Executor screen;
    private final NewestWins reading = new NewestWins("network-whiteness");
    private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>(this, "figure");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper(this, "reason", "");
    private FigureState shown;
    private Object asked;

    WhitenessView(NetworkModel model, Executor screen) {
        this.model = model;
        this.screen = screen;
        model.stateProperty().subscribe(state -> refresh());
        for (NetSide side : List.of(model.a(), model.b())) {
            side.netProperty().subscribe(net -> refresh());
        }
    }

    /** The figure; {@code null} while there is none. */
    ReadOnlyObjectProperty<Figure> figureProperty() {
        return figure.getReadOnlyProperty();
    }

    /** Why there is no figure. */
    ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** The figure and what it is of, if it is in view. */
    Optional<FigureState> state() {
        return Optional.ofNullable(figure.get() == null || model.getState().view() != View.WHITENESS ? null : shown);
    }

    /** Reads the records anew if another run or layer is wanted, or if there is a newer checkpoint. */
    private void refresh() {
        NetworkState state = model.getState();
        Path run = model.folder(Optional.of(state.a()));
        if (state.view() != View.WHITENESS || run == null) {
            return;
        }
        Map<String, String> parameters = new HashMap<>();
        Path other = model.folder(state.b());
        if (other != null) {
            parameters.put(PairFigures.WITH, other.toString());
        }
        OpenNetwork net = model.a().netProperty().get();
        int layer = state.question().layer();
        if (net != null && layer > 1 && layer <= net.info().layers().size()) {
            parameters.put("layer", "conv" + layer);
        }
        FigureState next = new FigureState(ENTRY.id(), Optional.of(run.toString()), parameters);
        Object key = List.of(next, net == null ? "" : net);
        if (key.equals(asked)) {
            return;
        }
        asked = key;
        reason.set("The records are being read.");
        reading.ask(
                overtaken ->
                        ENTRY.make(parameters, Optional.of(RecordedRun.open(run).feed())),
                screen,
                made -> {
                    shown = next;
                    figure.set(made);
                },
                problem -> {
                    figure.set(null);
                    reason.set(
                            problem instanceof InvalidInputException
                                    ? problem.getMessage()
                                    : "This could not be drawn: " + problem.getMessage());
                });
    }

    @Override
    public void close() {
        reading.close();
    }
}

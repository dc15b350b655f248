package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.network.NetworkFigures;
import io.github.deconvscope.figure.network.StepFigures;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.ui.page.ViewFigures;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The figures of one net, made anew when what they show has changed and is in view. */
final class NetViews {
    /** What there is to see of a net. */
    enum Kind {
        OVERVIEW(View.OVERVIEW, "What the net makes of the picture"),
        CHANNEL(View.CHANNEL, "The channel"),
        TOP(View.CHANNEL, "What excites it most"),
        STEP(View.BACK, "The step in view"),
        REDRAWN(View.BACK, "With weights drawn anew"),
        BACK(View.BACK, "In pixels, by three rules"),
        STEPS(View.BACK, "All steps; a click goes there"),
        CONFUSION(View.MISTAKES, "Confusion of the classes"),
        MISTAKES(View.MISTAKES, "The surest mistakes");

        private final View view;
        private final String title;

        Kind(View view, String title) {
            this.view = view;
            this.title = title;
        }

        View view() {
            return view;
        }

        String id() {
            return Choice.word(this);
        }

        String title() {
            return title;
        }
    }

    private static final String TEST = "Nobody has tested yet: press \"Test all pictures\".";

    private final NetworkModel model;
    private final NetSide side;
    private final ViewFigures<Kind> figures = new ViewFigures<>(Kind.class);
    private final Map<Kind, ReadOnlyStringWrapper> reasons = new EnumMap<>(Kind.class);
    private final Map<Kind, Made> made = new EnumMap<>(Kind.class);

    /** What a figure was made from. */
    private record Made(Object from, List<?> details) {}

    NetViews(NetworkModel model, NetSide side) {
        this.model = model;
        this.side = side;
        for (Kind kind : Kind.values()) {
            reasons.put(kind, new ReadOnlyStringWrapper(""));
        }
        model.stateProperty().subscribe(state -> refresh());
        model.timelineProperty().subscribe(time -> refresh());
        side.messageProperty().subscribe(message -> refresh());
        side.passProperty().subscribe(pass -> refresh());
        side.wayBackProperty().subscribe(way -> refresh());
        side.test().activityProperty().subscribe(words -> refresh());
        side.test().topProperty().subscribe(top -> refresh());
        side.test().predictionsProperty().subscribe(known -> refresh());
    }

    /** A figure; {@code null} while there is none. */
    ReadOnlyObjectProperty<Figure> figure(Kind kind) {
        return figures.of(kind);
    }

    /** Why there is no figure. */
    ReadOnlyStringProperty reason(Kind kind) {
        return reasons.get(kind).getReadOnlyProperty();
    }

    /** Which figure of the catalogue it is. */
    FigureState state(Kind kind) {
        NetworkState state = model.getState();
        NetworkInfo info = Objects.requireNonNull(side.netProperty().get()).info();
        Map<String, String> parameters = new HashMap<>();
        parameters.put("step", Long.toString(stepOf(kind)));
        if (kind.view() != View.MISTAKES && kind != Kind.TOP) {
            parameters.put("test-index", Integer.toString(state.picture().index()));
            state.picture().photo().ifPresent(photo -> {
                parameters.put("own", photo);
                parameters.put("own-name", state.picture().photoName().orElseThrow());
            });
        }
        if (kind.view() == View.CHANNEL || kind.view() == View.BACK) {
            parameters.put("layer", Integer.toString(state.question().layer()));
            parameters.put("channel", Integer.toString(state.question().channel()));
        }
        if (kind == Kind.STEP || kind == Kind.STEPS) {
            parameters.put("rule", state.question().rule().id());
            parameters.put(
                    kind == Kind.STEP ? "position" : "marked",
                    Integer.toString(model.timelineProperty().get().position()));
        }
        if (kind == Kind.REDRAWN) {
            parameters.put("first", Integer.toString(state.question().redrawFirst()));
            parameters.put("last", Integer.toString(state.question().redrawLast()));
        }
        return new FigureState(
                "network-" + kind.id(), Optional.of(info.run().toAbsolutePath().toString()), parameters);
    }

    private long stepOf(Kind kind) {
        Object from = Objects.requireNonNull(made.get(kind)).from();
        if (from instanceof TestPredictions known) {
            return known.info().step();
        }
        if (from instanceof TestPass.Top top) {
            return top.info().step();
        }
        return from instanceof NetSide.WayBack way
                ? way.info().step()
                : ((NetworkPass) from).info().step();
    }

    /** The kinds that are in view and have a figure, in reading order. */
    List<Kind> inView() {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind.view() == model.getState().view() && figures.of(kind).get() != null) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private void refresh() {
        for (Kind kind : Kind.values()) {
            if (kind.view() == model.getState().view()) {
                refresh(kind);
            }
        }
    }

    private void refresh(Kind kind) {
        NetworkPass pass = side.passProperty().get();
        NetSide.WayBack way = side.wayBackProperty().get();
        NetworkState.Question question = model.getState().question();
        TestPass.Top top = side.test().topProperty().get();
        TestPredictions known = side.test().predictionsProperty().get();
        OpenNetwork net = side.netProperty().get();
        String trouble = side.messageProperty().get();
        String waiting = trouble.isEmpty() ? "Being computed." : trouble;
        switch (kind) {
            case OVERVIEW -> show(kind, pass, List.of(), waiting, () -> NetworkFigures.overview(pass));
            case CHANNEL ->
                show(
                        kind,
                        pass,
                        List.of(question.layer(), question.channel()),
                        waiting,
                        () -> NetworkFigures.channel(
                                pass, side.looked().kernels(question.layer()), question.channel()));
            case TOP -> {
                boolean found =
                        net != null && top != null && top.pictures().layer().number() == question.layer();
                show(
                        kind,
                        found ? top : null,
                        List.of(question.channel()),
                        "Not looked for yet in layer " + question.layer() + ": press \"Find top pictures\".",
                        () -> NetworkFigures.top(top.info(), top.pictures(), question.channel(), net::testPicture));
            }
            case STEP ->
                show(
                        kind,
                        way,
                        List.of(question.rule(), model.timelineProperty().get().position()),
                        waiting,
                        () -> StepFigures.step(
                                way.info(),
                                way.by(question.rule()),
                                model.timelineProperty().get().position()));
            case STEPS ->
                show(
                        kind,
                        way,
                        List.of(question.rule(), model.timelineProperty().get().position()),
                        waiting,
                        () -> NetworkFigures.steps(
                                way.info(),
                                way.by(question.rule()),
                                model.timelineProperty().get().position()));
            case BACK -> show(kind, way, List.of(), waiting, () -> NetworkFigures.back(way.info(), way.rules()));
            case REDRAWN ->
                show(
                        kind,
                        way == null || way.redrawn().isEmpty() ? null : way,
                        List.of(),
                        question.redrawFirst() == 0
                                ? "With \"Redraw weights\" the same channel stands here as a net shows it that has forgotten some layers."
                                : question.redraw().isEmpty()
                                        ? "None of these layers lies on the way back from layer " + question.layer()
                                                + "."
                                        : waiting,
                        () -> StepFigures.redrawn(way.info(), way.rules(), way.redrawn()));
            case CONFUSION -> show(kind, known, List.of(), untested(), () -> NetworkFigures.confusion(known));
            case MISTAKES ->
                show(
                        kind,
                        net == null ? null : known,
                        List.of(),
                        untested(),
                        () -> NetworkFigures.mistakes(known, net::testPicture));
        }
    }

    private String untested() {
        String activity = side.test().activityProperty().get();
        return activity.isEmpty() ? TEST : activity;
    }

    /**
     * Makes a figure if it would be another one.
     *
     * @param from what it is made from, which is compared by identity; {@code null} if it cannot be made
     * @param details what else it depends on
     * @param reason why it cannot be made
     */
    private void show(Kind kind, Object from, List<?> details, String reason, Supplier<Figure> maker) {
        if (from == null) {
            made.remove(kind);
            reasons.get(kind).set(reason);
            figures.set(kind, null);
            return;
        }
        Made before = made.put(kind, new Made(from, details));
        if (before != null && before.from == from && before.details.equals(details)) {
            return;
        }
        try {
            figures.set(kind, maker.get());
            reasons.get(kind).set("");
        } catch (InvalidInputException e) {
            figures.set(kind, null);
            reasons.get(kind).set(e.getMessage());
        }
    }
}

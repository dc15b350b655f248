package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.lab.convolution.Timeline;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.page.RunChoice;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What the network page shows and can do: one state, one or two nets, one picture. Everything that a person changes goes through the state, and
 * the nets are asked what it needs. For the thread of {@code screen}; knows no scene.
 */
final class NetworkModel implements AutoCloseable {
    /** Between two looks for new checkpoints, in nanoseconds. */
    private static final long LIST_EVERY = 2_000_000_000L;

    private final RunService service;
    private final Path runsFolder;
    private final Executor screen;
    private final NewestWins listing = new NewestWins("network-runs");
    private final NetSide a;
    private final NetSide b;
    private final ReadOnlyObjectWrapper<NetworkState> state =
            new ReadOnlyObjectWrapper<>(this, "state", NetworkState.START);
    private final ReadOnlyObjectWrapper<Timeline> timeline =
            new ReadOnlyObjectWrapper<>(this, "timeline", Timeline.of(1));
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper(this, "listed", false);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ObservableList<RunChoice> runs = FXCollections.observableArrayList();
    private final PictureChoice pictures;
    private long nextList;
    private boolean showing;

    NetworkModel(NetworkLab lab, RunService service, Path runsFolder, Executor screen) {
        this.service = service;
        this.runsFolder = runsFolder;
        this.screen = screen;
        a = new NetSide(lab, service, screen);
        b = new NetSide(lab, service, screen);
        pictures = new PictureChoice(
                screen,
                () -> getState().picture(),
                how -> change(s -> s.withPicture(how.apply(s.picture()))),
                problem::set);
        for (NetSide side : List.of(a, b)) {
            side.netProperty().subscribe(net -> ask());
            side.passProperty().subscribe(pass -> ask());
            side.wayBackProperty().subscribe(way -> fitTimeline());
            side.test().predictionsProperty().subscribe(known -> ask());
        }
    }

    /** What was chosen. */
    ReadOnlyObjectProperty<NetworkState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    NetworkState getState() {
        return state.get();
    }

    /** The net that is looked at. */
    NetSide a() {
        return a;
    }

    /** The net beside it. */
    NetSide b() {
        return b;
    }

    /** The steps of the way back to the pixels. */
    ReadOnlyObjectProperty<Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    /** Runs to choose from, those that go on first, then the newest. */
    ObservableList<RunChoice> runs() {
        return runs;
    }

    /** Whether {@link #runs} is known. */
    ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /** The picture that the nets look at, and those to choose from. */
    PictureChoice pictures() {
        return pictures;
    }

    /** Why something that a person asked for was not done; empty if it was. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void showProblem(String words) {
        problem.set(words);
    }

    /** Changes the state, and asks what it needs. */
    void change(UnaryOperator<NetworkState> how) {
        NetworkState next = how.apply(state.get());
        if (!next.equals(state.get())) {
            problem.set("");
            state.set(next);
            follow();
        }
    }

    /** Looks at a channel, and shows it if only the overview was in view. */
    void choose(int layer, int channel) {
        change(s -> s.withQuestion(s.question().of(layer, channel))
                .withView(s.view() == View.OVERVIEW ? View.CHANNEL : s.view()));
    }

    /** Looks at a test picture. */
    void choose(int picture) {
        change(s -> s.withPicture(s.picture().withIndex(picture)));
    }

    private void follow() {
        a.follow(folder(Optional.of(state.get().a())), state.get().a().step());
        b.follow(folder(state.get().b()), state.get().b().flatMap(NetworkState.Net::step));
        watch();
        ask();
    }

    /** The folder of a run; {@code null} for no run. */
    Path folder(Optional<NetworkState.Net> net) {
        String name = net.map(NetworkState.Net::run).orElse("");
        if (name.isEmpty()) {
            return null;
        }
        try {
            return runsFolder.resolve(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            problem.set("\"" + name + "\" is not the name of a run: " + e.getReason() + ".");
            return null;
        }
    }

    /** Asks the nets what the state needs and is not known. */
    private void ask() {
        NetworkState now = state.get();
        for (NetSide side : List.of(a, b)) {
            if (side.netProperty().get() != null) {
                OpenNetwork lender = side == b ? a.netProperty().get() : null;
                side.look(pictures.key(lender), net -> pictures.as(net, lender));
                if (now.view() == View.BACK) {
                    side.goBack(now.question());
                }
            }
        }
        fitTimeline();
        pictures.list(a.netProperty().get(), a.test().predictionsProperty().get());
    }

    private void fitTimeline() {
        NetSide.WayBack way = a.wayBackProperty().get();
        int length = way == null ? 1 : way.rules().get(0).steps().size();
        int position = state.get().question().position();
        int wanted = position < 0 ? length - 1 : Math.min(length - 1, position);
        Timeline now = timeline.get();
        if (now.length() != length || now.position() != wanted) {
            timeline.set(new Timeline(length, wanted, now.playing(), now.speed(), now.loop()));
        }
    }

    /** Moves along the way back. */
    void time(Timeline next) {
        timeline.set(next);
        change(s -> s.withQuestion(s.question().at(next.position())));
    }

    /** The time at a step is over. */
    void tick() {
        time(timeline.get().tick());
    }

    /** The transposed convolution in view, for the convolution page; empty at another step. */
    Optional<ConvolutionLink> convolutionStep() {
        NetSide.WayBack way = a.wayBackProperty().get();
        if (way == null) {
            return Optional.empty();
        }
        return ConvolutionLink.of(
                way.net(), way.by(state.get().question().rule()), timeline.get().position());
    }

    /** The page comes into view: looks for runs. */
    void wake() {
        nextList = 0;
        showing = true;
        watch();
        listing.ask(overtaken -> RunChoice.list(service, runsFolder), screen, this::listed, failure -> {
            problem.set("The folder " + runsFolder + " cannot be read: "
                    + (failure instanceof IOException io ? PlainWords.of(io) : failure.getMessage()));
            listed(RunChoice.running(service, runsFolder));
        });
    }

    /** The page goes out of view: no run copies its net for it. */
    void rest() {
        showing = false;
        watch();
    }

    private void watch() {
        a.watch(showing);
        b.watch(showing);
    }

    private void listed(List<RunChoice> found) {
        runs.setAll(found);
        listed.set(true);
        if (!found.isEmpty() && state.get().a().run().isEmpty()) {
            change(s -> s.withA(NetworkState.Net.newest(found.get(0).name())));
        }
    }

    /** Called every frame while the page shows: follows runs that go on, and looks for new checkpoints every two seconds. @param now in nanoseconds */
    void onFrame(long now) {
        if (nextList == 0 || now - nextList >= 0) {
            nextList = now + LIST_EVERY;
            a.list();
            b.list();
            watch();
        }
        a.followRun(now);
        b.followRun(now);
    }

    /** Asks both nets what they take the test pictures for. */
    void testAll() {
        both(side -> side.test().predict(side.netProperty().get(), problem::set));
    }

    /** Has both nets look for the test pictures that excite the channels of the chosen layer most; a net without that layer says so. */
    void findTop() {
        int layer = state.get().question().layer();
        both(side -> {
            NetworkInfo info = side.netProperty().get().info();
            if (layer <= info.layers().size()) {
                side.test().findTop(side.netProperty().get(), layer, problem::set);
            } else if (layer == info.layers().size() + 1) {
                problem.set("Scores are no maps that a picture could be cropped by. Choose one of the layers 1 to "
                        + info.layers().size() + " to look for top pictures.");
            } else {
                problem.set("The " + info.where() + " has no layer " + layer + "; its layers are 1 to "
                        + info.layers().size()
                        + ". Choose one that both nets have to see their top pictures side by side.");
            }
        });
    }

    /** Gives up {@link #testAll} or {@link #findTop}. */
    void giveUp() {
        both(side -> side.test().cancel());
    }

    private void both(java.util.function.Consumer<NetSide> what) {
        problem.set("");
        for (NetSide side : List.of(a, b)) {
            if (side.netProperty().get() != null) {
                what.accept(side);
            }
        }
    }

    /** The picture that the net looks at; {@code null} if none yet. */
    NetworkPicture shownPicture() {
        NetworkPass pass = a.passProperty().get();
        return pass == null ? null : pass.picture();
    }

    /** Reads {@link NetworkState#toString} back; the empty text is the start, at the newest run. */
    void restore(String text) {
        NetworkState read = NetworkState.parse(text);
        pictures.restore(read.picture());
        boolean newest = read.a().run().isEmpty() && !runs.isEmpty();
        NetworkState next =
                newest ? read.withA(NetworkState.Net.newest(runs.get(0).name())) : read;
        change(s -> next);
    }

    /** Frees the nets. */
    @Override
    public void close() {
        listing.close();
        pictures.close();
        a.close();
        b.close();
    }
}

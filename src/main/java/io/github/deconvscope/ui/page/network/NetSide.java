package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.record.BestEpoch;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.state.NetworkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * One net that the page looks at: opens it, follows the checkpoints of its run, and asks it what the page shows. What is in view stays until
 * the answer to a newer question has come. For the thread of {@code screen}; knows no scene.
 */
final class NetSide implements AutoCloseable {
    private final NetworkLab lab;
    private final Executor screen;
    private final NewestWins listing = new NewestWins("network-checkpoints");
    private final NewestWins opening = new NewestWins(Runnable::run);
    private final NewestWins looking = new NewestWins(Runnable::run);
    private final NewestWins going = new NewestWins(Runnable::run);
    private final Set<OpenNetwork> opened = ConcurrentHashMap.newKeySet();
    private final ReadOnlyObjectWrapper<OpenNetwork> net = new ReadOnlyObjectWrapper<>(this, "net");
    private final ReadOnlyObjectWrapper<NetworkPass> pass = new ReadOnlyObjectWrapper<>(this, "pass");
    private final ReadOnlyObjectWrapper<WayBack> wayBack = new ReadOnlyObjectWrapper<>(this, "wayBack");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final ObservableList<Long> steps = FXCollections.observableArrayList();
    private long best = -1;
    private final TestPass test;
    private final LiveNet live;
    private OpenNetwork looked;
    private Path run;
    private Optional<Long> step = Optional.empty();
    private long openStep = -1;
    private Object askedPicture;
    private Object askedWay;
    private volatile boolean closed;

    /**
     * A channel in pixels.
     *
     * @param net that was asked
     * @param rules by each rule, in their order, of the net as it is
     * @param redrawn likewise with weights drawn anew; empty if none are
     */
    record WayBack(OpenNetwork net, List<BackProjection> rules, List<BackProjection> redrawn) {
        NetworkInfo info() {
            return net.info();
        }

        BackProjection by(BackRule rule) {
            return rules.get(rule.ordinal());
        }

        /** By how much a rule's picture is that of a net with weights drawn anew: see {@link BackProjection#rankCorrelation}. */
        double rankCorrelation(BackRule rule) {
            return by(rule).rankCorrelation(redrawn.get(rule.ordinal()));
        }
    }

    /** @param runs know which go on */
    NetSide(NetworkLab lab, RunService runs, Executor screen) {
        this.lab = lab;
        live = new LiveNet(runs);
        this.screen = screen;
        test = new TestPass(screen);
    }

    /** The open net; {@code null} for none. */
    ReadOnlyObjectProperty<OpenNetwork> netProperty() {
        return net.getReadOnlyProperty();
    }

    /** What the net made of the picture; {@code null} until that is known. */
    ReadOnlyObjectProperty<NetworkPass> passProperty() {
        return pass.getReadOnlyProperty();
    }

    /** The net that made {@link #passProperty}: when a newer one is opened, that of what is still in view. */
    OpenNetwork looked() {
        return looked;
    }

    /** The channel in pixels; {@code null} until that is known, or if nobody asked. */
    ReadOnlyObjectProperty<WayBack> wayBackProperty() {
        return wayBack.getReadOnlyProperty();
    }

    /** Why there is nothing to show; empty if there is. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** Steps at which the run has a checkpoint, ascending. */
    ObservableList<Long> steps() {
        return steps;
    }

    /** Whether a step is the last of the epoch with the highest test accuracy. */
    boolean isBest(long at) {
        return at == best;
    }

    /** What is known of the test pictures. */
    TestPass test() {
        return test;
    }

    /** Looks at a run from now on. @param folder {@code null} for none */
    void follow(Path folder, Optional<Long> at) {
        if (Objects.equals(folder, run) && at.equals(step)) {
            return;
        }
        boolean other = !Objects.equals(folder, run);
        run = folder;
        step = at;
        openStep = -1;
        if (other) {
            steps.clear();
            forget();
        }
        message.set("");
        live.close();
        if (folder == null) {
            opening.cancel();
            listing.cancel();
        } else {
            list();
        }
    }

    private void forget() {
        looking.cancel();
        going.cancel();
        test.forget();
        pass.set(null);
        wayBack.set(null);
        askedPicture = null;
        askedWay = null;
        net.set(null);
        closeOthers();
    }

    /** Looks for new checkpoints, and opens the one that is wanted if it is not open yet. */
    void list() {
        Path folder = run;
        if (folder == null) {
            return;
        }
        Listed known = new Listed(List.copyOf(steps), best, true);
        listing.ask(
                overtaken -> {
                    List<Long> found = lab.checkpoints(folder);
                    return new Listed(
                            found, found.equals(known.steps) ? known.best : bestOf(folder), Files.isDirectory(folder));
                },
                screen,
                this::listed,
                problem -> message.set(words(problem)));
    }

    /** The checkpoints of a run, the step of its best epoch, and whether its folder is there. */
    private record Listed(List<Long> steps, long best, boolean there) {}

    /** Of a record that cannot be read nothing is the best; its net may be whole. */
    private static long bestOf(Path folder) {
        try {
            BestEpoch best = BestEpoch.of(new RunFolder(folder));
            return best.epoch() == 0 ? -1 : best.step();
        } catch (IOException | InvalidInputException e) {
            return -1;
        }
    }

    private void listed(Listed listed) {
        List<Long> found = listed.steps;
        best = listed.best;
        if (!found.equals(steps)) {
            steps.setAll(found);
        }
        if (live.hasNet()) {
            return;
        }
        if (found.isEmpty() && !listed.there && !live.isWatching()) {
            message.set("There is no run folder " + run + ". Choose another run, or put the folder back.");
            return;
        }
        if (found.isEmpty()) {
            message.set("The run " + run.getFileName()
                    + (live.isWatching()
                            ? " has done no step yet; its net is shown as soon as it has."
                            : " has no checkpoint yet. The first comes with the end of its first"
                                    + " epoch, or when it is stopped; the page then shows it by itself."));
            return;
        }
        long wanted = step.orElse(found.get(found.size() - 1));
        if (wanted != openStep) {
            openStep = wanted;
            open(new NetworkSource(run, OptionalLong.of(wanted), Optional.empty()));
        }
    }

    /** Asks the run for its net as it trains, if it goes on in this process and the newest net is wanted. @param showing whether somebody looks */
    void watch(boolean showing) {
        live.watch(showing && step.isEmpty() && !closed ? run : null);
    }

    /** Whether what is in view follows a run that goes on. */
    boolean isLive() {
        return live.isWatching();
    }

    /** Whether the run goes on and has no net to show yet. */
    boolean isWaiting() {
        return live.isWatching() && !live.hasNet();
    }

    /** Opens a newer net of a run that goes on, once the last one has answered and a rest is over. @param now in nanoseconds */
    void followRun(long now) {
        boolean busy = opening.isBusy() || looking.isBusy() || going.isBusy();
        live.spend(busy, now);
        // A net that is being tested stays until that is done.
        if (busy || !test.activityProperty().get().isEmpty()) {
            return;
        }
        OptionalLong newer = live.newer(openStep, now);
        if (newer.isPresent()) {
            openStep = newer.getAsLong();
            open(NetworkSource.live(run));
        }
    }

    private void open(NetworkSource source) {
        opening.askElsewhere(
                () -> lab.open(source).thenApply(this::keep),
                screen,
                answer -> {
                    message.set("");
                    net.set(answer);
                    closeOthers();
                },
                problem -> {
                    forget();
                    message.set(words(problem));
                });
    }

    /** Nets that arrive when nobody wants them any more are closed with the next one. */
    private OpenNetwork keep(OpenNetwork arrived) {
        opened.add(arrived);
        if (closed) {
            closeOthers();
        }
        return arrived;
    }

    private void closeOthers() {
        for (OpenNetwork each : opened) {
            if ((closed || each != net.get()) && opened.remove(each)) {
                each.close();
            }
        }
    }

    /**
     * Asks the open net what it makes of a picture, unless that was asked.
     *
     * @param choice what the picture depends on, but for the net
     * @param made gets the picture as this net takes it; it may refuse
     */
    void look(Object choice, Function<OpenNetwork, NetworkPicture> made) {
        OpenNetwork asked = net.get();
        Object key = List.of(asked, choice);
        if (key.equals(askedPicture)) {
            return;
        }
        askedPicture = key;
        looking.askElsewhere(
                () -> asked.look(made.apply(asked)),
                screen,
                answer -> {
                    message.set("");
                    looked = asked;
                    pass.set(answer);
                },
                problem -> {
                    pass.set(null);
                    wayBack.set(null);
                    message.set(words(problem));
                });
    }

    /** Asks how a channel goes back to the pixels of the picture in view, unless that was asked; answers for all rules at once. */
    void goBack(NetworkState.Question question) {
        NetworkPass of = pass.get();
        if (of == null || net.get() == null || of.info() != net.get().info()) {
            return;
        }
        OpenNetwork asked = net.get();
        Set<Integer> redraw = question.redraw();
        Object key = List.of(of, question.layer(), question.channel(), redraw);
        if (key.equals(askedWay)) {
            return;
        }
        askedWay = key;
        going.askElsewhere(
                () -> {
                    BackQuestion first =
                            new BackQuestion(of.picture(), question.layer(), question.channel(), BackRule.GRADIENT);
                    List<BackQuestion> plain =
                            Stream.of(BackRule.values()).map(first::with).toList();
                    List<BackQuestion> drawn = redraw.isEmpty()
                            ? List.of()
                            : plain.stream()
                                    .map(each -> each.with(new Redraw(redraw, Redraw.USUAL_SEED)))
                                    .toList();
                    return all(asked, plain)
                            .thenCombine(all(asked, drawn), (rules, redrawn) -> new WayBack(asked, rules, redrawn));
                },
                screen,
                answer -> {
                    message.set("");
                    wayBack.set(answer);
                },
                problem -> {
                    wayBack.set(null);
                    message.set(words(problem));
                });
    }

    private static CompletionStage<List<BackProjection>> all(OpenNetwork asked, List<BackQuestion> questions) {
        CompletionStage<List<BackProjection>> all = CompletableFuture.completedFuture(List.of());
        for (BackQuestion question : questions) {
            all = all.thenCombine(asked.back(question), (before, next) -> {
                List<BackProjection> longer = new ArrayList<>(before);
                longer.add(next);
                return List.copyOf(longer);
            });
        }
        return all;
    }

    static String words(Throwable problem) {
        if (problem instanceof InvalidInputException || problem instanceof IllegalStateException) {
            return problem.getMessage();
        }
        return (problem instanceof IOException ? "The run cannot be read. " : "This could not be computed. ")
                + problem.getMessage();
    }

    /** Frees the nets; nothing comes any more. */
    @Override
    public void close() {
        closed = true;
        for (NewestWins each : List.of(listing, opening, looking, going)) {
            each.close();
        }
        test.close();
        live.close();
        closeOthers();
    }
}

package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.page.RunChoice;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;

/** Chooses nets, picture, layer and channel; shows what the state says. */
final class NetworkControls {
    /** Stands for the newest checkpoint; steps are not negative. */
    private static final long NEWEST = -1;
    /** Stands for all classes. */
    private static final int ALL = -1;

    private static final RunChoice NONE = new RunChoice("", false);

    private final NetworkModel model;
    private final Parts parts;

    /** The boxes of the page. */
    record Parts(
            ChoiceList<RunChoice> run,
            ChoiceList<Long> step,
            ChoiceList<RunChoice> other,
            ChoiceList<Long> otherStep,
            ChoiceList<Integer> category,
            ChoiceList<Outcome> outcome,
            ChoiceList<Integer> layer,
            ChoiceList<Integer> channel,
            PictureList pictures,
            Label listed) {}

    NetworkControls(NetworkModel model, Parts parts) {
        this.model = model;
        this.parts = parts;
        parts.run.connect(RunChoice::title, to -> model.change(s -> s.withA(Net.newest(to.name()))));
        parts.step.connect(
                at -> checkpoint(model.a(), at), to -> model.change(s -> s.withA(new Net(s.a().run(), stepOf(to)))));
        parts.other.connect(
                NetworkControls::otherTitle,
                to -> model.change(
                        s -> s.withB(to.equals(NONE) ? Optional.empty() : Optional.of(Net.newest(to.name())))));
        Titles.ofLong(parts.run, RunChoice::title);
        Titles.ofLong(parts.other, NetworkControls::otherTitle);
        parts.otherStep.connect(
                at -> checkpoint(model.b(), at),
                to -> model.change(s -> s.withB(s.b().map(net -> new Net(net.run(), stepOf(to))))));
        parts.category.connect(
                c -> c == ALL ? "all classes" : className(c),
                to -> changePicture(p -> p.listing(to == ALL ? Optional.empty() : Optional.of(to), p.outcome())));
        parts.outcome.connect(Outcome::label, to -> changePicture(p -> p.listing(p.category(), to)));
        parts.layer.connect(this::layerName, this::chooseLayer);
        parts.channel.connect(
                this::channelName,
                to -> model.change(
                        s -> s.withQuestion(s.question().of(s.question().layer(), to))));
        parts.pictures.onChoice(model::choose);
        ListChangeListener<Object> changed = change -> show();
        model.runs().addListener(changed);
        model.a().steps().addListener(changed);
        model.b().steps().addListener(changed);
        model.pictures().listed().addListener((ListChangeListener<Integer>) change -> list());
        model.a().netProperty().subscribe(net -> show());
        model.a().passProperty().subscribe(pass -> show());
        model.a().test().predictionsProperty().subscribe(known -> show());
        model.stateProperty().subscribe(state -> show());
    }

    private void changePicture(java.util.function.UnaryOperator<Picture> how) {
        model.change(s -> s.withPicture(how.apply(s.picture())));
    }

    private static String otherTitle(RunChoice choice) {
        return choice.equals(NONE) ? "no other net" : choice.title();
    }

    private static String checkpoint(NetSide side, long at) {
        return at == NEWEST ? "newest" : "step " + at + (side.isBest(at) ? ", best" : "");
    }

    private static Optional<Long> stepOf(long at) {
        return at == NEWEST ? Optional.empty() : Optional.of(at);
    }

    private Optional<NetworkInfo> info() {
        return Optional.ofNullable(model.a().netProperty().get()).map(OpenNetwork::info);
    }

    private String className(int of) {
        return info().filter(info -> of < info.classNames().size())
                .map(info -> info.classNames().get(of))
                .orElse("class " + of);
    }

    private boolean ofScores(int number) {
        return info().filter(info -> number == info.layers().size() + 1).isPresent();
    }

    private String layerName(int number) {
        return ofScores(number)
                ? "scores"
                : info().filter(info -> number <= info.layers().size())
                        .map(info -> info.layer(number).label())
                        .orElse("layer " + number);
    }

    private String channelName(int number) {
        return ofScores(model.getState().question().layer()) ? className(number) : Integer.toString(number);
    }

    /** Of another layer the channel that the picture excites most, of the scores the largest. */
    private void chooseLayer(int number) {
        int best = Optional.ofNullable(model.a().passProperty().get())
                .map(pass -> ofScores(number)
                        ? pass.predicted()
                        : pass.layer(number).peak().channel())
                .orElse(0);
        model.change(s -> s.withQuestion(s.question().of(number, best)));
    }

    private void show() {
        NetworkState state = model.getState();
        showNet(parts.run, parts.step, Optional.of(state.a()), model.a(), List.of());
        showNet(parts.other, parts.otherStep, state.b(), model.b(), List.of(NONE));
        int classes = info().map(info -> info.classNames().size()).orElse(0);
        List<Integer> categories =
                classes == 0 ? List.of() : IntStream.range(ALL, classes).boxed().toList();
        parts.category.show(categories, state.picture().category().orElse(ALL));
        boolean known = model.a().test().predictionsProperty().get() != null;
        parts.outcome.show(
                known ? List.of(Outcome.values()) : List.of(),
                known ? state.picture().outcome() : Outcome.ALL);
        int layers = info().map(info -> info.layers().size()).orElse(0);
        int number = state.question().layer();
        parts.layer.show(
                layers == 0
                        ? List.of()
                        : IntStream.rangeClosed(1, layers + 1).boxed().toList(),
                number);
        int channels = ofScores(number)
                ? classes
                : number <= layers ? info().orElseThrow().layer(number).channels() : 0;
        parts.channel.show(
                IntStream.range(0, channels).boxed().toList(), state.question().channel());
        parts.pictures.ring(
                state.picture().photo().isPresent() ? -1 : state.picture().index());
        showCount();
    }

    private void showNet(
            ChoiceList<RunChoice> box, ChoiceList<Long> at, Optional<Net> net, NetSide side, List<RunChoice> first) {
        List<RunChoice> runs = new ArrayList<>(first);
        runs.addAll(model.runs());
        String name = net.map(Net::run).orElse("");
        Optional<RunChoice> chosen =
                runs.stream().filter(each -> each.name().equals(name)).findFirst();
        if (chosen.isEmpty() && !name.isEmpty()) {
            chosen = Optional.of(new RunChoice(name, false));
            runs.add(chosen.get());
        }
        box.show(runs, chosen.orElse(null));
        List<Long> steps = new ArrayList<>();
        if (!side.steps().isEmpty() || side.isLive()) {
            steps.add(NEWEST);
            for (int i = side.steps().size() - 1; i >= 0; i--) {
                steps.add(side.steps().get(i));
            }
        }
        at.show(steps, steps.isEmpty() ? null : net.flatMap(Net::step).orElse(NEWEST));
    }

    private void list() {
        parts.pictures.show(model.a().netProperty().get(), model.pictures().listed());
        parts.pictures.ring(
                model.getState().picture().photo().isPresent()
                        ? -1
                        : model.getState().picture().index());
        showCount();
    }

    private void showCount() {
        Picture picture = model.getState().picture();
        int total = info().map(NetworkInfo::testPictures).orElse(0);
        String count = total == 0 ? "" : model.pictures().listed().size() + " of " + total + " test pictures. ";
        parts.listed.setText(count
                + (total == 0
                        ? ""
                        : picture.photoName()
                                .map(name -> "In view: " + name + ".")
                                .orElseGet(() -> "In view: number " + picture.index() + truth() + ".")));
    }

    private String truth() {
        OptionalInt truth = model.shownPicture() == null
                ? OptionalInt.empty()
                : model.shownPicture().truth();
        return truth.isPresent() ? ", " + className(truth.getAsInt()) : "";
    }
}

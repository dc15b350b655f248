package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.ui.control.ReadingProgress;
import io.github.deconvscope.ui.live.NewestWins;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The picture that the nets look at (a test picture, one of the person's own, a drawing), and the test pictures to choose from. For the thread
 * of {@code screen}; knows no scene.
 */
final class PictureChoice implements AutoCloseable {
    /** What a picture that was drawn here is called. */
    private static final String DRAWING = "a drawing";

    private final Executor screen;
    private final Supplier<Picture> chosen;
    private final Consumer<UnaryOperator<Picture>> change;
    private final Consumer<String> problem;
    private final NewestWins reading = new NewestWins("network-photo");
    private final NewestWins filtering = new NewestWins("network-pictures");
    private final ReadOnlyStringWrapper photoReading = new ReadOnlyStringWrapper(this, "photoReading", "");
    private final ObservableList<Integer> listed = FXCollections.observableArrayList();
    private OwnPhoto photo;
    private Object listedFor;

    /**
     * @param chosen tells what the state says
     * @param change changes it
     * @param problem takes why something that a person asked for was not done
     */
    PictureChoice(
            Executor screen,
            Supplier<Picture> chosen,
            Consumer<UnaryOperator<Picture>> change,
            Consumer<String> problem) {
        this.screen = screen;
        this.chosen = chosen;
        this.change = change;
        this.problem = problem;
    }

    /** Test pictures that are listed, by their numbers. */
    ObservableList<Integer> listed() {
        return listed;
    }

    /** How much of a picture file is read, in words; empty while none is. */
    ReadOnlyStringProperty photoReadingProperty() {
        return photoReading.getReadOnlyProperty();
    }

    /** Reads a picture of the person's own; what cannot be read is refused in words, and the old picture stays. */
    void open(Path file) {
        reading.ask(
                overtaken -> OwnPhoto.open(
                        file,
                        new ReadingProgress(
                                file,
                                () -> !overtaken.getAsBoolean(),
                                words ->
                                        screen.execute(() -> photoReading.set(overtaken.getAsBoolean() ? "" : words)))),
                screen,
                read -> {
                    photoReading.set("");
                    choose(read);
                },
                failure -> {
                    photoReading.set("");
                    problem.accept(failure.getMessage());
                });
    }

    /** Looks at a picture that the person drew. @param image of any size that {@link OwnPhoto} takes */
    void draw(ColorImage image) {
        reading.cancel();
        choose(OwnPhoto.of(DRAWING, image));
    }

    private void choose(OwnPhoto own) {
        photo = own;
        change.accept(picture -> picture.withPhoto(own.name(), own.text()));
    }

    /** The picture that the person drew, if it is what the nets look at. */
    Optional<ColorImage> drawing() {
        Picture now = chosen.get();
        return now.photoName().filter(DRAWING::equals).map(name -> own(now).image());
    }

    /** Reads what a state holds; what cannot be read is refused, and nothing changes. */
    void restore(Picture picture) {
        photo = picture.photo().isPresent() ? read(picture) : null;
    }

    private static OwnPhoto read(Picture picture) {
        return OwnPhoto.read(picture.photoName().orElseThrow(), picture.photo().orElseThrow());
    }

    private OwnPhoto own(Picture picture) {
        if (photo == null || !photo.text().equals(picture.photo().orElseThrow())) {
            photo = read(picture);
        }
        return photo;
    }

    /**
     * The chosen picture as a net takes it.
     *
     * @param lender a net whose test picture is meant, if it learned from other data: this one gets it without a truth; {@code null} for none
     */
    NetworkPicture as(OpenNetwork net, OpenNetwork lender) {
        Picture now = chosen.get();
        if (now.photo().isPresent()) {
            return net.info().format().fit(own(now).name(), own(now).image());
        }
        if (lender != null && !lender.info().dataSet().equals(net.info().dataSet())) {
            NetworkPicture theirs = lender.testPicture(now.index());
            return net.info()
                    .format()
                    .fit(theirs.name() + " of " + lender.info().dataSet(), theirs.image());
        }
        return net.testPicture(now.index());
    }

    /** What {@link #as} depends on beside the net itself; a net of the same run at another step lends the same. */
    Object key(OpenNetwork lender) {
        Picture now = chosen.get();
        return List.of(now.index(), now.photo(), lender == null ? "" : data(lender.info()));
    }

    private static Object data(NetworkInfo info) {
        return List.of(info.run(), info.dataSet(), info.testPictures());
    }

    /**
     * Lists the test pictures of a net that the state asks for, unless they are listed.
     *
     * @param net {@code null} for none
     * @param known what it takes them for; {@code null} if that is not known, and all are listed then, right or wrong
     */
    void list(OpenNetwork net, TestPredictions known) {
        Picture wanted = chosen.get();
        Outcome outcome = known == null ? Outcome.ALL : wanted.outcome();
        Object key = net == null
                ? ""
                : List.of(data(net.info()), wanted.category(), outcome, outcome == Outcome.ALL ? "" : known);
        if (key.equals(listedFor)) {
            return;
        }
        listedFor = key;
        if (net == null) {
            filtering.cancel();
            listed.clear();
            return;
        }
        filtering.ask(
                overtaken -> {
                    List<Integer> found = new ArrayList<>();
                    for (int i = 0; i < net.info().testPictures() && !overtaken.getAsBoolean(); i++) {
                        boolean rightClass = wanted.category().isEmpty()
                                || net.testPicture(i).truth().getAsInt()
                                        == wanted.category().get();
                        if (rightClass
                                && (outcome == Outcome.ALL
                                        || known.all().get(i).right() == (outcome == Outcome.RIGHT))) {
                            found.add(i);
                        }
                    }
                    return found;
                },
                screen,
                listed::setAll,
                failure -> problem.accept("The test pictures cannot be listed: " + failure.getMessage()));
    }

    @Override
    public void close() {
        reading.close();
        filtering.close();
    }
}

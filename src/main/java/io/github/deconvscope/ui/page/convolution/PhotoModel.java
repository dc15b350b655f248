package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.ui.control.ReadingProgress;
import io.github.deconvscope.ui.live.NewestWins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The photograph side of the convolution page: what is done to which picture. Computed in the background, the newest setting wins. */
public final class PhotoModel {
    private static final String COMPUTING = "Computing the pictures\u2026";

    private final ReadOnlyObjectWrapper<PhotoLab.Settings> settings =
            new ReadOnlyObjectWrapper<>(this, "settings", PhotoLab.Settings.START);
    private final ReadOnlyObjectWrapper<List<PhotoLab.Panel>> panels =
            new ReadOnlyObjectWrapper<>(this, "panels", List.of());
    private final ReadOnlyStringWrapper source = new ReadOnlyStringWrapper(this, "source", "");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final NewestWins computing;
    private final NewestWins loading;
    private final Executor here;
    private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper(this, "reading", "");
    private ColorImage photo;
    private Photo shipped = Photo.values()[0];
    private OwnPhoto own;

    /**
     * @param files reads pictures, which may take half a minute
     * @param background runs what takes longer than a frame
     * @param here runs things on the thread that owns this model
     */
    public PhotoModel(Executor files, Executor background, Executor here) {
        this.here = here;
        loading = new NewestWins(files);
        computing = new NewestWins(background);
    }

    public ReadOnlyObjectProperty<PhotoLab.Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    public PhotoLab.Settings getSettings() {
        return settings.get();
    }

    /** The pictures, from left to right. */
    public ReadOnlyObjectProperty<List<PhotoLab.Panel>> panelsProperty() {
        return panels.getReadOnlyProperty();
    }

    /** Which picture it is. */
    public ReadOnlyStringProperty sourceProperty() {
        return source.getReadOnlyProperty();
    }

    /** Why a picture was refused; empty if it was not. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** What is waited for, in words: how much of an image file is read, or that pictures are computed; empty for nothing. */
    public ReadOnlyStringProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** The photograph in view; none before the first is read. */
    Optional<ColorImage> photo() {
        return Optional.ofNullable(photo);
    }

    /** The shipped photograph that was chosen last. */
    public Photo shipped() {
        return shipped;
    }

    /** The picture of the person's own, if that is the one in view. */
    public Optional<OwnPhoto> own() {
        return Optional.ofNullable(own);
    }

    public void set(PhotoLab.Settings next) {
        settings.set(next);
        ask();
    }

    /** Takes one of the shipped photographs. */
    public void choose(Photo choice) {
        shipped = choice;
        load(overtaken -> choice.load().fitInto(PhotoLab.MAX_SIDE), image -> {
            own = null;
            take(image, choice.label());
        });
    }

    /** Opens a picture of the person's own. One that cannot be read is refused in words, and the old one stays. */
    public void open(Path file) {
        load(
                overtaken -> OwnPhoto.open(
                        file,
                        new ReadingProgress(
                                file,
                                () -> !overtaken.getAsBoolean(),
                                words -> here.execute(() -> reading.set(overtaken.getAsBoolean() ? "" : words)))),
                this::choose);
    }

    /** Takes a picture of the person's own. */
    public void choose(OwnPhoto picture) {
        own = picture;
        take(picture.image(), picture.name());
    }

    /** Loads the first photograph if there is none yet. */
    public void start() {
        if (photo == null) {
            choose(shipped);
        }
    }

    /** Gives up what is being read. */
    void close() {
        loading.close();
        computing.close();
    }

    private <T> void load(NewestWins.Question<T> picture, Consumer<T> loaded) {
        loading.ask(
                picture,
                here,
                answer -> {
                    reading.set("");
                    loaded.accept(answer);
                },
                failure -> {
                    reading.set("");
                    message.set(failure.getMessage());
                });
    }

    private void take(ColorImage image, String name) {
        loading.cancel();
        reading.set("");
        photo = image;
        message.set("");
        source.set(name);
        ask();
    }

    private void ask() {
        if (photo != null) {
            ColorImage picture = photo;
            PhotoLab.Settings how = getSettings();
            computing.ask(
                    overtaken -> PhotoLab.panels(picture, how),
                    here,
                    answer -> {
                        panels.set(answer);
                        message.set("");
                        reading.set("");
                    },
                    failure -> {
                        message.set("This could not be computed: " + failure.getMessage());
                        reading.set("");
                    },
                    () -> reading.set(COMPUTING));
        }
    }
}

package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.image.EmbeddedSet;
import io.github.deconvscope.figure.image.ImageFile;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.SyntheticImage;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Loads the images of a state, and caches the last ones. For one thread. */
public final class ImageSource {
    private static final int DATA_SET_IMAGES = 400;
    private static final int MAX_SIDE = 512;

    private WhiteningSource source;
    private WhiteningState.SyntheticData data;
    private List<ColorImage> images = List.of();

    /** @throws InvalidInputException in plain words, if there is no such photograph or the file is refused */
    public List<ColorImage> images(WhiteningState state) {
        return images(state, part -> {});
    }

    /** @param progress see {@link ImageFile#load(Path, int, DoubleConsumer)} */
    public List<ColorImage> images(WhiteningState state, DoubleConsumer progress) {
        boolean synthetic = state.source().kind() == WhiteningSource.Kind.SYNTHETIC;
        if (!state.source().equals(source) || synthetic && !state.data().equals(data)) {
            images = load(state, progress);
            source = state.source();
            data = state.data();
        }
        return images;
    }

    private static List<ColorImage> load(WhiteningState state, DoubleConsumer progress) {
        String name = state.source().name();
        return switch (state.source().kind()) {
            case SYNTHETIC -> List.of(SyntheticImage.of(state.data()));
            case PHOTO ->
                List.of(Choice.parse(Photo.class, "The photograph", name).load());
            case DATA_SET ->
                Choice.parse(EmbeddedSet.class, "The data set", name).load(DATA_SET_IMAGES);
            case FILE -> List.of(file(name, progress));
            case LAYER -> throw new InvalidInputException("A layer of a run has no pixels.");
        };
    }

    private static ColorImage file(String name, DoubleConsumer progress) {
        return ImageFile.load(PlainWords.path("The picture", name), MAX_SIDE, progress);
    }
}

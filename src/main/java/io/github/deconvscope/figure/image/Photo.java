package io.github.deconvscope.figure.image;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.math.ColorImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The photographs that come with the app, all 3 channels and at most 512 pixels a side; licences in {@code assets/photos/README.md}. */
public enum Photo implements Choice {
    CHELSEA("chelsea", "Chelsea the cat"),
    COFFEE("coffee", "A cup of coffee"),
    ASTRONAUT("astronaut", "Eileen Collins, astronaut");

    private final Words words;

    Photo(String id, String title) {
        this.words = new Words(id, title);
    }

    @Override
    public Words words() {
        return words;
    }

    /** The pixels, in [0, 1]. Decodes anew each time (about 10 ms). */
    public ColorImage load() {
        String resource = "/assets/photos/" + id() + ".png";
        try (InputStream in = Photo.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the photograph " + resource + " is missing from the class path");
            }
            return Pixels.of(ImageIO.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the photograph " + resource + " cannot be read", e);
        }
    }
}

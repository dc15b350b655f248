package io.github.deconvscope.figure.image;

import io.github.deconvscope.base.InvalidInputException;
import java.nio.file.Path;

/** A file that cannot be shown as an image; the message says which one, why, and what to do. */
public final class ImageRefusedException extends InvalidInputException {
    private static final long serialVersionUID = 1;

    ImageRefusedException(Path file, String why, String remedy) {
        this(file, why, remedy, null);
    }

    ImageRefusedException(Path file, String why, String remedy, Throwable cause) {
        super(file + " " + why + "; " + remedy + ".", cause);
    }

    static ImageRefusedException cutOff(Path file, String why) {
        return new ImageRefusedException(file, "is cut off: " + why, "copy or download it again");
    }
}

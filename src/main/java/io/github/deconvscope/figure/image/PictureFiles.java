package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.run.DataLibrary.PictureReader;
import java.nio.file.Path;
import java.util.Locale;

/** Reads pictures in their full size by {@link ImageFile}. */
public final class PictureFiles implements PictureReader {
    @Override
    public boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ImageFile.NAME_PATTERNS.stream().anyMatch(pattern -> name.endsWith(pattern.substring(1)));
    }

    @Override
    public ColorImage read(Path file) {
        return ImageFile.load(file, Integer.MAX_VALUE);
    }
}

package io.github.deconvscope.figure.image;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;

/**
 * A file that a decoder reads beyond its end only so often. The decoder of lossless WebP takes what is missing for zeros, and for bytes
 * that a broken file only promises it goes on for minutes.
 */
final class EndedInput extends FileImageInputStream {
    /** A sound file is read some bytes ahead. */
    private static final int MOST_READS_BEYOND = 1000;

    private int readsBeyond;

    EndedInput(Path file) throws IOException {
        super(file.toFile());
    }

    @Override
    public int read() throws IOException {
        return counted(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(super.read(bytes, offset, length));
    }

    /** Not an {@link java.io.EOFException}, which decoders take for the end of what they read ahead. */
    private int counted(int answer) throws IOException {
        if (answer < 0 && ++readsBeyond > MOST_READS_BEYOND) {
            throw new IIOException("its data end too early");
        }
        return answer;
    }
}

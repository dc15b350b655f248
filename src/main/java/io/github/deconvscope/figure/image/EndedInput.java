package io.github.deconvscope.figure.image;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;

/** An image file input that limits reads beyond its end to what decoders need for looking ahead, so that decoding a damaged file ends. */
final class EndedInput extends FileImageInputStream {
    /** Decoders of sound files look some bytes ahead. */
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

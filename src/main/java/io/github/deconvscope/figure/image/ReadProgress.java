package io.github.deconvscope.figure.image;

import java.util.function.DoubleConsumer;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Reports how much of an image is decoded. An exception of the listener ends the decoding. */
final class ReadProgress implements IIOReadProgressListener {
    private final DoubleConsumer listener;

    /** @param listener gets the decoded part, from 0 to 1 */
    ReadProgress(DoubleConsumer listener) {
        this.listener = listener;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        listener.accept(Math.max(0, Math.min(1, percentageDone / 100.0)));
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        listener.accept(0);
    }

    @Override
    public void imageComplete(ImageReader source) {
        listener.accept(1);
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {
        // One image is read, no sequence.
    }

    @Override
    public void sequenceComplete(ImageReader source) {
        // One image is read, no sequence.
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
        // Thumbnails are not read.
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
        // Thumbnails are not read.
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
        // Thumbnails are not read.
    }

    @Override
    public void readAborted(ImageReader source) {
        // Never called: reading ends by an exception of the listener.
    }
}

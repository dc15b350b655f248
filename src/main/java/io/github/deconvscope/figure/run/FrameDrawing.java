package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.scalar.LiveEvents;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Draws recorded covariances and kernels, a pixel a value: blue below zero, white at zero, orange above, each picture on its own scale.
 * Kernels (K, C, kh, kw) are laid out with a row of tiles for each of the K, one tile a channel.
 */
public final class FrameDrawing implements LiveEvents.Drawing {
    private static final int GAP = 1;
    private static final int GAP_COLOR = 0x808080;

    @Override
    public Optional<LiveEvents.Picture> of(Frame frame) {
        return switch (frame.key().quantity()) {
            case COVARIANCE -> Optional.of(matrix(frame));
            case KERNELS -> frame.shape().length == 4 ? Optional.of(kernels(frame)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Blocks (B, F, F) below one another, or one matrix (F, F). */
    private static LiveEvents.Picture matrix(Frame frame) {
        int[] shape = frame.shape();
        int width = shape[shape.length - 1];
        return picture(frame, width, frame.values().length / width, i -> new int[] {i % width, i / width});
    }

    private static LiveEvents.Picture kernels(Frame frame) {
        int[] shape = frame.shape();
        int high = shape[2] + GAP;
        int wide = shape[3] + GAP;
        return picture(frame, shape[1] * wide - GAP, shape[0] * high - GAP, i -> {
            int tap = i % (shape[2] * shape[3]);
            int tile = i / (shape[2] * shape[3]);
            return new int[] {tile % shape[1] * wide + tap % shape[3], tile / shape[1] * high + tap / shape[3]};
        });
    }

    /** Where a value is drawn: column and row. */
    private interface Place {
        int[] of(int index);
    }

    private static LiveEvents.Picture picture(Frame frame, int width, int height, Place place) {
        float[] values = frame.values();
        ValueRange range = ValueRange.symmetricAround(values);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] line = new int[width];
        Arrays.fill(line, GAP_COLOR);
        for (int y = 0; y < height; y++) {
            image.setRGB(0, y, width, 1, line, 0, width);
        }
        for (int i = 0; i < values.length; i++) {
            int[] at = place.of(i);
            if (!Float.isNaN(values[i])) {
                image.setRGB(at[0], at[1], ColorMap.BLUE_WHITE_ORANGE.argb(range.index(values[i])));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG in memory could not be written", e);
        }
        return new LiveEvents.Picture(width, height, png.toByteArray());
    }
}

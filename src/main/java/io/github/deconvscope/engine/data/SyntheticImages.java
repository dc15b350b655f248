package io.github.deconvscope.engine.data;

import io.github.deconvscope.math.InputShape;
import java.util.List;

/**
 * Generated colour images in ten classes: one of ten shapes, cut out of one natural texture and laid over another, at a random place and
 * size, in a random tint. Neighbouring pixels and channels are correlated as in photographs, so there is something to whiten, and the
 * shapes look the same in a mirror, so flipping them does not mislead.
 */
final class SyntheticImages {
    private static final InputShape SHAPE = new InputShape(3, NaturalTexture.SIDE);
    private static final int FIELDS = 6;

    private static final List<String> CLASS_NAMES = List.of(
            "disc", "ring", "square", "frame", "plus", "cross", "lying bars", "standing bars", "triangle", "checkers");

    private SyntheticImages() {}

    /** Makes so many images, the same number of each class but for a remainder; the same seed makes the same ones everywhere. */
    static ImageSet generate(int count, long seed) {
        NaturalTexture texture = new NaturalTexture(FIELDS, SplitMix.of(seed, -1));
        byte[] pixels = new byte[count * SHAPE.values()];
        int[] labels = new int[count];
        for (int image = 0; image < count; image++) {
            labels[image] = image % CLASS_NAMES.size();
            paint(pixels, image, labels[image], texture, SplitMix.of(seed, image));
        }
        return new ImageSet(SHAPE, pixels, labels, CLASS_NAMES);
    }

    private static void paint(byte[] pixels, int image, int shape, NaturalTexture texture, SplitMix random) {
        NaturalTexture.Window ground = texture.window(random);
        NaturalTexture.Window figure = texture.window(random);
        double centreRow = 15.5 + 8 * (random.uniform() - 0.5);
        double centreColumn = 15.5 + 8 * (random.uniform() - 0.5);
        double radius = 8 + 3 * random.uniform();
        double light = 110 + 30 * random.uniform();
        double contrast = 32 + 16 * random.uniform();
        double lift = 40 + 30 * random.uniform();
        double[] tint = {8 * random.normal(), 8 * random.normal(), 8 * random.normal()};
        for (int row = 0; row < NaturalTexture.SIDE; row++) {
            for (int column = 0; column < NaturalTexture.SIDE; column++) {
                double share = coverage(shape, column - centreColumn, row - centreRow, radius);
                for (int channel = 0; channel < 3; channel++) {
                    double over = light + lift + tint[channel] + contrast * figure.value(channel, row, column);
                    double under = light - lift / 2 + contrast * ground.value(channel, row, column);
                    long value = Math.round(share * over + (1 - share) * under);
                    pixels[((image * 3 + channel) * NaturalTexture.SIDE + row) * NaturalTexture.SIDE + column] =
                            (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
    }

    /** How much of a pixel, and of the light that a lens spreads into it, is covered: nine points, one pixel apart at most. */
    private static double coverage(int shape, double x, double y, double radius) {
        int inside = 0;
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                if (covers(shape, (x + j * 0.6) / radius, (y + i * 0.6) / radius)) {
                    inside++;
                }
            }
        }
        return inside / 9.0;
    }

    /** Whether a shape of radius 1 around the origin covers a point; y grows downwards. */
    private static boolean covers(int shape, double x, double y) {
        double fromCentre = Math.sqrt(x * x + y * y);
        double fromAxes = Math.max(Math.abs(x), Math.abs(y));
        boolean inSquare = fromAxes <= 0.9;
        switch (shape) {
            case 0:
                return fromCentre <= 1;
            case 1:
                return fromCentre <= 1 && fromCentre >= 0.55;
            case 2:
                return inSquare;
            case 3:
                return inSquare && fromAxes >= 0.5;
            case 4:
                return fromAxes <= 1 && Math.min(Math.abs(x), Math.abs(y)) <= 0.28;
            case 5:
                return fromAxes <= 1 && Math.abs(Math.abs(x) - Math.abs(y)) <= 0.38;
            case 6:
                return fromAxes <= 1 && Math.floorMod((int) Math.floor((y + 1) * 2.5), 2) == 0;
            case 7:
                return fromAxes <= 1 && Math.floorMod((int) Math.floor((x + 1) * 2.5), 2) == 0;
            case 8:
                return y >= -1 && y <= 0.8 && Math.abs(x) <= (y + 1) * 0.55;
            default:
                // Symmetric in x: the middle column of squares straddles the axis.
                return fromAxes <= 1
                        && Math.floorMod((int) Math.floor(Math.abs(x) * 1.5 + 0.5) + (int) Math.floor((y + 1) * 1.5), 2)
                                == 0;
        }
    }
}

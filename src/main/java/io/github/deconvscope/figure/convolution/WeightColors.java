package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.math.ConvolutionGeometry;
import java.awt.Color;

/**
 * Assigns a distinct colour to every weight, on a two-dimensional scale: the direction from the middle of the kernel gives the hue, the
 * distance the strength, the pair of channels the lightness. Computed in OKLab, so that all weights of a kernel are equally light and
 * numbers stay readable on them.
 */
final class WeightColors {
    private static final double[] LIGHT_STEPS = {0, -0.09, 0.07, -0.05};

    private final Color[] colors;

    private WeightColors(Color[] colors) {
        this.colors = colors;
    }

    static WeightColors of(ConvolutionGeometry geometry, FigureTheme theme) {
        int height = geometry.kernel().height();
        int width = geometry.kernel().width();
        int cells = height * width;
        Color[] colors = new Color[geometry.weightElements()];
        double base = theme == FigureTheme.DARK ? 0.64 : 0.83;
        for (int i = 0; i < colors.length; i++) {
            double v = 2.0 * (i % cells / width + 0.5) / height - 1;
            double u = 2.0 * (i % width + 0.5) / width - 1;
            double lightness = base + LIGHT_STEPS[i / cells % LIGHT_STEPS.length];
            colors[i] = color(lightness, u, v);
        }
        return new WeightColors(colors);
    }

    Color get(int weight) {
        return colors[weight];
    }

    private static Color color(double lightness, double u, double v) {
        double distance = Math.min(1, Math.hypot(u, v));
        // The middle has no direction: it gets the hue of sand.
        double hue = distance < 1e-9 ? Math.toRadians(85) : Math.atan2(v, u) + Math.toRadians(20);
        double chroma = distance < 1e-9 ? 0.05 : 0.075 + 0.06 * distance;
        return fromOkLab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
    }

    /** OKLab to sRGB: Björn Ottosson, <i>A perceptual color space for image processing</i>, 2020. */
    private static Color fromOkLab(double lightness, double a, double b) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new Color(
                encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static float encode(double linear) {
        double x = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (float) Math.max(0, Math.min(1, x));
    }
}

package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window that is under the pointer on a photograph. */
class PhotoFigureTest {
    /** A width that shrinks the picture of 64 pixels, one that leaves it about as it is, and one that enlarges it. */
    @ParameterizedTest
    @ValueSource(ints = {40, 70, 300})
    void theWindowIsFramedAtAnySize(int width) {
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        PhotoLab.Panel panel = new PhotoLab.Panel("Photograph", "black", new ColorImage(64, 64, new float[64 * 64]));
        int accent = Palette.of(style).accent().getRGB();
        assertThat(pixels(new PhotoFigure(panel), width, style, accent)).isZero();
        assertThat(pixels(new PhotoFigure(panel, Optional.of(new int[] {16, 16, 32})), width, style, accent))
                .isPositive();
    }

    private static int pixels(PhotoFigure figure, int width, FigureStyle style, int color) {
        int height = (int) Math.ceil(figure.naturalHeight(width, style));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        figure.paint(g, width, height, style);
        g.dispose();
        int count = 0;
        for (int pixel : image.getRGB(0, 0, width, height, null, 0, width)) {
            count += (pixel & 0xffffff) == (color & 0xffffff) ? 1 : 0;
        }
        return count;
    }
}

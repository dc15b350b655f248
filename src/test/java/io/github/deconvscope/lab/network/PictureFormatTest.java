package io.github.deconvscope.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.ColorImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFormatTest {
    private static final PictureFormat COLOUR =
            new PictureFormat(32, 3, new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.25f, 0.5f});
    private static final PictureFormat GREY =
            new PictureFormat(32, 1, new float[] {0.3f, 0.3f, 0.3f}, new float[] {0.2f, 0.2f, 0.2f});

    /** A stored picture that comes back as a file gives the net the very same numbers. */
    @Test
    void aStoredPictureStaysAsItIs() {
        NetworkPicture stored = new RandomNetwork(1).testPicture(4);
        NetworkPicture again = new RandomNetwork(1).info().format().fit("again.png", stored.image());
        assertThat(again.values()).containsExactly(stored.values());
        assertThat(again.image()).isEqualTo(stored.image());
        assertThat(again.truth()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,200", "31,31", "32,33", "64,64", "97,41", "700,500"})
    void anySizeBecomesThirtyTwoPixels(int width, int height) {
        float[] plane = new float[width * height];
        Arrays.fill(plane, 0.6f);
        NetworkPicture flat = COLOUR.fit("flat", new ColorImage(width, height, plane, plane, plane));
        assertThat(flat.values()).hasSize(3 * 32 * 32);
        for (int i = 0; i < flat.values().length; i++) {
            int c = i / 1024;
            assertThat(flat.values()[i]).isCloseTo((0.6f - COLOUR.mean()[c]) / COLOUR.deviation()[c], within(1e-6f));
        }
        NetworkPicture grey = GREY.fit("flat", new ColorImage(width, height, plane, plane, plane));
        assertThat(grey.image().channels()).isEqualTo(1);
        assertThat(grey.values()[0]).isEqualTo(grey.values()[2047]).isCloseTo(1.5f, within(1e-5f));
    }

    /** The middle square is taken, and a smaller picture rises evenly between its pixels. */
    @Test
    void theMiddleIsKeptAndSmallPicturesAreEnlargedSmoothly() {
        float[] wide = new float[64 * 32];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = i % 64 < 16 || i % 64 >= 48 ? 1 : 0;
        }
        assertThat(GREY.fit("wide", new ColorImage(64, 32, wide)).image().plane(0))
                .containsOnly(0f);
        NetworkPicture ramp = GREY.fit("ramp", new ColorImage(2, 2, new float[] {0, 1, 0, 1}));
        for (int x = 0; x < 32; x++) {
            double expected = Math.max(0, Math.min(1, (x + 0.5) / 16 - 0.5));
            assertThat((double) ramp.image().at(0, 20, x)).isCloseTo(expected, within(0.5 / 255 + 1e-6));
        }
    }
}

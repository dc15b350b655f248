package io.github.deconvscope.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.math.ReceptiveField;
import io.github.deconvscope.math.Size;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerActivationTest {
    private static final NetworkLayer LAYER = new NetworkLayer(
            2,
            "features.3",
            1,
            2,
            3,
            1,
            new Size(1, 3),
            new Size(2, 6),
            Optional.empty(),
            new ReceptiveField(4, 2, -1),
            "W D");

    /** Two maps of one row, written down by hand. */
    private final LayerActivation activation = new LayerActivation(LAYER, new float[] {0, 2, 2, 0, 0, 3});

    @Test
    void peaksAndZerosOfALayerAndOfItsChannels() {
        assertThat(activation.peak()).isEqualTo(new LayerActivation.Peak(1, 0, 2, 3));
        assertThat(activation.peak(0)).isEqualTo(new LayerActivation.Peak(0, 0, 1, 2));
        assertThat(activation.zeros()).isEqualTo(0.5);
        assertThat(activation.zeros(1)).isEqualTo(2 / 3.0);
        assertThat(activation.map(1)).containsExactly(0, 0, 3);
    }

    @Test
    void aUnitAtTheBorderSeesWhatIsInThePicture() {
        assertThat(LAYER.sees(0, 0)).isEqualTo(new PixelArea(0, 0, 2, 3));
        assertThat(LAYER.sees(0, 1)).isEqualTo(new PixelArea(0, 1, 2, 4));
        assertThat(LAYER.sees(0, 2)).isEqualTo(new PixelArea(0, 3, 2, 3));
        assertThat(LAYER.sees(0, 2).inWords()).isEqualTo("rows 0 to 1, columns 3 to 5");
    }

    @Test
    void aChannelThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> activation.map(2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Channel 2 is not one of layer 2; it has 2, 0 to 1.");
    }
}

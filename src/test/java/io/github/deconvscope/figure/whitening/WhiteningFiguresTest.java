package io.github.deconvscope.figure.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningState;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WhiteningFiguresTest {
    static Stream<FigureEntry> entries() {
        return new WhiteningFigureProvider().figures().stream();
    }

    private static Figure make(FigureEntry entry, Map<String, String> parameters) {
        return entry.make(parameters, Optional.empty());
    }

    private static Set<Integer> colours(Figure figure, FigureTheme theme) {
        BufferedImage image = new BufferedImage(300, 220, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        figure.paint(g, 300, 220, FigureStyle.of(theme));
        g.dispose();
        Set<Integer> colours = new HashSet<>();
        for (int argb : image.getRGB(0, 0, 300, 220, null, 0, 300)) {
            colours.add(argb);
        }
        return colours;
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFigureIsDrawnTellsWhatItIsAndHasItsNumbers(FigureEntry entry) {
        Figure figure = make(entry, Map.of("source", "synthetic", "channels", "1", "iterations", "7"));

        for (FigureTheme theme : FigureTheme.values()) {
            assertThat(colours(figure, theme)).hasSizeGreaterThan(8);
        }
        assertThat(figure.title()).isNotBlank();
        assertThat(figure.caption()).isNotBlank();
        assertThat(figure.altText()).isNotBlank();
        assertThat(figure.table().rowCount()).isPositive();
        for (int column = 0; column < figure.table().columns().size(); column++) {
            assertThat(figure.table().value(0, column)).isNotNull();
        }
    }

    @Test
    void anImageTellsThePixelUnderThePointer() {
        WhiteningInput input = WhiteningInput.of(List.of(Photo.ASTRONAUT.load()), WhiteningState.DEFAULT.patches());
        Figure figure = WhiteningFigures.image(input, 0);

        FigureHit hit = figure.hit(150, 110, 300, 220, FigureStyle.of(FigureTheme.LIGHT))
                .orElseThrow();

        // A square of 220 in the middle of 300 x 220.
        assertThat(hit.row()).isEqualTo(256);
        assertThat(hit.column()).isEqualTo(256);
        assertThat(figure.hit(20, 110, 300, 220, FigureStyle.of(FigureTheme.LIGHT)))
                .isEmpty();
    }

    @Test
    void aCellOfTheCovarianceIsTwoFeatures() {
        FigureEntry covariance = entries()
                .filter(e -> e.id().equals("whitening-covariance"))
                .findFirst()
                .orElseThrow();
        FigureHit hit = make(covariance, Map.of())
                .hit(120, 100, 300, 220, FigureStyle.of(FigureTheme.LIGHT))
                .orElseThrow();

        assertThat(hit.text()).contains("channel ").contains("ky ").contains("kx ");
    }

    @Test
    void badParametersAreRefused() {
        FigureEntry covariance = entries()
                .filter(e -> e.id().equals("whitening-covariance"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> make(covariance, Map.of("kernel", "99"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> make(covariance, Map.of("quirks", "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("uncentred");
        assertThatThrownBy(() -> make(covariance, Map.of("image", "/nowhere.png")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> make(covariance, Map.of("source", "synthetic", "channels", "64", "kernel", "13")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("smaller kernel");
    }
}

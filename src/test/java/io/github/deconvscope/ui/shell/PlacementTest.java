package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlacementTest {
    private static final Rectangle2D MAIN = new Rectangle2D(0, 0, 1920, 1080);
    private static final Rectangle2D LEFT = new Rectangle2D(-1280, 40, 1280, 984);

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverWasRememberedComesOutWhollyOnOneScreen(int seed) {
        Random random = new Random(seed);
        Placement any = new Placement(
                random.nextInt(-3000, 3000),
                random.nextInt(-2000, 2000),
                random.nextInt(1, 4000),
                random.nextInt(1, 3000));
        any.on(List.of(MAIN, LEFT)).ifPresent(placed -> assertThat(List.of(MAIN, LEFT))
                .anyMatch(screen -> screen.contains(placed.x(), placed.y(), placed.width(), placed.height())));
    }

    @Test
    void aWindowThatFitsStaysWhereItWas() {
        Placement window = new Placement(-1200, 60, 1100, 800);
        assertThat(window.on(List.of(MAIN, LEFT))).contains(window);
    }

    @Test
    void aWindowOfAScreenThatIsGoneIsForgotten() {
        assertThat(new Placement(-1200, 60, 1100, 800).on(List.of(MAIN))).isEmpty();
    }
}

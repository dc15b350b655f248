package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("conv", "whitening-spectrum", "training-loss", "precision-sum");

    @Test
    void aTypingErrorAndAPartOfANameFindIt() {
        assertThat(Nearest.of("trainng-los", NAMES, 1)).containsExactly("training-loss");
        assertThat(Nearest.of("SPECTRUM", NAMES, 1)).containsExactly("whitening-spectrum");
        assertThat(Nearest.of("precision-sum", NAMES, 1)).containsExactly("precision-sum");
    }

    @Test
    void aNameThatIsOnlyAPartOfWhatWasTypedIsNotNearerThanOneThatIsLikeIt() {
        assertThat(Nearest.of("input.strid[0]", List.of("input", "input.stride"), 1))
                .containsExactly("input.stride");
    }

    @Test
    void thereAreNoMoreThanAskedForAndNoneTwice() {
        assertThat(Nearest.of("", NAMES, 3)).hasSize(3).doesNotHaveDuplicates();
        assertThat(Nearest.of("x", NAMES, 9)).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(Nearest.of("x", List.of(), 3)).isEmpty();
    }
}

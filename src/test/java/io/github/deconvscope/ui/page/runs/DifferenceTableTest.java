package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTableTest {
    @Test
    void namesLoseWhatAllOfThemStartWith() {
        assertThat(DifferenceTable.shortened(List.of("20261122-052105-compare-a", "20261122-052105-compare-b")))
                .containsExactly("\u2026a", "\u2026b");
        assertThat(DifferenceTable.shortened(List.of("2026-run", "2026-run")))
                .containsExactly("\u2026run", "\u2026run");
        assertThat(DifferenceTable.shortened(List.of("one", "other"))).containsExactly("one", "other");
        assertThat(DifferenceTable.shortened(List.of("x-a", "x-a-2"))).containsExactly("\u2026a", "\u2026a-2");
        assertThat(DifferenceTable.shortened(List.of("alone-1"))).containsExactly("alone-1");
        assertThat(DifferenceTable.shortened(List.of("", "x"))).containsExactly("", "x");
    }
}

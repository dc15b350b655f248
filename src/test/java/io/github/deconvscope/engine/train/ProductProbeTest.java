package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.feed.ProductTimes.Span;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProductProbeTest {
    @Test
    void aSmallerProductTakesNoLongerThanALargerOneOfItsPrecision() {
        SortedMap<Integer, Span> settled = ProductProbe.settled(new TreeMap<>(Map.of(
                27, new Span(0.4, 1.2),
                64, new Span(0.1, 0.25),
                72, new Span(0.03, 9),
                144, new Span(0.08, 0.2),
                288, new Span(0.33, 0.42))));
        assertThat(settled.get(288)).isEqualTo(new Span(0.33, 0.42));
        assertThat(settled.get(144)).isEqualTo(new Span(0.08, 0.2));
        assertThat(settled.get(72)).isEqualTo(new Span(0.03, 0.2));
        // in double precision a product may take longer than a larger one in single
        assertThat(settled.get(64)).isEqualTo(new Span(0.1, 0.25));
        assertThat(settled.get(27)).isEqualTo(new Span(0.1, 0.25));
    }

    /** Four million products of one number each would take minutes: a net of one channel a layer did not come to its first step. */
    @Test
    void verySmallProductsAreNotTimedByTheMillion() {
        assertThat(ProductProbe.products(1)).isEqualTo(100);
        assertThat(ProductProbe.products(64)).isEqualTo(15);
        assertThat(ProductProbe.products(2000)).isEqualTo(1);
    }
}

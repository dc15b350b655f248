package io.github.deconvscope.figure.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a typesetter of its own, which never returns from one formula: no formula is known to do that to JLaTeXMath. */
class FormulaSetterTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    private final FormulaSetter<String> setter = new FormulaSetter<>(
            (latex, size) -> {
                if (latex.equals("endless")) {
                    begun.countDown();
                    boolean ended = false;
                    while (!ended) {
                        try {
                            never.await();
                            ended = true;
                        } catch (InterruptedException e) {
                            // Goes on, as a loop would that does not look.
                        }
                    }
                }
                return latex + " in " + size;
            },
            PATIENCE);

    @Test
    void aFormulaWithoutEndIsRefusedByName() {
        assertThatThrownBy(() -> setter.set("endless", 18))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("\"endless\"", "not done after 0.3 s", "Make it simpler");
    }

    @Test
    void theNextFormulaDoesNotWaitForIt() throws Exception {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
            try {
                setter.set("endless", 18);
            } catch (InvalidInputException e) {
                // Refused in the end, see above.
            }
        });
        assertThat(begun.await(Await.LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        String second =
                CompletableFuture.supplyAsync(() -> setter.set("x", 18)).get(Await.LONGEST_SECONDS, TimeUnit.SECONDS);
        assertThat(second).isEqualTo("x in 18.0");
        first.get(Await.LONGEST_SECONDS, TimeUnit.SECONDS);
        assertThat(setter.set("y", 12)).isEqualTo("y in 12.0");
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        assertThatThrownBy(() -> new LatexFigure("\\nosuchcommand x", ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("\"\\nosuchcommand x\"", "Check its braces");
        assertThat(new LatexFigure("\\frac{1}{2}", "half").preferredAspect()).isPositive();
    }
}

package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComputeThreadTest {
    @Test
    void itIsBusyUntilTheLastAnswerIsKnownAndNoLonger() throws Exception {
        try (ComputeThread compute = new ComputeThread()) {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Boolean> first = compute.submit(() -> go.await(20, TimeUnit.SECONDS));
            List<Boolean> busy = new ArrayList<>();
            CompletableFuture<Void> seen = first.thenRun(() -> busy.add(compute.isBusy()));
            assertThat(compute.isBusy()).isTrue();
            go.countDown();
            seen.get();
            assertThat(busy).as("when the answer is known").containsExactly(false);
        }
    }

    @Test
    void whatFailsOrIsGivenUpEndsToo() throws Exception {
        try (ComputeThread compute = new ComputeThread()) {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Boolean> first = compute.submit(() -> go.await(20, TimeUnit.SECONDS));
            CompletableFuture<Void> failed = compute.submit(() -> {
                throw new IllegalArgumentException("no");
            });
            CompletableFuture<Void> givenUp = compute.submit(() -> {
                throw new AssertionError("is not carried out");
            });
            givenUp.cancel(false);
            go.countDown();
            assertThat(first.get()).isTrue();
            assertThatThrownBy(failed::get).hasMessageContaining("no");
            compute.submit(() -> null).get();
            assertThat(compute.isBusy()).isFalse();
        }
    }
}

package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatestWinsTest {
    private final LatestWins worker = new LatestWins("latest-wins-test");
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @Test
    void aNewerJobTakesThePlaceOfTheOneThatWaits() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        worker.submit(overtaken -> {
            started.countDown();
            await(go);
            done.add(overtaken.getAsBoolean() ? "overtaken" : "first");
        });
        await(started);
        worker.submit(overtaken -> done.add("never"));
        worker.submit(overtaken -> done.add("last"));
        go.countDown();

        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("overtaken");
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("last");
        worker.close();
        assertThat(done).isEmpty();
    }

    @Test
    void aJobThatWaitsForRestStartsAnewWithEveryNewerOne() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            String name = "job " + i;
            worker.submitAfter(200, overtaken -> done.add(name));
        }

        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("job 19");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
        worker.close();
        assertThat(done).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

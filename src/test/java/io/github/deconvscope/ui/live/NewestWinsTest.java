package io.github.deconvscope.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NewestWinsTest {
    private final NewestWins worker = new NewestWins("newest-wins-test");
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @Test
    void anAnswerThatTakesLongIsAnnouncedAndOneThatIsThereAtOnceIsNot() throws InterruptedException {
        // Asked first, so that what would be said of it comes before what is said of the other.
        NewestWins quick = new NewestWins("newest-wins-quick");
        quick.ask(overtaken -> "answer", Runnable::run, done::add, failure -> {}, () -> done.add("late already"));
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("answer");
        CountDownLatch go = new CountDownLatch(1);
        worker.ask(
                overtaken -> {
                    await(go);
                    return "slow answer";
                },
                Runnable::run,
                done::add,
                failure -> done.add("failure"),
                () -> done.add("late"));
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("late");
        go.countDown();
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("slow answer");
        quick.close();
        worker.close();
        assertThat(done).isEmpty();
    }

    @Test
    void aNewerJobReplacesTheWaitingOne() throws InterruptedException {
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
        assertThat(worker.isBusy()).isTrue();
        go.countDown();

        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("overtaken");
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("last");
        worker.close();
        assertThat(done).isEmpty();
    }

    @Test
    void aJobThatRestsStartsAnewWithEveryNewerOne() throws InterruptedException {
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

    @Test
    void aJobThatFailsIsReportedAndTheNextOneIsDone() throws InterruptedException {
        CountDownLatch set = new CountDownLatch(1);
        worker.submit(overtaken -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> done.add(e.getMessage()));
            set.countDown();
        });
        await(set);
        worker.submit(overtaken -> {
            throw new IllegalStateException("broken");
        });
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("broken");
        worker.submit(overtaken -> done.add("next"));
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("next");
        worker.close();
    }

    /** Two executors cranked by hand, in any order: what is delivered is never overtaken, and the newest always comes. */
    @RepeatedTest(200)
    void onlyTheNewestAnswerIsDelivered(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Deque<Runnable> background = new ArrayDeque<>();
        Deque<Runnable> here = new ArrayDeque<>();
        NewestWins asked = new NewestWins(background::add);
        List<Integer> got = new ArrayList<>();
        int newest = -1;
        for (int i = 0; i < 40; i++) {
            int chosen = random.nextInt(4);
            if (chosen == 0) {
                int question = ++newest;
                asked.ask(overtaken -> question, here::add, got::add, e -> got.add(-1));
            } else if (chosen == 1 && !background.isEmpty()) {
                background.remove().run();
            } else if (chosen == 2 && !here.isEmpty()) {
                int before = got.size();
                here.remove().run();
                assertThat(got.subList(before, got.size())).as("delivered now").isSubsetOf(List.of(newest));
            } else if (chosen == 3 && random.nextInt(8) == 0) {
                asked.cancel();
                newest = Math.max(newest, newest + 1000);
            }
            assertThat(background.size()).as("running at a time").isLessThanOrEqualTo(1);
        }
        int last = newest + 1;
        asked.ask(overtaken -> last, here::add, got::add, e -> got.add(-1));
        while (!background.isEmpty() || !here.isEmpty()) {
            (background.isEmpty() ? here : background).remove().run();
        }
        assertThat(got).doesNotContain(-1).endsWith(last);
        assertThat(asked.isBusy()).isFalse();
    }

    @Test
    void whatTheQuestionThrewIsDelivered() {
        List<Throwable> failures = new ArrayList<>();
        NewestWins direct = new NewestWins(Runnable::run);
        direct.ask(
                overtaken -> {
                    throw new IOException("no file");
                },
                Runnable::run,
                answer -> {},
                failures::add);
        direct.askElsewhere(
                () -> CompletableFuture.failedFuture(new IOException("no engine")),
                Runnable::run,
                answer -> {},
                failures::add);
        direct.askElsewhere(
                () -> {
                    throw new IllegalArgumentException("no such layer");
                },
                Runnable::run,
                answer -> {},
                failures::add);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("no file", "no engine", "no such layer");
        assertThat(direct.isBusy()).isFalse();
    }

    @Test
    void afterCloseNothingIsDoneOrDelivered() {
        Deque<Runnable> background = new ArrayDeque<>();
        NewestWins closing = new NewestWins(background::add);
        closing.ask(overtaken -> done.add("asked"), Runnable::run, added -> done.add("answered"), e -> {});
        closing.close();
        background.remove().run();
        closing.submit(overtaken -> done.add("submitted"));
        assertThat(background).isEmpty();
        assertThat(done).containsExactly("asked");
        NewestWins refused = new NewestWins(task -> {
            throw new RejectedExecutionException();
        });
        refused.submit(overtaken -> done.add("refused"));
        assertThat(done).containsExactly("asked");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

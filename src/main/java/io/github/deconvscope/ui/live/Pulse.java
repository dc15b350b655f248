package io.github.deconvscope.ui.live;

import java.util.concurrent.CopyOnWriteArrayList;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.util.Subscription;

/**
 * The heartbeat of a window: once a frame everything that follows live data looks whether there is news. Nothing is posted per training
 * step, so a fast run cannot flood the FX thread.
 *
 * <p>The pulse also hands out the time that live figures may take from a training: after a round of paintings that cost c, live figures
 * rest for {@value #REST} c. For the FX thread only. A test turns it by hand with {@link #turn}, without a toolkit.
 */
public final class Pulse {
    /** With 30, painting takes about 3 % of one core: half of that of a training on two. */
    static final int REST = 30;

    private static final long SHORTEST_REST_NANOS = 50_000_000;
    private static final long LONGEST_REST_NANOS = 2_000_000_000;
    private static final long WINDOW_NANOS = 1_000_000_000;
    private static final int LEAST_FRAMES = 4;

    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private AnimationTimer timer;
    private long now;
    private long nextLiveRound;
    private boolean liveDue = true;
    private long windowStart;
    private int framesInWindow;
    private double frameMillis = Double.NaN;

    /** The pulse of a scene; made when first asked for. Beats while anybody listens. */
    public static Pulse of(Scene scene) {
        return (Pulse) scene.getProperties().computeIfAbsent(Pulse.class, key -> new Pulse());
    }

    /** Calls the listener once a frame until the subscription ends. */
    public Subscription add(Runnable listener) {
        listeners.add(listener);
        if (timer == null && javafx.application.Platform.isFxApplicationThread()) {
            timer = new AnimationTimer() {
                @Override
                public void handle(long nanos) {
                    turn(nanos);
                }
            };
            timer.start();
        }
        return () -> remove(listener);
    }

    /** Calls the listener at the next frame, and then at the first frame after each time of so many nanoseconds, until the subscription ends. */
    public Subscription every(long nanos, Runnable listener) {
        return add(new Runnable() {
            private boolean called;
            private long last;

            @Override
            public void run() {
                long now = System.nanoTime();
                if (!called || now - last > nanos) {
                    called = true;
                    last = now;
                    listener.run();
                }
            }
        });
    }

    private void remove(Runnable listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && timer != null) {
            // A running timer is held by the toolkit and would keep the window alive.
            timer.stop();
            timer = null;
            windowStart = 0;
        }
    }

    /**
     * One beat.
     *
     * @param nanos a clock that only grows
     */
    public void turn(long nanos) {
        now = nanos;
        measure(nanos);
        liveDue = nanos - nextLiveRound >= 0;
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    private void measure(long nanos) {
        if (windowStart == 0) {
            windowStart = nanos;
            framesInWindow = 0;
        }
        if (nanos - windowStart >= WINDOW_NANOS && framesInWindow > 0) {
            // A pause in which nothing was to be drawn, or one long piece of work, is not a rate of frames.
            frameMillis = framesInWindow < LEAST_FRAMES ? Double.NaN : (nanos - windowStart) / 1e6 / framesInWindow;
            windowStart = nanos;
            framesInWindow = 0;
        }
        framesInWindow++;
    }

    /** Whether live figures may be painted in this beat. The same for all of them, so that they change together. */
    public boolean liveDue() {
        return liveDue;
    }

    /** Tells what painting a live figure cost; the next round comes later by {@value #REST} times as much. */
    public void spent(long nanos) {
        long earliest = Math.max(nextLiveRound, now + SHORTEST_REST_NANOS);
        nextLiveRound = Math.min(earliest + REST * nanos, now + LONGEST_REST_NANOS);
    }

    /** Milliseconds from frame to frame, over the last second; NaN in the first, and in one of fewer than {@value #LEAST_FRAMES} frames. */
    public double frameMillis() {
        return frameMillis;
    }
}

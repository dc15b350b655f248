package io.github.deconvscope.engine.data;

/**
 * SplitMix64 (Steele, Lea and Flood, <em>Fast Splittable Pseudorandom Number Generators</em>, OOPSLA 2014): a random stream that is a pure
 * function of its key. Written out here because a run has to be repeatable for ever, and the classes of the JDK do not promise their
 * numbers.
 */
final class SplitMix {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    private SplitMix(long state) {
        this.state = state;
    }

    /** The stream that belongs to some numbers: the same numbers give the same stream, others an unrelated one. */
    static SplitMix of(long... key) {
        long state = 0;
        for (long part : key) {
            state = mix(state + GOLDEN + mix(part + GOLDEN));
        }
        return new SplitMix(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** A whole number from 0 to bound - 1, without bias worth naming: the bound is below 2^31 and the draw has 64 bits. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number, by the method of Box and Muller. */
    double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }

    /** A random order of 0 to size - 1 (Fisher and Yates). */
    int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

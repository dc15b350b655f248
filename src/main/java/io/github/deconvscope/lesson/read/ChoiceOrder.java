package io.github.deconvscope.lesson.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order in which the answers to a choice are shown, so that the right one does not always stand where the author wrote it. It depends on
 * the lesson and the step alone: the seed is the 64-bit FNV-1a hash of {@code ID:STEP} in UTF-8, the numbers drawn from it are SplitMix64's,
 * and both are written out here, so no version of Java or of this program changes what a person saw.
 */
final class ChoiceOrder {
    private long state;

    private ChoiceOrder(long seed) {
        state = seed;
    }

    /**
     * The same items in the order of a step.
     *
     * @param lesson id
     * @param step from 1
     */
    static <T> List<T> of(String lesson, int step, List<T> items) {
        ChoiceOrder random = new ChoiceOrder(hash(lesson + ":" + step));
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, (int) Long.remainderUnsigned(random.next(), i + 1L));
        }
        return List.copyOf(shuffled);
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

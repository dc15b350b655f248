package io.github.deconvscope.engine.root;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a function in TorchScript puts the matrices that it needs for a while: slices of one array, each used again when it is free. One array for each
 * matrix would be as many pieces of memory, between which others settle, so that larger arrays no longer fit.
 */
final class Slots {
    private final String array;
    private final Deque<String> free = new ArrayDeque<>();
    private int count;

    /** @param array its name */
    Slots(String array) {
        this.array = array;
    }

    /** The name of a matrix that is free, or of a further one. */
    String take() {
        return free.isEmpty() ? array + count++ : free.pop();
    }

    /** Frees matrices. */
    void give(String... names) {
        for (String name : names) {
            free.push(name);
        }
    }

    /** The lines that make them all, to stand before those that use them. */
    String made(String like) {
        if (count == 0) {
            return "";
        }
        StringBuilder lines = new StringBuilder(
                "%s = torch.empty(torch.add([%d], torch.size(%s)), dtype=ops.prim.dtype(%s), device=ops.prim.device(%s))\n"
                        .formatted(array, count, like, like, like));
        for (int i = 0; i < count; i++) {
            lines.append("%s%d = torch.select(%s, 0, %d)\n".formatted(array, i, array, i));
        }
        return lines.toString();
    }
}

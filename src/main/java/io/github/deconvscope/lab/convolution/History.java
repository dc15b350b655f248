package io.github.deconvscope.lab.convolution;

import java.util.ArrayDeque;
import java.util.Deque;

/** Undo and redo: the current value with those before and after it. Keeps the last {@value #LIMIT} steps. Not thread-safe. */
public final class History<S> {
    static final int LIMIT = 500;

    private final Deque<S> past = new ArrayDeque<>();
    private final Deque<S> future = new ArrayDeque<>();
    private S present;

    public History(S present) {
        this.present = present;
    }

    public S present() {
        return present;
    }

    /** Makes a value the current one and clears what could be redone. An equal value is no step. */
    public void push(S next) {
        if (next.equals(present)) {
            return;
        }
        past.push(present);
        if (past.size() > LIMIT) {
            past.removeLast();
        }
        future.clear();
        present = next;
    }

    public boolean canUndo() {
        return !past.isEmpty();
    }

    public boolean canRedo() {
        return !future.isEmpty();
    }

    /** One step back, if there is one. */
    public S undo() {
        if (canUndo()) {
            future.push(present);
            present = past.pop();
        }
        return present;
    }

    /** One step forward again, if there is one. */
    public S redo() {
        if (canRedo()) {
            past.push(present);
            present = future.pop();
        }
        return present;
    }
}

package io.github.deconvscope.engine.layer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.root.InverseRoot;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One backward pass, taken in stretches, so that some gradients can be worked out by hand where that needs fewer products than autograd.
 *
 * <p>A layer that whitens cuts the graph at its input and works its statistics out without a graph. Going back, autograd brings the
 * gradients of one stretch, the layer turns those of mean and D into that of its samples ({@link InverseRoot#gradient}), and autograd goes
 * on from there with both parts. What a stretch held is freed before the next.
 *
 * <p>While a tape is open gradients are recorded; there is one at a time. Layers that know no tape ({@link Layer#setTape}) leave everything
 * to autograd, with the same gradients.
 */
public final class GradientTape implements AutoCloseable {
    private final GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
    private final NDManager manager;
    private final Deque<Runnable> pieces = new ArrayDeque<>();

    /**
     * Starts recording.
     *
     * @param parent of what the tape holds; the manager of one step
     */
    public GradientTape(NDManager parent) {
        manager = parent.newSubManager();
        manager.setName("tape");
    }

    /**
     * Ends a stretch of the graph.
     *
     * @param x what the stretch gave; a gradient has to flow through it
     * @return the same numbers, as the start of the next stretch
     */
    NDArray cut(NDArray x) {
        NDArray end = keep(x.reshape(x.getShape())); // a handle of its own, since the net closes that of x
        NDArray start = startOfStretch(x);
        pieces.push(() -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                passOn(end, start.getGradient());
            }
            start.close();
            end.close();
        });
        return start;
    }

    /** A copy of the handle that collects its gradient, kept until the pass is over or it is closed. */
    NDArray startOfStretch(NDArray x) {
        NDArray start = keep(x.stopGradient());
        start.setRequiresGradient(true);
        return start;
    }

    /** Keeps an array beyond the scope of the layer that made it. */
    NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    /** Notes work to be done when all gradients behind this place are there, and before those in front of it are wanted. */
    void onTheWayBack(Runnable piece) {
        pieces.push(() -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                piece.run();
            }
        });
    }

    /** Lets autograd go on from an array with a gradient that is known. */
    void passOn(NDArray array, NDArray gradient) {
        JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, false, false);
    }

    /**
     * Takes the gradient of a number with respect to all parameters that want one; they add up on the parameters as ever.
     *
     * @param loss one number, made while the tape was open
     */
    public void backward(NDArray loss) {
        collector.backward(loss);
        while (!pieces.isEmpty()) {
            pieces.pop().run();
        }
    }

    @Override
    public void close() {
        pieces.clear();
        collector.close();
        manager.close();
    }
}

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
import java.util.function.Consumer;

/**
 * One backward pass in segments, so that some gradients can be computed manually where that needs fewer matrix products than autograd.
 *
 * <p>A whitening layer detaches its input and computes its statistics without a graph. Backward, autograd computes the gradients of one
 * segment, the layer turns those of mean and D into that of its samples ({@link InverseRoot#gradient}), and autograd continues from there
 * with both. The arrays of a segment are freed before the next.
 *
 * <p>While a tape is open gradients are recorded; only one may be open. Layers without a tape ({@link Layer#setTape}) leave everything to
 * autograd, with the same gradients.
 */
public final class GradientTape implements AutoCloseable {
    private final GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
    private final NDManager manager;
    private final Deque<Runnable> pieces = new ArrayDeque<>();

    /**
     * Starts recording.
     *
     * @param parent of the arrays that the tape retains; the manager of one step
     */
    public GradientTape(NDManager parent) {
        manager = parent.newSubManager();
        manager.setName("tape");
    }

    /**
     * Ends a segment of the graph. Where several ways begin at an array, it has to be ended once for all of them: their gradients are added up
     * before autograd continues from it.
     *
     * @param x output of the segment; has to require a gradient
     * @return the same numbers, as the input of the next segment
     */
    public NDArray detach(NDArray x) {
        NDArray end = retain(anotherHandle(x));
        NDArray start = startSegment(x);
        onBackward(() -> {
            backwardFrom(end, start.getGradient());
            start.close();
            end.close();
        });
        return start;
    }

    /**
     * Continues with a result that was computed without a graph.
     *
     * @param gradient takes the gradient of the result and passes it on, see {@link #backwardFrom}
     * @return the result, as the input of the next segment
     */
    NDArray continueFrom(NDArray result, Consumer<NDArray> gradient) {
        NDArray start = startSegment(result);
        onBackward(() -> {
            gradient.accept(start.getGradient());
            start.close();
        });
        return anotherHandle(start);
    }

    /** The net closes the handles of its activations when it has used them. */
    static NDArray anotherHandle(NDArray x) {
        return x.reshape(x.getShape());
    }

    /** A detached copy of the handle that collects its gradient; retained until the pass is over or it is closed. */
    NDArray startSegment(NDArray x) {
        NDArray start = retain(x.stopGradient());
        start.setRequiresGradient(true);
        return start;
    }

    /** Retains an array beyond the scope of the layer that made it. */
    NDArray retain(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    /** Registers a step of the backward pass: after the gradients of all later segments, before those of all earlier ones. */
    void onBackward(Runnable piece) {
        pieces.push(() -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                piece.run();
            }
        });
    }

    /** Continues autograd from an array whose gradient is known. */
    void backwardFrom(NDArray array, NDArray gradient) {
        JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, false, false);
    }

    /** Like {@link #backwardFrom} for the first of two arrays whose graphs share parts. */
    void backwardFromFirst(NDArray array, NDArray gradient) {
        JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, true, false);
    }

    /**
     * Computes the gradient of a number with respect to all parameters that require one; gradients accumulate on the parameters.
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

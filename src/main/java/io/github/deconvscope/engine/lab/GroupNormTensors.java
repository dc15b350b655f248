package io.github.deconvscope.engine.lab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.GroupNorm2D;
import io.github.deconvscope.math.GroupNorm;

/**
 * Group normalization of pictures, (N, C, H, W), both ways; layer normalization with one group. On the compute thread.
 *
 * @param groups of channels
 * @param scale (1, C, 1, 1)
 * @param shift (1, C, 1, 1)
 */
record GroupNormTensors(int groups, NDArray scale, NDArray shift) {
    static GroupNormTensors of(NDManager manager, GroupNorm norm) {
        return new GroupNormTensors(norm.groups(), tensor(manager, norm.scale()), tensor(manager, norm.shift()));
    }

    private static NDArray tensor(NDManager manager, double[] values) {
        return PlainNetTensors.tensor(manager, NpyArray.of(values, 1, values.length, 1, 1));
    }

    /** As it is before training. */
    GroupNormTensors anew(NDManager scope) {
        return new GroupNormTensors(groups, scope.ones(scale.getShape()), scope.zeros(shift.getShape()));
    }

    NDArray forward(NDArray x) {
        return GroupNorm2D.standardised(x, groups).mul(scale).add(shift);
    }

    /**
     * The derivative: with z the standardised values and h = scale signal, (h - mean(h) - z mean(h z)) / deviation, means over a group.
     *
     * @param x the input of the forward pass
     * @param signal in its shape
     */
    NDArray back(NDArray x, NDArray signal) {
        Shape shape = x.getShape();
        Shape rows = new Shape(shape.get(0) * groups, shape.size() / (shape.get(0) * groups));
        NDArray z = GroupNorm2D.standardised(x, groups).reshape(rows);
        NDArray h = signal.mul(scale).reshape(rows);
        NDArray values = x.reshape(rows);
        NDArray variance = mean(values.sub(mean(values)).square());
        return h.sub(mean(h))
                .sub(z.mul(mean(h.mul(z))))
                .div(variance.add(GroupNorm.EPS).sqrt())
                .reshape(shape);
    }

    private static NDArray mean(NDArray rows) {
        return rows.mean(new int[] {1}, true);
    }
}

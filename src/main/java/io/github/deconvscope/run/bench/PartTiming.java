package io.github.deconvscope.run.bench;

/**
 * One part of a deconvolution layer.
 *
 * @param layer which layer, such as {@code conv3}
 * @param part which part
 * @param forward its forward pass
 * @param backward its gradient
 * @param forwardGmac billions of multiply-adds of the forward pass; 0 for a part that only moves numbers
 */
public record PartTiming(String layer, Part part, Timing forward, Timing backward, double forwardGmac) {
    /** The parts, in the order they are computed. */
    public enum Part {
        PATCHES("patches"),
        COVARIANCE("covariance"),
        NEWTON_SCHULZ("Newton-Schulz"),
        WEIGHT("W D"),
        CONVOLUTION("convolution");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        /** What people call it. */
        public String label() {
            return label;
        }
    }

    /** Billions of floating-point operations a second in the forward pass; a multiply-add is two. */
    public double forwardGflops() {
        return 2000 * forwardGmac / forward.median();
    }
}

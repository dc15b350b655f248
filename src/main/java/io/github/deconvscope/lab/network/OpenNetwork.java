package io.github.deconvscope.lab.network;

import java.util.concurrent.CompletionStage;

/**
 * A net as it was at one checkpoint; further training of its run does not change it. Calls return at once and from any thread; stages
 * complete on the framework's own thread, and fail with an {@link io.github.deconvscope.base.InvalidInputException} in plain words where
 * the question is not one that this net can answer. Close it to free its memory; questions after that fail.
 */
public interface OpenNetwork extends AutoCloseable {
    NetworkInfo info();

    /**
     * A picture of the run's test set.
     *
     * @param index from 0
     * @throws io.github.deconvscope.base.InvalidInputException if there is no such picture
     */
    NetworkPicture testPicture(int index);

    /** What the picture becomes in each layer, and its scores. */
    CompletionStage<NetworkPass> look(NetworkPicture picture);

    /**
     * What a layer multiplies with. Needs no framework.
     *
     * @param layer from 1
     */
    LayerKernels kernels(int layer);

    /** Sends a channel back to the pixels. */
    CompletionStage<BackProjection> back(BackQuestion question);

    /**
     * Looks for the test pictures that excite each channel of a layer most.
     *
     * @param layer from 1
     * @param progress told how far it is, and asked whether to go on, on the framework's thread
     * @return fails with a {@link java.util.concurrent.CancellationException} once given up
     */
    CompletionStage<TopPictures> top(int layer, TestProgress progress);

    /**
     * The class that the net predicts for each test picture.
     *
     * @param progress told how far it is, and asked whether to go on, on the framework's thread
     * @return fails with a {@link java.util.concurrent.CancellationException} once given up
     */
    CompletionStage<TestPredictions> predictions(TestProgress progress);

    /** Frees the net, after the questions that were asked before. Returns at once. */
    @Override
    void close();
}

package io.github.deconvscope.engine.data;

import io.github.deconvscope.run.config.DatasetName;

/**
 * A data set ready to train on.
 *
 * @param name which one
 * @param train images to learn from
 * @param test images to test on
 * @param statistics how both are normalised: the usual constants for CIFAR-10 as it is stored, measured on the whole training part for all others
 */
public record DataSet(DatasetName name, ImageSet train, ImageSet test, ChannelStatistics statistics) {

    /** The same set with fewer images, class-balanced; 0 keeps all. The normalisation stays that of the whole set. */
    public DataSet limited(int trainLimit, int testLimit) {
        return new DataSet(
                name,
                trainLimit == 0 ? train : train.balancedPrefix(trainLimit),
                testLimit == 0 ? test : test.balancedPrefix(testLimit),
                statistics);
    }
}

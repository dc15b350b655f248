package io.github.deconvscope.engine.data;

import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.DataFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A data set ready to train on.
 *
 * @param name which one
 * @param train images to learn from
 * @param test images to test on
 * @param statistics how both are normalised: the usual constants for CIFAR-10 as it is stored, measured on the whole training part for all
 *     others
 * @param place absolute path of its folder or file; empty if it is embedded or generated
 * @param notes what was found and decided, a sentence each
 * @param leftOut files that could not be read, with the reason
 */
public record DataSet(
        DatasetName name,
        ImageSet train,
        ImageSet test,
        ChannelStatistics statistics,
        String place,
        List<String> notes,
        List<String> leftOut) {

    /** With as many images as a run asks for. */
    public DataSet limited(RunConfig config) {
        return limited(config.whole(RunOption.TRAIN_LIMIT), config.whole(RunOption.TEST_LIMIT));
    }

    /** The same set with fewer images, class-balanced; 0 keeps all. The normalisation stays that of the whole set. */
    public DataSet limited(int trainLimit, int testLimit) {
        return new DataSet(
                name,
                trainLimit == 0 ? train : train.balancedPrefix(trainLimit),
                testLimit == 0 ? test : test.balancedPrefix(testLimit),
                statistics,
                place,
                notes,
                leftOut);
    }

    /** What was found, for people and for the record. */
    public DataFacts facts() {
        CRC32C sum = new CRC32C();
        for (String each : train.classNames()) {
            sum.update(each.getBytes(StandardCharsets.UTF_8));
        }
        train.addTo(sum);
        test.addTo(sum);
        return new DataFacts(
                name.label(),
                place,
                notes,
                new InputShape(statistics.channels(), train.side()),
                train.classNames(),
                train.classCounts(),
                test.classCounts(),
                leftOut,
                String.format(Locale.ROOT, "%08x", sum.getValue()));
    }
}

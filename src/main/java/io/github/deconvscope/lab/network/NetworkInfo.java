package io.github.deconvscope.lab.network;

import io.github.deconvscope.base.InvalidInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * Describes an open net: run and checkpoint, layers, classes, and the format of its pictures.
 *
 * @param run the run folder
 * @param step of the checkpoint
 * @param net in words, such as {@code VGG-11, deconvolution}
 * @param normalization how its layers normalize, such as {@code batchnorm}
 * @param dataSet name of the data set
 * @param layers its convolutions in order
 * @param classNames names of the classes
 * @param testPictures how many test pictures the run has
 * @param format how a picture has to be
 */
public record NetworkInfo(
        Path run,
        long step,
        String net,
        String normalization,
        String dataSet,
        List<NetworkLayer> layers,
        List<String> classNames,
        int testPictures,
        PictureFormat format) {
    public NetworkInfo {
        layers = List.copyOf(layers);
        classNames = List.copyOf(classNames);
    }

    /** A layer by its number, from 1, or an {@link InvalidInputException} that says which there are. */
    public NetworkLayer layer(int number) {
        if (number < 1 || number > layers.size()) {
            throw new InvalidInputException(
                    "Layer " + number + " is not one of this net's convolutions; they are 1 to " + layers.size() + ".");
        }
        return layers.get(number - 1);
    }

    /** Whether a number stands for the scores and not for a layer; refuses one that stands for neither. */
    public boolean ofScores(int number) {
        int scores = layers.size() + 1;
        if (number < 1 || number > scores) {
            throw new InvalidInputException("Layer " + number + " is not one of this net's; its convolutions are 1 to "
                    + layers.size() + ", and " + scores + " stands for the scores.");
        }
        return number == scores;
    }

    /** Refuses a channel that is not there. @param layer one more than there are convolutions for the scores, whose channels are the classes */
    public void requireChannel(int layer, int channel) {
        if (!ofScores(layer)) {
            layer(layer).requireChannel(channel);
        } else if (channel < 0 || channel >= classNames.size()) {
            throw new InvalidInputException("Class " + channel + " is not one of this net's; it has "
                    + classNames.size() + ", 0 to " + (classNames.size() - 1) + ".");
        }
    }

    /** Refuses values of which one is no number. @param what gives them, such as {@code Layer 3} */
    public void requireFinite(String what, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new InvalidInputException(what + " of " + where() + " gives " + value
                        + ": the weights have grown beyond what fp32 can add up. Choose an earlier checkpoint, or train again with a"
                        + " lower learning rate.");
            }
        }
    }

    /** Refuses a test picture that is not there. */
    public void requireTestPicture(int index) {
        if (index < 0 || index >= testPictures) {
            throw new InvalidInputException("Test picture " + index + " is not there; this run tests on " + testPictures
                    + ", 0 to " + (testPictures - 1) + ".");
        }
    }

    /** Such as {@code run demo, step 158}. */
    public String where() {
        return "run " + run.getFileName() + ", step " + step;
    }
}

package io.github.deconvscope.ui.state;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.math.BackRule;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person chose on the network page.
 *
 * @param a the net that is looked at
 * @param b the net beside it
 * @param view what is in view
 * @param picture that the nets look at
 * @param question which channel, and how it goes back to the pixels
 */
public record NetworkState(Net a, Optional<Net> b, View view, Picture picture, Question question) {
    /** What can be in view. */
    public enum View {
        OVERVIEW,
        CHANNEL,
        BACK,
        MISTAKES,
        WHITENESS
    }

    /** Which test pictures are listed. */
    public enum Outcome {
        ALL("All"),
        RIGHT("Right"),
        WRONG("Wrong");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /**
     * A net.
     *
     * @param run name of its folder, or the whole path of one that lies elsewhere; empty for the newest run
     * @param step of the checkpoint; empty for the newest, also of a run that goes on
     */
    public record Net(String run, Optional<Long> step) {
        /** The newest checkpoint of a run. */
        public static Net newest(String run) {
            return new Net(run, Optional.empty());
        }
    }

    /**
     * A picture, and which test pictures are listed.
     *
     * @param index of a test picture, from 0
     * @param photoName name of an own picture, which takes the place of the test picture
     * @param photo that picture, as {@code OwnPhoto} writes it
     * @param category class of the test pictures that are listed; empty for all
     * @param outcome which of them are listed
     */
    public record Picture(
            int index,
            Optional<String> photoName,
            Optional<String> photo,
            Optional<Integer> category,
            Outcome outcome) {
        /** A test picture instead of what is looked at now. */
        public Picture withIndex(int test) {
            return new Picture(test, Optional.empty(), Optional.empty(), category, outcome);
        }

        /** An own picture instead of what is looked at now. */
        public Picture withPhoto(String name, String text) {
            return new Picture(index, Optional.of(name), Optional.of(text), category, outcome);
        }

        /** Other test pictures in the list. */
        public Picture listing(Optional<Integer> of, Outcome which) {
            return new Picture(index, photoName, photo, of, which);
        }
    }

    /**
     * A channel, and how it goes back to the pixels.
     *
     * @param layer from 1; one more than there are convolutions for the scores
     * @param channel from 0; of the scores the class
     * @param rule of the ReLUs on the way back
     * @param redrawFirst first layer whose weights are drawn anew; 0 for none
     * @param redrawLast last one; 0 for none
     * @param position which step of the way back is in view, from 0; {@value #LAST} for the last
     */
    public record Question(int layer, int channel, BackRule rule, int redrawFirst, int redrawLast, int position) {
        /** The end of a way back. */
        public static final int LAST = -1;

        /** Another channel, at the end of its way back. */
        public Question of(int otherLayer, int otherChannel) {
            return new Question(otherLayer, otherChannel, rule, redrawFirst, redrawLast, LAST);
        }

        public Question withRule(BackRule next) {
            return new Question(layer, channel, next, redrawFirst, redrawLast, position);
        }

        /** Weights of these layers drawn anew; 0 and 0 for none. */
        public Question redrawn(int first, int last) {
            return new Question(layer, channel, rule, first, last, position);
        }

        public Question at(int step) {
            return new Question(layer, channel, rule, redrawFirst, redrawLast, step);
        }

        /** Layers whose weights are drawn anew, among those that the way back goes through. */
        public Set<Integer> redraw() {
            Set<Integer> layers = new TreeSet<>();
            for (int i = Math.max(1, redrawFirst); redrawFirst > 0 && i <= Math.min(redrawLast, layer); i++) {
                layers.add(i);
            }
            return layers;
        }
    }

    /** The page when it is opened for the first time. */
    public static final NetworkState START = new NetworkState(
            Net.newest(""),
            Optional.empty(),
            View.OVERVIEW,
            new Picture(0, Optional.empty(), Optional.empty(), Optional.empty(), Outcome.ALL),
            new Question(1, 0, BackRule.GRADIENT, 0, 0, Question.LAST));

    private static final String PLACE = "The saved state of the network page";
    private static final JsonRecord<NetworkState> JSON = new JsonRecord<>(PLACE, NetworkState.class);

    public NetworkState {
        if (question.layer < 1) {
            throw new InvalidInputException(
                    PLACE + ": \"layer\" is " + question.layer + "; layers are counted from 1. Correct it there.");
        }
        if (picture.photo.isPresent() != picture.photoName.isPresent()) {
            throw new InvalidInputException(
                    PLACE + ": \"photo\" and \"photoName\" belong together; give both, or neither.");
        }
    }

    public NetworkState withA(Net net) {
        return new NetworkState(net, b, view, picture, question);
    }

    public NetworkState withB(Optional<Net> net) {
        return new NetworkState(a, net, view, picture, question);
    }

    public NetworkState withView(View next) {
        return new NetworkState(a, b, next, picture, question);
    }

    public NetworkState withPicture(Picture next) {
        return new NetworkState(a, b, view, next, question);
    }

    public NetworkState withQuestion(Question next) {
        return new NetworkState(a, b, view, picture, next);
    }

    /** @throws InvalidInputException if the text is neither empty nor what {@link #toString} writes */
    public static NetworkState parse(String text) {
        return text.isEmpty() ? START : JSON.read(text);
    }

    /** One line of JSON. */
    @Override
    public String toString() {
        return JSON.write(this).toString();
    }
}

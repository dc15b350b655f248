package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;

/**
 * The data that the whitening page shows: photograph, image file, data set, random field, or the input of a layer of a run.
 *
 * @param kind which of the ways
 * @param name id of a shipped photograph or data set, path of an image file, or folder of a run; empty for synthetic data and before a run
 *     is chosen
 * @param layer name of a layer of the run, such as {@code features.0}; empty for pixels and before a layer is chosen
 * @param step of the run at which the layer is seen, or {@value #NEWEST}; not used for pixels
 */
public record WhiteningSource(Kind kind, String name, String layer, long step) {
    /** Stands for the newest step of a run, which changes while the run goes on. */
    public static final long NEWEST = -1;

    /** The ways to get data. */
    public enum Kind {
        PHOTO,
        FILE,
        DATA_SET,
        SYNTHETIC,
        LAYER
    }

    public WhiteningSource {
        if (step < NEWEST) {
            throw new InvalidInputException("Step is " + step + "; it has to be 0 or more, or -1 for the newest.");
        }
        // Members that this kind does not use are cleared: equal data are equal sources.
        name = kind == Kind.SYNTHETIC ? "" : name;
        layer = kind == Kind.LAYER ? layer : "";
        step = kind == Kind.LAYER ? step : NEWEST;
    }

    private static WhiteningSource pixels(Kind kind, String name) {
        return new WhiteningSource(kind, name, "", NEWEST);
    }

    /** A photograph that comes with the app. */
    public static WhiteningSource photo(String id) {
        return pixels(Kind.PHOTO, id);
    }

    /** An image file. */
    public static WhiteningSource file(String path) {
        return pixels(Kind.FILE, path);
    }

    /** Images of a data set that comes with the app. */
    public static WhiteningSource dataSet(String id) {
        return pixels(Kind.DATA_SET, id);
    }

    /** A random field, see {@link SyntheticImage}. */
    public static WhiteningSource synthetic() {
        return pixels(Kind.SYNTHETIC, "");
    }

    /**
     * The input of a layer of a run.
     *
     * @param run its folder; a bare name is looked for among the recorded runs
     * @param layer see {@link #layer}
     * @param step see {@link #step}
     */
    public static WhiteningSource layer(String run, String layer, long step) {
        return new WhiteningSource(Kind.LAYER, run, layer, step);
    }

    /** Whether this is a layer of a run, of which only matrices are known, and not pixels. */
    public boolean isLayer() {
        return kind == Kind.LAYER;
    }

    /** Whether the other shows the same layer, at whatever step. */
    public boolean isSameLayer(WhiteningSource other) {
        return isLayer() && other.isLayer() && name.equals(other.name) && layer.equals(other.layer);
    }
}

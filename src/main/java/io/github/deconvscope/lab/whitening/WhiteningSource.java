package io.github.deconvscope.lab.whitening;

/**
 * Where the pixels come from.
 *
 * @param kind which of the ways
 * @param name id of a shipped photograph or data set, or path of an image file; empty for synthetic data
 */
public record WhiteningSource(Kind kind, String name) {
    /** The ways to get pixels. */
    public enum Kind {
        PHOTO,
        FILE,
        DATA_SET,
        SYNTHETIC
    }

    /** A photograph that comes with the app. */
    public static WhiteningSource photo(String id) {
        return new WhiteningSource(Kind.PHOTO, id);
    }

    /** An image file. */
    public static WhiteningSource file(String path) {
        return new WhiteningSource(Kind.FILE, path);
    }

    /** Images of a data set that comes with the app. */
    public static WhiteningSource dataSet(String id) {
        return new WhiteningSource(Kind.DATA_SET, id);
    }

    /** A random field, see {@link SyntheticImage}. */
    public static WhiteningSource synthetic() {
        return new WhiteningSource(Kind.SYNTHETIC, "");
    }
}

package io.github.deconvscope.run.doctor;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param id short name for programs, such as {@code pytorch}
 * @param name what people call it, such as "PyTorch"
 * @param verdict whether it will do
 * @param finding what was found, in plain words
 * @param remedy what to do about it; empty when nothing needs to be done
 */
public record Check(String id, String name, Verdict verdict, String finding, String remedy) {
    /** Whether something will do. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Works, but the person may want to know. */
        NOTE,
        /** Something that is needed does not work. */
        BROKEN
    }

    /** All is well. */
    public static Check ok(String id, String name, String finding) {
        return new Check(id, name, Verdict.OK, finding, "");
    }

    /** It works without, but this could be better. */
    public static Check note(String id, String name, String finding, String remedy) {
        return new Check(id, name, Verdict.NOTE, finding, remedy);
    }

    /** Something needed is broken. */
    public static Check broken(String id, String name, String finding, String remedy) {
        return new Check(id, name, Verdict.BROKEN, finding, remedy);
    }
}

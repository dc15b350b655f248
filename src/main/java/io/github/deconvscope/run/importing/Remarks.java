package io.github.deconvscope.run.importing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the remarks on an import, without duplicates, in order. */
final class Remarks {
    private final Set<Remark> all = new LinkedHashSet<>();

    /** Something of the source that is in no curve. */
    void leftOut(String what, String reason) {
        all.add(new Remark(true, what, reason));
    }

    /** Something that a curve shows otherwise than the source has it. */
    void changed(String what, String how) {
        all.add(new Remark(false, what, how));
    }

    void addAll(Remarks others) {
        all.addAll(others.all);
    }

    List<Remark> list() {
        return List.copyOf(all);
    }

    /** A name of the source in a message: in quotes, on one line, not longer than a line. */
    static String quoted(String name) {
        String line = name.replaceAll("\\s+", " ");
        return '"' + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + '"';
    }
}

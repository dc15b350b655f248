package io.github.deconvscope.run.doctor;

import java.util.List;

/** Looks at a part of the machine and says what it found; {@code doctor} prints it. */
@FunctionalInterface
public interface Examiner {
    /** Looks now; may take seconds. Never throws: what cannot be looked at is a finding. */
    List<Check> examine();
}

package io.github.deconvscope.run.importing;

import io.github.deconvscope.run.scalar.ScalarSeries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The curves of one run of another program.
 *
 * @param source the file or folder they were read from
 * @param name what the source calls the run, if it has a name: a Weights and Biases run, a cell of a column {@code run}, a folder of logs
 * @param curves at least one, no two of one name
 * @param remarks what was left out and what was changed
 */
public record ImportedRun(Path source, Optional<String> name, List<Curve> curves, List<Remark> remarks) {
    /**
     * A curve.
     *
     * @param original what the source calls it
     * @param series the curve under the name it has here
     */
    public record Curve(String original, ScalarSeries series) {}

    /** The curves under the names they have here. */
    public List<ScalarSeries> series() {
        return curves.stream().map(Curve::series).toList();
    }
}

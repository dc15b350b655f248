package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a table that a test has written out, and finds things in what was read. */
final class Tables {
    private Tables() {}

    static List<ImportedRun> readAll(Path folder, String text) throws IOException {
        return CurveFiles.read(Files.writeString(folder.resolve("curves.csv"), text));
    }

    static ImportedRun read(Path folder, String text) throws IOException {
        List<ImportedRun> runs = readAll(folder, text);
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    static ScalarSeries curve(ImportedRun run, String original) {
        return run.curves().stream()
                .filter(one -> one.original().equals(original))
                .findFirst()
                .orElseThrow()
                .series();
    }

    static String told(ImportedRun run) {
        return run.remarks().stream().map(Remark::toString).collect(Collectors.joining("\n"));
    }
}

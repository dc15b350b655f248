package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.run.export.NetExporter;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.library.ImportedScalars;
import io.github.deconvscope.run.library.ImportedScalars.Imported;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.scalar.EventFileWriter;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Curves and nets from and to other programs. What cannot be done is told by the model, see {@link RunsModel#troubleProperty}. */
final class RunExchange {
    private final RunsModel model;
    private final LongWork work;

    RunExchange(RunsModel model) {
        this.model = model;
        work = model.longWork();
    }

    /**
     * Brings in a table, a TensorBoard event file or a folder of those, and draws one of their curves.
     *
     * @param done gets the runs, at least one
     */
    public void importFrom(Path source, Consumer<List<Imported>> done) {
        RunLibrary place = model.libraryProperty().get();
        run(
                "Importing " + source.getFileName(),
                () -> ImportedScalars.importFrom(List.of(source), place.newFolder(source)),
                runs -> {
                    model.draw(model.overlayProperty()
                            .get()
                            .showingOneOf(runs.stream()
                                    .flatMap(imported -> imported.run().series().stream())
                                    .toList()));
                    model.refresh();
                    done.accept(runs);
                });
    }

    /** Writes the scalars of the chosen runs into one CSV file. */
    public void exportCsv(Path file, Consumer<Path> done) {
        // Read anew: the comparison on the screen may still be that of the choice before.
        RunsModel.Task<RunComparison> chosen = chosen();
        run(
                "Writing " + file.getFileName(),
                () -> {
                    RunComparison runs = chosen.run();
                    Map<String, List<ScalarSeries>> byName = new LinkedHashMap<>();
                    for (int i = 0; i < runs.entries().size(); i++) {
                        byName.put(
                                unique(byName, runs.entries().get(i)),
                                runs.curves().get(i));
                    }
                    AtomicFile.write(file, ScalarCsv.wideFormat(byName));
                    return file;
                },
                done);
    }

    /** Writes the options in which the chosen runs differ, and how they ended; of all of them, also where not all are drawn. */
    void exportComparison(Path file, Consumer<Path> done) {
        exportTable(file, chosen(), done);
    }

    /** Writes a table as the file's ending asks, see {@link RunComparison#text}. */
    void exportTable(Path file, RunsModel.Task<RunComparison> table, Consumer<Path> done) {
        run(
                "Writing " + file.getFileName(),
                () -> {
                    AtomicFile.write(file, table.run().text(file));
                    return file;
                },
                done);
    }

    /** Reads the curves of the runs that are chosen now. */
    private RunsModel.Task<RunComparison> chosen() {
        List<Path> folders = model.withCurves().stream().map(RunEntry::path).toList();
        return () -> RunLibrary.compare(folders);
    }

    private static String unique(Map<String, ?> taken, RunEntry entry) {
        String folder = entry.path().getFileName().toString();
        String name = entry.displayName();
        return taken.containsKey(name) ? name + " (" + folder + ")" : name;
    }

    /** Writes the scalars of the chosen runs as TensorBoard logs, a folder each. */
    public void exportTensorBoard(Path folder, Consumer<Path> done) {
        RunsModel.Task<RunComparison> chosen = chosen();
        run(
                "Writing TensorBoard logs",
                () -> {
                    List<Path> written = new ArrayList<>();
                    try {
                        RunComparison runs = chosen.run();
                        for (int i = 0; i < runs.entries().size(); i++) {
                            RunEntry entry = runs.entries().get(i);
                            Path own = folder.resolve(entry.path().getFileName().toString());
                            if (!Files.exists(own)) {
                                written.add(own);
                            }
                            EventFileWriter.write(runs.curves().get(i), own, entry.startedMillis());
                        }
                        return folder;
                    } catch (IOException | RuntimeException e) {
                        for (Path own : written) {
                            PartFolder.delete(own);
                        }
                        throw e;
                    }
                },
                done);
    }

    private <T> void run(String what, RunsModel.Task<T> task, Consumer<T> done) {
        model.showProblem("");
        work.run(what, task, done);
    }

    /**
     * Writes the trained net of a run, and a program that loads it.
     *
     * @param form see {@link NetExporter#export}
     * @param done gets the program
     */
    public void exportNet(NetExporter nets, RunEntry run, Path file, NetForm form, Consumer<Path> done) {
        run(
                "Writing the net of " + run.displayName(),
                () -> nets.export(run.path(), OptionalLong.empty(), file, form),
                done);
    }
}

package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.scalar.EventLog;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads curves from files and folders of other programs, detecting their format. This is the entry point for window and commands. */
public final class CurveFiles {
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 100_000;
    private static final int MOST_RUNS = 1000;

    private CurveFiles() {}

    /**
     * Reads a CSV or TSV file, a TensorBoard event file, or a folder; recognised by content, not by name.
     *
     * <p>Of a folder each part that holds event files is a run, named by its path; where there is none, each table is read.
     *
     * @return at least one run, each with at least one curve
     * @throws InvalidInputException if it is missing, of another kind, damaged, or holds no curve
     */
    public static List<ImportedRun> read(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new InvalidInputException("There is no file or folder " + source + ". Check the path.");
        }
        List<FoundRun> found;
        if (Files.isDirectory(source)) {
            found = folder(source);
        } else if (!Files.isRegularFile(source)) {
            throw new InvalidInputException(
                    source + " is neither a file nor a folder. Give a CSV, TSV or TensorBoard file.");
        } else {
            found = file(source);
        }
        if (found.size() > MOST_RUNS) {
            throw new InvalidInputException(source + " holds " + found.size() + " runs; at most " + MOST_RUNS
                    + " are imported at once. Give a part of them.");
        }
        List<ImportedRun> runs = found.stream().map(FoundRun::finish).toList();
        List<ImportedRun> curved =
                runs.stream().filter(run -> !run.curves().isEmpty()).toList();
        if (curved.isEmpty()) {
            throw new InvalidInputException(source + " holds no curve." + why(runs));
        }
        return withRemarksOfEmptyRuns(curved, runs);
    }

    private static String why(List<ImportedRun> runs) {
        String reasons = runs.stream()
                .flatMap(run -> run.remarks().stream())
                .distinct()
                .limit(3)
                .map(Remark::toString)
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? " Give a CSV, TSV or TensorBoard file with numbers." : " Left out: " + reasons + ".";
    }

    /** Leaves out runs without a curve; a remark on the first of the others says so. */
    private static List<ImportedRun> withRemarksOfEmptyRuns(List<ImportedRun> curved, List<ImportedRun> all) {
        List<Remark> empty = all.stream()
                .filter(run -> run.curves().isEmpty())
                .map(run -> new Remark(
                        true,
                        "run " + Remarks.quoted(run.name().orElse(run.source().toString())),
                        "it has no curve"))
                .toList();
        if (empty.isEmpty()) {
            return curved;
        }
        List<ImportedRun> told = new ArrayList<>(curved);
        ImportedRun first = curved.get(0);
        List<Remark> remarks = new ArrayList<>(first.remarks());
        remarks.addAll(empty);
        told.set(0, new ImportedRun(first.source(), first.name(), first.curves(), List.copyOf(remarks)));
        return told;
    }

    private static List<FoundRun> file(Path file) throws IOException {
        if (EventFolder.isEventFile(file) || EventLog.isEventFile(file)) {
            Path folder = file.toAbsolutePath().getParent();
            return List.of(EventFolder.read(List.of(file), file, folder, ""));
        }
        Table table = Table.open(file);
        if (ScalarCsv.isLongHeader(table.header())) {
            return List.of(longForm(file));
        }
        List<FoundRun> runs = TableReader.read(table);
        Optional<String> downloaded = TensorBoardDownload.run(file);
        runs.forEach(
                run -> run.setHeldOut(downloaded.filter(KnownCurves::isHeldOut).isPresent()));
        return runs;
    }

    private static FoundRun longForm(Path file) throws IOException {
        FoundRun run = new FoundRun(file, "");
        for (ScalarSeries series : ScalarCsv.readLong(file)) {
            run.add(series);
        }
        return run;
    }

    private static List<FoundRun> folder(Path folder) throws IOException {
        if (new RunFolder(folder).isRun()) {
            throw new InvalidInputException(
                    folder
                            + " is a run of this program. Open the folder above it on the page runs; there is nothing to import.");
        }
        Contents contents = Contents.of(folder);
        List<FoundRun> runs = new ArrayList<>();
        Remarks broken = new Remarks();
        InvalidInputException[] problem = new InvalidInputException[1];
        if (contents.logs.isEmpty()) {
            for (Path table : contents.tables) {
                attempt(folder, table, broken, problem, () -> file(table).forEach(run -> runs.add(run.in(folder))));
            }
        }
        for (Map.Entry<Path, List<Path>> log : contents.logs.entrySet()) {
            Path part = log.getKey();
            String name = part.equals(folder) ? "" : named(folder, part);
            attempt(
                    folder,
                    part,
                    broken,
                    problem,
                    () -> runs.add(EventFolder.read(log.getValue(), part, part.toAbsolutePath(), name)));
        }
        if (!contents.logs.isEmpty()) {
            contents.tables.forEach(
                    table -> broken.leftOut(named(folder, table), "a table beside logs; import it by itself"));
        }
        if (runs.isEmpty() && problem[0] != null) {
            throw problem[0];
        }
        runs.stream().findFirst().ifPresent(run -> run.remarks().addAll(broken));
        if (runs.isEmpty()) {
            throw new InvalidInputException(
                    folder
                            + " holds no TensorBoard event file (a name with .tfevents.), .csv or .tsv. Give a folder that does.");
        }
        return runs;
    }

    /** What reads a part of a folder. */
    private interface Part {
        void read() throws IOException;
    }

    /** Reads a part; one that cannot be read does not keep the others out. */
    private static void attempt(Path folder, Path part, Remarks broken, InvalidInputException[] problem, Part reader)
            throws IOException {
        try {
            reader.read();
        } catch (InvalidInputException e) {
            problem[0] = e;
            broken.leftOut(named(folder, part), e.getMessage().replaceFirst("\\.$", ""));
        }
    }

    private static String named(Path folder, Path part) {
        String top = folder.toAbsolutePath().normalize().getFileName() + "/";
        return top + folder.relativize(part).toString().replace('\\', '/');
    }

    /** The files of a folder that may hold curves. */
    private static final class Contents extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Map<Path, List<Path>> logs = new TreeMap<>();
        private final List<Path> tables = new ArrayList<>();
        private int files;

        private Contents(Path folder) {
            this.folder = folder;
        }

        static Contents of(Path folder) throws IOException {
            Contents contents = new Contents(folder);
            Files.walkFileTree(folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, contents);
            contents.logs.values().forEach(files -> files.sort(null));
            contents.tables.sort(null);
            return contents;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path part, BasicFileAttributes facts) {
            boolean hidden =
                    !part.equals(folder) && part.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (++files > MOST_FILES) {
                throw new InvalidInputException(
                        folder + " holds more than " + MOST_FILES + " files. Give the folder of the logs themselves.");
            }
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (facts.isDirectory() || name.startsWith(".")) {
                return FileVisitResult.CONTINUE;
            }
            if (EventFolder.isEventFile(file)) {
                logs.computeIfAbsent(file.getParent(), absent -> new ArrayList<>())
                        .add(file);
            } else if (name.endsWith(".csv") || name.endsWith(".tsv")) {
                tables.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

package io.github.deconvscope.run.library;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.run.importing.CurveFiles;
import io.github.deconvscope.run.importing.ImportedRun;
import io.github.deconvscope.run.importing.Remark;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Curves of another program, brought in to compare with: a folder with {@code imported.json} (where they came from, and what was left out
 * or changed) and {@code scalars.csv} (name, step, epoch, seconds, value). Several runs at once lie in a folder with {@code import.json}.
 * The files they came from are not needed any more.
 */
public final class ImportedScalars {
    private static final String ABOUT = RunFolder.IMPORTED;
    private static final String VALUES = "scalars.csv";
    private static final JsonRecord<Remark> REMARK = new JsonRecord<>(ABOUT, Remark.class);

    /** Marks a folder whose folders are imported runs. */
    private static final String SEVERAL = RunFolder.SEVERAL_IMPORTED;

    private ImportedScalars() {}

    /**
     * A run that was brought in.
     *
     * @param folder where it lies
     * @param run what it holds
     */
    public record Imported(Path folder, ImportedRun run) {}

    /** Whether a folder holds imported curves. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(ABOUT));
    }

    /** Whether the folders in a folder are imported runs. */
    static boolean areIn(Path folder) {
        return Files.isRegularFile(folder.resolve(SEVERAL));
    }

    /**
     * Brings in files and folders, whole or not at all: a kill at any moment leaves the folder as it was, and what
     * it leaves beside it the next import there removes.
     *
     * @param sources told apart by what is in them, see {@link CurveFiles#read}
     * @param folder does not exist yet, or is empty; becomes the folder of the run, or of the runs if there are several
     * @return the runs, in the order of their sources
     * @throws InvalidInputException if a source is missing, of another kind, or holds no curve, or the folder is in use
     */
    public static List<Imported> importFrom(List<Path> sources, Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        requireUnused(folder, target);
        List<ImportedRun> runs = new ArrayList<>();
        for (Path source : sources) {
            refuseOwn(source);
            runs.addAll(CurveFiles.read(source));
        }
        OutputFolder made = OutputFolder.make(target.getParent());
        try (PartFolder beside = PartFolder.make(target, ImportedScalars::isWritten)) {
            List<Imported> written = write(runs, beside.path(), target);
            requireUnused(folder, target);
            move(beside.path(), target);
            return written;
        } finally {
            made.removeEmpty();
        }
    }

    /** Whether a file has the name of one that an import writes. */
    private static boolean isWritten(Path file) {
        return Set.of(ABOUT, VALUES, SEVERAL, RunLabels.FILE)
                .contains(file.getFileName().toString());
    }

    private static void requireUnused(Path folder, Path target) throws IOException {
        if (folder.toString().isBlank() || target.getFileName() == null) {
            throw new InvalidInputException(
                    "\"" + folder + "\" is no name for a folder. Give one, such as --out runs/theirs.");
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new InvalidInputException(folder + " is a file. Give another name.");
        }
        if (Files.isDirectory(target)) {
            try (Stream<Path> inside = Files.list(target)) {
                if (inside.findAny().isPresent()) {
                    throw new InvalidInputException(
                            "The folder " + folder + " exists already and is not empty. Give another name.");
                }
            }
        }
    }

    private static void refuseOwn(Path source) {
        if (isIn(source) || areIn(source)) {
            throw new InvalidInputException(
                    source
                            + " is an import already. Open the folder above it on the page runs, or import the files it came from.");
        }
    }

    private static List<Imported> write(List<ImportedRun> runs, Path beside, Path target) throws IOException {
        List<Imported> written = new ArrayList<>();
        if (runs.size() == 1) {
            writeRun(runs.get(0), beside);
            written.add(new Imported(target, runs.get(0)));
            return written;
        }
        Set<String> taken = new HashSet<>();
        JsonArray names = new JsonArray();
        for (ImportedRun run : runs) {
            String name = folderName(run, taken);
            names.add(name);
            writeRun(run, Files.createDirectory(beside.resolve(name)));
            written.add(new Imported(target.resolve(name), run));
        }
        JsonObject about = about();
        about.add("runs", names);
        RunFolder.writeJson(beside.resolve(SEVERAL), about);
        return written;
    }

    /** A name that every file system takes, and that no other run of the import has. */
    private static String folderName(ImportedRun run, Set<String> taken) {
        String whole =
                run.name().orElse(run.source().toAbsolutePath().getFileName().toString());
        String name = whole.substring(whole.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        String plain = name.isEmpty() || name.startsWith(".") ? "run" + name : name;
        String cut = plain.length() > 80 ? plain.substring(0, 80) : plain;
        String unused = cut;
        // Some file systems take names that differ in case for one.
        for (int i = 2; !taken.add(unused.toLowerCase(java.util.Locale.ROOT)); i++) {
            unused = cut + "-" + i;
        }
        return unused;
    }

    private static void writeRun(ImportedRun run, Path folder) throws IOException {
        AtomicFile.write(folder.resolve(VALUES), out -> ScalarCsv.writeLong(run.series(), out));
        JsonObject about = about();
        about.addProperty("source", run.source().toAbsolutePath().normalize().toString());
        JsonArray curves = new JsonArray();
        for (ImportedRun.Curve curve : run.curves()) {
            JsonObject names = new JsonObject();
            names.addProperty("name", curve.series().name());
            names.addProperty("original", curve.original());
            curves.add(names);
        }
        about.add("curves", curves);
        JsonArray remarks = new JsonArray();
        run.remarks().forEach(remark -> remarks.add(REMARK.write(remark)));
        about.add("remarks", remarks);
        RunFolder.writeJson(folder.resolve(ABOUT), about);
        if (run.name().isPresent()) {
            label(run.name().get()).write(folder);
        }
    }

    private static JsonObject about() {
        JsonObject about = new JsonObject();
        about.addProperty("formatVersion", RunFolder.FORMAT_VERSION);
        about.addProperty("importedMillis", System.currentTimeMillis());
        return about;
    }

    private static RunLabels label(String name) {
        String line = name.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return new RunLabels(
                line.length() > RunLabels.LONGEST_NAME ? line.substring(0, RunLabels.LONGEST_NAME) : line, List.of());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            // Takes the place of an empty folder, but of nothing else.
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.deleteIfExists(to);
            Files.move(from, to);
        }
    }

    /** Reads the curves of a folder. */
    static List<ScalarSeries> read(Path folder) throws IOException {
        Path values = folder.resolve(VALUES);
        if (!Files.isRegularFile(values)) {
            throw new InvalidInputException(
                    folder + " has no " + VALUES + ": the import was not finished. Import the file again.");
        }
        return ScalarCsv.readLong(values);
    }

    /** What was left out when a folder was imported, and what was changed; empty if nothing was, or it cannot be read. */
    static List<Remark> remarks(Path folder) {
        JsonObject about = RunFolder.readJson(folder.resolve(ABOUT));
        List<Remark> remarks = new ArrayList<>();
        try {
            if (about != null && about.has("remarks")) {
                for (JsonElement told : about.getAsJsonArray("remarks")) {
                    remarks.add(REMARK.read(JsonFields.of(ABOUT, told)));
                }
            }
        } catch (RuntimeException e) {
            // The curves can be shown without.
            return List.of();
        }
        return remarks;
    }
}

package io.github.deconvscope.run.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.base.ShellWord;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.StepCost;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each part of a run lies on disk. Files are only added to, or written beside and renamed, so that a kill at any moment leaves a
 * readable run.
 *
 * @param path the run folder
 */
public record RunFolder(Path path) {
    /** Version of the layout, in {@code environment.json}; readers refuse newer ones. */
    public static final int FORMAT_VERSION = 1;

    /** Marks a folder with curves of another program, and says where they came from. */
    public static final String IMPORTED = "imported.json";

    /** Marks a folder whose folders hold such curves, and names them. */
    public static final String SEVERAL_IMPORTED = "import.json";

    private static final DateTimeFormatter NAME_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** A path in {@code parent} where nothing lies yet: {@code name}, or with the first number from 2 behind it. */
    public static Path unused(Path parent, String name) {
        Path path = parent.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = parent.resolve(name + "-" + i);
        }
        return path;
    }

    /** The configuration: one member an option. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** Versions, machine, device and when it started. */
    public Path environment() {
        return path.resolve("environment.json");
    }

    /** State and who writes, renewed every few seconds while the run goes on. */
    public Path status() {
        return path.resolve("status.json");
    }

    /** The layers that can be watched. */
    public Path layers() {
        return path.resolve("layers.json");
    }

    /** Events for TensorBoard, if the run was asked to write them. */
    public Path tensorBoard() {
        return path.resolve("tensorboard");
    }

    /** What the data set was found to be. */
    public Path data() {
        return path.resolve("data.json");
    }

    /**
     * Where the data set lies: where the configuration says, or if nothing is there, as from another working folder, where it lay when the
     * run began.
     */
    public Optional<Path> dataPlace(RunConfig config) {
        return config.data()
                .filter(Files::exists)
                .or(() ->
                        config.data().isEmpty() ? Optional.empty() : readData().flatMap(DataFacts::folder))
                .or(config::data);
    }

    /** The refusal to resume, with what to do, where the data that the run began with cannot be read. */
    public InvalidInputException refuseToResume(InvalidInputException why) {
        String place = readData().map(DataFacts::place).orElse("");
        return new InvalidInputException(
                "The pictures that the run learned from cannot be read again. " + why.getMessage()
                        + (place.isEmpty() ? "" : " When the run began they were in " + place + ".")
                        + " Put them back, or correct \"data\" in " + config() + ".",
                why);
    }

    /** What the tensors take. */
    public Path memory() {
        return path.resolve("memory.json");
    }

    /** Where the time of the last steps went. */
    public Path cost() {
        return path.resolve("cost.json");
    }

    public Path steps() {
        return path.resolve("steps.jsonl");
    }

    public Path epochs() {
        return path.resolve("epochs.jsonl");
    }

    public Path events() {
        return path.resolve("events.jsonl");
    }

    public Path frames() {
        return path.resolve("frames");
    }

    public Path checkpoints() {
        return path.resolve("checkpoint");
    }

    /** Held while the run is written to, see {@link #holdForWriting}; empty, and stays. */
    public Path lock() {
        return path.resolve(".lock");
    }

    /** Whether this looks like a run at all. */
    public boolean isRun() {
        return Files.isRegularFile(config());
    }

    /**
     * When the run started, milliseconds since 1970: from its first event; without one the time of its oldest file, which a copy of the
     * folder does not keep. 0 if there is neither.
     */
    public long startedMillis() {
        long[] first = new long[1];
        try {
            new JsonLines(events()).readNew(event -> {
                if (first[0] == 0) {
                    first[0] = event.whole("epochMillis");
                }
            });
        } catch (IOException | InvalidInputException e) {
            // A damaged line after the first event takes nothing from it.
        }
        try {
            return first[0] != 0
                    ? first[0]
                    : Files.getLastModifiedTime(Files.exists(config()) ? config() : path)
                            .toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The name of a new run's folder: when it was started, then {@code label}. Names sort by time. */
    public static String nameAt(LocalDateTime time, String label) {
        return time.format(NAME_TIME) + "-" + label;
    }

    /**
     * Makes the folder for a new run, and takes it: of several programs that want it at once, one gets it.
     *
     * @return what was made, to be taken back if the run never begins
     * @throws FolderTakenException if there is something else already
     * @throws InvalidInputException if it cannot be made
     */
    public OutputFolder createNew() {
        if (path.toString().isBlank()) {
            throw new InvalidInputException("The name of the run folder is empty. Give one, such as --out runs/first.");
        }
        try {
            if (isRun()) {
                throw new FolderTakenException("The folder " + path
                        + " already holds a run. Give another one with --out, or continue it with: "
                        + resumeCommand());
            }
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new FolderTakenException(path + " is a file, not a folder. Give another path with --out.");
            }
            OutputFolder made = OutputFolder.make(path);
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                if (inside.iterator().hasNext()) {
                    throw new FolderTakenException(
                            "The folder " + path + " is not empty. Give a new or an empty one with --out.");
                }
            }
            // Another program may have found the folder empty at the same time: whoever creates this file owns it.
            Files.createFile(environment());
            return made;
        } catch (FileAlreadyExistsException e) {
            throw new FolderTakenException(
                    "Another program has just begun a run in " + path + ". Give another folder with --out.");
        } catch (IOException e) {
            throw new InvalidInputException("The run folder cannot be made. " + PlainWords.of(e), e);
        }
    }

    /**
     * Keeps all others from writing to the run, in this process and in any other, until the lock is closed or the process ends.
     *
     * @throws InvalidInputException if another writes to it, or it cannot be written to
     */
    public ProcessLock holdForWriting() {
        try {
            return ProcessLock.take(lock())
                    .orElseThrow(() -> new InvalidInputException("Another program is writing to the run " + path
                            + ". Stop it there or wait until it ends, then try again."));
        } catch (IOException e) {
            throw new InvalidInputException("The run " + path + " cannot be written to. " + PlainWords.of(e), e);
        }
    }

    /** The command that continues this run, as typed into a shell. */
    public String resumeCommand() {
        return "deconvscope resume " + ShellWord.of(path);
    }

    /** Refuses a folder that is not there. */
    public void requireFolder() {
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException("There is no run folder " + path + ". Check the path.");
        }
    }

    /** Refuses a folder that is not there or holds no run. */
    public void requireRun() {
        requireFolder();
        if (!isRun()) {
            throw new InvalidInputException(noRun());
        }
    }

    /** Reads the configuration; throws an {@link InvalidInputException} that says what is wrong with it. */
    public RunConfig readConfig() {
        requireRun();
        JsonFields environment = readFields(environment());
        if (environment != null && environment.has("formatVersion")) {
            long version = environment.whole("formatVersion");
            if (version > FORMAT_VERSION) {
                throw new InvalidInputException("The run " + path + " has format " + version
                        + "; this DeconvScope reads up to " + FORMAT_VERSION + ". Use a newer one.");
            }
        }
        return RunConfig.read(config());
    }

    private String noRun() {
        boolean several = Files.isRegularFile(path.resolve(SEVERAL_IMPORTED));
        return several || Files.isRegularFile(path.resolve(IMPORTED))
                ? path
                        + " holds curves of another program and no run. Compare them on the page runs, or with: deconvscope"
                        + " figure runs-overlay --run " + ShellWord.of(path)
                : path + " holds no run: config.json is missing. Name the folder of a run, such as one in runs.";
    }

    /** Reads one JSON object, or null if the file is missing or damaged. */
    public static @Nullable JsonObject readJson(Path file) {
        return readElement(file) instanceof JsonObject object ? object : null;
    }

    /** As {@link #readJson}, for reading its members. */
    public static @Nullable JsonFields readFields(Path file) {
        JsonObject json = readJson(file);
        return json == null ? null : new JsonFields(file.toString(), json);
    }

    private static @Nullable JsonElement readElement(Path file) {
        try {
            return Files.isRegularFile(file) ? JsonParser.parseString(TextFile.read(file)) : null;
        } catch (IOException | JsonParseException e) {
            return null;
        }
    }

    /** A JSON value, indented, as {@link #writeJson} writes it. */
    public static String text(JsonElement json) {
        return PRETTY.toJson(json) + "\n";
    }

    /** Writes a JSON value, indented, whole or not at all. */
    public static void writeJson(Path file, JsonElement json) throws IOException {
        AtomicFile.write(file, text(json));
    }

    /**
     * Reads the layers; none if the file is missing or is not JSON.
     *
     * @throws InvalidInputException if a layer is not described as it has to be
     */
    public List<LayerInfo> readLayers() {
        List<LayerInfo> infos = new ArrayList<>();
        if (readElement(layers()) instanceof JsonArray array) {
            for (JsonElement element : array) {
                infos.add(LayerInfo.fromJson(JsonFields.of(layers() + ", layer " + (infos.size() + 1), element)));
            }
        }
        return infos;
    }

    /**
     * Reads what the tensors take; empty if the file is missing or is not JSON.
     *
     * @throws InvalidInputException if a member is not what it has to be
     */
    public Optional<MemoryUse> readMemory() {
        return Optional.ofNullable(readFields(memory())).map(MemoryUse::fromJson);
    }

    /**
     * What the data set was found to be; empty if the file is missing, as in runs of earlier versions, or is not JSON.
     *
     * @throws InvalidInputException if a member is not what it has to be
     */
    public Optional<DataFacts> readData() {
        return Optional.ofNullable(readFields(data())).map(DataFacts::fromJson);
    }

    /**
     * Where the time of the last steps went; empty if the file is missing or is not JSON.
     *
     * @throws InvalidInputException if a member is not what it has to be
     */
    public Optional<StepCost> readCost() {
        return Optional.ofNullable(readFields(cost())).map(StepCost::fromJson);
    }

    /** Writes the layers. */
    public void writeLayers(List<LayerInfo> infos) throws IOException {
        writeJson(layers(), PRETTY.toJsonTree(infos));
    }
}

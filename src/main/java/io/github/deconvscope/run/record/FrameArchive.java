package io.github.deconvscope.run.record;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.ProbeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recorded frames of a run: one file in {@code frames} a recorded step, written whole or not at all, with an array
 * {@code layer/quantity} for each frame.
 */
public final class FrameArchive {
    private final StepFiles files;

    /** @param folder need not exist yet */
    public FrameArchive(Path folder) {
        files = new StepFiles(folder);
    }

    /** Steps at which frames were recorded, ascending; none if the folder cannot be read. */
    public List<Long> steps() {
        try {
            return files.steps();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Deletes the frames of later steps. */
    void keepUpTo(long step) throws IOException {
        for (long recorded : files.steps()) {
            if (recorded > step) {
                files.delete(recorded);
            }
        }
    }

    /** Writes the frames of one step. */
    public void write(long step, Collection<Frame> frames) throws IOException {
        Files.createDirectories(files.folder());
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (Frame frame : frames) {
            arrays.put(frame.key().arrayName(), NpyArray.of(frame.values(), frame.shape()));
        }
        NpzFile.write(files.of(step), arrays);
    }

    /**
     * Makes room: while the frames take more than the limit, every second recorded step goes; the first and the last stay.
     *
     * @return whether any went
     */
    public boolean thinTo(long limitBytes) throws IOException {
        boolean thinned = false;
        List<Long> kept = steps();
        while (kept.size() > 2 && bytes(kept) > limitBytes) {
            for (int i = 1; i < kept.size() - 1; i += 2) {
                files.delete(kept.get(i));
            }
            kept = steps();
            thinned = true;
        }
        return thinned;
    }

    private long bytes(List<Long> steps) throws IOException {
        long sum = 0;
        for (long step : steps) {
            sum += Files.size(files.of(step));
        }
        return sum;
    }

    /** Reads one frame; empty if it was not recorded or its file is damaged. */
    public Optional<Frame> read(ProbeKey key, long step) {
        Path file = files.of(step);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (NpzFile npz = NpzFile.open(file)) {
            if (!npz.names().contains(key.arrayName())) {
                return Optional.empty();
            }
            NpyArray array = npz.read(key.arrayName());
            return Optional.of(new Frame(key, step, array.shape(), array.toFloats()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.SystemPath;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes MP4 and WebM with ffmpeg, if that program is installed. Programs for talks take these where they do not play GIF. */
public final class VideoWriter {
    private static final String PROGRAM = "ffmpeg";

    private VideoWriter() {}

    /** Whether a file's name is that of a video. */
    public static boolean isVideo(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".mp4") || name.endsWith(".webm");
    }

    /** @throws InvalidInputException that says what to install or to write instead, if ffmpeg is not on the path */
    public static void requireProgram(Path file) {
        if (!SystemPath.hasProgram(PROGRAM)) {
            throw new InvalidInputException(file + " needs the program ffmpeg, which is not installed here. Install it,"
                    + " or write a .gif, or a .png with --animate.");
        }
    }

    /**
     * @param millis how long each frame is shown
     * @param comment kept in the file; empty for none
     * @throws IOException if ffmpeg fails; it holds what that said
     */
    static void write(List<BufferedImage> frames, int millis, String comment, Path file) throws IOException {
        requireProgram(file);
        Path folder = Files.createTempDirectory("deconvscope-video");
        Path made = folder.resolve("made" + (mp4(file) ? ".mp4" : ".webm"));
        Path said = folder.resolve("said.txt");
        try {
            Process process = new ProcessBuilder(command(millis, comment, mp4(file), made))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try (OutputStream to = process.getOutputStream()) {
                for (BufferedImage frame : frames) {
                    PngWriter.write(frame, 0, Map.of(), to);
                }
            } catch (IOException e) {
                // It ended before it read all; why is in what it said.
            }
            if (process.waitFor() != 0) {
                throw new IOException("ffmpeg could not write " + file + ": "
                        + Files.readString(said, StandardCharsets.ISO_8859_1).strip());
            }
            AtomicFile.write(file, out -> Files.copy(made, out));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("writing " + file + " was interrupted", e);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(said);
            Files.delete(folder);
        }
    }

    private static boolean mp4(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".mp4");
    }

    private static List<String> command(int millis, String comment, boolean mp4, Path made) {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM,
                "-nostdin",
                "-loglevel",
                "error",
                "-f",
                "image2pipe",
                "-framerate",
                "1000/" + millis,
                "-c:v",
                "png",
                "-i",
                "-"));
        // Players want an even number of pixels and colours at half the resolution.
        command.addAll(List.of("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:white,format=yuv420p"));
        command.addAll(
                mp4
                        ? List.of("-c:v", "libx264", "-crf", "18", "-movflags", "+faststart")
                        : List.of("-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0"));
        command.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"));
        if (!comment.isEmpty()) {
            command.addAll(List.of("-metadata", "comment=" + comment));
        }
        command.add(made.toString());
        return command;
    }
}

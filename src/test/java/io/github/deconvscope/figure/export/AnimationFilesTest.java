package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.gallery.EveryFigure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Animations keep their colours and store what changes. */
class AnimationFilesTest {
    private static final ExportSettings SETTINGS = ExportSettings.screen(420, 300, FigureTheme.PRINT);
    private static final int PALE = 224;

    @TempDir
    Path folder;

    private static List<Figure> frames(String id) {
        return EveryFigure.CATALOG.find(id).frames(Map.of("source", "synthetic"), Optional.empty());
    }

    private Path written(List<Figure> frames, String name) throws IOException {
        Path file = folder.resolve(name);
        Optional<FigureState> state = Optional.of(FigureState.of("whitening-matrix", Map.of()));
        FigureExporter.writeAnimation(frames, 250, state, SETTINGS, file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"whitening-matrix", "whitening-after", "whitening-gains"})
    void whiteStaysWhiteAndPaleTintsStay(String id) throws IOException {
        List<Figure> frames = frames(id);
        List<BufferedImage> shown = ShownGif.frames(written(frames, "moves.gif"));
        assertThat(shown).hasSameSizeAs(frames);
        for (int i = 0; i < shown.size(); i++) {
            BufferedImage own = Raster.paint(frames.get(i), SETTINGS);
            for (int y = 0; y < own.getHeight(); y++) {
                for (int x = 0; x < own.getWidth(); x++) {
                    int apart = apart(own.getRGB(x, y), shown.get(i).getRGB(x, y));
                    if ((own.getRGB(x, y) & 0xffffff) == 0xffffff) {
                        assertThat(apart).as("white of frame " + i).isZero();
                    } else if (least(own.getRGB(x, y)) >= PALE) {
                        assertThat(apart).as("a pale tint of frame " + i).isLessThanOrEqualTo(6);
                    }
                }
            }
        }
    }

    private static int apart(int one, int other) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
        }
        return most;
    }

    private static int least(int rgb) {
        return Math.min(rgb >> 16 & 255, Math.min(rgb >> 8 & 255, rgb & 255));
    }

    /** What does not change is not stored again: title, axes and colour bar. */
    @Test
    void aLaterFrameTakesLessThanTheFirst() throws IOException {
        List<Figure> frames = frames("whitening-after");
        long first = Files.size(written(frames.subList(0, 1), "one.gif"));
        long all = Files.size(written(frames, "all.gif"));
        assertThat(all).isLessThan(first * frames.size() * 2 / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "webm"})
    void aVideoHasAllFrames(String format) throws Exception {
        Programs.need("ffmpeg");
        Programs.need("ffprobe");
        List<Figure> frames = frames("whitening-after");
        Path file = written(frames, "moves." + format);
        String said = Programs.run(
                folder,
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=width,height,nb_read_frames:format_tags=comment",
                "-of",
                "default=nw=1",
                file.toString());
        assertThat(said).contains("width=420", "height=300", "nb_read_frames=" + frames.size(), "deconvscope-figure");
    }

    @Test
    void withoutTheProgramItSaysWhatToDo() {
        if (!Programs.isInstalled("ffmpeg")) {
            assertThatThrownBy(() -> VideoWriter.requireProgram(Path.of("moves.mp4")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("ffmpeg", "moves.mp4", ".gif");
        }
    }
}

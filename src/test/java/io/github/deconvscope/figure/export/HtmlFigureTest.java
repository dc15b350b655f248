package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.gallery.EveryFigure;
import io.github.deconvscope.figure.gallery.OfEveryFigure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages that show the values of a figure, in the text of the file and in a real browser where one is installed. */
class HtmlFigureTest extends OfEveryFigure {
    private Path written(List<Figure> frames, ExportSettings settings) throws IOException {
        Path file = folder.resolve("page.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlFigure.write(frames, 250, Optional.empty(), settings, out);
        }
        return file;
    }

    private static ExportSettings settings(Figure figure, int width) {
        return ExportSettings.fitting(figure, width, FigureTheme.LIGHT, true, false, "");
    }

    /** Every third: what is under each point of a page takes longer to find than all the rest. */
    @Test
    void aFigureIsAPageOfOneFile() throws IOException {
        for (EveryFigure.Made made : every(3)) {
            String page = Files.readString(written(List.of(made.figure()), settings(made.figure(), 140)));
            assertThat(page)
                    .as(made.id())
                    .contains(
                            "<h1>",
                            "aria-live",
                            made.figure().page().isPresent() ? "role', 'grid'" : "<table>",
                            "tabindex")
                    .doesNotContain("src=\"http", "href=\"http", "url(http");
        }
    }

    /** What stands under a point in the window stands there in the page, wherever the keys move it; the slider and the button move the frames. */
    @Test
    void aBrowserShowsTheValueUnderAPointAndPlaysTheFrames() throws Exception {
        Programs.need("chromium");
        int third = 2;
        // The third of some: what is under each point takes long to find, for each frame.
        List<Figure> frames = EveryFigure.CATALOG
                .find("whitening-after")
                .frames(Map.of("source", "synthetic"), Optional.empty())
                .subList(0, third + 2);
        ExportSettings settings = settings(frames.get(0), 480);
        double x = settings.width() * 0.5;
        double y = settings.height() * 0.5;
        String said = Programs.driven(written(frames, settings), x + "," + y + "," + third, """
                const get = id => document.getElementById(id), seen = [get('value').textContent];
                const key = (name, shiftKey) => {
                  get('figure').dispatchEvent(new KeyboardEvent('keydown', {key: name, shiftKey, bubbles: true}));
                  seen.push(get('value').textContent);
                };
                key('ArrowRight', true);
                key('ArrowUp', false);
                get('frame').value = 0;
                get('frame').dispatchEvent(new Event('input'));
                seen.push(get('value').textContent);
                key(' ', false);
                setTimeout(() => report([...seen, get('play').textContent, get('frame').value]), 600);
                """);
        String[] seen = new Gson().fromJson(said, String[].class);
        assertThat(seen[0]).contains(text(settings, frames.get(third), x, y));
        assertThat(seen[1]).contains(text(settings, frames.get(third), x + 40, y));
        assertThat(seen[2]).contains(text(settings, frames.get(third), x + 40, y - 4));
        assertThat(seen[3]).contains(text(settings, frames.get(0), x + 40, y - 4));
        assertThat(seen[5]).isEqualTo("Pause");
        assertThat(seen[6]).as("frame after 600 ms of 250 each").isEqualTo("2");
    }

    /** What the window shows under the middle of the square of 4 pixels that a point lies in. */
    private static String text(ExportSettings settings, Figure figure, double x, double y) {
        double scale = settings.scale();
        return settings.framed(figure)
                .hit(
                        (Math.floor(x / 4) + 0.5) * 4 / scale,
                        (Math.floor(y / 4) + 0.5) * 4 / scale,
                        settings.width() / scale,
                        settings.height() / scale,
                        settings.style())
                .orElseThrow()
                .text();
    }
}

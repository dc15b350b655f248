package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
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

    /** What stands under a point in the window stands there in the page. */
    @Test
    void aBrowserShowsTheValueUnderAPoint() throws Exception {
        Programs.need("chromium");
        int third = 2;
        // The third of some: what is under each point takes long to find, for each frame.
        List<Figure> frames = EveryFigure.CATALOG
                .find("whitening-after")
                .frames(Map.of("source", "synthetic"), Optional.empty())
                .subList(0, third + 2);
        ExportSettings settings = settings(frames.get(0), 480);
        Path file = written(frames, settings);
        double x = settings.width() * 0.5;
        double y = settings.height() * 0.5;
        double scale = settings.scale();
        double middleX = (Math.floor(x / 4) + 0.5) * 4 / scale;
        double middleY = (Math.floor(y / 4) + 0.5) * 4 / scale;
        String expected = settings.framed(frames.get(third))
                .hit(middleX, middleY, settings.width() / scale, settings.height() / scale, settings.style())
                .orElseThrow()
                .text();
        String said = Programs.document(folder, file.toUri() + "#" + x + "," + y + "," + third);
        assertThat(said).containsPattern("id=\"value\"[^>]*>[^<]*" + Pattern.quote(expected));
    }
}

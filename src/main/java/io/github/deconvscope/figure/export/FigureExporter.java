package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes figures to files of every format. */
public final class FigureExporter {
    /** Keyword of the text chunk that holds the state in a PNG. */
    static final String STATE_KEY = "deconvscope";

    private static final int STILL_MILLIS = 1000;

    private FigureExporter() {}

    /**
     * Writes a figure in the format of the file's name.
     *
     * @param state kept in the file, so that the view can be restored from it, unless the settings leave such things out
     * @throws IOException if the disk fails; no half file stays
     */
    public static void write(Figure figure, Optional<FigureState> state, ExportSettings settings, Path file)
            throws IOException {
        FigureFormat format = FigureFormat.of(file);
        if (format == FigureFormat.TEX) {
            writeTex(figure, stateText(state, settings), settings, file);
            return;
        }
        AtomicFile.write(file, out -> write(figure, state, settings, format, out));
    }

    /** As the other, to a stream. */
    public static void write(
            Figure figure, Optional<FigureState> state, ExportSettings settings, FigureFormat format, OutputStream out)
            throws IOException {
        String stateText = stateText(state, settings);
        Optional<String> lacking = settings.look().lettersThatNoFontHas();
        if (format.isPicture() && format != FigureFormat.TEX && lacking.isPresent()) {
            throw new InvalidInputException("the style has letters that no shipped font has (" + lacking.get()
                    + "); write a .tex, whose text the paper's LaTeX sets, or leave them out.");
        }
        switch (format) {
            case PNG ->
                PngWriter.write(
                        Raster.paint(figure, settings), settings.dpi(), texts(figure, stateText, settings), out);
            case SVG -> SvgWriter.write(figure, settings, stateText, out);
            case PDF -> PdfWriter.write(figure, settings, stateText, out);
            case GIF ->
                GifWriter.write(
                        List.of(Raster.paint(figure, settings)), STILL_MILLIS, comment(stateText, settings), out);
            case TEX -> PgfWriter.write(figure, settings, stateText, Optional.empty(), out);
            case EPS -> EpsWriter.write(figure, settings, stateText, out);
            case HTML -> HtmlFigure.write(List.of(figure), 0, state, settings, out);
            case CSV -> CsvWriter.write(figure.table(), out);
            case JSON -> {
                if (settings.anonymous()) {
                    throw new InvalidInputException(
                            "a .json without metadata would be empty: a state is nothing else. Leave one of them out.");
                }
                out.write(StateJson.pretty(state.orElseThrow(() ->
                                new IllegalArgumentException("a figure without a state cannot be written as JSON")))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** With the images that are too large for rectangles as files beside it, numbered from 1. */
    private static void writeTex(Figure figure, String state, ExportSettings settings, Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        int[] count = new int[1];
        PgfWriter.ImageFiles images = image -> {
            String beside = name + "-" + ++count[0];
            Path place = file.resolveSibling(beside + ".png");
            OwnFile.require(place);
            Map<String, String> texts = settings.anonymous() ? Map.of() : Map.of("Software", "DeconvScope");
            AtomicFile.write(place, out -> PngWriter.write(image, 0, texts, out));
            return beside;
        };
        AtomicFile.write(file, out -> PgfWriter.write(figure, settings, state, Optional.of(images), out));
    }

    /**
     * Refuses a place where another program's file lies.
     *
     * @throws io.github.deconvscope.base.InvalidInputException that names it
     */
    public static void requireOwn(Figure figure, Path file) throws IOException {
        if (!VideoWriter.isVideo(file) && FigureFormat.of(file) == FigureFormat.CSV) {
            OwnFile.require(file, CsvWriter.head(figure.table()), CsvWriter.formerHead(figure.table()));
        } else {
            OwnFile.require(file);
        }
    }

    /** An animation: GIF or animated PNG, which loop, a page with a timeline, or a video, see {@link VideoWriter}. */
    public static void writeAnimation(
            List<Figure> frames, int millis, Optional<FigureState> state, ExportSettings settings, Path file)
            throws IOException {
        boolean video = VideoWriter.isVideo(file);
        FigureFormat format = video ? FigureFormat.PNG : FigureFormat.of(file);
        if (format == FigureFormat.HTML) {
            AtomicFile.write(file, out -> HtmlFigure.write(frames, millis, state, settings, out));
            return;
        }
        String stateText = stateText(state, settings);
        double pixels = (double) settings.pixelWidth() * settings.pixelHeight() * frames.size();
        if (pixels > 4.0 * ExportSettings.MAX_PIXELS) {
            throw new InvalidInputException("the animation would have " + frames.size()
                    + " frames of " + settings.pixelWidth() + " x " + settings.pixelHeight()
                    + " pixels; make it smaller, or write numbered frames: --out frame-%03d.png.");
        }
        List<BufferedImage> images = new ArrayList<>();
        for (Figure frame : frames) {
            images.add(Raster.paint(frame, settings));
        }
        if (video) {
            VideoWriter.write(images, millis, comment(stateText, settings), file);
            return;
        }
        AtomicFile.write(file, out -> {
            if (format == FigureFormat.GIF) {
                GifWriter.write(images, millis, comment(stateText, settings), out);
            } else {
                PngWriter.writeAnimation(
                        images, millis, settings.dpi(), texts(frames.get(0), stateText, settings), out);
            }
        });
    }

    private static String stateText(Optional<FigureState> state, ExportSettings settings) {
        return settings.anonymous() ? "" : state.map(StateJson::compact).orElse("");
    }

    private static String comment(String state, ExportSettings settings) {
        return state.isEmpty() && !settings.anonymous() ? "DeconvScope" : state;
    }

    private static Map<String, String> texts(Figure figure, String state, ExportSettings settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (settings.anonymous()) {
            return texts;
        }
        texts.put("Title", figure.title());
        texts.put("Description", figure.altText());
        texts.put("Software", "DeconvScope");
        if (!state.isEmpty()) {
            texts.put(STATE_KEY, state);
        }
        return texts;
    }
}

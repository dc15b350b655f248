package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.figure.catalog.FigureState;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Finds the state in a file that was exported: a picture, a page or a JSON file. The file may come from anywhere: nothing of it is trusted, and
 * no more is read than a state can be long.
 */
public final class StateReader {
    private static final int MAX_STATE_BYTES = 1 << 20;
    private static final int MAX_GIF_BYTES = 1 << 16;
    private static final long MAX_PDF_BYTES = 64L << 20;
    private static final String MARK = "{\"format\":\"deconvscope-figure\"";

    private StateReader() {}

    /**
     * The state in a file, with the folders that its names stand for where they are found.
     *
     * @throws InvalidInputException if the file cannot be read or holds none
     */
    public static FigureState read(Path file) {
        FigureFormat format = FigureFormat.of(file);
        try {
            Optional<String> text =
                    switch (format) {
                        case PNG -> png(file);
                        case SVG -> svg(file);
                        case PDF -> pdf(file);
                        case GIF -> gif(file);
                        case JSON -> Optional.of(json(file));
                        case TEX, EPS -> comments(file);
                        case HTML -> html(file);
                        case CSV -> Optional.empty();
                    };
            String state = text.orElseThrow(
                    () -> new InvalidInputException(
                            file
                                    + " does not hold the state of a figure; pictures that DeconvScope exported do, others cannot be opened."));
            return FolderNames.found(StateJson.parse(file.toString(), state), file);
        } catch (IOException | XMLStreamException e) {
            String why = Files.exists(file) ? "it is damaged: " + e.getMessage() : "there is no such file.";
            throw new InvalidInputException(file + " cannot be read: " + why, e);
        }
    }

    private static String json(Path file) throws IOException {
        if (Files.size(file) > MAX_STATE_BYTES) {
            throw new InvalidInputException(file + " is too large to be the state of a figure.");
        }
        return TextFile.read(file);
    }

    private static Optional<String> png(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(8);
            while (true) {
                long length = in.readInt() & 0xFFFFFFFFL;
                String type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
                if (type.equals("iTXt") && length <= MAX_STATE_BYTES) {
                    String text = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
                    if (text.startsWith(FigureExporter.STATE_KEY + "\0")) {
                        return Optional.of(text.substring(FigureExporter.STATE_KEY.length() + 5));
                    }
                    in.skipNBytes(4);
                } else {
                    in.skipNBytes(length + 4);
                }
            }
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    private static Optional<String> svg(Path file) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Invalid UTF-8 is replaced by characters that XML does not allow: the parser itself would print a message on
        // it.
        try (Reader in =
                new InputStreamReader(new BufferedInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("metadata")) {
                    return Optional.of(reader.getElementText());
                }
            }
            return Optional.empty();
        }
    }

    /** At the start of the file; lines of it may be no text at all. */
    private static Optional<String> comments(Path file) throws IOException {
        return StateLines.find(start(file, MAX_STATE_BYTES).lines());
    }

    /** Behind the picture, in a script element of its own. */
    private static Optional<String> html(Path file) throws IOException {
        if (Files.size(file) > MAX_PDF_BYTES) {
            return Optional.empty();
        }
        String text = start(file, (int) MAX_PDF_BYTES);
        int from = text.indexOf(HtmlFigure.STATE_START);
        int to = from < 0 ? -1 : text.indexOf("</script>", from);
        return to < 0
                ? Optional.empty()
                : Optional.of(text.substring(from + HtmlFigure.STATE_START.length(), to))
                        .filter(state -> state.startsWith(MARK));
    }

    private static String start(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> pdf(Path file) throws IOException {
        if (Files.size(file) > MAX_PDF_BYTES) {
            return Optional.empty();
        }
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            return Optional.ofNullable(document.getDocumentInformation().getKeywords());
        } catch (RuntimeException e) {
            // The library does not check the sizes that the file declares.
            throw new IOException("it is no whole PDF", e);
        }
    }

    /** Comment blocks lie in front of the pixels, so that the start of the file is enough. */
    private static Optional<String> gif(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(MAX_GIF_BYTES);
        }
        for (int i = 0; i + 2 < start.length; i++) {
            if ((start[i] & 255) == 0x21 && (start[i + 1] & 255) == 0xFE) {
                String text = comment(start, i + 2);
                if (text.startsWith(MARK)) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    private static String comment(byte[] bytes, int from) {
        java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            int length = Math.min(bytes[at] & 255, bytes.length - at - 1);
            text.write(bytes, at + 1, length);
            at += length + 1;
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}

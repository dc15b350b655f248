package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.FigureFonts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedSet;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Makes subsets of shipped fonts, with the glyphs that a file needs. */
final class FontSubset {
    // Without the layout tables: they refer to glyph numbers that the subset no longer has.
    private static final List<String> TABLES = List.of(
            "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post", "prep");

    private FontSubset() {}

    /** A TrueType file with the glyphs of these code points. */
    static byte[] of(FigureFonts face, SortedSet<Integer> codePoints) throws IOException {
        try (InputStream in = face.open();
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()))) {
            TTFSubsetter subsetter = new TTFSubsetter(font, TABLES);
            codePoints.forEach(subsetter::add);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            subsetter.writeToStream(out);
            return out.toByteArray();
        }
    }
}

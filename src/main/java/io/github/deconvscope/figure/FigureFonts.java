package io.github.deconvscope.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shipped typefaces, so that text is the same on every machine: Noto Sans for words, JetBrains Mono for numbers, Noto Sans Math for
 * formulas. All are under the SIL Open Font License; the notices lie beside the files in {@code assets/fonts}.
 */
public enum FigureFonts {
    TEXT("NotoSans-Regular.ttf"),
    BOLD("NotoSans-Bold.ttf"),
    ITALIC("NotoSans-Italic.ttf"),
    NUMBERS("JetBrainsMono-Regular.ttf"),
    NUMBERS_BOLD("JetBrainsMono-Bold.ttf"),
    MATH("NotoSansMath-Regular.ttf");

    private final String resource;
    private final Font font;

    FigureFonts(String file) {
        resource = "/assets/fonts/" + file;
        try (InputStream in = open()) {
            font = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(style(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(resource + " is not a TrueType font: " + e.getMessage(), e);
        }
    }

    // The style is the file's own: nothing is slanted or thickened by it, but SVG learns the weight from it.
    private static int style(String file) {
        return file.contains("Bold") ? Font.BOLD : file.contains("Italic") ? Font.ITALIC : Font.PLAIN;
    }

    /** This face at a size in logical pixels (1/96 inch). */
    public Font at(double size) {
        return font.deriveFont((float) size);
    }

    /** The TrueType file, for embedding. The caller closes it. */
    public InputStream open() throws IOException {
        InputStream in = FigureFonts.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("the font " + resource + " is missing from the class path; rebuild with mvn package");
        }
        return in;
    }

    /** Whether a font is one of these faces. */
    public static boolean isShipped(Font font) {
        for (FigureFonts face : values()) {
            if (face.font.getPSName().equals(font.getPSName())) {
                return true;
            }
        }
        return false;
    }

    /** The face that {@code font} was derived from. */
    public static FigureFonts of(Font font) {
        for (FigureFonts face : values()) {
            if (face.font.getPSName().equals(font.getPSName())) {
                return face;
            }
        }
        throw new IllegalArgumentException("figures use shipped fonts only, not " + font.getFontName());
    }

    /** Class path names of the TrueType files, for a toolkit that loads them itself. */
    public static List<String> resources() {
        List<String> names = new ArrayList<>();
        for (FigureFonts face : values()) {
            names.add(face.resource);
        }
        return names;
    }
}

package io.github.deconvscope.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * The shipped typefaces, so that text is the same on every machine: Noto Sans for words, JetBrains Mono for numbers, Noto Sans Math for
 * formulas, and Computer Modern for papers set by TeX. All are under the SIL Open Font License; the notices of the first three lie beside
 * the files in {@code assets/fonts}, that of the last, which come with JLaTeXMath, in its archive.
 */
public enum FigureFonts {
    TEXT("NotoSans-Regular.ttf"),
    BOLD("NotoSans-Bold.ttf"),
    ITALIC("NotoSans-Italic.ttf"),
    NUMBERS("JetBrainsMono-Regular.ttf"),
    NUMBERS_BOLD("JetBrainsMono-Bold.ttf"),
    MATH("NotoSansMath-Regular.ttf"),
    ROMAN("/org/scilab/forge/jlatexmath/fonts/latin/jlm_cmr10.ttf"),
    ROMAN_BOLD("/org/scilab/forge/jlatexmath/fonts/latin/optional/jlm_cmbx10.ttf"),
    ROMAN_ITALIC("/org/scilab/forge/jlatexmath/fonts/latin/optional/jlm_cmti10.ttf");

    /** In these places the fonts of TeX have the characters of ASCII; in others they have some of their own. */
    private static final Pattern IN_ROMAN = Pattern.compile("[A-Za-z0-9 !#$%&'()*+,./:;=?@\\[\\]-]*");

    private final String resource;
    private final Font font;

    FigureFonts(String file) {
        resource = file.startsWith("/") ? file : "/assets/fonts/" + file;
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
        return file.contains("Bold") || file.contains("cmbx")
                ? Font.BOLD
                : file.contains("Italic") || file.contains("cmti") ? Font.ITALIC : Font.PLAIN;
    }

    /** A font of Noto Sans in place of one of Computer Modern. */
    static Font instead(Font font) {
        FigureFonts face = of(font);
        return face.isRoman()
                ? (face == ROMAN_BOLD ? BOLD : face == ROMAN_ITALIC ? ITALIC : TEXT).at(font.getSize2D())
                : font;
    }

    /** Whether this face is one of Computer Modern. */
    public boolean isRoman() {
        return resource.contains("jlm_");
    }

    /** Whether a font has all characters of a text. */
    static boolean has(Font font, String text) {
        return of(font).isRoman() ? IN_ROMAN.matcher(text).matches() : font.canDisplayUpTo(text) < 0;
    }

    /** This face at a size in logical pixels (1/96 inch). */
    public Font at(double size) {
        return new FaceFont(this, size);
    }

    /** The TrueType file, for embedding. The caller closes it. */
    public InputStream open() throws IOException {
        InputStream in = FigureFonts.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("the font " + resource + " is missing from the class path; rebuild with mvn package");
        }
        return in;
    }

    /** Whether a font was made by {@link #at}; those of formulas are not, although some of them have the same file. */
    public static boolean isShipped(Font font) {
        return font instanceof FaceFont;
    }

    /** The face that made {@code font}. */
    public static FigureFonts of(Font font) {
        if (font instanceof FaceFont shipped) {
            return shipped.face;
        }
        throw new IllegalArgumentException("figures use shipped fonts only, not " + font.getFontName());
    }

    /** A font that knows its face: its name would be read from the font's file each time. */
    private static final class FaceFont extends Font {
        private static final long serialVersionUID = 1;
        private final transient FigureFonts face;

        FaceFont(FigureFonts face, double size) {
            super(face.font.deriveFont((float) size));
            this.face = face;
        }
    }
}

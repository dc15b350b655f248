package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import java.awt.Color;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Writes SVG 1.1: text stays text in embedded fonts, axes stay lines, images are lossless, but for the last bits of large photographs. Programs that ignore embedded fonts find
 * similar ones of the system, and text that keeps its place in them, since it is anchored where it is aligned.
 */
final class SvgWriter {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    private static final String ALIKE_WORDS = ",'Open Sans',Arial,Helvetica,'Liberation Sans',sans-serif";
    private static final String ALIKE_ROMAN = ",'Latin Modern Roman','CMU Serif','Times New Roman',serif";
    private static final String ALIKE_NUMBERS = ",'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace";

    /** A larger image, which only photographs make, is written with coarser levels, so that a figure stays below 300 kB. */
    private static final int MOST_OF_IMAGE = 205_000;

    private static final int COARSEST = 8;

    private SvgWriter() {}

    static void write(Figure figure, ExportSettings settings, String state, OutputStream to) throws IOException {
        Document document = newDocument();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(4);
        context.setImageHandler(new EmbeddedImages());
        List<Anchor> anchors = new ArrayList<>();
        SVGGraphics2D g = new AnchoredGraphics(context, settings.outlined(), anchors);
        g.setRenderingHint(Ink.LOSSLESS_IMAGES, true);
        g.setRenderingHint(Ink.ANCHOR, 0.0);
        try {
            Raster.framed(figure, settings).paint(g, settings.width(), settings.height(), settings.style());
            Element root = g.getRoot();
            anchor(root, anchors);
            describe(document, root, figure, settings, state);
            Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            XmlText.write(root, out);
            out.flush();
        } finally {
            g.dispose();
        }
    }

    /**
     * How a piece of text is aligned.
     *
     * @param align how much of its width lies left of its place
     * @param width in logical pixels
     */
    private record Anchor(double align, double width) {}

    /** Notes how each piece of text is aligned, in the order in which the elements are made. */
    private static final class AnchoredGraphics extends SVGGraphics2D {
        private final List<Anchor> anchors;

        AnchoredGraphics(SVGGeneratorContext context, boolean outlined, List<Anchor> anchors) {
            super(context, outlined);
            this.anchors = anchors;
        }

        private AnchoredGraphics(AnchoredGraphics parent) {
            super(parent);
            anchors = parent.anchors;
        }

        @Override
        public java.awt.Graphics create() {
            return new AnchoredGraphics(this);
        }

        @Override
        public void drawString(String text, float x, float y) {
            if (!text.isEmpty()) {
                double align = getRenderingHint(Ink.ANCHOR) instanceof Double given ? given : 0;
                anchors.add(new Anchor(align, align == 0 ? 0 : Ink.width(text, getFont())));
            }
            super.drawString(text, x, y);
        }
    }

    private static void anchor(Element root, List<Anchor> anchors) {
        NodeList texts = root.getElementsByTagNameNS(SVG, "text");
        if (texts.getLength() != anchors.size()) {
            // Letters as shapes, or none.
            return;
        }
        for (int i = 0; i < anchors.size(); i++) {
            Anchor anchor = anchors.get(i);
            if (anchor.align() != 0) {
                Element text = (Element) texts.item(i);
                double x = Double.parseDouble(text.getAttribute("x"));
                text.setAttribute("text-anchor", anchor.align() < 0.75 ? "middle" : "end");
                text.setAttribute("x", Length.decimal(x + (anchor.align() < 0.75 ? 0.5 : 1) * anchor.width()));
            }
        }
    }

    private static Document newDocument() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Document document, Element root, Figure figure, ExportSettings settings, String state)
            throws IOException {
        root.setAttribute("width", Length.decimal(Length.millimetres(settings.width())) + "mm");
        root.setAttribute("height", Length.decimal(Length.millimetres(settings.height())) + "mm");
        root.setAttribute(
                "viewBox", "0 0 " + Length.decimal(settings.width()) + " " + Length.decimal(settings.height()));
        root.setAttribute("role", "img");
        Map<FigureFonts, SortedSet<Integer>> used = new EnumMap<>(FigureFonts.class);
        collect(root, "", "", "", used);
        name(root);
        Node first = root.getFirstChild();
        if (!settings.anonymous()) {
            root.insertBefore(textElement(document, "title", figure.title()), first);
            root.insertBefore(textElement(document, "desc", figure.altText()), first);
            root.insertBefore(textElement(document, "metadata", state), first);
        }
        Element style = textElement(document, "style", fontFaces(used));
        style.setAttribute("type", "text/css");
        root.insertBefore(style, first);
        if (!settings.transparent()) {
            Element ground = document.createElementNS(SVG, "rect");
            ground.setAttribute("width", "100%");
            ground.setAttribute("height", "100%");
            Color surface = Palette.of(settings.theme()).surface();
            ground.setAttribute("fill", String.format(Locale.ROOT, "#%06x", surface.getRGB() & 0xFFFFFF));
            ground.setAttribute("stroke", "none");
            root.insertBefore(ground, first);
        }
    }

    private static Element textElement(Document document, String name, String text) {
        Element element = document.createElementNS(SVG, name);
        element.appendChild(document.createTextNode(text));
        return element;
    }

    /** Which characters of which face are used, by the inherited font attributes. */
    private static void collect(
            Node node, String family, String weight, String style, Map<FigureFonts, SortedSet<Integer>> used) {
        String inFamily = family;
        String inWeight = weight;
        String inStyle = style;
        if (node instanceof Element element) {
            inFamily = element.hasAttribute("font-family") ? element.getAttribute("font-family") : family;
            inWeight = element.hasAttribute("font-weight") ? element.getAttribute("font-weight") : weight;
            inStyle = element.hasAttribute("font-style") ? element.getAttribute("font-style") : style;
            if (element.getTagName().equals("image")) {
                element.setAttribute("style", "image-rendering:pixelated");
            }
            if (element.getTagName().equals("text")) {
                SortedSet<Integer> characters =
                        used.computeIfAbsent(face(inFamily, inWeight, inStyle), key -> new TreeSet<>());
                element.getTextContent().codePoints().forEach(characters::add);
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, inFamily, inWeight, inStyle, used);
        }
    }

    /** After the shipped family those of systems that are as wide or less, and last whatever there is. */
    private static void name(Element element) {
        String family = element.getAttribute("font-family");
        if (!family.isEmpty()) {
            String alike =
                    family.contains("Mono") ? ALIKE_NUMBERS : family.contains("jlm_") ? ALIKE_ROMAN : ALIKE_WORDS;
            element.setAttribute("font-family", family.replace("'Dialog'", "'Noto Sans'") + alike);
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                name(inner);
            }
        }
    }

    private static FigureFonts face(String family, String weight, String style) {
        for (FigureFonts face : FigureFonts.values()) {
            java.awt.Font font = face.at(12);
            if (family.contains(font.getFamily(Locale.ROOT) + "'")
                    && font.isBold() == weight.equals("bold")
                    && font.isItalic() == style.equals("italic")) {
                return face;
            }
        }
        throw new IllegalStateException("no shipped font is " + family + " " + weight + " " + style);
    }

    private static String fontFaces(Map<FigureFonts, SortedSet<Integer>> used) throws IOException {
        StringBuilder css = new StringBuilder();
        for (Map.Entry<FigureFonts, SortedSet<Integer>> entry : used.entrySet()) {
            java.awt.Font font = entry.getKey().at(12);
            css.append("@font-face{font-family:'")
                    .append(font.getFamily(Locale.ROOT))
                    .append("';font-weight:")
                    .append(font.isBold() ? "bold" : "normal")
                    .append(";font-style:")
                    .append(font.isItalic() ? "italic" : "normal")
                    .append(";src:url(data:font/ttf;base64,")
                    .append(Base64.getEncoder().encodeToString(FontSubset.of(entry.getKey(), entry.getValue())))
                    .append(")}\n");
        }
        return css.toString();
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            PngWriter.write(image, 0, Map.of(), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** The image with each of red, green and blue rounded to a multiple of {@code step}, or 255; opacity stays. */
    static BufferedImage rounded(BufferedImage image, int step) {
        BufferedImage coarse = new BufferedImage(image.getWidth(), image.getHeight(), image.getType());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                int packed = argb & 0xFF000000;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int level = ((argb >> shift & 255) + step / 2) / step * step;
                    packed |= Math.min(255, level) << shift;
                }
                coarse.setRGB(x, y, packed);
            }
        }
        return coarse;
    }

    /** Puts images into the file itself. */
    private static final class EmbeddedImages extends DefaultImageHandler {
        @Override
        protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
            embed((BufferedImage) image, element);
        }

        @Override
        protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
            embed((BufferedImage) image, element);
        }

        private static void embed(BufferedImage image, Element element) {
            byte[] png = png(image);
            for (int step = 2; png.length > MOST_OF_IMAGE && step <= COARSEST; step *= 2) {
                png = png(rounded(image, step));
            }
            String data = Base64.getEncoder().encodeToString(png);
            element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
        }
    }
}

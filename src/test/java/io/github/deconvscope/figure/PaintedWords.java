package io.github.deconvscope.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The texts that a figure paints, in the order in which it paints them. */
public final class PaintedWords {
    private PaintedWords() {}

    /** Of a figure in a light panel of this size, in points. */
    public static List<String> of(Figure figure, double width, double height) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        // words are looked for, so pictures need not be encoded
        context.setGenericImageHandler(new SimpleImageHandler(new DefaultImageHandler()));
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        try {
            figure.paint(g, width, height, FigureStyle.of(FigureTheme.LIGHT));
            NodeList texts = g.getRoot().getElementsByTagName("text");
            List<String> words = new ArrayList<>();
            for (int i = 0; i < texts.getLength(); i++) {
                words.add(texts.item(i).getTextContent());
            }
            return words;
        } finally {
            g.dispose();
        }
    }

    /** Of an SVG file, in which they are text. */
    public static List<String> ofSvg(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)<")
                .matcher(svg)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    private static Document document() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.gallery.EveryFigure;
import io.github.deconvscope.figure.gallery.OfEveryFigure;
import java.awt.Graphics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SimpleImageHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Type is neither too small to be read in a column of 120 mm nor larger than the text around it would bear. */
class TypeSizeTest extends OfEveryFigure {
    private static final double TOLERANCE = 0.02;

    @ParameterizedTest
    @MethodSource("figures")
    void everyWordHasSixToFourteenPoints(EveryFigure.Made made) throws Exception {
        for (PictureSize size : List.of(PictureSize.COLUMN120, PictureSize.COLUMN85)) {
            Map<Double, String> points = sizes(
                    made.figure(),
                    ExportSettings.fitting(made.figure(), size.width(), FigureTheme.PRINT, true, true, "x"));
            assertThat(points.keySet())
                    .as(size + ": " + points)
                    .allMatch(each -> each >= 6 - TOLERANCE && each <= 14 + TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aSlideIsReadFromTheLastRow(EveryFigure.Made made) throws Exception {
        PictureSize slide = PictureSize.SLIDE;
        ExportSettings settings = ExportSettings.fitting(
                made.figure(), slide.width(), slide.height().orElseThrow(), FigureTheme.LIGHT, true, false, "");
        assertThat(settings.width() / settings.height()).isEqualTo(16 / 9.0);
        assertThat(sizes(made.figure(), settings).keySet()).allMatch(each -> each >= 6 - TOLERANCE);
    }

    /** Points of type, each with a word of it. */
    static Map<Double, String> sizes(Figure figure, ExportSettings settings) throws Exception {
        Map<Double, String> found = new TreeMap<>();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(factory.newDocumentBuilder()
                .getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null));
        context.setGenericImageHandler(new SimpleImageHandler(new DefaultImageHandler()));
        SVGGraphics2D g = new Recorder(context, found);
        Raster.framed(figure, settings).paint(g, settings.width(), settings.height(), settings.style());
        g.dispose();
        return found;
    }

    private static final class Recorder extends SVGGraphics2D {
        private final Map<Double, String> found;

        Recorder(SVGGeneratorContext context, Map<Double, String> found) {
            super(context, false);
            this.found = found;
        }

        private Recorder(Recorder parent) {
            super(parent);
            found = parent.found;
        }

        @Override
        public Graphics create() {
            return new Recorder(this);
        }

        @Override
        public void drawString(String text, float x, float y) {
            double scale = Math.sqrt(Math.abs(getTransform().getDeterminant()));
            found.put(getFont().getSize2D() * scale * 72 / 96, text);
        }
    }
}

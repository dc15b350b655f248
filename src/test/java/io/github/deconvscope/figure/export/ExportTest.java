package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final FigureState STATE =
            new FigureState("training-loss", Optional.of("\u00fcber \"me\""), Map.of("axis", "log"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = FigureFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void everyFileGivesItsStateBack(FigureFormat format) throws IOException {
        Path file = folder.resolve("figure." + format.extension());
        FigureExporter.write(SampleFigures.lineChart(), Optional.of(STATE), settings(FigureTheme.LIGHT), file);
        assertThat(StateReader.read(file)).isEqualTo(STATE);
    }

    @ParameterizedTest
    @EnumSource(FigureFormat.class)
    void theSameFigureGivesTheSameBytesInAnyLocaleAndTimeZone(FigureFormat format) throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        byte[] here = bytes(SampleFigures.heatMap(), format);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(bytes(SampleFigures.heatMap(), format)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aPngHasTheSizeAndTheResolutionThatWereAskedFor() throws IOException {
        ExportSettings settings = ExportSettings.screen(
                        Length.parse("w", "60mm"), Length.parse("h", "4cm"), FigureTheme.PRINT)
                .withDpi(300)
                .withTransparent(true);
        Path file = folder.resolve("figure.png");
        FigureExporter.write(SampleFigures.lineChart(), Optional.of(STATE), settings, file);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(in);
            assertThat(reader.getWidth(0)).isEqualTo(709);
            assertThat(reader.getHeight(0)).isEqualTo(472);
            assertThat(reader.read(0).getColorModel().hasAlpha()).isTrue();
            assertThat(reader.read(0).getRGB(0, 0) >>> 24).isZero();
            IIOMetadata metadata = reader.getImageMetadata(0);
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_png_1.0");
            IIOMetadataNode physical =
                    (IIOMetadataNode) root.getElementsByTagName("pHYs").item(0);
            assertThat(physical.getAttribute("pixelsPerUnitXAxis")).isEqualTo("11811");
            assertThat(root.getElementsByTagName("iTXtEntry").getLength()).isEqualTo(4);
        }
    }

    @Test
    void pdfTextIsTextInEmbeddedFonts() throws IOException {
        for (Figure figure : SampleFigures.all().values()) {
            try (PDDocument document = Loader.loadPDF(bytes(figure, FigureFormat.PDF))) {
                String text = new PDFTextStripper().getText(document);
                assertThat(text).contains(figure.title());
                for (PDFont font : fonts(document)) {
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
        }
        try (PDDocument document = Loader.loadPDF(bytes(SampleFigures.lineChart(), FigureFormat.PDF))) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("step", "loss (nats)", "deconvolution", "batch norm", "frozen");
            assertThat(document.getPage(0).getMediaBox().getWidth()).isCloseTo(360, within(0.01f));
        }
    }

    private static List<PDFont> fonts(PDDocument document) throws IOException {
        List<PDFont> fonts = new java.util.ArrayList<>();
        var resources = document.getPage(0).getResources();
        for (var name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject form) {
                for (var font : form.getResources().getFontNames()) {
                    fonts.add(form.getResources().getFont(font));
                }
            }
        }
        assertThat(fonts).isNotEmpty();
        return fonts;
    }

    @Test
    void anSvgKeepsToItsSchemaAndItsTextIsText() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = factory.newSchema(ExportTest.class.getResource("/figures/svg-of-figures.xsd"));
        for (Map.Entry<String, Figure> entry : SampleFigures.all().entrySet()) {
            byte[] svg = bytes(entry.getValue(), FigureFormat.SVG);
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(svg)));
            String text = new String(svg, StandardCharsets.UTF_8);
            assertThat(text).contains(">" + Html.escape(entry.getValue().title()) + "</text>");
            assertThat(text).contains("@font-face{font-family:'Noto Sans'");
            assertThat(svg.length).as(entry.getKey()).isLessThan(120_000);
        }
    }

    @Test
    void aCsvReadsBackExactly() throws IOException {
        List<String> lines = new String(bytes(SampleFigures.heatMap(), FigureFormat.CSV), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(10);
        for (int i = 0; i < 9; i++) {
            String[] cells = lines.get(i + 1).split(",");
            for (int j = 0; j < 9; j++) {
                assertThat(Float.parseFloat(cells[j + 1]))
                        .isEqualTo(Float.valueOf(SampleFigures.heatMap().value(i, j)));
            }
        }
    }

    @Test
    void aMillionPointsKeepTheirSpikeInEveryFormat() throws IOException {
        double[] y = new double[1_000_000];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.sin(i * 0.37);
        }
        y[654_321] = 100;
        LineChartFigure chart = LineChartFigure.titled("Spike")
                .axes(Axis.linear("step", ""), Axis.linear("loss", ""))
                .add(Series.line("", Points.counted(0, y), SeriesKey.NEUTRAL))
                .build();
        ExportSettings settings = ExportSettings.screen(640, 400, FigureTheme.PRINT);
        BufferedImage image = Raster.paint(chart, settings);
        boolean inked = false;
        for (int x = 0; x < 640; x++) {
            inked |= (image.getRGB(x, 120) & 0xFF) < 100 && x > 100;
        }
        assertThat(inked).isTrue();
        String svg = new String(bytes(chart, FigureFormat.SVG), StandardCharsets.UTF_8);
        assertThat(svg.length()).isLessThan(400_000);
    }

    @Test
    void anAnimationHasAllItsFrames() throws IOException {
        List<Figure> frames = List.of(SampleFigures.heatMap(), SampleFigures.lineChart(), SampleFigures.barChart());
        for (String name : List.of("moving.gif", "moving.png")) {
            FigureExporter.writeAnimation(
                    frames, 250, Optional.of(STATE), settings(FigureTheme.DARK), folder.resolve(name));
            assertThat(StateReader.read(folder.resolve(name))).isEqualTo(STATE);
        }
        try (ImageInputStream in =
                ImageIO.createImageInputStream(folder.resolve("moving.gif").toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
        }
        String png = Files.readString(folder.resolve("moving.png"), StandardCharsets.ISO_8859_1);
        assertThat(png.split("fcTL", -1)).hasSize(4);
        assertThat(ImageIO.read(folder.resolve("moving.png").toFile()).getWidth())
                .isEqualTo(480);
    }

    @Test
    void aDiskThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("figure.png");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .hasMessage(file + ": No space left on device");
        assertThat(file).hasContent("old");
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/figure.png"), out -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> AtomicFile.write(folder, out -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is a folder");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -5, 1e9, Double.NaN, Double.POSITIVE_INFINITY})
    void anAbsurdSizeIsRefusedBeforeMemoryIsSpent(double width) {
        assertThatThrownBy(() -> ExportSettings.screen(width, 400, FigureTheme.LIGHT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        ExportSettings.screen(19_000, 19_000, FigureTheme.LIGHT).withDpi(96))
                .hasMessageContaining("megapixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mm", "-3mm", "3 furlongs", "1e3mm", "NaN"})
    void aLengthThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Length.parse("--width", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--width");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "not json", "{\"format\":\"deconvscope-figure\",\"version\":99}", "{\"format\":1}"})
    void aDamagedStateIsRefusedWithItsName(String text) throws IOException {
        Path file = folder.resolve("state.json");
        Files.writeString(file, text);
        assertThatThrownBy(() -> StateReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("state.json");
    }

    @ParameterizedTest
    @EnumSource(value = FigureFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void aFileThatIsNoFigureIsRefused(FigureFormat format) throws IOException {
        Path file = folder.resolve("foreign." + format.extension());
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        assertThatThrownBy(() -> StateReader.read(file)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void levelsOfLargePhotographsAreRoundedByHalfAStepAtMost() {
        BufferedImage all = new BufferedImage(256, 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            all.setRGB(i, 0, i << 16 | (255 - i) << 8 | i);
        }
        BufferedImage coarse = SvgWriter.rounded(all, 4);
        for (int i = 0; i < 256; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(Math.abs((coarse.getRGB(i, 0) >> shift & 255) - (all.getRGB(i, 0) >> shift & 255)))
                        .isLessThanOrEqualTo(2);
            }
        }
        assertThat(coarse.getRGB(0, 0)).isEqualTo(0xFF00FF00);
    }

    private static ExportSettings settings(FigureTheme theme) {
        return ExportSettings.screen(480, 320, theme);
    }

    private static byte[] bytes(Figure figure, FigureFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureExporter.write(figure, Optional.of(STATE), settings(FigureTheme.PRINT), format, out);
        return out.toByteArray();
    }
}

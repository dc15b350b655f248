package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.document.MarkdownPdf;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.report.PdfReport;
import io.github.deconvscope.figure.report.RunReport;
import io.github.deconvscope.figure.run.SampleRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** PDF files in the eyes of other programs: whole, readable without eyes, and put over a ground of any colour. */
class PdfFilesTest extends OfEveryFigure {
    @BeforeAll
    static void write() throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        for (EveryFigure.Made made : all) {
            write(made, folder.resolve(made.id() + ".pdf"), false);
        }
    }

    private static void write(EveryFigure.Made made, Path file, boolean transparent) throws IOException {
        ExportSettings settings = ExportSettings.fitting(made.figure(), 450, FigureTheme.DARK, true, true, "here")
                .withTransparent(transparent);
        FigureExporter.write(made.figure(), Optional.of(made.state()), settings, file);
    }

    private static void requireAccessible(Path file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file.toFile(), PDFAFlavour.PDFUA_1)) {
            ValidationResult result = Foundries.defaultInstance()
                    .createValidator(PDFAFlavour.PDFUA_1, false)
                    .validate(parser);
            assertThat(result.getFailedChecks())
                    .as(file.getFileName().toString())
                    .isEmpty();
            assertThat(result.isCompliant()).isTrue();
            assertThat(result.getTotalAssertions()).isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aScreenReaderCanReadIt(EveryFigure.Made made) throws Exception {
        Path file = folder.resolve(made.id() + ".pdf");
        requireAccessible(file);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDStructureElement whole = (PDStructureElement) document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getKids()
                    .get(0);
            PDStructureElement figure = (PDStructureElement) whole.getKids().get(0);
            assertThat(figure.getAlternateDescription()).isEqualTo(made.figure().altText());
            assertThat(document.getVersion()).isEqualTo(1.4f);
        }
    }

    @Test
    void qpdfFindsNothingToSay() throws Exception {
        for (EveryFigure.Made made : all) {
            assertThat(Programs.run(folder, "qpdf", "--check", made.id() + ".pdf"))
                    .contains("No syntax or stream encoding errors")
                    .doesNotContain("WARNING");
        }
    }

    @Test
    void aReportAndAHandoutCanBeReadToo() throws Exception {
        Path report = folder.resolve("report.pdf");
        try (OutputStream out = Files.newOutputStream(report)) {
            PdfReport.write(RunReport.of(SampleRun.write(folder.resolve("demo"), "deconv"), "1"), out);
        }
        requireAccessible(report);
        Path handout = folder.resolve("handout.pdf");
        String sum = "\\sum_{i=1}^{n} x_i";
        MarkdownPdf.write(
                "A title",
                "# One\n\nSome *words*.\n\n```formula\n" + sum + "\n% the sum of x from 1 to n\n```\n",
                EveryFigure.CATALOG,
                handout);
        requireAccessible(handout);
        Path plain = folder.resolve("handout-plain.pdf");
        if (Programs.isInstalled("qpdf")) {
            Programs.run(folder, "qpdf", "--qdf", "--object-streams=disable", handout.toString(), plain.toString());
            assertThat(Files.readString(plain, StandardCharsets.ISO_8859_1))
                    .contains("/ActualText (the sum of x from 1 to n)")
                    .doesNotContain("jlm_");
        }
        try (PDDocument document = Loader.loadPDF(handout.toFile())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Some words")
                    .doesNotContain("X");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theGroundIsLeftOutWhereAsked(boolean transparent) throws IOException {
        Path file = folder.resolve("ground.pdf");
        write(all.get(0), file, transparent);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            int corner =
                    new PDFRenderer(document).renderImage(0, 1, ImageType.ARGB).getRGB(1, 1);
            assertThat(corner >>> 24).isEqualTo(transparent ? 0 : 255);
        }
    }
}

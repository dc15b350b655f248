package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.FolderNames;
import io.github.deconvscope.figure.export.StateJson;
import io.github.deconvscope.figure.export.StateReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file tells a reader about the machine it was made on: the names of the runs, and without metadata not even those. */
class PrivacyTest {
    private static final String SECRET = "group-of-the-author";

    @TempDir
    static Path root;

    private static List<EveryFigure.Made> all;

    @BeforeAll
    static void make() throws IOException {
        all = EveryFigure.in(Files.createDirectories(root.resolve(SECRET).resolve("results")));
    }

    static Stream<EveryFigure.Made> figures() {
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aFileOfAnyFormatNamesItsRunWithoutTheFolder(EveryFigure.Made made) throws IOException {
        for (FigureFormat format : FigureFormat.values()) {
            String text = text(made, format, false);
            assertThat(text).as(format.label()).doesNotContain(SECRET).doesNotContain(root.toString());
            if (format != FigureFormat.CSV) {
                assertThat(text).as(format.label()).contains("\"figure\"", made.id());
                made.state().run().ifPresent(run -> assertThat(text).contains("demo"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void withoutMetadataAFileIsThePictureAlone(EveryFigure.Made made) throws IOException {
        for (FigureFormat format : List.of(
                FigureFormat.PNG,
                FigureFormat.SVG,
                FigureFormat.PDF,
                FigureFormat.GIF,
                FigureFormat.TEX,
                FigureFormat.EPS)) {
            assertThat(text(made, format, true))
                    .as(format.label())
                    .doesNotContainIgnoringCase("deconvscope")
                    .doesNotContain(
                            made.figure().altText(), "<title>", "<metadata", "<desc", "/Info", "/Metadata", "iTXt");
        }
    }

    /** All bytes as letters, with the streams of a PDF unpacked. */
    private static String text(EveryFigure.Made made, FigureFormat format, boolean anonymous) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportSettings settings = ExportSettings.fitting(made.figure(), 150, FigureTheme.PRINT, false, false, "")
                .withAnonymous(anonymous);
        FigureExporter.write(made.figure(), Optional.of(made.state()), settings, format, out);
        String text = out.toString(StandardCharsets.ISO_8859_1);
        return format == FigureFormat.PDF ? text + unpacked(out.toByteArray()) : text;
    }

    private static String unpacked(byte[] pdf) throws IOException {
        StringBuilder text = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            COSDocument inside = document.getDocument();
            for (var key : inside.getXrefTable().keySet()) {
                COSObject object = inside.getObjectFromPool(key);
                text.append(object.getObject());
                if (object.getObject() instanceof COSStream stream) {
                    text.append(new String(stream.createInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
            text.append(document.getDocumentInformation().getKeywords());
        }
        return text.toString();
    }

    @Test
    void aLinkToAPageCarriesNamesToo() {
        String folder = root.resolve(SECRET).resolve("results").toString();
        String state = "{\"run\":\"" + folder + "/demo\",\"runs\":[\"" + folder + "/demo\",\"C:\\\\users\\\\" + SECRET
                + "\\\\other\"],\"config\":{\"data\":\"" + folder + "\"},\"curve\":\"train/loss\",\"iterations\":5}";
        String link = "deconvscope:training?" + URLEncoder.encode(state, StandardCharsets.UTF_8);
        FigureState written = StateJson.parse(
                "here",
                StateJson.compact(FigureState.of("training-loss", Map.of()).withLink(link)));
        String read = URLDecoder.decode(written.link().orElseThrow(), StandardCharsets.UTF_8);
        assertThat(read)
                .isEqualTo("deconvscope:training?{\"run\":\"demo\",\"runs\":[\"demo\",\"other\"],"
                        + "\"config\":{\"data\":\"results\"},\"curve\":\"train/loss\",\"iterations\":5}");
    }

    @Test
    void theNamesAreFoundBesideTheFile() throws IOException {
        Path results = root.resolve(SECRET).resolve("results");
        EveryFigure.Made made = all.stream()
                .filter(each -> each.id().equals("precision-losses"))
                .findFirst()
                .orElseThrow();
        Path file = results.resolve("losses.svg");
        FigureExporter.write(
                made.figure(), Optional.of(made.state()), ExportSettings.screen(300, 200, FigureTheme.PRINT), file);
        assertThat(StateReader.read(file)).isEqualTo(made.state());
        Path elsewhere = Files.copy(file, root.resolve("losses.svg"));
        assertThat(StateReader.read(elsewhere).run()).hasValue("demo");
        assertThat(StateReader.read(elsewhere)).isEqualTo(FolderNames.shortened(made.state()));
    }

    @Test
    void everyParameterThatIsTextAndMayBeAFolderIsKnown() {
        Set<String> text = EveryFigure.CATALOG.entries().stream()
                .flatMap(entry -> entry.parameters().stream())
                .filter(parameter -> parameter.kind() == Parameter.Kind.TEXT)
                .filter(parameter -> parameter.help().matches(".*(folder|file|path).*"))
                .map(Parameter::name)
                .collect(Collectors.toSet());
        FigureState state = new FigureState(
                "any", Optional.empty(), text.stream().collect(Collectors.toMap(name -> name, name -> "/a/b,/c/d")));
        assertThat(FolderNames.shortened(state).parameters().values()).containsOnly("b,d");
    }

    @Test
    void aStateIsNothingButMetadata() {
        EveryFigure.Made made = all.get(0);
        ExportSettings settings =
                ExportSettings.screen(300, 200, FigureTheme.PRINT).withAnonymous(true);
        assertThatThrownBy(() -> FigureExporter.write(
                        made.figure(),
                        Optional.of(made.state()),
                        settings,
                        FigureFormat.JSON,
                        new ByteArrayOutputStream()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("metadata");
    }
}

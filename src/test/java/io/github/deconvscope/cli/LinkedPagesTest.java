package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Galleries and reports link the pages whose values are read under the pointer. */
class LinkedPagesTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int run(Callable<Integer> command, String... arguments) {
        return OneCommand.run(command, new StringWriter(), err, arguments);
    }

    @Test
    void aGalleryHasAPageOfEachFigureWithItsFrames() throws IOException {
        FigureCatalog two = new FigureCatalog(List.of(() -> List.of(
                FigureCatalog.standard().find("convolution-overlap"),
                FigureCatalog.standard().find("whitening-spectrum"))));
        Path gallery = folder.resolve("gallery");
        String[] arguments = {"--out", gallery.toString(), "--width", "200px", "--formats", "svg,html"};
        assertThat(run(new FiguresCommand(two), arguments)).as(err.toString()).isZero();
        assertThat(gallery.resolve("index.html"))
                .content()
                .contains("href=\"convolution-overlap.html\"", "href=\"whitening-spectrum.html\"");
        boolean moves =
                FigureCatalog.standard().find("whitening-spectrum").animation().isPresent();
        assertThat(Files.readString(gallery.resolve("whitening-spectrum.html")).contains("id=\"play\""))
                .isEqualTo(moves);
        assertThat(gallery.resolve("convolution-overlap.html")).content().contains("aria-live");
        assertThat(run(new FiguresCommand(two), "--out", gallery.toString(), "--formats", "html", "--no-metadata"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("leave html out");
    }

    @Test
    void whatIsToBeTypedAgainSurvivesTheShell() throws IOException {
        RunFolder demo = new RunFolder(folder.resolve("my demo"));
        RunConfig config =
                RunConfig.defaults().with(RunOption.MODEL, ModelName.PLAN).withText(RunOption.PLAN, "32 M 64");
        try (RunRecorder recorder = RunRecorder.create(demo, config)) {
            recorder.add(new StepRecord(1, 1, 2.5, 0.1, 0.1, 20, 1, false));
        }
        Path report = folder.resolve("plan.html");
        assertThat(run(new ReportCommand(), demo.path().toString(), "--out", report.toString()))
                .as(err.toString())
                .isZero();
        assertThat(report).content().containsPattern("deconvscope train --model plan --plan ('|&#39;)32 M 64('|&#39;)");
        FigureCatalog loss =
                new FigureCatalog(List.of(() -> List.of(FigureCatalog.standard().find("training-loss"))));
        Path gallery = folder.resolve("commands");
        assertThat(run(new FiguresCommand(loss), "--run", demo.path().toString(), "--out", gallery.toString()))
                .as(err.toString())
                .isZero();
        assertThat(gallery.resolve("index.html")).content().containsPattern("--run ('|&#39;)my demo('|&#39;) ");
    }

    @Test
    void aReportLinksAPageOfEachOfItsFigures() throws IOException {
        String run = SampleRun.write(folder.resolve("demo"), "deconv").toString();
        Path report = folder.resolve("report.html");
        assertThat(run(new ReportCommand(), run, "--out", report.toString(), "--pages"))
                .as(err.toString())
                .isZero();
        List<String> links = Pattern.compile("<a href=\"(report-pages/[0-9]+\\.html)\">")
                .matcher(Files.readString(report))
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(links)
                .hasSizeGreaterThan(3)
                .doesNotHaveDuplicates()
                .allSatisfy(link -> assertThat(folder.resolve(link)).content().contains("id=\"value\""));
        assertThat(run(
                        new ReportCommand(),
                        run,
                        "--out",
                        folder.resolve("r.pdf").toString(),
                        "--pages"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("--pages", "end the name with .html");
    }
}

package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.TestFolders;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A run as the first version recorded it ({@code src/test/resources/runs/first-format}, of its steps every 25th): before there were sizes
 * and channels of pictures, nets of one's own, {@code data.json}, {@code cost.json}, and most quantities of a frame.
 */
class OldRunFolderTest {
    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path kept =
                Path.of(OldRunFolderTest.class.getResource("/runs/first-format").toURI());
        run = TestFolders.copy(kept, folder.resolve("first"));
    }

    /** What did not exist then is what it was then. */
    @Test
    void whatItsConfigurationDoesNotNameIsAsItWas() {
        RunConfig config = new RunFolder(run).readConfig();
        assertThat(config.dataset()).isEqualTo(DatasetName.FASHION_MINI);
        assertThat(config.input().toString()).isEqualTo("3 x 32 x 32");
        assertThat(config.text(RunOption.MODEL)).isEqualTo("vgg11");
        assertThat(config.text(RunOption.INIT)).isEmpty();
        assertThat(config.text(RunOption.POLYNOMIAL)).isEqualTo("newton-schulz");
        assertThat(config.real(RunOption.WIDTH)).isEqualTo(0.125);
        assertThat(config.whole(RunOption.MAX_STEPS)).isEqualTo(505);
    }

    @Test
    void itIsListedAndItsCurvesAndFramesAreThere() throws IOException {
        List<RunEntry> entries = new RunLibrary(folder).scan();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).condition()).as(entries.get(0).problem()).isEqualTo(RunEntry.Condition.WHOLE);
        assertThat(entries.get(0).state()).isEqualTo(RunState.FINISHED);
        RecordedRun opened = RecordedRun.open(run);
        opened.poll();
        RunFeed feed = opened.feed();
        assertThat(opened.damagedLines()).isZero();
        assertThat(feed.curve(Metric.LOSS).size()).isEqualTo(21);
        assertThat(feed.layers()).hasSize(10);
        assertThat(feed.recordedSteps()).containsExactly(500L);
        assertThat(feed.frameAt(new ProbeKey("features.3", Quantity.COVARIANCE), 500)
                        .orElseThrow()
                        .shape())
                .containsExactly(72, 72);
        assertThat(entries.get(0).testAccuracy()).isCloseTo(0.79296875, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "training-loss, axis=log",
        "training-accuracy, smoothing=0",
        "training-covariance, layer=features.3",
        "training-convergence, step=500"
    })
    void itsFiguresAreDrawn(String figure, String set) throws IOException {
        Path file = folder.resolve(figure + ".svg");
        StringWriter err = new StringWriter();
        int code = new CommandLine(new FigureCommand(FigureCatalog.standard()))
                .setErr(new PrintWriter(err))
                .execute(figure, "--run", run.toString(), "--set", set, "--out", file.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(file).content().contains("</svg>").doesNotContain("NaN");
    }
}

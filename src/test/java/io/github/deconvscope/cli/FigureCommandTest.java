package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.library.ImportedScalars;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FigureCommandTest {
    /** Of a run that is watched: a minute and a half, where the command never writes. */
    private static final int MOST_STEPS = 900;

    @TempDir
    static Path folder;

    private static Path run;
    private static Path other;
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() throws IOException {
        run = SampleRun.write(folder.resolve("demo"), "deconv");
        other = SampleRun.write(folder.resolve("other"), "batchnorm");
    }

    @Test
    void theListNamesEveryFigureAndParameter() {
        assertThat(figure("--list")).isZero();
        for (FigureEntry entry : CATALOG.entries()) {
            assertThat(out.toString()).contains(entry.id()).contains(entry.description());
            entry.parameters().forEach(p -> assertThat(out.toString()).contains("    " + p.name() + ": "));
        }
    }

    @Test
    void everyFigureOfARunIsWrittenAndDescribed() {
        for (FigureEntry entry : CATALOG.entries()) {
            if (entry.needsRun()) {
                Path file = folder.resolve(entry.id() + ".svg");
                List<String> args =
                        new ArrayList<>(List.of(entry.id(), "--run", run.toString(), "--out", file.toString()));
                if (entry.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("with"))) {
                    args.addAll(List.of("--set", "with=" + other));
                }
                assertThat(figure(args.toArray(String[]::new)))
                        .as(entry.id() + ": " + err)
                        .isZero();
                assertThat(file).content().contains("</svg>").contains("<desc>").doesNotContain("NaN");
            }
        }
    }

    @Test
    void aPictureGivesItsStateBack() throws IOException {
        Path first = folder.resolve("first.pdf");
        Path second = folder.resolve("second.pdf");
        figure("training-loss", "--run", run.toString(), "--set", "axis=log", "--out", first.toString());
        assertThat(figure("--state", first.toString(), "--out", second.toString()))
                .isZero();
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void aConvolutionIsDrawnWithAnotherPadding() throws IOException {
        Path preset = folder.resolve("preset.csv");
        Path same = folder.resolve("same.csv");
        figure("convolution-output", "--set", "preset=keras-same", "--out", preset.toString());
        String[] edges = {"convolution-output", "--set", "preset=same-lower", "--set", "padding=same", "--out"};
        assertThat(figure(Stream.concat(Arrays.stream(edges), Stream.of(same.toString()))
                        .toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(same)).isEqualTo(Files.readString(preset));
        assertThat(figure("convolution-output", "--set", "padding=wide", "--out", same.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("parameter padding is 'wide'", "TOP,BOTTOM,LEFT,RIGHT");
    }

    @Test
    void ofAStepThatWasNotRecordedTheNearestIsShownAndSaid() {
        String out = folder.resolve("nearest.svg").toString();
        assertThat(figure("training-covariance", "--run", run.toString(), "--step", "75", "--out", out))
                .isZero();
        assertThat(err.toString()).contains("step 75 was not recorded; shown is the nearest, 80");
    }

    @Test
    void aMovingFigureBecomesNumberedFrames() {
        Path frames = folder.resolve("frame-%02d.png");
        assertThat(figure(
                        "training-covariance", "--run", run.toString(), "--width", "200px", "--out", frames.toString()))
                .isZero();
        assertThat(folder.resolve("frame-00.png")).exists();
        assertThat(folder.resolve("frame-02.png")).exists();
        assertThat(folder.resolve("frame-03.png")).doesNotExist();
    }

    /** A run that takes steps until the command that watches it has written twice. */
    @Test
    void aGrowingRunIsWrittenAgainUntilItEnds() throws Exception {
        Path growing = folder.resolve("growing");
        Path file = folder.resolve("growing.csv");
        AtomicInteger last = new AtomicInteger();
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(growing), RunConfig.defaults())) {
            recorder.setLayers(SampleRun.LAYERS);
            Thread training = new Thread(() -> {
                try {
                    boolean goesOn = true;
                    while (goesOn) {
                        int step = last.incrementAndGet();
                        goesOn = step < MOST_STEPS && err.toString().split("wrote ").length <= 2;
                        recorder.add(new StepRecord(step, 1, 2.0 / step, 0.5, 0.1, 40, 1, false, Optional.empty()));
                        recorder.status(
                                goesOn ? RunState.RUNNING : RunState.FINISHED,
                                new Progress(step, MOST_STEPS, 1, 1, 100, 0, ""),
                                "",
                                true);
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            training.start();
            assertThat(figure("training-loss", "--run", growing.toString(), "--watch", "--out", file.toString()))
                    .as(err.toString())
                    .isZero();
            training.join();
        }
        assertThat(err.toString().split("wrote ")).hasSizeGreaterThan(2);
        assertThat(Files.readString(file)).contains("," + last + ",");
        assertThat(figure(
                        "whitening-gains",
                        "--watch",
                        "--out",
                        folder.resolve("g.png").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("leave --watch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training-los --out x.png | nearest: training-loss",
                "training-loss --out x.png | --run RUNDIR",
                "training-loss --run nowhere --out x.png | nowhere",
                "training-loss --run RUN --set smoothing=2 --out x.png | from 0 to 0.9999",
                "training-loss --run RUN --set sped=2 --out x.png | no parameter sped",
                "training-covariance --run RUN --layer nope --out x.png | features.0, features.3",
                "training-loss --run RUN --width 900m --out x.png | not a length",
                "training-loss --run RUN --width 90000mm --out x.png | give one from 40 px",
                "training-loss --run RUN --width 1000mm --dpi 2400 --out x.png | megapixels",
                "training-loss --run RUN --dpi 100 --scale 2 --out x.png | give one of them",
                "training-loss --run RUN --size slide --width 90mm --out x.png | give one of them",
                "training-loss --run RUN --size poster --out x.png | column85",
                "training-loss --run RUN --no-metadata --out x.json | without metadata",
                "training-loss --run RUN --no-metadata --out x.html | --no-metadata is for pictures",
                "training-loss --run RUN --out x.bmp | .png, .svg, .pdf",
                "training-loss --run RUN --out no/such/folder/x.png | does not exist",
                "training-loss --run RUN --animate --out x.png | does not move",
                "--out x.png | which figure",
                "precision-difference --run RUN --out x.png | --set with=RUNDIR",
                "training-loss --run RUN | --out FILE is missing"
            })
    void badInputIsCodeTwoAndSaysWhatToDo(String line, String message) {
        String[] args = line.replace("RUN ", run + " ").strip().split(" ");
        if (line.strip().endsWith("RUN")) {
            args[args.length - 1] = run.toString();
        }
        assertThat(figure(args)).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void theReportHoldsTheNumbers() throws IOException {
        Path html = folder.resolve("report.html");
        assertThat(command("report", run.toString(), "--out", html.toString())).isZero();
        assertThat(html)
                .content()
                .contains("Configuration", "Environment", "Curves", "Epochs", "Precision")
                .contains(
                        "Covariance of conv2 16 to 32",
                        "Whitening matrix of conv2 16 to 32",
                        "Covariance after whitening of conv2 16 to 32",
                        "Newton-Schulz residual of conv2 16 to 32",
                        "<td class=\"n\">0.1681</td>")
                .as("needs nothing beside it")
                .doesNotContainPattern("(src|href)=\"(?!data:|#)");
        Path pdf = folder.resolve("report.pdf");
        assertThat(command("report", run.toString(), "--out", pdf.toString())).isZero();
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf.toFile())) {
            String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
            assertThat(text).contains("Run demo", "Configuration", "Whitening, layer by layer", "0.168");
        }
        assertThat(command("report", run.toString(), "--out", "x.doc")).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void theOverlayTakesFurtherRuns() throws IOException {
        Path csv = folder.resolve("overlay.csv");
        String[] figure = {"figure", "runs-overlay", "--run", run.toString(), "--out", csv.toString(), "--set"};
        assertThat(command(with(figure, "with=" + other))).as(err.toString()).isZero();
        assertThat(Files.readString(csv)).contains("demo", "other");
        assertThat(command(with(figure, "with=" + folder.resolve("nowhere")))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("parameter with names the folder ", "nowhere, which is not there; check");
        assertThat(command(with(figure, "curve=speed"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .contains("parameter curve is \"speed\", which none of the runs has; give one of these: loss,");
    }

    @Test
    void theOverlayTakesImportedCurvesFirst() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs.csv"), "step,loss\n1,0.5\n2,0.25\n");
        Path several = Files.writeString(folder.resolve("two.csv"), "step,a - loss,b - loss\n1,3,4\n2,5,6\n");
        Path imported = folder.resolve("imported");
        Path both = folder.resolve("both");
        ImportedScalars.importFrom(List.of(theirs), imported);
        ImportedScalars.importFrom(List.of(several), both);
        Path csv = folder.resolve("overlay.csv");
        String[] figure = {
            "figure", "runs-overlay", "--set", "smoothing=0", "--out", csv.toString(), "--run", imported.toString()
        };
        assertThat(command(figure)).as(err.toString()).isZero();
        assertThat(Files.readString(csv)).contains("imported", "0.25");
        String[] four = Arrays.copyOf(figure, figure.length + 2);
        four[figure.length] = "--set";
        four[figure.length + 1] = "with=" + run + "," + both;
        assertThat(command(four)).as(err.toString()).isZero();
        assertThat(Files.readString(csv)).contains("imported", "demo", "a,", "b,");
        Path picture = folder.resolve("overlay.svg");
        four[5] = picture.toString();
        assertThat(command(four)).as(err.toString()).isZero();
        assertThat(command("figure", "--state", picture.toString(), "--out", csv.toString()))
                .as(err.toString())
                .isZero();
        four[5] = csv.toString();
        four[7] = both.toString();
        assertThat(command(four)).as(err.toString()).isZero();
        for (Path folder : List.of(imported, both)) {
            assertThat(command("figure", "training-loss", "--run", folder.toString(), "--out", csv.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(err.toString())
                    .contains(folder
                            + " holds curves of another program and no run. Compare them on the page runs, or with:"
                            + " deconvscope figure runs-overlay --run " + folder);
        }
    }

    private static String[] with(String[] command, String more) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = more;
        return all;
    }

    @Test
    void theGalleryShowsWhatWasWritten() throws IOException {
        Path gallery = folder.resolve("gallery");
        assertThat(command(
                        "figures",
                        "--run",
                        run.toString(),
                        "--with",
                        other.toString(),
                        "--width",
                        "160px",
                        "--out",
                        gallery.toString()))
                .as(err.toString())
                .isZero();
        String page = Files.readString(gallery.resolve("index.html"));
        for (FigureEntry entry : CATALOG.entries()) {
            assertThat(gallery.resolve(entry.id() + ".png")).exists();
            assertThat(page).contains("src=\"" + entry.id() + ".png\"");
        }
        assertThat(command("figures", "--out", gallery.resolve("index.html").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void aGalleryThatIsAskedForWrongIsNotMade() {
        String gallery = folder.resolve("none").toString();
        assertThat(command("figures", "--with", other.toString(), "--out", gallery))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("--run RUNDIR");
        assertThat(command("figures", "--run", run.toString(), "--with", "nowhere", "--out", gallery))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("There is no run folder nowhere");
        assertThat(command("figures", "--scale", "-1", "--out", gallery)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(figure("convolution-matrix", "--scale", "-1", "--out", gallery + ".png"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("--scale is -1.0; give a number from 0.375 to 25");
        assertThat(folder.resolve("none.png")).doesNotExist();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private int figure(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "figure";
        System.arraycopy(args, 0, all, 1, args.length);
        return command(all);
    }

    private int command(String... args) {
        CommandRunner runner = new CommandRunner(new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (var constructor : type.getConstructors()) {
                    if (List.of(constructor.getParameterTypes()).equals(List.of(FigureCatalog.class))) {
                        return type.cast(constructor.newInstance(CATALOG));
                    }
                    if (constructor.getParameterCount() > 0
                            && type.getPackageName().startsWith("io.github")) {
                        return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            }
        });
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        runner.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return runner.run(args);
    }
}

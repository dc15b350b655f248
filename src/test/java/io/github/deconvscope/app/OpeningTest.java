package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.figure.export.StateJson;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.figure.overlay.ExperimentCharts.Band;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lab.whitening.WhiteningStateJson;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.RecordedExperiment;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import io.github.deconvscope.ui.state.ExperimentsState;
import io.github.deconvscope.ui.state.ExperimentsState.View;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    private Path folder;

    @Test
    void aLessonIsOpenedAtAStep() {
        assertThat(ofLesson("08-whitening:3")).isEqualTo("deconvscope:learn?lesson+08-whitening+step+3");
        assertThat(ofLesson("08-whitening")).isEqualTo("deconvscope:learn?lesson+08-whitening+step+1");
        assertThatThrownBy(() -> ofLesson("08:3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("There is no lesson \"08\". There are: 01-");
        for (String text : new String[] {"08-whitening:0", "08-whitening:last", ":", "", "a b"}) {
            assertThatThrownBy(() -> ofLesson(text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("08-whitening:3");
        }
    }

    private static String ofLesson(String text) {
        return Opening.link(
                new WindowRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), false));
    }

    @Test
    void aFolderOfLessonsHasToBeThere() {
        Path gone = folder.resolve("gone");
        WindowRequest request =
                new WindowRequest(Optional.empty(), Optional.empty(), Optional.of(gone), Optional.empty(), false);
        assertThatThrownBy(() -> Opening.link(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no folder " + gone);
    }

    @Test
    void withoutAWishTheWindowStartsByItself() {
        assertThat(Opening.link(WindowRequest.asLeft())).isEmpty();
    }

    @Test
    void aPageIsFoundByItsId() {
        assertThat(Opening.link(request("training"))).isEqualTo("deconvscope:training");
    }

    @Test
    void anUnknownPageNamesThoseThereAre() {
        assertThatThrownBy(() -> Opening.link(request("trainin")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("trainin")
                .hasMessageContaining("training");
    }

    @Test
    void aRunFolderOpensOnTheTrainingPage() throws IOException {
        Path run = folder.resolve("run");
        RunRecorder.create(new RunFolder(run), RunConfig.defaults()).close();
        PageLink link = PageLink.parse(open(run));
        assertThat(link.page()).isEqualTo(PageCatalog.TRAINING);
        assertThat(link.state()).contains(run.toAbsolutePath().toString());
    }

    @Test
    void aSavedStateIsFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.deconvscope"), "deconvscope:training?x\n");
        assertThat(open(file)).isEqualTo("deconvscope:training?x");
    }

    @Test
    void whatCannotBeShownIsRefusedWithItsName() throws IOException {
        Path nothing = folder.resolve("nothing");
        assertThatThrownBy(() -> open(nothing)).hasMessageContaining(nothing.toString());
        Path picture = Files.write(folder.resolve("foreign.png"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> open(picture))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(picture.toString());
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> open(binary)).isInstanceOf(InvalidInputException.class);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> open(empty)).isInstanceOf(InvalidInputException.class);
    }

    /** What {@code figure ID --set ... --out FILE} embeds. */
    private PageLink opened(FigureState state) throws IOException {
        return PageLink.parse(open(Files.writeString(folder.resolve("figure.json"), StateJson.pretty(state))));
    }

    private String opened(String figure, Map<String, String> parameters) throws IOException {
        PageLink link = opened(FigureState.of(figure, parameters));
        assertThat(link.page().id())
                .isEqualTo(FigureCatalog.standard().find(figure).page());
        return link.state();
    }

    @Test
    void aPictureOfAPhotographOpensWithItsSettings() throws IOException {
        ConvolutionPageState shown = ConvolutionPageState.read(opened(
                "convolution-photo", Map.of("photo", "coffee", "operation", "blur", "kernel", "7", "stride", "1")));
        assertThat(shown.photograph()).isTrue();
        assertThat(shown.photo().id()).isEqualTo("coffee");
        assertThat(shown.settings()).isEqualTo(new PhotoLab.Settings(PhotoLab.Operation.BLUR, 7, 1));

        Path own = folder.resolve("own.png");
        BufferedImage picture = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 2, 0x336699);
        ImageIO.write(picture, "png", own.toFile());
        OwnPhoto restored = ConvolutionPageState.read(opened("convolution-photo", Map.of("image", own.toString())))
                .ownPhoto()
                .orElseThrow();
        assertThat(restored.name()).isEqualTo("own.png");
        assertThat(restored.image().at(2, 2, 1)).isEqualTo(0x99 / 255f);
    }

    @Test
    void aPictureOfTheOverlapOpensWithItsSettingsOrSaysThatThePageCannot() throws IOException {
        ConvolutionPageState shown =
                ConvolutionPageState.read(opened("convolution-overlap-2d", Map.of("kernel", "5", "stride", "3")));
        assertThat(shown.photograph()).isTrue();
        assertThat(shown.settings()).isEqualTo(new PhotoLab.Settings(PhotoLab.Operation.UPSAMPLE, 5, 3));
        assertThatThrownBy(() -> opened("convolution-overlap", Map.of("kernel", "16")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Kernel 16");
        assertThatThrownBy(() -> opened("convolution-overlap", Map.of("inputs", "9")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("6 inputs");
    }

    @Test
    void aPictureOfAnOperationOpensAtItsPlace() throws IOException {
        ConvolutionPageState shown = ConvolutionPageState.read(
                opened("convolution-overview", Map.of("preset", "dilated", "position", "3", "backward", "true")));
        assertThat(shown.convolution()).isEqualTo(ConvolutionPreset.DILATED.state());
        assertThat(shown.position()).isEqualTo(3);
        assertThat(shown.backward()).isTrue();
    }

    @Test
    void aPictureOfWhiteningOpensWithItsSource() throws IOException {
        assertThat(WhiteningStateJson.read(opened("whitening-after", Map.of("source", "fashion-mini", "kernel", "5")))
                        .source())
                .isEqualTo(WhiteningSource.dataSet("fashion-mini"));
        WhiteningState own =
                WhiteningStateJson.read(opened("whitening-after", Map.of("image", "own.png", "iterations", "9")));
        assertThat(own.source())
                .isEqualTo(
                        WhiteningSource.file(Path.of("own.png").toAbsolutePath().toString()));
        assertThat(own.iterations()).isEqualTo(9);
    }

    @Test
    void aPictureOfSeveralRunsOpensWithAllOfThem() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            RunRecorder.create(new RunFolder(folder.resolve(name)), RunConfig.defaults())
                    .close();
        }
        Optional<String> first = Optional.of(folder.resolve("a").toString());
        String b = folder.resolve("b").toString();
        String c = folder.resolve("c").toString();
        PageLink overlay = opened(new FigureState(
                "runs-overlay", first, Map.of("with", b + "," + c, "curve", "accuracy", "logX", "true")));
        assertThat(overlay.page()).isEqualTo(PageCatalog.RUNS);
        JsonObject list = JsonParser.parseString(overlay.state()).getAsJsonObject();
        assertThat(list.remove("columns")).as("as usual").isNotNull();
        assertThat(list)
                .isEqualTo(JsonParser.parseString("{'root':'" + folder.toAbsolutePath()
                        + "','query':'','selected':['a','b','c'],'curve':'accuracy','axis':'step','smoothing':0.9,"
                        + "'logX':true,'logY':false}"));

        PageLink pair = opened(new FigureState("precision-difference", first, Map.of("with", b, "seed-run", c)));
        assertThat(pair.page()).isEqualTo(PageCatalog.PRECISION);
        assertThat(JsonParser.parseString(pair.state()).getAsJsonObject().getAsJsonArray("runs"))
                .extracting(JsonElement::getAsString)
                .containsExactly(first.get(), b, c);

        assertThat(opened(new FigureState("training-loss", first, Map.of())).page())
                .isEqualTo(PageCatalog.TRAINING);
    }

    @Test
    void theFolderOfAnExperimentAndAFigureOfItOpenThePageOfExperiments() throws IOException {
        Path folder = this.folder.resolve("made");
        RecordedExperiment.write(folder, "");
        ExperimentsState whole = ExperimentsState.of(folder.toString());
        assertThat(PageLink.parse(open(folder))).isEqualTo(new PageLink(PageCatalog.EXPERIMENTS, whole.toString()));
        PageLink figure = opened(new FigureState(
                "experiment-curves", Optional.of(folder.toString()), Map.of("curve", "loss", "band", "range")));
        assertThat(figure.page()).isEqualTo(PageCatalog.EXPERIMENTS);
        assertThat(ExperimentsState.parse(figure.state()))
                .isEqualTo(new ExperimentsState(
                        folder.toString(), Optional.empty(), View.FIGURES, Metric.LOSS, Band.RANGE, ""));
        ExperimentFolder experiment = new ExperimentFolder(folder);
        Path run = Files.move(experiment.run(experiment.read().tasks().get(0)), this.folder.resolve("single"));
        assertThat(opened(new FigureState("experiment-bars", Optional.of(run.toString()), Map.of()))
                        .page())
                .isEqualTo(PageCatalog.TRAINING);
    }

    private static WindowRequest request(String page) {
        return new WindowRequest(Optional.of(page), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static String open(Path file) {
        return Opening.link(
                new WindowRequest(Optional.empty(), Optional.of(file), Optional.empty(), Optional.empty(), false));
    }
}

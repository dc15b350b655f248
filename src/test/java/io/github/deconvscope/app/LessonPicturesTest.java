package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.lesson.LessonDesk;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every step of every lesson as a student sees it, with real runs: not a check, and only on request, with {@code mvn -q test
 * -Dtest=LessonPicturesTest -Dlesson.pictures=FOLDER}. {@code -Dlesson.sizes=1280x800,1024x700}, {@code -Dlesson.themes=light,dark} and
 * {@code -Dlesson.ids=06-checkerboard} choose fewer or others. A step with a question leaves two: asked, and answered.
 */
@Tag("ui")
@EnabledIfSystemProperty(named = "lesson.pictures", matches = ".+")
class LessonPicturesTest {
    /** The steps that the training lesson asks to train, with fewer pictures. */
    private static final RunConfig SMALL = RunConfig.defaults()
            .with(RunOption.WIDTH, 1.0 / 8)
            .with(RunOption.BLOCK, 16L)
            .with(RunOption.BATCH, 32L)
            .with(RunOption.TRAIN_LIMIT, 1920L)
            .with(RunOption.TEST_LIMIT, 200L)
            .with(RunOption.EPOCHS, 1L)
            .with(RunOption.RECORD_EVERY, 20L);

    private static final long STILL_MILLIS = 350;
    private static final int MOST_LOOKS = 40;

    @TempDir
    Path folder;

    private TestWindow window;
    private RunService runs;

    @Test
    void everyStepOfEveryLesson() throws Exception {
        Path pictures = Path.of(System.getProperty("lesson.pictures"));
        List<String> ids = chosen("lesson.ids", String.join(",", LessonLibrary.shippedIds()));
        try (Services services = new Services()) {
            runs = services.get(RunService.class);
            Path runsFolder = folder.resolve("runs");
            train(SMALL.with(RunOption.NORMALIZATION, Normalization.BATCHNORM), runsFolder.resolve("batchnorm"));
            train(SMALL.with(RunOption.NORMALIZATION, Normalization.DECONV), runsFolder.resolve("deconv"));
            for (String size : chosen("lesson.sizes", "1280x800")) {
                for (String theme : chosen("lesson.themes", "light")) {
                    String[] sides = size.split("x");
                    Path progress = folder.resolve("progress-" + size + theme + ".json");
                    window = new TestWindow(() -> TestServices.of(
                                    runs,
                                    runsFolder,
                                    services.get(Framework.class),
                                    Optional.of(TestServices.lessons(
                                            Files.createDirectories(folder.resolve("own")), progress)),
                                    services.get(NetworkLab.class),
                                    new SystemDialogs()))
                            .sized(Double.parseDouble(sides[0]), Double.parseDouble(sides[1]));
                    window.open("");
                    Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.of(theme)));
                    LessonDesk desk = window.shell().lessons().orElseThrow();
                    Fx.await(
                            "lessons are read",
                            () -> !desk.entriesProperty().get().isEmpty());
                    for (String id : ids) {
                        play(id, desk, pictures.resolve(size + "-" + theme));
                    }
                    window.close();
                }
            }
        }
    }

    private static List<String> chosen(String property, String usual) {
        return Arrays.asList(System.getProperty(property, usual).split(","));
    }

    private void train(RunConfig config, Path run) throws Exception {
        RunHandle handle = runs.start(config, run);
        handle.done().get(10, TimeUnit.MINUTES);
        assertThat(handle.feed().failure()).isEmpty();
    }

    private void play(String id, LessonDesk desk, Path pictures) throws Exception {
        Lesson lesson = Fx.call(() -> desk.entriesProperty().get().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow()
                .lesson()
                .orElseThrow());
        Fx.run(() -> desk.play(lesson));
        for (int i = 0; i < lesson.steps().size(); i++) {
            String name = id + "-" + String.format("%02d", i + 1);
            look(pictures.resolve(name + ".png"));
            Optional<StepPart.Gate> gate = lesson.steps().get(i).gate();
            if (gate.isPresent()) {
                answer(gate.get(), desk);
                look(pictures.resolve(name + "b.png"));
            }
            boolean last = i == lesson.steps().size() - 1;
            Fx.run(last ? desk::end : desk::skip);
        }
    }

    /** Twice wrong, so that the explanation is there; what is to be done is shown, or trained. */
    private void answer(StepPart.Gate gate, LessonDesk desk) throws Exception {
        if (gate instanceof StepPart.Do task) {
            if (task.show().isPresent()) {
                Fx.run(desk::showMe);
            } else {
                train();
            }
            return;
        }
        for (String wrong : List.of("-12345", "-54321")) {
            Fx.run(() -> {
                window.stage().getScene().getRoot().applyCss();
                Node field = window.node("#lessonAnswer");
                if (field instanceof javafx.scene.control.TextField text) {
                    text.setText(wrong);
                }
                for (int i = 0; i < 4; i++) {
                    Node choice = window.node("#lessonChoice-" + i);
                    if (gate instanceof StepPart.PredictChoice asked
                            && i != asked.right()
                            && choice instanceof javafx.scene.control.RadioButton button
                            && !button.isDisabled()) {
                        button.setSelected(true);
                    }
                }
                Node check = window.node("#lessonCheck");
                if (check instanceof Button button && !button.isDisabled()) {
                    button.fire();
                }
            });
        }
    }

    private void train() throws Exception {
        for (String id : List.of("#trainButton", "#compareButton")) {
            Node button = Fx.call(() -> window.node(id));
            if (button instanceof Button train && !train.isDisabled() && Fx.call(train::isVisible)) {
                Fx.run(train::fire);
                Fx.await("a run", () -> !runs.active().isEmpty());
                for (RunHandle run : Fx.call(runs::active)) {
                    boolean whole = id.equals("#trainButton");
                    if (!whole) {
                        Fx.await("20 steps", () -> run.feed().curve(Metric.LOSS).size() > 20);
                        run.stop();
                    }
                    run.done().get(10, TimeUnit.MINUTES);
                }
                return;
            }
        }
    }

    /** Leaves a picture once nothing has moved for a while. */
    private void look(Path file) throws Exception {
        int[] before = new int[0];
        for (int i = 0; i < MOST_LOOKS; i++) {
            Thread.sleep(STILL_MILLIS);
            int[] now = Fx.call(this::pixels);
            if (Arrays.equals(before, now)) {
                break;
            }
            before = now;
        }
        Fx.run(() -> Pictures.save(window.stage().getScene(), file));
    }

    /** Without the status bar, which counts memory and frames. */
    private int[] pixels() {
        WritableImage image = window.stage().getScene().snapshot(null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight() - 40;
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return pixels;
    }
}

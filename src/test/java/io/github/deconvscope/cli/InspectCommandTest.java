package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.record.StepFiles;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
    @TempDir
    Path folder;

    private final RandomNetwork net = new RandomNetwork(3);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int inspect(String... args) {
        return OneCommand.run(new InspectCommand(net), out, err, args);
    }

    private JsonObject json(String... args) {
        assertThat(inspect(args)).as(err.toString()).isEqualTo(ExitCode.DONE);
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    @Test
    void jsonTellsWhatTheNetMadeOfThePicture() throws Exception {
        JsonObject told = json("runs/random", "--test-index", "5", "--json");
        NetworkPass pass = net.look(net.testPicture(5)).toCompletableFuture().get();
        assertThat(told.get("step").getAsLong()).isEqualTo(40);
        assertThat(told.get("testIndex").getAsInt()).isEqualTo(5);
        assertThat(told.get("truth").getAsString()).isEqualTo("five");
        assertThat(told.get("prediction").getAsString())
                .isEqualTo(net.info().classNames().get(pass.predicted()));
        JsonArray classes = told.getAsJsonArray("classes");
        for (int c = 0; c < 10; c++) {
            JsonObject one = classes.get(c).getAsJsonObject();
            assertThat(one.get("name").getAsString())
                    .isEqualTo(net.info().classNames().get(c));
            assertThat(one.get("score").getAsFloat()).isEqualTo(pass.logits()[c]);
            assertThat(one.get("probability").getAsDouble()).isEqualTo(pass.probabilities()[c]);
        }
        JsonArray layers = told.getAsJsonArray("layers");
        assertThat(layers).hasSize(4);
        JsonObject third = layers.get(2).getAsJsonObject();
        LayerActivation.Peak peak = pass.layer(3).peak();
        JsonObject top = third.getAsJsonObject("top");
        assertThat(third.get("number").getAsInt()).isEqualTo(3);
        assertThat(third.get("receptiveField").getAsInt()).isEqualTo(10);
        assertThat(third.get("zeros").getAsDouble()).isEqualTo(pass.layer(3).zeros());
        assertThat(top.get("channel").getAsInt()).isEqualTo(peak.channel());
        assertThat(top.get("row").getAsInt()).isEqualTo(peak.row());
        assertThat(top.get("column").getAsInt()).isEqualTo(peak.column());
        assertThat(top.get("value").getAsFloat()).isEqualTo(peak.value());
        assertThat(top.getAsJsonObject("sees").get("row").getAsInt())
                .isEqualTo(pass.layer(3).layer().sees(peak.row(), peak.column()).row());
        assertThat(told.has("back")).isFalse();
        assertThat(net.closed).isTrue();
    }

    @Test
    void aChannelIsToldAsAPictureWithItsRangeAndRankCorrelation() throws Exception {
        JsonObject back = json(
                        "runs/random",
                        "--test-index",
                        "2",
                        "--layer",
                        "3",
                        "--channel",
                        "4",
                        "--rule",
                        "guided",
                        "--redraw",
                        "1,2..3",
                        "--seed",
                        "9",
                        "--json")
                .getAsJsonObject("back");
        BackQuestion question = new BackQuestion(net.testPicture(2), 3, 4, BackRule.GUIDED);
        BackProjection made = net.back(question).toCompletableFuture().get();
        BackProjection other = net.back(question.with(new Redraw(Set.of(1, 2, 3), 9)))
                .toCompletableFuture()
                .get();
        JsonArray picture = back.getAsJsonArray("picture");
        assertThat(picture).hasSize(3);
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < made.picture().length; i++) {
            float value = picture.get(i / 1024)
                    .getAsJsonArray()
                    .get(i / 32 % 32)
                    .getAsJsonArray()
                    .get(i % 32)
                    .getAsFloat();
            assertThat(value).isEqualTo(made.picture()[i]);
            most = Math.max(most, value);
        }
        assertThat(back.get("max").getAsFloat()).isEqualTo(most);
        assertThat(back.get("rule").getAsString()).isEqualTo("guided");
        assertThat(back.getAsJsonArray("redrawn")).hasToString("[1,2,3]");
        assertThat(back.get("rankCorrelation").getAsDouble()).isEqualTo(made.rankCorrelation(other));
    }

    @Test
    void textTellsTheSame() throws Exception {
        assertThat(inspect("runs/random", "--test-index", "5", "--layer", "5", "--channel", "1"))
                .isEqualTo(ExitCode.DONE);
        NetworkPass pass = net.look(net.testPicture(5)).toCompletableFuture().get();
        assertThat(out.toString())
                .contains("test picture 5, which is five")
                .contains("prediction  " + net.info().classNames().get(pass.predicted()))
                .contains("score of one", "rule        gradient", "channel 2 of the picture")
                .contains("conv4 6 to 8");
        assertThat(out.toString().lines().filter(line -> line.split(" ").length == 32))
                .hasSize(3 * 32);
        assertThat(err.toString()).isEmpty();
    }

    /** The stored numbers of a test picture, saved as a file, are the same picture; a photograph of any size is one too. */
    @Test
    void anImageIsReadAsThePicturesOfTheDataSetAre() throws Exception {
        NetworkPicture picture = net.testPicture(7);
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024; i++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | Math.round(picture.image().at(c, i / 32, i % 32) * 255);
            }
            image.setRGB(i % 32, i / 32, rgb);
        }
        File file = folder.resolve("seven.png").toFile();
        ImageIO.write(image, "png", file);
        JsonObject told = json("runs/random", "--image", file.toString(), "--json");
        NetworkPass pass = net.look(picture).toCompletableFuture().get();
        assertThat(told.get("picture").getAsString()).isEqualTo("seven.png");
        assertThat(told.get("truth").isJsonNull()).isTrue();
        assertThat(told.getAsJsonArray("classes")
                        .get(0)
                        .getAsJsonObject()
                        .get("score")
                        .getAsFloat())
                .isEqualTo(pass.logits()[0]);
    }

    /** The last checkpoint, one of a step, and that of the best epoch if it was kept; the data set from elsewhere. */
    @Test
    void theCheckpointThatIsAskedForIsOpened() throws Exception {
        Path run = folder.resolve("run");
        RunFolder folderOfRun = new RunFolder(run);
        String[] none = {run + "s", "--test-index", "1", "--step", "best"};
        assertThat(inspect(none)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("There is no run folder " + run + "s");
        String[] best = {run.toString(), "--test-index", "1", "--step", "best"};
        try (RunRecorder recorder = RunRecorder.create(folderOfRun, RunConfig.defaults())) {
            assertThat(inspect(best)).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(err.toString()).contains("--step is best, but no epoch of " + run + " was tested yet");
            recorder.add(new EpochRecord(1, 4, 2, 0.3, 2, 0.7, 1));
            recorder.add(new EpochRecord(2, 8, 1, 0.4, 2, 0.5, 1));
        }
        assertThat(inspect(best)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("the checkpoint of epoch 1, step 4, was not kept. Train with --keep best");
        StepFiles checkpoints = new StepFiles(folderOfRun.checkpoints());
        Files.createDirectories(checkpoints.folder());
        Files.createFile(checkpoints.of(4));
        assertThat(inspect(best)).isEqualTo(ExitCode.DONE);
        assertThat(net.opened).isEqualTo(new NetworkSource(run, OptionalLong.of(4), Optional.empty()));
        for (String last : List.of("", " --step last")) {
            assertThat(inspect((run + " --test-index 1" + last).split(" "))).isEqualTo(ExitCode.DONE);
            assertThat(net.opened).isEqualTo(NetworkSource.newest(run));
        }
        assertThat(inspect(run.toString(), "--test-index", "1", "--step", "8", "--data", "elsewhere"))
                .isEqualTo(ExitCode.DONE);
        assertThat(net.opened).isEqualTo(new NetworkSource(run, OptionalLong.of(8), Optional.of(Path.of("elsewhere"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "--test-index 24@Test picture 24 is not there; this run tests on 24, 0 to 23.",
                "--test-index -1@Test picture -1 is not there",
                "--test-index 0 --layer 6 --channel 0@Layer 6 is not one of this net's; its convolutions are 1 to 4, and 5 stands for the scores.",
                "--test-index 0 --layer 2 --channel 6@Channel 6 is not one of layer 2; it has 6, 0 to 5.",
                "--test-index 0 --layer 2@--layer 2 makes a channel visible; say which with --channel C.",
                "--test-index 0 --channel 2@--channel 2 is about a channel of a layer; say which layer with --layer L.",
                "--test-index 0 --rule guided@--rule guided is about a channel of a layer",
                "--test-index 0 --redraw 1@--redraw 1 is about a channel of a layer",
                "--test-index 0 --seed 3@--seed decides what --redraw draws",
                "--test-index 0 --layer 2 --channel 0 --rule lrp@--rule is \"lrp\", which is not one of: gradient, deconvnet, guided.",
                "--test-index 0 --layer 2 --channel 0 --redraw 3@--redraw 3: layer 3 comes after layer 2",
                "--test-index 0 --layer 2 --channel 0 --redraw 1..9@Layer 9 is not one of this net's convolutions",
                "--test-index 0 --layer 2 --channel 0 --redraw 2..1@--redraw is \"2..1\"; give numbers of layers",
                "--test-index 0 --layer 2 --channel 0 --redraw all@--redraw is \"all\"; give numbers of layers",
                "--test-index 0 --step worst@--step is \"worst\". Give best, last, or the number of a step.",
                "--image nowhere.png@nowhere.png does not exist",
                "@(--image=F | --test-index=N)",
                "--test-index 0 --image a.png@mutually exclusive",
                "--test-index first@'first' is not an int"
            })
    void whatCannotBeShownIsRefusedInWords(String flags, String words) {
        String[] args = ("runs/random" + (flags == null ? "" : " " + flags)).split(" ");
        assertThat(inspect(args)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains(words);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aPictureThatIsNoneIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
        assertThat(inspect("runs/random", "--image", text.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("text.png").contains("is not in a format that is understood here");
    }
}

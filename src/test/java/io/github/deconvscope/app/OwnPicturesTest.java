package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.ExitCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of one's own, from the command line to the report: train, resume, inspect, report. */
@Tag("engine")
class OwnPicturesTest {
    private static final List<String> CLASSES = List.of("apple", "boat", "cloud", "door", "elk");
    private static final List<String> FORMATS = List.of("png", "jpg", "bmp", "gif", "tif", "png");
    private static final int EACH = 6;

    @TempDir
    Path folder;

    private static Services services;

    @BeforeAll
    static void start() {
        services = new Services();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    private record Answer(int code, String out, String err) {}

    /** Progress goes to the process's standard error, refusals to the command's. */
    private static Answer run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (PrintStream watched = new PrintStream(progress, true, StandardCharsets.UTF_8)) {
            System.setErr(watched);
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int code = runner.run(args);
            return new Answer(code, out.toString(), err + progress.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    private Answer train(String dataset, Path data, Path out, String... more) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "train",
                "--dataset",
                dataset,
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--width",
                "0.0625",
                "--block",
                "4",
                "--batch",
                "6",
                "--max-steps",
                "2"));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static BufferedImage picture(int seed, String format) {
        Random random = new Random(seed);
        boolean greyAlpha = seed % EACH == EACH - 1;
        int type = greyAlpha ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(20 + random.nextInt(200), 20 + random.nextInt(200), type);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(200), random.nextInt(200), 60, 60);
        }
        graphics.dispose();
        return image;
    }

    /** Five classes of photographs in several sizes and formats. */
    private static Path photographs(Path root) throws IOException {
        int seed = 0;
        for (String name : CLASSES) {
            Path of = Files.createDirectories(root.resolve(name));
            for (int i = 0; i < EACH; i++) {
                String format = FORMATS.get(i);
                ImageIO.write(
                        picture(seed++, format),
                        format,
                        of.resolve(name + i + "." + format).toFile());
            }
        }
        Files.writeString(root.resolve("notes.txt"), "no picture");
        Files.createDirectories(root.resolve(".cache"));
        return root;
    }

    private static JsonObject data(Path run) throws IOException {
        return JsonParser.parseString(Files.readString(run.resolve("data.json")))
                .getAsJsonObject();
    }

    @Test
    void aFolderOfPhotographsIsLearnedInspectedAndReported() throws IOException {
        Path photos = photographs(folder.resolve("photos"));
        Path one = folder.resolve("one");
        Answer trained = train("folder", photos, one);
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        assertThat(trained.err())
                .contains("Folder of pictures in photos: 5 classes, 25 pictures to learn from and 5 to test on.")
                .contains("1 file that no picture is called like is passed over", "by the seed 1 (--split-seed)")
                .contains("A step takes", "multiply-adds", "parameters")
                .contains("The net gets 3 x 32 x 32.", "apple (5 + 1), boat (5 + 1)");
        assertThat(data(one).getAsJsonArray("classNames").toString())
                .isEqualTo("[\"apple\",\"boat\",\"cloud\",\"door\",\"elk\"]");

        Answer inspected = run("inspect", one.toString(), "--test-index", "3", "--json");
        assertThat(inspected.code()).as(inspected.err()).isEqualTo(ExitCode.DONE);
        assertThat(inspected.out()).contains("apple", "elk");
        assertThat(run(
                                "inspect",
                                one.toString(),
                                "--image",
                                photos.resolve("elk/elk0.png").toString())
                        .code())
                .isEqualTo(ExitCode.DONE);
        Path report = folder.resolve("report.html");
        assertThat(run("report", one.toString(), "--out", report.toString()).code())
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(report))
                .contains("Folder of pictures in photos")
                .doesNotContain(folder.toString());
    }

    @Test
    void brokenPicturesAreAllListedAndLeftOutOnlyWhenAsked() throws IOException {
        Path photos = photographs(folder.resolve("photos"));
        Path cut = photos.resolve("boat/boat0.png");
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(photos.resolve("door/words.jpg"), "not a picture");
        Path run = folder.resolve("run");
        Answer refused = train("folder", photos, run);
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err())
                .contains(
                        "2 of 31 pictures in " + photos + " cannot be read",
                        "boat/boat0.png",
                        "door/words.jpg",
                        "--skip-broken");
        assertThat(run).doesNotExist();
        Answer left = train("folder", photos, run, "--skip-broken");
        assertThat(left.code()).as(left.err()).isEqualTo(ExitCode.DONE);
        assertThat(left.err()).contains("Left out: boat/boat0.png", "Left out: door/words.jpg");
        assertThat(data(run).getAsJsonArray("leftOut")).hasSize(2);
    }

    @Test
    void aRunGoesOnWithItsPicturesAndRefusesOthers() throws IOException {
        Path photos = photographs(folder.resolve("photos"));
        Path run = folder.resolve("run");
        train("folder", photos, run, "--tensorboard");
        // A finished run does not go on: let it have a third step.
        Path config = run.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"max-steps\": 2", "\"max-steps\": 3"));
        Path status = run.resolve("status.json");
        Files.writeString(status, Files.readString(status).replaceAll("(?i)finished", "STOPPED"));
        Path spare = folder.resolve("spare.png");
        Files.move(photos.resolve("elk/elk0.png"), spare);
        Answer changed = run("resume", run.toString());
        assertThat(changed.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(changed.err())
                .contains(
                        "not those that the run began with",
                        "25 pictures to learn from and 5 to test on",
                        "24 pictures",
                        "train a new run");
        Files.move(photos, folder.resolve("moved"));
        Answer moved = run("resume", run.toString());
        assertThat(moved.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(moved.err()).contains("cannot be read again", photos.toString(), "Put them back");
        Files.move(folder.resolve("moved"), photos);
        Files.move(spare, photos.resolve("elk/elk0.png"));
        Answer resumed = run("resume", run.toString());
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(run.resolve("steps.jsonl"))).hasSize(3);
        assertThat(run(
                                "inspect",
                                run.toString(),
                                "--test-index",
                                "0",
                                "--data",
                                photos.resolve("elk").toString())
                        .code())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void partsOfAFolderAreFoundAndClassesHaveToAgree() throws IOException {
        Path root = Files.createDirectories(folder.resolve("archive/inside"));
        photographs(root.resolve("train"));
        photographs(root.resolve("val"));
        Path run = folder.resolve("run");
        Answer found = train("folder", folder.resolve("archive"), run, "--image-size", "48", "--channels", "1");
        assertThat(found.code()).as(found.err()).isEqualTo(ExitCode.DONE);
        assertThat(found.err())
                .contains(
                        "30 pictures to learn from and 30 to test on", "in train and val", "The net gets 1 x 48 x 48.");
        assertThat(run("inspect", run.toString(), "--test-index", "29", "--layer", "1", "--channel", "0")
                        .out())
                .contains("channel 0 of the picture")
                .doesNotContain("channel 1 of the picture");

        Files.move(root.resolve("val/elk"), folder.resolve("elk"));
        assertThat(train("folder", root, folder.resolve("a")).err())
                .contains("missing elk", "a folder of the same name");
        Files.createDirectories(root.resolve("val/elk"));
        assertThat(train("folder", root, folder.resolve("b")).err())
                .contains("val/elk holds no picture", "the class elk");
        assertThat(train("folder", root.resolve("train/elk"), folder.resolve("c"))
                        .err())
                .contains("holds no folders");
        Answer small = train("folder", root, folder.resolve("d"), "--image-size", "16");
        assertThat(small.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(small.err()).contains("Max pooling 5 of the net", "--image-size 32");
    }

    @Test
    void anArchiveLikeThoseOfMedMnist() throws IOException {
        Path file = folder.resolve("cellmnist.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        Random random = new Random(3);
        for (String part : List.of("train", "val", "test")) {
            byte[] pixels = new byte[24 * 28 * 28 * 3];
            random.nextBytes(pixels);
            byte[] labels = new byte[24];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) (i % 3);
            }
            arrays.put(part + "_images", NpyArray.of(pixels, 24, 28, 28, 3));
            arrays.put(part + "_labels", NpyArray.of(labels, 24, 1));
        }
        NpzFile.write(file, arrays);
        Files.writeString(folder.resolve("cellmnist.txt"), "lymphocyte\nmonocyte\nplatelet\n");
        Path run = folder.resolve("run");
        Answer trained = train("npz", file, run);
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        assertThat(trained.err())
                .contains("names of MedMNIST, N x H x W x C: 28 x 28, colour", "Values of uint8 from 0 to 255")
                .contains(
                        "The validation pictures are not used",
                        "lymphocyte (8 + 8), monocyte (8 + 8), platelet (8 + 8)");
        assertThat(run("inspect", run.toString(), "--test-index", "1").out()).contains("platelet");
    }

    @Test
    void filesLikeThoseOfEmnistInTheFolderThatTorchvisionLeaves() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("EMNIST/raw"));
        for (String part : List.of("train", "test")) {
            byte[] pixels = new byte[52 * 28 * 28];
            byte[] labels = new byte[52];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) (1 + i % 26);
                pixels[i * 784 + 3 * 28 + 20] = (byte) 200; // row 3, column 20 as stored
            }
            idx(raw.resolve("emnist-letters-" + part + "-images-idx3-ubyte.gz"), 0x803, pixels, 52, 28, 28);
            idx(raw.resolve("emnist-letters-" + part + "-labels-idx1-ubyte.gz"), 0x801, labels, 52);
        }
        Path run = folder.resolve("run");
        Answer trained = train("idx", folder, run, "--channels", "1");
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        assertThat(trained.err())
                .contains(
                        "26 classes, 52 pictures to learn from and 52 to test on",
                        "labels count from 1",
                        "turned upright",
                        "A (2 + 2), B (2 + 2)");
        assertThat(run("inspect", run.toString(), "--test-index", "25").out())
                .contains("which is Z")
                .as("what was stored at row 3, column 20 lies at row 20, column 3, in a border of 2")
                .contains("rows 21 to 23, columns 4 to 6");
    }

    private static void idx(Path file, int magic, byte[] values, int... sizes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(magic);
        for (int size : sizes) {
            head.putInt(size);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(head.array());
            out.write(values);
        }
    }
}

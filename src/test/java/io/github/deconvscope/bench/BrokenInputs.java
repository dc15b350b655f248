package io.github.deconvscope.bench;

import io.github.deconvscope.TestFolders;
import io.github.deconvscope.app.Services;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.data.PythonPickle;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.export.Safetensors;
import io.github.deconvscope.run.library.RunLibrary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Seeded broken inputs, all in one process: run folders, images, matrices, data sets, curves, states, lessons and arrays. Each is done (exit 0) or
 * refused in words (exit 2), within ten seconds. Run it with {@code main}; arguments: how many (10,000), the first seed (1). An input is made
 * again from its seed alone.
 */
public final class BrokenInputs implements AutoCloseable {
    private static final long LONGEST_MILLIS = 10_000;

    private final Path folder;
    private final Services services = new Services();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandRunner runner = new CommandRunner(services.commands());
    private final Path whole;
    private final List<Kind> kinds;
    private ExecutorService worker = Executors.newSingleThreadExecutor(BrokenInputs::daemon);

    /** What became of one input. */
    record Outcome(long seed, String kind, String input, int code, String words, long millis) {
        boolean failed() {
            boolean told = code == 0 || !words.isBlank();
            boolean plain =
                    !words.contains("For input string") && !words.matches("(?s).*\\b[a-z]+\\.[A-Z]\\w+Exception.*");
            return code != 0 && code != 2 || !told || !plain || millis > LONGEST_MILLIS;
        }
    }

    private interface Task {
        int run() throws Exception;
    }

    private interface Maker {
        /** Breaks an input in the folder; what it says of it comes first, then what to do with it. */
        Case make(Path place, Random random) throws IOException;
    }

    private record Case(String input, Task task) {}

    private record Kind(String name, Maker maker) {}

    /** @param folder for the files; its contents are thrown away */
    public BrokenInputs(Path folder) throws IOException {
        this.folder = folder;
        runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        whole = SampleRun.write(folder.resolve("whole"), "deconv");
        // The first of each command loads fonts and classes, which is no fault of the input that comes first.
        command("report", whole, "--out", folder.resolve("first.pdf"));
        command("figure", "training-covariance", "--run", whole, "--out", folder.resolve("first.png"));
        command("lesson", "list");
        kinds = new ArrayList<>(List.of(
                new Kind("run", this::run),
                new Kind("image", this::image),
                new Kind("matrix", this::matrix),
                new Kind("weights", this::weights),
                new Kind("idx", this::idx),
                new Kind("cifar", this::cifar),
                new Kind("state", this::state),
                new Kind("convolution", this::convolution),
                new Kind("lesson", this::lesson)));
        if (runner.commandLine().getSubcommands().containsKey("import")) {
            kinds.add(new Kind("curves", this::curves));
            kinds.add(new Kind("events", this::events));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "broken-inputs");
        thread.setDaemon(true);
        return thread;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path folder = Files.createTempDirectory("broken-inputs");
        TreeMap<String, long[]> tally = new TreeMap<>();
        int failed = 0;
        try (BrokenInputs inputs = new BrokenInputs(folder)) {
            for (long seed = first; seed < first + count; seed++) {
                Outcome outcome = inputs.check(seed);
                long[] counts = tally.computeIfAbsent(outcome.kind, kind -> new long[4]);
                counts[outcome.code == 0 ? 0 : outcome.code == 2 ? 1 : 2]++;
                counts[3] = Math.max(counts[3], outcome.millis);
                if (outcome.failed()) {
                    failed++;
                    System.out.println("FAILED " + outcome);
                }
            }
        }
        tally.forEach((kind, counts) -> System.out.printf(
                Locale.ROOT,
                "%-12s done %d, refused %d, else %d, longest %d ms%n",
                kind,
                counts[0],
                counts[1],
                counts[2],
                counts[3]));
        System.out.println(failed + " of " + count + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    /** Makes the input of a seed and tries it. */
    Outcome check(long seed) throws Exception {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Kind kind = kinds.get((int) Math.floorMod(seed, (long) kinds.size()));
        Path place = folder.resolve("case");
        PartFolder.delete(place);
        Files.createDirectories(place);
        Case broken = kind.maker.make(place, random);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        long start = System.nanoTime();
        Future<Integer> answer = worker.submit(() -> attempt(broken.task));
        int code;
        try {
            code = answer.get(3 * LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            code = -1;
            worker = Executors.newSingleThreadExecutor(BrokenInputs::daemon);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        return new Outcome(seed, kind.name, broken.input, code, err.toString(), millis);
    }

    private int attempt(Task task) {
        try {
            return task.run();
        } catch (InvalidInputException e) {
            err.append(PlainWords.of(e));
            return 2;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            err.append(e.toString()).append(" at ").append(e.getStackTrace()[0].toString());
            return 1;
        }
    }

    private int command(Object... words) {
        return runner.run(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    private static byte[] broken(byte[] sound, Random random, StringBuilder said) {
        Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
        said.append(' ').append(mutation);
        return mutation.apply(sound, random);
    }

    private Case file(Path file, byte[] sound, Random random, Task task) throws IOException {
        StringBuilder said = new StringBuilder(file.getFileName().toString());
        Files.write(file, broken(sound, random, said));
        return new Case(said.toString(), task);
    }

    private Case run(Path place, Random random) throws IOException {
        Path run = place.resolve("run");
        TestFolders.copy(whole, run);
        Files.writeString(run.resolve("labels.json"), "{\"name\": \"mine\", \"tags\": [\"a\"]}\n");
        List<Path> files;
        try (Stream<Path> inside = Files.walk(run)) {
            files = inside.filter(Files::isRegularFile).sorted().toList();
        }
        Path one = files.get(random.nextInt(files.size()));
        Task task = List.<Task>of(
                        () -> command("report", run, "--out", place.resolve("r.html")),
                        () -> command("export", run, "--out", place.resolve("curves.csv")),
                        () -> command("figure", "training-covariance", "--run", run, "--out", place.resolve("f.csv")),
                        () -> {
                            new RunLibrary(place).scan();
                            return 0;
                        })
                .get(random.nextInt(4));
        return file(one, Files.readAllBytes(one), random, task);
    }

    private Case image(Path place, Random random) throws IOException {
        String format = List.of("png", "jpeg", "gif", "bmp", "tiff", "webp").get(random.nextInt(6));
        byte[] sound = format.equals("webp") ? webp(random) : written(format, random);
        Path file = place.resolve("a." + format);
        return file(file, sound, random, () -> command("whiten", "--image", file, "--iterations", 2, "--json"));
    }

    private static byte[] written(String format, Random random) throws IOException {
        BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24 * 20; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** Nothing here writes WebP. */
    private static byte[] webp(Random random) throws IOException {
        String name = List.of("lossy", "lossless", "alpha").get(random.nextInt(3));
        try (InputStream in = BrokenInputs.class.getResourceAsStream("/images/" + name + ".webp")) {
            return in.readAllBytes();
        }
    }

    private Case matrix(Path place, Random random) throws IOException {
        Path file = place.resolve("m.npy");
        NpyArray.of(new double[] {2, 1, 0, 1, 2, 1, 0, 1, 2}, 3, 3).write(file);
        return file(
                file, Files.readAllBytes(file), random, () -> command("whiten", "--matrix", file, "--iterations", 5));
    }

    private Case weights(Path place, Random random) throws IOException {
        Path file = place.resolve("net.safetensors");
        Safetensors.write(file, Map.of("features.0.bias", NpyArray.of(new float[] {1, 2})), Map.of("format", "pt"));
        return file(file, Files.readAllBytes(file), random, () -> {
            NetFile.read(file);
            return 0;
        });
    }

    private Case idx(Path place, Random random) throws IOException {
        byte[] images = idx(random, 0x803, 4, 28, 28);
        byte[] labels = ByteBuffer.allocate(12)
                .putInt(0x801)
                .putInt(4)
                .put(new byte[] {0, 1, 2, 9})
                .array();
        List<String> names = List.of(
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte");
        for (String name : names) {
            Files.write(place.resolve(name), name.contains("images") ? images : labels);
        }
        Path one = place.resolve(names.get(random.nextInt(4)));
        return file(one, Files.readAllBytes(one), random, () -> load(DatasetName.FASHION_MNIST, place));
    }

    private static byte[] idx(Random random, int magic, int... sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        byte[] pixels = new byte[count];
        random.nextBytes(pixels);
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + count).putInt(magic);
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(pixels).array();
    }

    private Case cifar(Path place, Random random) throws IOException {
        byte[] batch = new byte[3 * 3073];
        random.nextBytes(batch);
        for (int i = 0; i < 3; i++) {
            batch[i * 3073] = (byte) i;
        }
        boolean python = random.nextBoolean();
        byte[] sound = python ? PythonPickle.of(batch, "labels") : batch;
        String end = python ? "" : ".bin";
        Files.write(place.resolve("data_batch_1" + end), sound);
        Files.write(place.resolve("test_batch" + end), sound);
        Path one = place.resolve((random.nextBoolean() ? "data_batch_1" : "test_batch") + end);
        return file(one, sound, random, () -> load(DatasetName.CIFAR10, place));
    }

    private int load(DatasetName name, Path place) throws IOException {
        services.get(DataSets.class).load(name, Optional.of(place));
        return 0;
    }

    private Case state(Path place, Random random) throws IOException {
        String format = List.of("json", "svg", "png", "gif").get(random.nextInt(4));
        Path file = place.resolve("state." + format);
        command("figure", "convolution-formula", "--width", "80px", "--out", file);
        return file(
                file,
                Files.readAllBytes(file),
                random,
                () -> command("figure", "--state", file, "--out", place.resolve("again.json")));
    }

    private Case convolution(Path place, Random random) throws IOException {
        Path file = place.resolve("input.json");
        byte[] sound = "[[1, 2, 3], [4, 5, 6.5], [-7, 8, 9]]".getBytes(StandardCharsets.UTF_8);
        return file(file, sound, random, () -> command("convolve", "--input", file, "--kernel", "[[1,0],[0,1]]"));
    }

    private Case lesson(Path place, Random random) throws IOException {
        Path lesson = Files.createDirectories(place.resolve("mine")).resolve("lesson.md");
        String text = "---\ntitle: Mine\nminutes: 5\ngoal: see\n---\n## One\n\n```setup\npage: whitening\n```\n\n"
                + "See {36 = nonzeros(example_1)}.\n\n## Two\n\n```predict\nask: How many?\n"
                + "answer: output(example_1, 0)\nright: {9 = output(example_1, 0)}.\nwrong: Count.\n```\n";
        return file(lesson, text.getBytes(StandardCharsets.UTF_8), random, () -> command("lesson", "check", place));
    }

    private Case curves(Path place, Random random) throws IOException {
        StringBuilder csv = new StringBuilder("epoch,loss,\"val, loss\",acc\n");
        for (int i = 0; i < 8; i++) {
            csv.append(i)
                    .append(',')
                    .append(2.0 / (i + 1))
                    .append(",\"")
                    .append(i == 3 ? "NA" : "1.5")
                    .append("\",0.5\n");
        }
        Path file = place.resolve("log.csv");
        byte[] sound = csv.toString().getBytes(StandardCharsets.UTF_8);
        return file(file, sound, random, () -> command("import", file, "--out", place.resolve("in"), "--json"));
    }

    private Case events(Path place, Random random) throws IOException {
        command("export", whole, "--out", place.resolve("board"));
        Path file;
        try (Stream<Path> inside = Files.list(place.resolve("board"))) {
            file = inside.findFirst().orElseThrow();
        }
        return file(
                file,
                Files.readAllBytes(file),
                random,
                () -> command("import", place.resolve("board"), "--out", place.resolve("in")));
    }

    @Override
    public void close() throws IOException {
        worker.shutdownNow();
        services.close();
        PartFolder.delete(folder);
    }
}

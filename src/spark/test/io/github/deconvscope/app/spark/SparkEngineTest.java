package io.github.deconvscope.app.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.EngineThreads;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.AnswerTables;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.LocalScheduler;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker;
import io.github.deconvscope.run.experiment.Worker.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors of this machine, each a process of its own, end in the same numbers as this process alone, whatever happens to them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SparkEngineTest {
    /** More with {@code -Dexperiment.seeds=30 -Dexperiment.kills=20}. */
    private static final int SEEDS = Integer.getInteger("experiment.seeds", 2);

    private static final int KILLS = Integer.getInteger("experiment.kills", 2);

    private static final List<String> TABLES = List.of("table.csv", "runs.csv", "table.md", "table.tex");

    @TempDir
    static Path whole;

    @TempDir
    Path temp;

    private static Path write(Path folder, String base) throws IOException {
        Path file = folder.resolve("tiny.json");
        Files.writeString(file, """
                {
                  "name": "tiny",
                  "base": {"dataset": "synthetic", "train-limit": 40, "test-limit": 20, "width": 0.0625, "block": 4,
                           "batch": 8, "checkpoint-every": 1, "record-every": 2%s},
                  "vary": {"normalization": ["deconv", "batchnorm"]},
                  "seeds": "1..%d",
                  "measure": ["test-accuracy", "test-loss@1", "loss", "residual"],
                  "end": {"epochs": 2, "max-steps": 6}
                }
                """.formatted(base, SEEDS));
        return file;
    }

    private static ExperimentFolder claim(Path out, Experiment experiment) {
        ExperimentFolder folder = new ExperimentFolder(out.resolve("out"));
        folder.claim(experiment);
        return folder;
    }

    private static Map<RunTask, End> carryOut(Experiment experiment, Worker worker, int jobs) throws Exception {
        Map<RunTask, End> ended = new ConcurrentHashMap<>();
        new LocalScheduler(jobs, worker).carryOut(experiment.tasks(), ended::put);
        return ended;
    }

    private static void writeTables(Experiment experiment, ExperimentFolder folder) throws IOException {
        new AnswerTables(Answer.read(experiment, folder)).write(folder.path());
    }

    /** What is to come out: computed in a process without Spark. */
    @BeforeAll
    static void inThisProcess() throws Exception {
        EngineThreads.fix(1);
        // Surefire's own path is that of a jar that names the others.
        System.setProperty("spark.executor.extraClassPath", System.getProperty("surefire.test.class.path"));
        Experiment experiment = Experiment.read(write(whole, ""));
        ExperimentFolder folder = claim(whole, experiment);
        try (Services services = new Services()) {
            Worker worker = new InProcessWorker(services.get(RunService.class), folder);
            assertThat(carryOut(experiment, worker, 1)).hasSize(2 * SEEDS).containsValue(End.DONE);
        }
        writeTables(experiment, folder);
    }

    private void assertSame(Experiment experiment, ExperimentFolder folder) throws IOException {
        writeTables(experiment, folder);
        for (String table : TABLES) {
            assertThat(Files.readString(folder.path().resolve(table)))
                    .as(table)
                    .isEqualTo(Files.readString(whole.resolve("out").resolve(table)))
                    .hasSizeGreaterThan(100);
        }
        try (var runs = Files.list(folder.runs())) {
            assertThat(runs.map(run -> run.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .hasSize(2 * SEEDS);
        }
    }

    /** This process starts no other Java. Their command lines are too long to be told by. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    @Test
    void executorsThatAreKilledLoseNothing() throws Exception {
        Experiment experiment = Experiment.read(write(temp, ""));
        ExperimentFolder folder = claim(temp, experiment);
        Random random = new Random(5);
        List<Long> killed = new ArrayList<>();
        try (Worker worker = new SparkCluster().connect(experiment, folder, Optional.empty(), OptionalInt.of(2))) {
            Thread killer = new Thread(() -> kill(folder, random, killed));
            killer.start();
            Map<RunTask, End> ended = carryOut(experiment, worker, 2 * SEEDS);
            killer.interrupt();
            killer.join();
            assertThat(ended.values()).containsOnly(End.DONE).hasSize(2 * SEEDS);
        }
        assertThat(killed).as("executors were killed").isNotEmpty();
        assertSame(experiment, folder);
    }

    /** Each time that a run has begun, kills one of the executors a moment later. */
    private static void kill(ExperimentFolder folder, Random random, List<Long> killed) {
        try {
            int seen = 0;
            while (killed.size() < KILLS) {
                Thread.sleep(10);
                int begun = begun(folder);
                List<ProcessHandle> alive = executors();
                if (begun > seen && !alive.isEmpty()) {
                    seen = begun;
                    Thread.sleep(random.nextInt(300));
                    ProcessHandle one = alive.get(random.nextInt(alive.size()));
                    one.destroyForcibly();
                    killed.add(one.pid());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many runs have a folder, whether they are done or not. */
    private static int begun(ExperimentFolder folder) {
        String[] runs = folder.runs().toFile().list();
        return runs == null ? 0 : runs.length;
    }

    @Test
    void withoutASharedDiskRunsTravelAsBytes() throws Exception {
        Experiment experiment = Experiment.read(write(temp, ""));
        ExperimentFolder folder = claim(temp, experiment);
        SparkConf conf = SparkCluster.conf(experiment, Optional.of("local[1]"), OptionalInt.empty());
        try (Worker worker = new SparkWorker(new JavaSparkContext(conf), folder, false)) {
            assertThat(carryOut(experiment, worker, 3).values()).containsOnly(End.DONE);
        }
        assertSame(experiment, folder);
        Path there = Path.of(System.getProperty("java.io.tmpdir"), "deconvscope-" + SharedDisk.mark(folder));
        try (var left = Files.list(there.resolve("runs"))) {
            assertThat(left.filter(Files::isDirectory))
                    .as("an executor keeps no run that is done")
                    .isEmpty();
        }
        PartFolder.delete(there);
    }

    @Test
    void whatCannotWorkIsRefusedInsteadOfWaitedFor() throws Exception {
        assertRefused("", "local[2]", "several threads of one process");
        assertRefused("", "local[*]", "local-cluster[N,1,1024]");
        assertRefused(", \"device\": \"gpu\"", "local-cluster[2,1,1024]", "asks for a GPU");
        assertRefused(", \"dataset\": \"cifar10\", \"data\": \"pictures\"", "local[1]", "Write the whole path: /");
        assertRefused(", \"init\": \"weights.npz\"", "local[1]", "\"init\" is weights.npz");
        assertRefused("", "nowhere", "Spark cannot be reached with the master nowhere");
    }

    private void assertRefused(String base, String master, String words) throws IOException {
        Path file = write(temp, base);
        if (base.contains("dataset")) {
            Files.writeString(file, Files.readString(file).replace("\"dataset\": \"synthetic\", ", ""));
        }
        Experiment experiment = Experiment.read(file);
        ExperimentFolder folder = new ExperimentFolder(temp.resolve("refused"));
        assertThatThrownBy(
                        () -> new SparkCluster().connect(experiment, folder, Optional.of(master), OptionalInt.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
        assertThat(folder.path()).doesNotExist();
    }
}

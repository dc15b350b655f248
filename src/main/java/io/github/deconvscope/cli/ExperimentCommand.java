package io.github.deconvscope.cli;

import com.google.gson.GsonBuilder;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.EngineThreads;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.AnswerTables;
import io.github.deconvscope.run.experiment.ChildWorker;
import io.github.deconvscope.run.experiment.Cluster;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentCost;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.LocalScheduler;
import io.github.deconvscope.run.experiment.OwnProgram;
import io.github.deconvscope.run.experiment.RunOutcome;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Scheduler;
import io.github.deconvscope.run.experiment.Shard;
import io.github.deconvscope.run.experiment.Worker;
import io.github.deconvscope.run.library.EarlierRuns;
import io.github.deconvscope.run.library.RunLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment}: trains the runs that a file describes, and writes tables of their results. */
@Command(
        name = "experiment",
        description = {
            "Carries out the runs of an experiment, seeds and all, and writes means, intervals and differences. Called again, it goes on"
                    + " where it was.",
            ""
        },
        footer = {
            "",
            "docs/experiments.md describes the file.",
            "",
            "Examples:",
            "  deconvscope experiment docs/experiments/first.json --out runs/first",
            "  deconvscope experiment table.json --out runs/table --jobs 2",
            "  deconvscope experiment table.json --out shared/table --shard 3/8",
            "  deconvscope experiment table.json --out runs/table --engine spark --jobs 2"
        },
        mixinStandardHelpOptions = true)
public final class ExperimentCommand implements Callable<Integer> {
    private static final String LOCAL = "local";

    private static final String SPARK = "spark";

    /** Each run at a cluster has a thread here that waits for it. */
    private static final int MOST_WAITING = 500;

    @Parameters(index = "0", paramLabel = "FILE", description = "The experiment, a JSON file.")
    private Path file;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the experiment: new, empty, or its own.")
    private Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Runs at a time, each in a process of its own if there are several (default: 1; with a cluster,"
                            + " as many as it has room for).")
    private Integer jobs;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only each N-th run, beginning with the I-th: one of N jobs of a cluster's scheduler.")
    private String shard;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = LOCAL,
            description = "Where runs are carried out: local, this machine, or spark[=MASTER], Apache Spark (default:"
                    + " ${DEFAULT-VALUE}).")
    private String engine;

    @Option(names = ChildWorker.SERVE, hidden = true, description = "Carry out the runs whose names are read.")
    private boolean serve;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final RunService runs;
    private final OwnProgram program;

    /**
     * @param runs computes runs in this process
     * @param program starts processes for several runs at a time
     */
    public ExperimentCommand(RunService runs, OwnProgram program) {
        this.runs = runs;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        if (jobs != null && jobs < 1) {
            throw new InvalidInputException("--jobs is " + jobs + "; it has to be 1 or more.");
        }
        Experiment experiment = Experiment.read(file);
        List<RunTask> tasks =
                shard == null ? experiment.tasks() : Shard.parse(shard).of(experiment.tasks());
        // Before the folder is made: a name that is wrong leaves nothing behind.
        Optional<Cluster> cluster = cluster();
        ExperimentFolder folder = new ExperimentFolder(out);
        folder.claim(experiment);
        EngineThreads.fix(experiment.threads());
        return serve ? serve(folder, tasks) : all(experiment, folder, tasks, cluster);
    }

    /** Serves the {@link ChildWorker} of another process: reads names of runs from standard input, and prints how each ended. */
    private int serve(ExperimentFolder folder, List<RunTask> tasks) throws InterruptedException, IOException {
        Map<String, RunTask> known = tasks.stream().collect(Collectors.toMap(RunTask::name, task -> task));
        PrintWriter ends = new PrintWriter(spec.commandLine().getOut(), true);
        Worker worker = new InProcessWorker(runs, folder);
        ExecutorService carrier = Executors.newSingleThreadExecutor();
        try (Interruption ctrlC = Interruption.asks(worker::stop, System.err);
                BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                RunTask task = known.get(name);
                carrier.submit(() -> ends.println(endOf(worker, task)));
            }
            // The other process has ended: nobody waits for the runs any more.
            worker.stop();
            carrier.shutdown();
            carrier.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            return ExitCode.DONE;
        }
    }

    /** How the run ended; also after an exception, since the other process waits for an answer. */
    private static String endOf(Worker worker, RunTask task) {
        try {
            return Choice.word(worker.carryOut(task));
        } catch (InterruptedException | RuntimeException e) {
            System.err.println("error: " + PlainWords.of(e));
            return Choice.word(Worker.End.FAILED);
        }
    }

    private OptionalInt most() {
        return jobs == null ? OptionalInt.empty() : OptionalInt.of(jobs);
    }

    /** The cluster that {@code --engine} names; empty for this machine. */
    private Optional<Cluster> cluster() {
        if (engine.equals(LOCAL)) {
            return Optional.empty();
        }
        String name = engine.split("=", 2)[0];
        for (Cluster cluster : ServiceLoader.load(Cluster.class)) {
            if (cluster.name().equals(name)) {
                return Optional.of(cluster);
            }
        }
        throw new InvalidInputException("--engine is " + engine
                + (name.equals(SPARK)
                        ? ", but this build has no Spark in it, which is 220 MB. Start the program by ./deconvscope, which"
                                + " builds it in when --engine is spark."
                        : "; give local, or spark[=MASTER]."));
    }

    /** The address of a cluster, behind a "=". */
    private Optional<String> address() {
        int at = engine.indexOf('=');
        return at < 0 ? Optional.empty() : Optional.of(engine.substring(at + 1));
    }

    /** Says what the runs that are not done will take; a cluster's machines are not this one. */
    private void estimate(Experiment experiment, ExperimentFolder folder, List<RunTask> tasks) {
        List<RunTask> missing = Answer.read(experiment, folder).runs().stream()
                .filter(run -> !run.isDone())
                .map(RunOutcome::task)
                .filter(tasks::contains)
                .toList();
        if (!missing.isEmpty()) {
            List<Path> roots = List.of(folder.runs(), RunLibrary.USUAL);
            PrintWriter messages = spec.commandLine().getErr();
            messages.println(ExperimentCost.of(missing, new EarlierRuns().read(roots, () -> false))
                    .inWords());
            messages.flush();
        }
    }

    private int all(Experiment experiment, ExperimentFolder folder, List<RunTask> tasks, Optional<Cluster> cluster)
            throws InterruptedException, IOException {
        boolean local = cluster.isEmpty();
        int atATime = local ? most().orElse(1) : Math.min(tasks.size(), MOST_WAITING);
        Worker worker;
        if (local) {
            worker = atATime == 1 ? new InProcessWorker(runs, folder) : new ChildWorker(program, folder);
        } else {
            worker = cluster.get().connect(experiment, folder, address(), most());
        }
        if (local && !quiet) {
            estimate(experiment, folder, tasks);
        }
        Scheduler scheduler = new LocalScheduler(atATime, worker);
        try (worker;
                Interruption ctrlC = Interruption.asks(scheduler::stop, System.err)) {
            boolean done;
            try (ExperimentWatcher watcher = new ExperimentWatcher(folder, tasks, System.err, quiet)) {
                scheduler.carryOut(tasks, watcher::ended);
                done = watcher.allDone();
            }
            Answer answer = Answer.read(experiment, folder);
            AnswerTables tables = new AnswerTables(answer);
            tables.write(folder.path());
            PrintWriter results = spec.commandLine().getOut();
            results.print(
                    json
                            ? new GsonBuilder().setPrettyPrinting().create().toJson(tables.json()) + "\n"
                            : tables.markdown());
            results.flush();
            if (ctrlC.asked()) {
                System.err.println("Stopped. The same command goes on.");
            }
            return done ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}

package io.github.deconvscope.app.spark;

import io.github.deconvscope.app.JvmProperties;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.DeviceChoice;
import io.github.deconvscope.run.config.EngineThreads;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.Cluster;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Apache Spark. One task a run and one core an executor, since two gradients cannot be computed in one process at once. Without an address it
 * takes what {@code spark-submit} says, or executors of this machine, each a process of its own.
 */
public final class SparkCluster implements Cluster {
    private static final Pattern THREADS_OF_THIS_PROCESS = Pattern.compile("local(\\[.*])?");
    private static final Pattern ONE_THREAD = Pattern.compile("local(\\[1(,\\d+)?])?");
    private static final Pattern EXECUTORS_HERE = Pattern.compile("local-cluster\\[.*]");

    private static final String LEVEL = "org.slf4j.simpleLogger.log.";

    private static final long POLL_MILLIS = 100;

    /** An executor of a cluster that is idle comes within seconds. Spark itself waits for ever. */
    private static final int SECONDS_FOR_EXECUTORS = Integer.getInteger("deconvscope.spark.wait", 120);

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Worker connect(Experiment experiment, ExperimentFolder folder, Optional<String> address, OptionalInt jobs)
            throws InterruptedException {
        // What a connection fails by is said below, in one sentence.
        JvmProperties.setDefault(LEVEL + "org.apache.spark.SparkContext", "off");
        JvmProperties.setDefault(LEVEL + "org.apache.spark", "error");
        JvmProperties.setDefault(LEVEL + "org.apache.hadoop", "error");
        SparkConf conf = conf(experiment, address, jobs);
        String master = conf.get("spark.master");
        boolean gpu = asksForGpu(experiment);
        JavaSparkContext spark = connect(conf, master);
        try {
            awaitExecutor(spark, master, gpu);
            return new SparkWorker(spark, folder, true);
        } catch (InterruptedException | RuntimeException e) {
            spark.close();
            throw e;
        }
    }

    /**
     * The settings of a connection. What the person has set for Spark stays, unless the runs could not be computed with it.
     *
     * @throws InvalidInputException if the runs cannot be computed there
     */
    static SparkConf conf(Experiment experiment, Optional<String> address, OptionalInt jobs) {
        SparkConf conf = new SparkConf();
        boolean submitted = conf.contains("spark.submit.deployMode");
        address.ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local-cluster[" + jobs.orElse(2) + ",1,1024]");
        boolean gpu = asksForGpu(experiment);
        requirePossible(conf.get("spark.master"), gpu, experiment);
        conf.setIfMissing("spark.app.name", "DeconvScope: " + experiment.name());
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.set("spark.executor.cores", "1").set("spark.task.cpus", "1");
        // A second attempt at a run that is slow would wait for the first one's lock.
        conf.set("spark.speculation", "false");
        // A run folder is large, and few come at a time.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        conf.setIfMissing("spark.task.maxFailures", "8");
        // Executors may be lost as often as they like; each run has its own limit.
        conf.setIfMissing("spark.deploy.maxExecutorRetries", "-1");
        jobs.ifPresent(most -> conf.setIfMissing("spark.cores.max", Integer.toString(most)));
        if (gpu) {
            conf.setIfMissing("spark.executor.resource.gpu.amount", "1");
            conf.setIfMissing("spark.task.resource.gpu.amount", "1");
        }
        if (!submitted) {
            conf.setIfMissing("spark.executor.extraClassPath", classPath());
        }
        conf.set(
                "spark.executor.extraJavaOptions",
                options(experiment, conf.get("spark.executor.extraJavaOptions", "")));
        // As the launcher sets it for this process.
        conf.setExecutorEnv("OMP_WAIT_POLICY", "PASSIVE");
        conf.setExecutorEnv("MALLOC_ARENA_MAX", "2");
        conf.setExecutorEnv("SPARK_SCALA_VERSION", "2.13");
        return conf;
    }

    private static boolean asksForGpu(Experiment experiment) {
        return experiment.tasks().stream().anyMatch(task -> task.config().device() == DeviceChoice.GPU);
    }

    private static void requirePossible(String master, boolean gpu, Experiment experiment) {
        if (THREADS_OF_THIS_PROCESS.matcher(master).matches()
                && !ONE_THREAD.matcher(master).matches()) {
            throw new InvalidInputException("The master of Spark is " + master
                    + ": several threads of one process, in which PyTorch cannot compute two gradients at once. Use"
                    + " local-cluster[N,1,1024], which has N processes, or leave it out.");
        }
        if (gpu && master.startsWith("local")) {
            throw new InvalidInputException(
                    "The experiment asks for a GPU, \"device\": \"gpu\", which Spark has none of"
                            + " with the master " + master
                            + ". Leave --engine out, or give a cluster whose workers offer the"
                            + " resource gpu.");
        }
        if (EXECUTORS_HERE.matcher(master).matches()) {
            String home = System.getenv("SPARK_HOME");
            if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
                throw new InvalidInputException("Executors need a folder with the jars of Spark, and SPARK_HOME is "
                        + (home == null ? "not set" : home + ", which has no folder jars")
                        + ". Start the program by ./deconvscope, which sets it.");
            }
        }
        for (RunTask task : experiment.tasks()) {
            for (RunOption option : RunOption.values()) {
                if (option.type() instanceof OptionType.PathName) {
                    requireWholePath(option, task.config().text(option));
                }
            }
        }
    }

    private static void requireWholePath(RunOption option, String text) {
        Path path = Path.of(text);
        if (!text.isBlank() && !path.isAbsolute()) {
            throw new InvalidInputException(
                    "\"" + option.id() + "\" is " + text + ", a path that begins at the folder this"
                            + " program was started in; executors are started elsewhere. Write the whole path: "
                            + path.toAbsolutePath().normalize() + ".");
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What {@code Main} sets before a library is loaded, and the threads of the experiment. */
    private static String options(Experiment experiment, String given) {
        return JvmProperties.usual().entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue() + " ")
                .collect(Collectors.joining(
                        "",
                        EngineThreads.option(experiment.threads()) + " -Duser.language=en -Duser.country=US ",
                        given))
                .strip();
    }

    private static JavaSparkContext connect(SparkConf conf, String master) {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) {
            throw new InvalidInputException(
                    "Spark cannot be reached with the master " + master + ". " + PlainWords.of(e), e);
        }
    }

    private static void awaitExecutor(JavaSparkContext spark, String master, boolean gpu) throws InterruptedException {
        if (THREADS_OF_THIS_PROCESS.matcher(master).matches()) {
            return;
        }
        long until = System.nanoTime() + SECONDS_FOR_EXECUTORS * 1_000_000_000L;
        // The driver is counted too.
        while (spark.statusTracker().getExecutorInfos().length < 2) {
            if (spark.sc().isStopped() || System.nanoTime() > until) {
                throw new InvalidInputException("No executor came from " + master + " within "
                        + SECONDS_FOR_EXECUTORS + " s"
                        + (gpu
                                ? ". The experiment asks for a GPU: does a worker of the cluster offer the resource gpu?"
                                : ". Is the cluster there, and has it a free core and 1 GB of memory?"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}

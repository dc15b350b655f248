package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program talks to nobody: each test runs it in a JVM of its own, under a {@link NetworkGuard}. */
class NetworkTest {
    private static final List<String> IN_MEMORY = List.of(
            "-Dglass.platform=Monocle",
            "-Dmonocle.platform=Headless",
            "-Dprism.order=sw",
            "-Dheadless.geometry=1280x800-32");

    @TempDir
    private Path folder;

    @Test
    void theGuardSeesEachWayToConnect() throws Exception {
        List<String> calls = List.of(
                "url 198.51.100.7", "url-without-proxy 198.51.100.8", "socket 198.51.100.9", "client 198.51.100.10");
        assertThat(run(List.of(), ("--call " + String.join(" ", calls)).split(" ")))
                .isEmpty();
        for (String call : calls) {
            assertThat(contacted()).as(call).contains(call.substring(call.indexOf(' ') + 1));
        }
        assertThat(Set.copyOf(contacted())).hasSize(calls.size());
    }

    @Test
    void djlLeftToItselfWouldCallHome() throws Exception {
        run(List.of("-Dai.djl.offline=false", "-DOPT_OUT_TRACKING=false"), "doctor");
        assertThat(contacted()).as("what the program's own settings prevent").isNotEmpty();
    }

    @Test
    void doctorAndTrainingContactNobody() throws Exception {
        String said = run(
                List.of(),
                "doctor",
                NetworkGuard.THEN,
                "train",
                "--dataset",
                "fashion-mini",
                "--model",
                "vgg11",
                "--width",
                "0.125",
                "--block",
                "8",
                "--max-steps",
                "3",
                "--quiet",
                "--out",
                folder.resolve("run").toString());
        assertThat(said).as("doctor loads the engine").contains("PyTorch 2.7.1");
        assertThat(folder.resolve("run").resolve("steps.jsonl")).as(said).exists();
        assertThat(contacted()).isEmpty();
    }

    @Test
    @Tag("ui")
    void theWindowAndItsEngineContactNobody() throws Exception {
        List<String> options = new ArrayList<>(IN_MEMORY);
        options.add("-D" + StartReport.PROPERTY + "=" + StartReport.READY);
        assertThat(run(options)).contains("usable").contains("ready");
        assertThat(contacted()).isEmpty();
    }

    private List<String> contacted() throws IOException {
        Path report = folder.resolve("contacted");
        return Files.exists(report) ? Files.readAllLines(report) : List.of();
    }

    /** Runs the program in a JVM of its own and gives back all that it said. */
    private String run(List<String> options, String... args) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ChildProgram.QUICK_START);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), NetworkGuard.class.getName()));
        command.add(folder.resolve("contacted").toString());
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // What the person's shell may have set must not decide the test.
        Map<String, String> environment = builder.environment();
        environment.remove("OPT_OUT_TRACKING");
        environment.remove("DJL_OFFLINE");
        Process process = builder.start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}

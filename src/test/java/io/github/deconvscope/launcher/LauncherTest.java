package io.github.deconvscope.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, on a small project of its own with a Maven that only pretends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script; Windows has deconvscope.cmd")
class LauncherTest {
    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(folder, "a project");
    }

    @Test
    void buildsOnceAndPassesArgumentsAndExitCode() throws Exception {
        LauncherProject.Outcome first = project.launch("one", "two words", "*");
        assertThat(first.out()).isEqualTo("one|two words|*\n");
        assertThat(first.err()).contains("Building for the first time");
        LauncherProject.Outcome second = project.launch("fail");
        assertThat(second.exitCode()).isEqualTo(42);
        assertThat(second.err()).isEmpty();
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewOrGone() throws Exception {
        project.launch();
        Files.writeString(project.path().resolve("src/main/java/New.java"), "source");
        assertThat(project.launch().err()).contains("sources changed");
        Files.delete(project.path().resolve("src/main/java/New.java"));
        assertThat(project.launch().err()).contains("sources changed");
        assertThat(project.launch().err()).isEmpty();
        assertThat(project.builds()).hasSize(3);
    }

    @Test
    void runsFromAnyFolderAndThroughALink() throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), project.path().resolve("deconvscope"));
        assertThat(project.run(List.of(link.toString(), "x"), Path.of("/")).out())
                .isEqualTo("x\n");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process first =
                project.start(List.of(project.path().resolve("deconvscope").toString(), "a"), folder, "first");
        Process second =
                project.start(List.of(project.path().resolve("deconvscope").toString(), "b"), folder, "second");
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(project.said("first.out")).isEqualTo("a\n");
        assertThat(project.said("second.out")).isEqualTo("b\n");
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
        Path broken = Files.writeString(project.path().resolve("src/main/java/broken"), "[ERROR] cannot find symbol\n");
        LauncherProject.Outcome outcome = project.launch();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot find symbol").contains("target/build.log");
        Files.delete(broken);
        assertThat(project.launch("ok").out()).isEqualTo("ok\n");
    }

    @Test
    void cudaDownloadsNothingThatNobodyAskedFor() throws Exception {
        project.set("DECONVSCOPE_CUDA_URL", "http://127.0.0.1:9");
        LauncherProject.Outcome outcome = project.launch("--cuda", "doctor");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("Nothing was downloaded").contains("PYTORCH_LIBRARY_PATH");
        assertThat(project.builds()).singleElement().asString().contains("-Dcuda");
    }

    @Test
    void cudaTakesAFolderFetchedBeforehand() throws Exception {
        Path library = Files.createDirectories(folder.resolve("libtorch"));
        project.set("PYTORCH_LIBRARY_PATH", library.toString());
        assertThat(project.launch("--cuda").err()).contains("there is no libtorch.so in it");
        Files.createFile(library.resolve("libtorch.so"));
        assertThat(project.launch("--cuda").out()).contains("library " + library + " cu128");
    }

    @Test
    void cudaFetchesWhatIsListedOnceItMay() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String list = "cpu/linux-x86_64/native/lib/libtorch.so.gz\ncu128/linux-x86_64/native/lib/libtorch.so.gz\n"
                + "cu128/linux-x86_64/native/lib/libc%2B%2B.so.gz\n";
        serve(server, "/2.7.1/files.txt", list.getBytes(UTF_8));
        serve(server, "/2.7.1/cu128/linux-x86_64/native/lib/libtorch.so.gz", gzip("torch"));
        serve(server, "/2.7.1/cu128/linux-x86_64/native/lib/libc%2B%2B.so.gz", gzip("plus"));
        server.start();
        try {
            project.set(
                    "DECONVSCOPE_CUDA_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            project.set("DECONVSCOPE_DOWNLOAD", "yes");
            Path cache = folder.resolve("home/.djl.ai/pytorch/2.7.1-cu128-linux-x86_64");
            assertThat(project.launch("--cuda").out()).contains("library " + cache + " cu128");
            assertThat(cache.resolve("libtorch.so")).hasContent("torch");
            assertThat(cache.resolve("libc++.so")).hasContent("plus");
        } finally {
            server.stop(0);
        }
        assertThat(project.launch("--cuda").err())
                .as("the second time it is there")
                .isEmpty();
    }

    private static void serve(HttpServer server, String path, byte[] content) {
        server.createContext(URI.create(path).getPath(), exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (var body = exchange.getResponseBody()) {
                body.write(content);
            }
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}

package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs of others that may be installed: a test that needs one is skipped where it is not, and says so. */
public final class Programs {
    private static final int MINUTES = 3;

    private Programs() {}

    /** Whether a program of this name lies on the path. */
    public static boolean isInstalled(String name) {
        return SystemPath.hasProgram(name);
    }

    /** Skips the test unless the program is there. */
    public static void need(String name) {
        assumeTrue(isInstalled(name), name + " is not installed here");
    }

    /**
     * What a script finds out in a page, in a Chromium of 1024 x 700: it runs after the page's own scripts and ends with {@code report(value)}.
     *
     * @param fragment what follows the # of the address
     * @return the value as JSON
     */
    public static String driven(Path page, String fragment, String script) throws IOException, InterruptedException {
        need("chromium");
        Path folder = page.getParent();
        Path driven = folder.resolve("driven.html");
        String start = "<script type=\"application/json\" id=\"reported\">";
        String report =
                "const report = value => document.body.insertAdjacentHTML('beforeend', '" + start.replace("<", "\\x3c")
                        + "' + JSON.stringify(value).replaceAll('<', '\\\\u003c') + '\\x3c/script>');";
        Files.writeString(
                driven,
                Files.readString(page)
                        .replace("</body>", "<script>(() => {" + report + script + "})();</script></body>"));
        String said = run(
                folder,
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1024,700",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=2000",
                "--dump-dom",
                driven.toUri() + "#" + fragment);
        int from = said.indexOf(start);
        assertThat(from).as(said.substring(0, Math.min(2000, said.length()))).isPositive();
        return said.substring(from + start.length(), said.indexOf("</script>", from));
    }

    /** What a program says on both of its outputs; the test is skipped without the program and fails if it fails. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        need(command[0]);
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(command[0] + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(said, StandardCharsets.ISO_8859_1);
        Files.delete(said);
        assumeTrue(!text.contains("ModuleNotFoundError"), () -> command[0] + " lacks a module here: " + text.strip());
        assertThat(process.exitValue())
                .as(String.join(" ", command) + ": " + text)
                .isZero();
        return text;
    }
}

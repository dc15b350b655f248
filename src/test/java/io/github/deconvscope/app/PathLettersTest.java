package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deconvscope.base.InvalidInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PathLettersTest {
    @TempDir
    Path folder;

    @Test
    void aNameIsKeptOrRefused() {
        byte[] plain = "runs/first".getBytes(StandardCharsets.US_ASCII);
        byte[] umlaut = "L\u00e4ufe".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "L\u00e4ufe".getBytes(StandardCharsets.ISO_8859_1);
        for (Charset charset :
                new Charset[] {StandardCharsets.US_ASCII, StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
            assertThatCode(() -> PathLetters.require("The folder", plain, charset))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> PathLetters.require("The folder", umlaut, StandardCharsets.UTF_8))
                .doesNotThrowAnyException();
        assertThatCode(() -> PathLetters.require("The folder", umlaut, StandardCharsets.ISO_8859_1))
                .as("every byte is a letter of Latin 1, so the name comes out as it came in")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PathLetters.require("The folder", umlaut, StandardCharsets.US_ASCII))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("L\u00e4ufe")
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> PathLetters.require("The folder", latin, StandardCharsets.UTF_8))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere Java's paths do not follow the locale")
    void withoutLettersForTheFolderNothingIsWritten() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this Java cannot name the test's folder");
        Path work = Files.createDirectory(folder.resolve("L\u00e4ufe \u56f3"));
        for (String locale : List.of("C", "none", "C.UTF-8")) {
            Path log = folder.resolve("log-" + locale);
            int exitCode = program(work, locale, log, "out.png");
            assertThat(exitCode).as(Files.readString(log)).isEqualTo(locale.equals("C.UTF-8") ? 0 : 2);
            if (exitCode == 2) {
                assertThat(Files.readString(log)).startsWith("error: ").contains("L\u00e4ufe \u56f3");
                assertThat(work).isEmptyDirectory();
            }
        }
        assertThat(work.resolve("out.png")).isNotEmptyFile();
        assertThat(program(folder, "C", folder.resolve("log"), "gr\u00f6\u00dfe.png"))
                .isEqualTo(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("?") || name.contains("png"));
        }
    }

    private static int program(Path work, String locale, Path log, String out) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        ChildProgram.command(List.of("figure", "convolution-overview", "--out", out)))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
        if (!locale.equals("none")) {
            environment.put("LC_ALL", locale);
        }
        return builder.start().waitFor();
    }
}

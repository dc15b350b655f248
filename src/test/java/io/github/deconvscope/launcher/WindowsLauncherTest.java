package io.github.deconvscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher for Windows cannot run here; at least it starts Java as the other one does. */
class WindowsLauncherTest {
    private static final Pattern OPTION = Pattern.compile(
            "-XX:[+]Use\\w+|-XX:Tier4\\w+=\\d+|-XX:SharedArchiveFile|-XX:AOTCache=|-X(?:mn|mx4)\\w+|-Xshare:\\w+|-Xlog:(?:cds|aot)[\\w+]*=off"
                    + "|--enable-native-access=[\\w-]+|--sun-misc-unsafe-memory-access=\\w+|OMP_WAIT_POLICY.?=\\S*PASSIVE");
    private static final Pattern LABEL = Pattern.compile("(?m)^:(\\w+)\\r?$");
    private static final Pattern GOTO = Pattern.compile("goto (\\w+)");

    @Test
    void startsJavaWithTheSameOptionsAsTheOtherLauncher() throws IOException {
        Set<String> here = options(Path.of("deconvscope"));
        here.addAll(options(Path.of("src/launcher/class-data.sh")));
        here.addAll(options(Path.of("src/launcher/setup.sh")));
        here.addAll(options(Path.of("src/launcher/environment.sh")));
        assertThat(options(Path.of("deconvscope.cmd")))
                .containsExactlyElementsOf(here)
                .hasSizeGreaterThan(10);
    }

    @Test
    void everyJumpHasItsLabel() throws IOException {
        String text = Files.readString(Path.of("deconvscope.cmd"));
        assertThat(groups(GOTO, text)).isEqualTo(groups(LABEL, text)).hasSizeGreaterThan(5);
        assertThat(text.replace("\r\n", ""))
                .as("cmd.exe needs its own line ends")
                .doesNotContain("\n");
    }

    private static Set<String> groups(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> options(Path launcher) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = OPTION.matcher(Files.readString(launcher));
        while (matcher.find()) {
            found.add(matcher.group().replaceFirst("^(OMP_WAIT_POLICY).*", "$1"));
        }
        return found;
    }
}

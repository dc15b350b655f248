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
    /** Class data are made, and memory is asked for, by what only other systems have. */
    private static final Pattern OPTION =
            Pattern.compile("-XX:[+]Use\\w+|-XX:Tier4\\w+=\\d+|-Xmn\\w+|OMP_WAIT_POLICY.?=\\S*PASSIVE");

    @Test
    void startsJavaWithTheSameOptionsAsTheOtherLauncher() throws IOException {
        assertThat(options(Path.of("deconvscope.cmd")))
                .containsExactlyElementsOf(options(Path.of("deconvscope")))
                .hasSizeGreaterThan(5);
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

package io.github.deconvscope.app;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The display that a window opens on.
 *
 * @param system the name of the operating system, as Java tells it
 * @param name what {@code DISPLAY} says, which Linux needs; null if nothing
 */
record Display(String system, @Nullable String name) {
    /** One of this machine, by its number. */
    private static final Pattern LOCAL = Pattern.compile("(?:unix)?:(?<number>\\d+)(?:\\.\\d+)?");

    /** The display of this process. */
    static Display own() {
        return new Display(System.getProperty("os.name"), System.getenv("DISPLAY"));
    }

    /** Whether {@code DISPLAY} has to name one. */
    boolean isX11() {
        return system.equals("Linux");
    }

    /** Whether none is named. */
    boolean isMissing() {
        return isX11() && (name == null || name.isBlank());
    }

    /** Whether one of this machine is named that is not there; what others do, only the attempt to open a window tells. */
    boolean isGone() {
        Matcher local = LOCAL.matcher(isX11() && name != null ? name : "");
        if (!local.matches()) {
            return false;
        }
        Path socket = Path.of("/tmp/.X11-unix/X" + local.group("number"));
        try (SocketChannel answered = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !answered.isConnected();
        } catch (IOException e) {
            return !isAbstract(socket);
        }
    }

    /** Where that folder cannot be made, a display listens at the same name outside the file system. */
    private static boolean isAbstract(Path socket) {
        try {
            return Files.readString(Path.of("/proc/net/unix")).lines().anyMatch(line -> line.endsWith(" @" + socket));
        } catch (IOException e) {
            return false;
        }
    }

    /** Why no window opens, in half a sentence. */
    String problem() {
        return isMissing()
                ? "DISPLAY is not set"
                : "DISPLAY is " + name + ", where no display answers, or it refuses this user";
    }

    /** What to do about it. */
    String remedy() {
        return (isMissing() ? "Start it on a desktop" : "Set DISPLAY to one that is there, as on a desktop")
                + ", or start it as: xvfb-run " + ProgramCall.words();
    }

    /** The failure to open a window on it. */
    IllegalStateException refusal(@Nullable Throwable cause) {
        return new IllegalStateException(
                "There is no display to open a window on: " + problem() + ". " + remedy()
                        + ". All commands work without a display: " + ProgramCall.words() + " --help",
                cause);
    }
}

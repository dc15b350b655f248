package io.github.deconvscope.ui.theme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Asks the operating system what a person set there. JavaFX 21 has no call for it, so each system's own tool is asked. */
final class SystemAppearance {
    private SystemAppearance() {}

    /** Takes up to a second; light if the system does not tell. Not for the FX thread. */
    static boolean isDark() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return isDarkAnswer(ask(List.of("defaults", "read", "-g", "AppleInterfaceStyle")));
        }
        if (system.contains("windows")) {
            return ask(List.of(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme"))
                    .contains("0x0");
        }
        String gtk = System.getenv("GTK_THEME");
        return gtk != null && isDarkAnswer(gtk)
                || isDarkAnswer(ask(List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")));
    }

    /** Whether the person asked for less motion. Takes up to a second; no if the system does not tell. Not for the FX thread. */
    static boolean reducesMotion() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return ask(List.of("defaults", "read", "com.apple.universalaccess", "reduceMotion"))
                    .strip()
                    .equals("1");
        }
        if (system.contains("windows")) {
            return ask(List.of("reg", "query", "HKCU\\Control Panel\\Desktop\\WindowMetrics", "/v", "MinAnimate"))
                    .strip()
                    .endsWith("0");
        }
        return ask(List.of("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"))
                .strip()
                .equals("false");
    }

    static boolean isDarkAnswer(String answer) {
        return answer.toLowerCase(Locale.ROOT).contains("dark");
    }

    private static String ask(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The tool is not there: the system has no such setting.
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

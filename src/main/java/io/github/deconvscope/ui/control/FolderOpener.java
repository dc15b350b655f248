package io.github.deconvscope.ui.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens a folder in the system's file manager, by the command each system has for that. */
final class FolderOpener {
    private FolderOpener() {}

    /** Returns at once; {@code trouble} is told, on another thread, if the system cannot. */
    static void open(Path folder, Consumer<String> trouble) {
        String path = folder.toAbsolutePath().toString();
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String opener = system.contains("mac") ? "open" : system.contains("win") ? "explorer" : "xdg-open";
        Thread thread = new Thread(
                () -> {
                    try {
                        Process process = new ProcessBuilder(List.of(opener, path))
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start();
                        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
                        // Explorer answers 1 also when it worked.
                        if (ended && process.exitValue() != 0 && !opener.equals("explorer")) {
                            trouble.accept("The file manager could not be opened. The folder is " + path);
                        }
                    } catch (IOException e) {
                        trouble.accept("There is no " + opener + " on this machine. The folder is " + path);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "open-folder");
        thread.setDaemon(true);
        thread.start();
    }
}

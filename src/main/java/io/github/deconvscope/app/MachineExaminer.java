package io.github.deconvscope.app;

import com.sun.management.OperatingSystemMXBean;
import io.github.deconvscope.base.TemporaryFolder;
import io.github.deconvscope.cli.Version;
import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Examiner;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at Java, the window's toolkit, memory, and the folders that are written to. */
final class MachineExaminer implements Examiner {
    private static final double GIB = 1L << 30;
    private static final double SCARCE_MEMORY_GIB = 4;

    private final Map<String, Path> folders;

    /**
     * @param folders the folders that are written to, by what for
     */
    MachineExaminer(Map<String, Path> folders) {
        this.folders = folders;
    }

    @Override
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("version", "DeconvScope", Version.current()));
        checks.add(java());
        checks.add(javaFx());
        checks.add(display(System.getProperty("os.name"), System.getenv("DISPLAY")));
        checks.add(memory());
        folders.forEach((purpose, folder) -> checks.add(writable(purpose, folder)));
        checks.add(temporary(TemporaryFolder.path()));
        return checks;
    }

    private static Check java() {
        return Check.ok(
                "java",
                "Java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static Check javaFx() {
        try {
            return Check.ok("javafx", "JavaFX", com.sun.javafx.runtime.VersionInfo.getRuntimeVersion());
        } catch (LinkageError e) {
            return Check.broken(
                    "javafx", "JavaFX", "It does not load: " + e.getMessage(), "Build again: ./deconvscope");
        }
    }

    static Check display(String system, String display) {
        boolean needsX = system.equals("Linux");
        if (needsX && (display == null || display.isBlank())) {
            return Check.note(
                    "display",
                    "Display",
                    "DISPLAY is not set, so the window cannot open here; all commands work.",
                    "Start it on a desktop, or as: xvfb-run " + ProgramCall.words());
        }
        return Check.ok("display", "Display", needsX ? display : system);
    }

    private static Check memory() {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double total = machine.getTotalMemorySize() / GIB;
        double free = machine.getFreeMemorySize() / GIB;
        double heap = Runtime.getRuntime().maxMemory() / GIB;
        String finding = String.format(
                "%.1f GiB, %.1f GiB unused; Java may take %.1f GiB beside the tensors", total, free, heap);
        return total >= SCARCE_MEMORY_GIB
                ? Check.ok("memory", "Memory", finding)
                : Check.note("memory", "Memory", finding, "Choose a small width and batch, as in the laptop preset.");
    }

    static Check writable(String purpose, Path folder) {
        String id = "folder." + purpose;
        String name = "Folder for " + purpose;
        Path wanted = folder.toAbsolutePath();
        Path existing = wanted;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Check.broken(
                    id, name, wanted + " cannot be written to", "Change the permissions of " + existing + ".");
        }
        return Check.ok(id, name, wanted + (existing.equals(wanted) ? "" : " (made when it is needed)"));
    }

    static Check temporary(Path folder) {
        return TemporaryFolder.isUsable(folder)
                ? Check.ok("folder.temporary", "Temporary files", folder.toString())
                : Check.broken(
                        "folder.temporary",
                        "Temporary files",
                        folder + " cannot be written to, and nets need that",
                        TemporaryFolder.REMEDY);
    }
}

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
import org.jspecify.annotations.Nullable;

/** Looks at Java, the window's toolkit, memory, and the folders that are written to. */
final class MachineExaminer implements Examiner {
    private static final double GIB = 1L << 30;
    private static final double SCARCE_MEMORY_GIB = 4;

    /**
     * A folder that is written to.
     *
     * @param purpose what for
     * @param another how to name another one
     */
    record Place(String purpose, Path folder, String another) {}

    private final List<Place> folders;

    /**
     * @param folders those that are written to
     */
    MachineExaminer(List<Place> folders) {
        this.folders = folders;
    }

    @Override
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("version", "DeconvScope", Version.current()));
        checks.add(java());
        checks.add(javaFx());
        checks.add(display(Display.own()));
        checks.add(memory());
        folders.forEach(place -> checks.add(writable(place)));
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

    static Check display(Display display) {
        if (display.isMissing() || display.isGone()) {
            return Check.note(
                    "display",
                    "Display",
                    display.problem() + ", so the window cannot open here; all commands work.",
                    display.remedy());
        }
        return Check.ok("display", "Display", display.isX11() ? display.name() : display.system());
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

    static Check writable(Place place) {
        String id = "folder." + place.purpose();
        String name = "Folder for " + place.purpose();
        Path wanted = place.folder().toAbsolutePath();
        Path existing = wanted;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Check.broken(id, name, wanted + " cannot be written to" + why(existing), place.another());
        }
        return Check.ok(id, name, wanted + (existing.equals(wanted) ? "" : " (made when it is needed)"));
    }

    private static String why(@Nullable Path existing) {
        if (existing == null) {
            return "";
        }
        return Files.isDirectory(existing) ? ": nothing may be written in " + existing : ": " + existing + " is a file";
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

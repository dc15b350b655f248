package io.github.deconvscope.cli;

import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Check.Verdict;
import io.github.deconvscope.run.doctor.Examiner;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deconvscope doctor}: checks what works on this machine, and says what to do about the rest. */
@Command(
        name = "doctor",
        description = "Check this machine: Java, JavaFX, PyTorch, devices, memory, data sets, folders.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 1 when something that is needed does not work."})
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ReportForm form;

    private final Examiner examiner;

    /**
     * @param examiner runs the checks
     */
    public DoctorCommand(Examiner examiner) {
        this.examiner = examiner;
    }

    @Override
    public Integer call() {
        List<Check> checks = examiner.examine();
        boolean healthy = checks.stream().noneMatch(check -> check.verdict() == Verdict.BROKEN);
        Report report = new Report(healthy, checks.stream().map(Found::of).toList());
        form.print(report, out -> printText(checks, healthy, out));
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void printText(List<Check> checks, boolean healthy, PrintWriter out) {
        int width =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        for (Check check : checks) {
            out.printf("%-6s  %-" + width + "s  %s%n", word(check.verdict()), check.name(), check.finding());
            if (!check.remedy().isEmpty()) {
                out.printf("%-6s  %-" + width + "s  -> %s%n", "", "", check.remedy());
            }
        }
        out.println();
        out.println(
                healthy ? "Everything that is needed works." : "Something that is needed does not work, see above.");
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** A check as it is printed. */
    private record Found(String id, String name, String verdict, String finding, String remedy) {
        static Found of(Check check) {
            return new Found(check.id(), check.name(), word(check.verdict()), check.finding(), check.remedy());
        }
    }

    private record Report(boolean healthy, List<Found> checks) {}
}

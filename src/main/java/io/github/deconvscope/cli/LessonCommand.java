package io.github.deconvscope.cli;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.document.MarkdownPdf;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.play.Handout;
import io.github.deconvscope.lesson.play.ProgressCsv;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope lesson}: list lessons, check one's own, print handouts. */
@Command(
        name = "lesson",
        description =
                "List the lessons, check lessons of your own, write handouts and the record of what was answered.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class LessonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final LessonWorld world;
    private final FigureCatalog catalog;

    /**
     * @param world paints and loads what lessons show
     * @param catalog the figures of handouts
     */
    public LessonCommand(LessonWorld world, FigureCatalog catalog) {
        this.world = world;
        this.catalog = catalog;
    }

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: lesson list, lesson check DIR, lesson functions, lesson handout ID or lesson record.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", description = "List the lessons of the app.", mixinStandardHelpOptions = true)
    int list() {
        for (LessonLibrary.Entry entry : new LessonLibrary(Optional.empty(), world).parse()) {
            String minutes = entry.lesson().map(l -> l.minutes() + " min").orElse("broken");
            out().printf("%-28s %6s  %s%n", entry.id(), minutes, entry.title());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "check",
            description = "Check lessons: every target, condition, figure, formula, piece of code and stated number.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "DIR", description = "A folder with lessons, or one lesson's folder.")
                    Path folder) {
        int broken = 0;
        List<LessonLibrary.Entry> entries = LessonLibrary.readFolder(folder, world);
        for (LessonLibrary.Entry entry : entries) {
            if (entry.lesson().isPresent()) {
                Lesson lesson = entry.lesson().get();
                out().println(entry.id() + ": fine, "
                        + PlainWords.count(lesson.steps().size(), "step") + ", "
                        + PlainWords.count(lesson.predictions(), "prediction"));
                continue;
            }
            broken++;
            for (LessonProblem problem : entry.problems()) {
                spec.commandLine()
                        .getErr()
                        .println(entry.id() + "/lesson.md:" + problem.line() + ": " + problem.message());
            }
        }
        if (broken > 0) {
            spec.commandLine()
                    .getErr()
                    .println("error: " + broken + " of " + entries.size()
                            + " lessons cannot be used; see the lines above.");
        }
        return broken > 0 ? ExitCode.BAD_INPUT : ExitCode.DONE;
    }

    @Command(
            name = "functions",
            description = "List the functions that lessons can compute their numbers with.",
            mixinStandardHelpOptions = true)
    int functions() {
        new LessonFunctions(world).help().forEach(line -> out().println(line));
        return ExitCode.DONE;
    }

    @Command(
            name = "handout",
            description = "Write a lesson, or all of them, as a PDF with figures.",
            mixinStandardHelpOptions = true)
    int handout(
            @Parameters(
                            paramLabel = "LESSON",
                            description = "Id of a lesson (see lesson list), the folder of your own, or all.")
                    String lesson,
            @Option(names = "--without-answers", description = "Leave out answers and explanations, for a class.")
                    boolean withoutAnswers,
            @Option(names = "--out", paramLabel = "FILE", description = "The PDF (default: LESSON.pdf here).")
                    Path file)
            throws IOException {
        boolean all = lesson.equals("all");
        List<Lesson> lessons = all ? shipped() : List.of(find(lesson));
        String title = all ? "Lessons of DeconvScope" : lessons.get(0).title();
        Path target = file == null ? Path.of((all ? "lessons" : lessons.get(0).id()) + ".pdf") : file;
        if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".pdf")) {
            throw new InvalidInputException("--out is " + target + "; a handout is a .pdf file.");
        }
        OwnFile.require(target);
        String text =
                lessons.stream().map(each -> Handout.of(each, !withoutAnswers)).collect(Collectors.joining("\n\n"));
        MarkdownPdf.write(title, text, catalog, target);
        out().println(target);
        return ExitCode.DONE;
    }

    @Command(
            name = "record",
            description =
                    "Write what was done and answered in the window: a PDF, or a CSV with a row for each question.",
            mixinStandardHelpOptions = true)
    int record(
            @Option(
                            names = "--progress",
                            paramLabel = "FILE",
                            description = "A progress.json, such as a student's (default: your own).")
                    Path progress,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "A .pdf or .csv file (default: lessons-done.csv here).")
                    Path file)
            throws IOException {
        Path target = file == null ? Path.of("lessons-done.csv") : file;
        boolean csv = target.toString().endsWith(".csv");
        if (!csv && !target.toString().endsWith(".pdf")) {
            throw new InvalidInputException("--out is " + target + "; a record is a .pdf or a .csv file.");
        }
        if (progress != null && !Files.isRegularFile(progress)) {
            throw new InvalidInputException("There is no file " + progress + ". Check the path.");
        }
        OwnFile.require(target, ProgressCsv.HEAD);
        ProgressStore store = ProgressStore.reading(progress == null ? ProgressStore.usualFile() : progress);
        if (csv) {
            AtomicFile.write(target, ProgressCsv.of(shipped(), store));
        } else {
            String record = Handout.record(shipped(), store, LocalDate.now());
            MarkdownPdf.write("Lessons of DeconvScope", record, catalog, target);
        }
        out().println(target);
        return ExitCode.DONE;
    }

    private List<Lesson> shipped() {
        return new LessonLibrary(Optional.empty(), world)
                .parse().stream().flatMap(entry -> entry.lesson().stream()).toList();
    }

    private Lesson find(String name) {
        List<LessonLibrary.Entry> entries = Files.isDirectory(Path.of(name))
                ? LessonLibrary.readFolder(Path.of(name), world)
                : new LessonLibrary(Optional.empty(), world)
                        .parse().stream().filter(e -> e.id().equals(name)).toList();
        if (entries.size() != 1) {
            throw new InvalidInputException(
                    entries.isEmpty()
                            ? "There is no lesson \"" + name + "\". There are: "
                                    + String.join(", ", LessonLibrary.shippedIds()) + "."
                            : name + " holds " + entries.size() + " lessons; name the folder of one.");
        }
        return entries.get(0)
                .lesson()
                .orElseThrow(() -> new InvalidInputException("The lesson " + name + " cannot be used: "
                        + entries.get(0).problems().get(0) + ". See: deconvscope lesson check"));
    }
}

package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.importing.Remark;
import io.github.deconvscope.run.library.ImportedScalars.Imported;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.Dialogs;
import io.github.deconvscope.ui.page.PageContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** The commands of the library that ask for a name, a file or a folder first, and tell afterwards what came of it. */
final class RunDesk {
    private static final List<ExtensionFilter> NETS = List.of(
            new ExtensionFilter("NumPy arrays", "*.npz"),
            new ExtensionFilter("safetensors", "*.safetensors"),
            new ExtensionFilter("ONNX", "*.onnx"));

    private static final List<ExtensionFilter> TABLES = List.of(
            new ExtensionFilter("CSV, all digits", "*.csv"),
            new ExtensionFilter("Markdown", "*.md"),
            new ExtensionFilter("LaTeX", "*.tex"));

    private final RunsModel model;
    private final RunExchange exchange;
    private final PageContext context;
    private final Dialogs dialogs;
    private final Supplier<Window> owner;

    /** @param owner the window the page is in */
    RunDesk(RunsModel model, PageContext context, Supplier<Window> owner) {
        this.model = model;
        exchange = new RunExchange(model);
        this.context = context;
        this.owner = owner;
        dialogs = context.services().dialogs();
    }

    void rename(RunEntry entry) {
        ask(
                        "Rename",
                        "Name of this run. The folder keeps its own; leave empty to show that.",
                        entry.labels().name())
                .ifPresent(name -> model.rename(entry, name));
    }

    /** Asks for the tags that all runs have: what is added there is given to each, and what is taken away is taken from each. */
    void tag(List<RunEntry> runs) {
        List<String> common = new ArrayList<>(runs.get(0).labels().tags());
        runs.forEach(entry -> common.retainAll(entry.labels().tags()));
        ask(
                        runs.size() == 1 ? "Tags" : "Tags of " + runs.size() + " runs",
                        runs.size() == 1
                                ? "Tags of this run, separated by commas, to find it again."
                                : "Tags that all these runs have, separated by commas. What you add is given to each, what you take"
                                        + " away is taken from each; other tags of a run stay.",
                        String.join(", ", common))
                .map(typed -> Stream.of(typed.split(",")).map(String::strip).toList())
                .ifPresent(typed -> model.tag(runs, own -> Stream.concat(
                                runs.size() == 1
                                        ? Stream.empty()
                                        : own.stream().filter(tag -> !common.contains(tag) || typed.contains(tag)),
                                typed.stream())
                        .distinct()
                        .toList()));
    }

    private Optional<String> ask(String title, String question, String start) {
        return dialogs.text(owner.get(), title, question, start);
    }

    /** Shows a folder in the file manager. */
    void show(Path folder) {
        dialogs.show(folder, problem -> Platform.runLater(() -> model.showProblem(problem)));
    }

    void showTrash() {
        Path trash = model.libraryProperty().get().trash();
        if (Files.isDirectory(trash)) {
            show(trash);
        } else {
            model.showProblem("Nothing was moved to the trash yet; it will be " + trash + ".");
        }
    }

    void copyPaths(List<RunEntry> entries) {
        copy(
                entries.stream()
                        .map(entry -> entry.path().toAbsolutePath().toString())
                        .collect(Collectors.joining("\n")),
                "The path is on the clipboard.");
    }

    void copy(String text, String told) {
        Buttons.copy(text);
        context.showNotice(told);
    }

    void exportCsv() {
        dialogs.save(owner.get(), "Export curves", "runs.csv", List.of())
                .ifPresent(file -> exchange.exportCsv(file, this::written));
    }

    void exportComparison() {
        dialogs.save(owner.get(), "Export the comparison", "comparison.csv", TABLES)
                .ifPresent(file -> exchange.exportComparison(file, this::written));
    }

    /** Writes the list as it stands. */
    void exportList(List<RunEntry> runs, List<RunColumn> columns) {
        dialogs.save(owner.get(), "Export the list", "runs.csv", TABLES)
                .ifPresent(file ->
                        exchange.exportTable(file, () -> RunComparison.of(runs, columns.stream()), this::written));
    }

    private void written(Path file) {
        context.showNotice("Written: " + file);
    }

    void exportTensorBoard() {
        dialogs.folder(owner.get(), "Folder for TensorBoard logs")
                .ifPresent(folder -> exchange.exportTensorBoard(
                        folder, done -> context.showNotice("Written. Look at it with: tensorboard --logdir " + done)));
    }

    void exportNet(RunEntry entry, boolean folded) {
        dialogs.save(owner.get(), "Export the trained net", folded ? "net-folded.npz" : "net.npz", NETS)
                .ifPresent(file -> exchange.exportNet(
                        context.services().nets(),
                        entry,
                        file,
                        folded ? NetForm.FOLDED : NetForm.USUAL,
                        program -> context.showNotice("Written, with a program that loads it: " + program)));
    }

    /** @param imported gets the new folders */
    void importFile(Consumer<List<Path>> imported) {
        dialogs.open(owner.get(), "Import curves", List.of()).ifPresent(file -> bringIn(file, imported));
    }

    /** @param imported gets the new folders */
    void importFolder(Consumer<List<Path>> imported) {
        dialogs.folder(owner.get(), "Import TensorBoard logs").ifPresent(folder -> bringIn(folder, imported));
    }

    private void bringIn(Path source, Consumer<List<Path>> imported) {
        exchange.importFrom(source, runs -> {
            imported.accept(runs.stream().map(Imported::folder).toList());
            context.showNotice(summary(runs));
        });
    }

    /** One line; the page says what was left out of a run as long as it is chosen. */
    private static String summary(List<Imported> runs) {
        long leftOut = runs.stream()
                .flatMap(imported -> imported.run().remarks().stream())
                .filter(Remark::leftOut)
                .distinct()
                .count();
        String what = runs.size() == 1
                ? "Imported as " + runs.get(0).folder().getFileName() + "."
                : "Imported " + PlainWords.count(runs.size(), "run") + ".";
        return what + (leftOut == 0 ? "" : " Something was left out: see below the list.");
    }

    void chooseRoot() {
        dialogs.folder(owner.get(), "Folder of runs").ifPresent(model::open);
    }
}

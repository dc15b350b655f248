package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.config.DatasetName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DownloadCommandTest {
    private final StringWriter out = new StringWriter();
    private final List<DatasetName> fetched = new ArrayList<>();
    private Optional<Path> present = Optional.empty();

    private final DataLibrary library = new DataLibrary() {
        @Override
        public Optional<Path> find(DatasetName name) {
            return present;
        }

        @Override
        public Path download(DatasetName name, DownloadProgress progress) {
            if (name == DatasetName.SYNTHETIC) {
                throw new InvalidInputException("ships with the program");
            }
            fetched.add(name);
            progress.arrived("a.gz", 5_000_000, 5_000_000);
            return Path.of("fresh");
        }
    };

    private int download(String... args) {
        return new CommandLine(new DownloadCommand(library))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(args);
    }

    @Test
    void printsTheFolderItDownloadedTo() {
        assertThat(download("cifar10")).isEqualTo(ExitCode.DONE);
        assertThat(fetched).containsExactly(DatasetName.CIFAR10);
        assertThat(out.toString().strip()).isEqualTo("fresh");
    }

    @Test
    void whatIsThereIsNotFetchedUnlessAskedFor() {
        present = Optional.of(Path.of("old"));
        assertThat(download("cifar10", "--quiet")).isEqualTo(ExitCode.DONE);
        assertThat(fetched).isEmpty();
        assertThat(out.toString().strip()).isEqualTo("old");
        assertThat(download("cifar10", "--quiet", "--again")).isEqualTo(ExitCode.DONE);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void theNearestNamesOfAnUnknownSetAreNamed() {
        StringWriter err = new StringWriter();
        assertThat(OneCommand.run(new DownloadCommand(library), out, err, "cifr10"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .isEqualTo("There is no data set \"cifr10\"; nearest: cifar10, cifar100, idx. This command downloads"
                        + " fashion-mnist and cifar10.");
        assertThat(download("CIFAR10", "--quiet")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void anUnknownOrShippedSetIsRefused() {
        assertThat(download("mnist")).isNotZero();
        assertThat(download("synthetic", "--quiet")).isNotZero();
        assertThat(fetched).isEmpty();
    }
}

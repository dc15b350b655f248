package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.RunRecorder;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAWishTheWindowStartsByItself() {
        assertThat(Opening.link(WindowRequest.asLeft())).isEmpty();
    }

    @Test
    void aPageIsFoundByItsId() {
        assertThat(Opening.link(request("training"))).isEqualTo("deconvscope:training");
    }

    @Test
    void anUnknownPageNamesThoseThereAre() {
        assertThatThrownBy(() -> Opening.link(request("trainin")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("trainin")
                .hasMessageContaining("training");
    }

    @Test
    void aRunFolderOpensOnTheTrainingPage() throws IOException {
        Path run = folder.resolve("run");
        RunRecorder.create(new RunFolder(run), RunConfig.defaults()).close();
        PageLink link = PageLink.parse(open(run));
        assertThat(link.page()).isEqualTo(PageCatalog.TRAINING);
        assertThat(link.state()).contains(run.toAbsolutePath().toString());
    }

    @Test
    void aSavedStateIsFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.deconvscope"), "deconvscope:training?x\n");
        assertThat(open(file)).isEqualTo("deconvscope:training?x");
    }

    @Test
    void whatCannotBeShownIsRefusedWithItsName() throws IOException {
        Path nothing = folder.resolve("nothing");
        assertThatThrownBy(() -> open(nothing)).hasMessageContaining(nothing.toString());
        Path picture = Files.write(folder.resolve("foreign.png"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> open(picture))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(picture.toString());
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> open(binary)).isInstanceOf(InvalidInputException.class);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> open(empty)).isInstanceOf(InvalidInputException.class);
    }

    private static WindowRequest request(String page) {
        return new WindowRequest(Optional.of(page), Optional.empty(), Optional.empty());
    }

    private static String open(Path file) {
        return Opening.link(new WindowRequest(Optional.empty(), Optional.of(file), Optional.empty()));
    }
}

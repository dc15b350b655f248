package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateReaderTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"png", "svg", "pdf", "gif", "json"})
    void aFileThatIsCutOffIsRefusedOrGivesTheWholeState(String format) throws IOException {
        FigureEntry entry = FigureCatalog.standard().find("convolution-formula");
        FigureState state = new FigureState(entry.id(), Optional.empty(), Map.of());
        Figure figure = entry.make(state.parameters(), Optional.empty());
        Path file = dir.resolve("figure." + format);
        ExportSettings settings = ExportSettings.fitting(figure, 300, FigureTheme.PRINT, true, false, "");
        FigureExporter.write(figure, Optional.of(state), settings, file);
        byte[] whole = Files.readAllBytes(file);
        assertThat(StateReader.read(file)).isEqualTo(state);
        for (int percent = 0; percent < 100; percent += 7) {
            Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
            try {
                assertThat(StateReader.read(file)).isEqualTo(state);
            } catch (InvalidInputException e) {
                assertThat(e).hasMessageContaining("figure." + format);
            }
        }
    }
}

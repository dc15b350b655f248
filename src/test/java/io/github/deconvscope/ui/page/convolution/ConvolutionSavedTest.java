package io.github.deconvscope.ui.page.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.ui.FakeFramework;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the convolution page is saved as comes back: the operation, and the photograph, a person's own too. */
class ConvolutionSavedTest {
    private final ConvolutionModel model = new ConvolutionModel(new FakeFramework(), Runnable::run, Runnable::run);

    @Test
    void aSavedStateKeepsItsPaddingAndOldOnesAreRead() {
        RandomConvolutions.cases(60).forEach(c -> {
            ConvolutionState state = ConvolutionState.of(c.geometry().settings(), c.input(), c.weights());
            assertThat(ConvolutionStateJson.read(ConvolutionStateJson.write(state)))
                    .isEqualTo(state);
        });
        String old = ConvolutionStateJson.write(ConvolutionPreset.BLUR.state());
        assertThat(old).contains("\"padding\":[1,1]");
        String same = old.replace("\"padding\":[1,1]", "\"padding\":\"same\"");
        assertThat(ConvolutionStateJson.read(same).settings().padding()).isEqualTo(Padding.SAME);
        for (String wrong : List.of("[1]", "[1,2,3]", "\"valid\"", "[1,0.5]", "{}", "[-1,0,0,0]")) {
            String text = old.replace("\"padding\":[1,1]", "\"padding\":" + wrong);
            assertThatThrownBy(() -> ConvolutionStateJson.read(text))
                    .as(wrong)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("padding");
        }
    }

    @Test
    void pageStateComesBackAndDamagedOnesAreRefused() {
        ConvolutionPageState state = new ConvolutionPageState(
                true,
                true,
                true,
                true,
                2,
                Photo.COFFEE,
                Optional.empty(),
                new PhotoLab.Settings(PhotoLab.Operation.BLUR, 5, 1),
                ConvolutionPreset.CHANNELS.state());
        String text = state.write();
        assertThat(ConvolutionPageState.read(text)).isEqualTo(state);
        String plain = ConvolutionStateJson.write(ConvolutionPreset.DILATED.state());
        assertThat(ConvolutionPageState.read(plain).convolution()).isEqualTo(ConvolutionPreset.DILATED.state());
        for (String bad : List.of(
                "x",
                "{}",
                "[]",
                "null",
                "{\"photo\":1}",
                text.substring(1),
                text.replace("blur", "melt"),
                text.replace("\"kernel\":5,\"stride\":1,", "\"kernel\":500,\"stride\":1,"),
                text.replace("coffee", "tea"),
                text.replace("\"position\":2", "\"position\":\"x\""))) {
            assertThatThrownBy(() -> ConvolutionPageState.read(bad)).isInstanceOf(InvalidInputException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"RGB, 3", "GRAY, 1"})
    void anOwnPhotographTravelsWithTheState(String kind, int channels, @TempDir Path folder) throws IOException {
        BufferedImage picture =
                new BufferedImage(700, 500, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        picture.getRaster().setSample(3, 4, 0, 200);
        Path file = folder.resolve("my \"cat\".png");
        ImageIO.write(picture, "png", file.toFile());
        PhotoModel photo = new PhotoModel(Runnable::run, Runnable::run, Runnable::run);
        photo.open(file);
        OwnPhoto own = photo.own().orElseThrow();
        assertThat(own.image().channels()).isEqualTo(channels);
        assertThat(photo.sourceProperty().get()).isEqualTo("my \"cat\".png");

        String text = pageState(photo.own()).write();
        OwnPhoto back = ConvolutionPageState.read(text).ownPhoto().orElseThrow();
        assertThat(back.image()).isEqualTo(own.image());
        assertThat(back.name()).isEqualTo(own.name());
        String png = own.text();
        for (String bad : List.of(
                text.replace(png, png.substring(0, png.length() / 2)),
                text.replace(png, "!!"),
                text.replace(png, ""),
                text.replace(png, "A".repeat(2_000_000)),
                text.replace(png, Base64.getUrlEncoder().encodeToString(Files.readAllBytes(file))))) {
            assertThatThrownBy(() -> ConvolutionPageState.read(bad))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("saved picture");
        }
        photo.choose(Photo.COFFEE);
        assertThat(photo.own()).isEmpty();
        photo.open(folder.resolve("missing.png"));
        assertThat(photo.messageProperty().get()).contains("does not exist");
        assertThat(photo.sourceProperty().get()).isEqualTo(Photo.COFFEE.label());
    }

    private static ConvolutionPageState pageState(Optional<OwnPhoto> own) {
        return new ConvolutionPageState(
                true,
                false,
                false,
                false,
                0,
                Photo.CHELSEA,
                own,
                PhotoLab.Settings.START,
                ConvolutionPreset.EXAMPLE_1.state());
    }

    @Test
    void readingAPhotographTellsItsProgressAndIsGivenUpForAnother(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(3000, 3000, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        Deque<Runnable> waiting = new ArrayDeque<>();
        PhotoModel photo = new PhotoModel(waiting::add, Runnable::run, Runnable::run);
        List<String> told = new ArrayList<>();
        photo.readingProperty().subscribe((old, words) -> {
            if (words.endsWith(" 10 %") && photo.own().isEmpty() && !told.contains(words)) {
                photo.choose(Photo.COFFEE);
            }
            told.add(words);
        });
        photo.open(file);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(photo.sourceProperty().get()).isEqualTo(Photo.COFFEE.label());
        assertThat(photo.own()).isEmpty();
        assertThat(photo.messageProperty().get()).isEmpty();
        assertThat(told).startsWith("Reading large.png: 0 %").doesNotContain("Reading large.png: 50 %");
        assertThat(photo.readingProperty().get()).isEmpty();

        photo.open(file);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(photo.sourceProperty().get()).isEqualTo("large.png");
        assertThat(told).contains("Reading large.png: 50 %").last().isEqualTo("");
    }
}

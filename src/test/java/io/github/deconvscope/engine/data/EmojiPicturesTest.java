package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmojiPicturesTest {
    private static final long MOST_BYTES = 8L << 20;
    private static DataSet set;

    /** One emoji in one part, by the list beside the pictures. */
    private record Shown(String part, String label, String emoji) {}

    @BeforeAll
    static void load() throws IOException {
        set = new DataSets(List.of()).load(DatasetName.EMOJI, Optional.empty());
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = EmojiPicturesTest.class.getResourceAsStream(EmojiPictures.FOLDER + name)) {
            return in.readAllBytes();
        }
    }

    private static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static List<Shown> shown() throws IOException {
        return text("emoji.csv")
                .lines()
                .skip(2)
                .map(line -> line.split(","))
                .map(cells -> new Shown(cells[0], cells[1], cells[2]))
                .toList();
    }

    @Test
    void tenClassesAreBalancedInColourAtTheSizeOfThePublishedNets() {
        assertThat(set.train().classCounts()).containsOnly(700).hasSize(10);
        assertThat(set.test().classCounts()).containsOnly(100).hasSize(10);
        assertThat(set.train().shape()).isEqualTo(set.test().shape());
        assertThat(set.train().shape().toString()).isEqualTo("3 x 32 x 32");
    }

    @Test
    void noPictureComesTwice() {
        Set<String> different = new HashSet<>();
        for (ImageSet part : List.of(set.train(), set.test())) {
            int each = part.shape().values();
            for (int i = 0; i < part.size(); i++) {
                different.add(new String(part.raw(), i * each, each, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(different).hasSize(8000);
    }

    @Test
    void noEmojiIsInBothPartsOrInTwoClasses() throws IOException {
        List<Shown> all = shown();
        assertThat(all.stream().map(Shown::emoji)).doesNotHaveDuplicates();
        Map<String, Set<String>> classes = all.stream()
                .collect(Collectors.groupingBy(Shown::part, Collectors.mapping(Shown::label, Collectors.toSet())));
        assertThat(classes).containsOnlyKeys("train", "test").allSatisfy((part, names) -> assertThat(names)
                .containsExactlyInAnyOrderElementsOf(EmojiPictures.CLASS_NAMES));
    }

    /** No hair or skin but the neutral one, and none of what nobody wants to explain to a class. */
    @Test
    void nothingRudeIsIn() throws IOException {
        Set<String> unwanted =
                Set.of("1F595", "1F4A9", "1F52B", "1F5E1", "1F6AC", "1F6AD", "1F37A", "1F377", "1F51E", "1F4A3");
        assertThat(shown()).noneSatisfy(one -> assertThat(one.emoji().split(" "))
                .anySatisfy(point -> assertThat(unwanted.contains(point) || point.matches("1F3F[B-F]"))
                        .isTrue()));
    }

    /** The k-th picture of a class shows its emoji number k mod n: two pictures of one are more alike than those of neighbours in the list. */
    @Test
    void theListSaysWhatThePicturesShow() throws IOException {
        int nearer = 0;
        int compared = 0;
        for (int label = 0; label < 10; label++) {
            String name = EmojiPictures.CLASS_NAMES.get(label);
            int emoji = (int) shown().stream()
                    .filter(one -> one.part().equals("test") && one.label().equals(name))
                    .count();
            for (int k = 0; k + emoji + 1 < 100; k++) {
                double same = distance(k * 10 + label, (k + emoji) * 10 + label);
                double other = distance(k * 10 + label, (k + emoji + 1) * 10 + label);
                nearer += same < other ? 1 : 0;
                compared++;
            }
        }
        assertThat((double) nearer / compared).isGreaterThan(0.75);
    }

    private static double distance(int one, int other) {
        double sum = 0;
        for (int i = 0; i < 3 * 32 * 32; i++) {
            int row = i / 32 % 32;
            int column = i % 32;
            // The middle, since the backgrounds differ.
            if (row >= 8 && row < 24 && column >= 8 && column < 24) {
                sum += Math.abs(set.test().pixel(one, i / 1024, row, column)
                        - set.test().pixel(other, i / 1024, row, column));
            }
        }
        return sum;
    }

    /** What whitening of a first layer looks like: all of its 27 directions are there, and they are correlated. */
    @Test
    void thePatchesHaveFullRankWhereThoseOfGreyPicturesHaveAThird() throws IOException {
        assertThat(eigen(set).rank()).isEqualTo(27);
        DataSet grey = new DataSets(List.of()).load(DatasetName.FASHION_MINI, Optional.empty());
        assertThat(eigen(grey).rank()).isEqualTo(9);
    }

    private static SymmetricEigen eigen(DataSet of) {
        List<ColorImage> pictures = IntStream.range(0, 300)
                .mapToObj(of.train()::picture)
                .map(picture -> picture.channels() == 3
                        ? picture
                        : new ColorImage(
                                picture.width(),
                                picture.height(),
                                picture.plane(0),
                                picture.plane(0).clone(),
                                picture.plane(0).clone()))
                .toList();
        Patches patches = Patches.of(pictures, 3, 3, 1);
        Covariance covariance = Covariance.of(patches.rows(), patches.samples(), 27, true);
        return SymmetricEigen.of(covariance.matrix(), 27);
    }

    @Test
    void theLicenceLiesBesideItAndAllOfItIsSmall() throws IOException {
        assertThat(text("OFL.txt"))
                .contains(
                        "Copyright 2022 Google Inc.", "SIL OPEN FONT LICENSE Version 1.1", "TERMINATION", "DISCLAIMER");
        assertThat(text("NOTICE.txt")).contains("Noto Color Emoji", "Version 2.042", "src/data/emoji_set.py");
        assertThat(text("emoji.csv")).startsWith("# Version 2.042;");
        long bytes = 0;
        for (String name : List.of("train.png", "test.png", "emoji.csv", "NOTICE.txt", "OFL.txt")) {
            bytes += bytes(name).length;
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}

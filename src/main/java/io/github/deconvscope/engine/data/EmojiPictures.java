package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.array.PictureSheet;
import io.github.deconvscope.math.InputShape;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The embedded {@code emoji}: Noto Color Emoji (SIL Open Font License 1.1) on soft backgrounds, 700 training and 100 test pictures of each of
 * ten classes in turn; {@code src/data/emoji_set.py} made them. No emoji is in both parts.
 */
final class EmojiPictures {
    static final String FOLDER = "/assets/data/emoji/";
    static final List<String> CLASS_NAMES =
            List.of("face", "person", "animal", "plant", "food", "vehicle", "place", "clothing", "sign", "flag");
    private static final InputShape SHAPE = InputShape.PUBLISHED;

    private EmojiPictures() {}

    static ImageSet train() throws IOException {
        return read("train.png");
    }

    static ImageSet test() throws IOException {
        return read("test.png");
    }

    private static ImageSet read(String name) throws IOException {
        PictureSheet sheet = PictureSheet.load(FOLDER + name, SHAPE.side());
        byte[] pixels = new byte[sheet.size() * SHAPE.values()];
        for (int i = 0; i < sheet.size(); i++) {
            sheet.copy(i, pixels, i * SHAPE.values());
        }
        int[] labels = IntStream.range(0, sheet.size())
                .map(i -> i % CLASS_NAMES.size())
                .toArray();
        return new ImageSet(SHAPE, pixels, labels, CLASS_NAMES);
    }
}

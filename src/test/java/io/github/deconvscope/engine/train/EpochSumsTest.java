package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and accuracy of an epoch are those of its images, however they came in batches. */
class EpochSumsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aMeanOverImagesNotOverBatches(int seed) {
        Random random = new Random(seed);
        EpochSums sums = new EpochSums();
        double loss = 0;
        int right = 0;
        int images = 0;
        int batches = 1 + random.nextInt(6);
        for (int batch = 0; batch < batches; batch++) {
            int size = 1 + random.nextInt(40);
            double ofBatch = 0;
            int rightInBatch = 0;
            for (int i = 0; i < size; i++) {
                double ofImage = random.nextDouble();
                boolean correct = random.nextBoolean();
                ofBatch += ofImage / size;
                rightInBatch += correct ? 1 : 0;
                loss += ofImage;
                right += correct ? 1 : 0;
                images++;
            }
            sums.add(ofBatch, rightInBatch, size, 1);
        }
        assertThat(sums.loss()).isCloseTo(loss / images, within(1e-12));
        assertThat(sums.accuracy()).isEqualTo((double) right / images);
    }
}

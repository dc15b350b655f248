package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.layer.PatchColumnsAccess;
import io.github.deconvscope.engine.optimizer.Schedule;
import io.github.deconvscope.run.config.ScheduleName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The learning rate of each step, and the order of features and samples in patches. */
final class SmallParity {
    private static final Pattern UNFOLD = Pattern.compile("k(\\d)p(\\d)(?:d(\\d))?s(\\d)");

    private SmallParity() {}

    static void check(GoldenCase golden) {
        if (golden.kind().equals("CosineAnnealingLR")) {
            cosine(golden);
        } else {
            unfold(golden);
        }
    }

    private static void cosine(GoldenCase golden) {
        double[] rates = golden.array("lr_f64").toDoubles();
        Schedule schedule = Schedule.of(ScheduleName.COSINE, golden.realParam("lr"), golden.intParam("T_max"));
        for (int i = 0; i < rates.length; i++) {
            assertThat(Math.abs(schedule.at(i) - rates[i]))
                    .as("rate of step " + i)
                    .isLessThan(1e-12);
        }
    }

    private static void unfold(GoldenCase golden) {
        int compared = 0;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(golden.array("x").toFloats(), new Shape(golden.shape("x")));
            for (String name : golden.names("k")) {
                Matcher m = UNFOLD.matcher(name);
                assertThat(m.matches()).as("name of " + name).isTrue();
                int dilation = m.group(3) == null ? 1 : Integer.parseInt(m.group(3));
                NDArray columns = PatchColumnsAccess.columns(
                        x,
                        Integer.parseInt(m.group(1)),
                        Integer.parseInt(m.group(4)),
                        Integer.parseInt(m.group(2)),
                        dilation);
                long[] shape = golden.shape(name); // (N, C k k, L) there, (C k k, L N) here
                NDArray theirs = columns.reshape(shape[1], shape[2], shape[0]).transpose(2, 0, 1);
                golden.check(name, NewtonSchulzParity.doubles(theirs));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }
}

package io.github.deconvscope.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Check.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineExaminerTest {
    @Test
    void theEngineLoadsAndComputes(@TempDir Path nothing) {
        try (ComputeThread compute = new ComputeThread()) {
            List<Check> checks = new EngineExaminer(compute, new DataSets(List.of(nothing))).examine();
            assertThat(checks)
                    .extracting(Check::id)
                    .containsExactly(
                            "djl", "pytorch", "products", "convolutions", "threads", "device", "precision", "data");
            assertThat(checks).extracting(Check::verdict).doesNotContain(Verdict.BROKEN);
            assertThat(checks.get(1).finding()).contains("PyTorch 2.7.1");
            assertThat(checks.get(7).finding()).contains("fashion-mini").contains("not found: fashion-mnist, cifar10");
        }
    }

    @Test
    void theReasonForNoGpuIsTold() {
        Devices cpuBuild = new Devices(0, 2, false);
        Devices cudaBuild = new Devices(0, 2, true);
        assertThat(EngineExaminer.device(cpuBuild, false).verdict()).isEqualTo(Verdict.OK);
        assertThat(EngineExaminer.device(cpuBuild, false).finding()).contains("no NVIDIA driver");
        assertThat(EngineExaminer.device(cpuBuild, true).remedy()).contains("--cuda");
        assertThat(EngineExaminer.device(cudaBuild, false).remedy()).contains("Install the NVIDIA driver");
        assertThat(EngineExaminer.device(cudaBuild, true).remedy()).contains("nvidia-smi");
        assertThat(EngineExaminer.device(new Devices(1, 2, true), true).finding())
                .contains("GPU");
    }

    @Test
    void howFp16IsComputedIsTold() {
        assertThat(EngineExaminer.precision(new Devices(0, 2, true)).finding()).contains("emulated");
        assertThat(EngineExaminer.precision(new Devices(1, 2, true)).finding()).contains("native");
    }

    @Test
    void saysWhoConvolvesAndWhy() {
        assertThat(EngineExaminer.convolutions("").verdict()).isEqualTo(Verdict.OK);
        Check without = EngineExaminer.convolutions("the output of 2 images of 5 x 5");
        assertThat(without.verdict()).isEqualTo(Verdict.NOTE);
        assertThat(without.finding()).contains("the output of 2 images of 5 x 5", "right, and");
    }
}

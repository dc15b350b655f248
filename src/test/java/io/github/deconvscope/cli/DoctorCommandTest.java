package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.run.doctor.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {
    private static final Check GOOD = Check.ok("java", "Java", "17.0.15");
    private static final Check BETTER = Check.note("data", "Data sets", "cifar10 not found", "Give --data.");
    private static final Check BAD = Check.broken("pytorch", "PyTorch", "does not load", "Unpack it again.");

    private final StringWriter out = new StringWriter();

    @Test
    void aNoteIsNoFailure() {
        assertThat(doctor(List.of(GOOD, BETTER))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("Java       17.0.15")
                .contains("-> Give --data.")
                .contains("Everything that is needed works.");
    }

    @Test
    void somethingBrokenIsAFailureWithARemedy() {
        assertThat(doctor(List.of(GOOD, BAD))).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("broken").contains("-> Unpack it again.");
    }

    @Test
    void theJsonHoldsTheSame() {
        assertThat(doctor(List.of(GOOD, BAD), "--json")).isEqualTo(ExitCode.FAILED);
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(report.get("healthy").getAsBoolean()).isFalse();
        JsonObject bad = report.getAsJsonArray("checks").get(1).getAsJsonObject();
        assertThat(bad.get("id").getAsString()).isEqualTo("pytorch");
        assertThat(bad.get("verdict").getAsString()).isEqualTo("broken");
        assertThat(bad.get("remedy").getAsString()).isEqualTo("Unpack it again.");
    }

    private int doctor(List<Check> findings, String... args) {
        return new CommandLine(new DoctorCommand(() -> findings))
                .setOut(new PrintWriter(out))
                .execute(args);
    }
}

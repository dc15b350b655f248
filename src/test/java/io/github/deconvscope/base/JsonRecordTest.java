package io.github.deconvscope.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordTest {
    private enum Colour {
        DARK_RED,
        GREEN
    }

    private record Name(String of) {
        static Name read(JsonObject json) {
            return new Name(json.get("of").getAsString());
        }

        JsonObject write() {
            JsonObject json = new JsonObject();
            json.addProperty("of", of);
            return json;
        }
    }

    private record All(
            boolean flag,
            int count,
            long large,
            double number,
            String text,
            Path path,
            Colour colour,
            JsonObject json,
            Name name,
            Optional<Double> maybe,
            Optional<List<Path>> folders,
            List<String> texts) {
        All {
            if (count < 0) {
                throw new InvalidInputException("A count of " + count + ".");
            }
        }
    }

    private static final JsonRecord<All> RECORD =
            new JsonRecord<>("The file", All.class).with(Name.class, Name::write, Name::read);
    private static final String TEXT = "{\"flag\":true,\"count\":-0,\"large\":9007199254740993,\"number\":0.1,"
            + "\"text\":\"a \\\"b\\\"\",\"path\":\"/x\",\"colour\":\"dark_red\",\"json\":{\"k\":1},\"name\":{\"of\":\"n\"},"
            + "\"texts\":[\"u\",\"v\"]}";

    private record Inner(double value) {}

    private record Outer(Inner inner, double other, Optional<Inner> more) {}

    @Test
    void recordsHoldRecordsAndNumbersThatAreNotFinite() {
        JsonRecord<Outer> record = new JsonRecord<>("The file", Outer.class);
        Outer values = new Outer(new Inner(Double.NaN), Double.NEGATIVE_INFINITY, Optional.of(new Inner(0.5)));
        String text = record.write(values).toString();
        assertThat(text).isEqualTo("{\"inner\":{\"value\":\"NaN\"},\"other\":\"-Infinity\",\"more\":{\"value\":0.5}}");
        assertThat(record.read(text)).isEqualTo(values);
        assertThatThrownBy(() -> record.read(text.replace("\"NaN\"", "true")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("The file, \"inner\": \"value\" is true", "a number");
    }

    @Test
    void whatIsWrittenReadsBack() {
        JsonObject inner = new JsonObject();
        inner.addProperty("k", 1);
        All bare = new All(
                true,
                0,
                9_007_199_254_740_993L,
                0.1,
                "a \"b\"",
                Path.of("/x"),
                Colour.DARK_RED,
                inner,
                new Name("n"),
                Optional.empty(),
                Optional.empty(),
                List.of("u", "v"));
        assertThat(RECORD.read(TEXT)).isEqualTo(bare);
        assertThat(RECORD.write(bare)).hasToString(TEXT.replace("-0", "0"));
        All full = new All(
                false,
                7,
                -1,
                Double.NaN,
                "",
                Path.of("y"),
                Colour.GREEN,
                inner,
                new Name(""),
                Optional.of(1e-300),
                Optional.of(List.of(Path.of("a"), Path.of("b"))),
                List.of());
        assertThat(RECORD.read(RECORD.write(full).toString())).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"flag\":true; \"flag\":\"true\"; flag",
                "\"count\":-0; \"count\":1.5; count",
                "\"count\":-0; \"count\":2147483648; count",
                "\"count\":-0; \"count\":-3; A count of -3.",
                "\"number\":0.1; \"number\":\"much\"; much",
                "\"number\":0.1; \"n\":1; \"number\" is missing",
                "dark_red; blue; blue",
                "{\"k\":1}; [1]; json",
                "{\"of\":\"n\"}; 3; name",
                "[\"u\",\"v\"]; [1]; texts",
                "{\"flag; [\"flag; The file"
            })
    void aMemberOfAnotherKindIsRefusedByName(String good, String bad, String said) {
        assertThat(TEXT).contains(good);
        assertThatThrownBy(() -> RECORD.read(TEXT.replace(good, bad)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(said);
    }
}

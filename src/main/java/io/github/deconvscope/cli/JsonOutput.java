package io.github.deconvscope.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;
import java.io.PrintWriter;

/**
 * Prints records as JSON, one member a component; what is null is left out. Whole numbers have no decimal point, others all their digits;
 * a choice is its id.
 */
final class JsonOutput {
    private static final JsonSerializer<Double> NUMBER =
            (number, type, context) -> Numbers.isWhole(number) && Double.compare(number, -0.0) != 0
                    ? new JsonPrimitive(number.longValue())
                    : new JsonPrimitive(number);

    private static final JsonSerializer<Choice> CHOICE = (choice, type, context) -> new JsonPrimitive(choice.id());

    private static final GsonBuilder FORM = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Double.class, NUMBER)
            .registerTypeAdapter(double.class, NUMBER)
            .registerTypeHierarchyAdapter(Choice.class, CHOICE);

    private static final Gson PRETTY =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private static final Gson GSON = FORM.create();
    private static final Gson WITH_NULLS = FORM.serializeNulls().create();

    private JsonOutput() {}

    static void print(Record values, PrintWriter out) {
        GSON.toJson(values, out);
        out.println();
    }

    /** Prints a report of records, lists and maps on several lines, with numbers and enums as Gson writes them. */
    static void printPretty(Object report, PrintWriter out) {
        out.println(PRETTY.toJson(report));
    }

    /** As {@link #print}, and what is null is printed as null. */
    static void printWithNulls(Record values, PrintWriter out) {
        WITH_NULLS.toJson(values, out);
        out.println();
    }
}

package io.github.deconvscope.figure.export;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigurePage;
import io.github.deconvscope.figure.FramedFigure;
import io.github.deconvscope.figure.catalog.FigureState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a figure as a web page of one file without network: the values under the pointer are those that the window shows, the point moves
 * with the arrow keys too, and is read aloud; frames have a timeline that plays. The numbers follow as a table. A figure that has a
 * {@link FigurePage} is that page.
 */
public final class HtmlFigure {
    /** Distance in logical pixels of the points whose values are kept. */
    private static final int GRID = 4;

    /** What stands before the state in a page. */
    static final String STATE_START = "<script type=\"application/json\" id=\"state\">";

    private static final int MOST_ROWS = 2000;
    private static final double FRAME_DPI = 192;

    private HtmlFigure() {}

    /**
     * Writes the page.
     *
     * @param frames of what moves, in their order, or a single figure
     * @param millis how long each frame is shown
     * @throws InvalidInputException if the settings ask for a picture without metadata, which a page is not
     */
    public static void write(
            List<Figure> frames, int millis, Optional<FigureState> state, ExportSettings settings, OutputStream to)
            throws IOException {
        if (settings.anonymous()) {
            throw new InvalidInputException(
                    "a page says in words what it shows; --no-metadata is for pictures. Leave one of them out.");
        }
        if (frames.get(0).page().isPresent()) {
            FigurePage page = frames.get(0).page().get();
            String body = "<style>" + resource(page.name() + ".css") + "</style>\n" + resource(page.name() + ".html")
                    + state(state) + "<script type=\"application/json\" id=\"data\">" + inScript(page.data())
                    + "</script>\n<script>\n" + resource(page.name() + ".js") + "</script>\n";
            to.write(Html.page(frames.get(0).title(), body).getBytes(StandardCharsets.UTF_8));
            return;
        }
        JsonArray shown = new JsonArray();
        for (Figure frame : frames) {
            shown.add(frame(frame, frames.size() > 1, settings));
        }
        Figure first = frames.get(0);
        StringBuilder body =
                new StringBuilder("<h1>").append(Html.escape(first.title())).append("</h1>\n");
        body.append("<p id=\"how\">Point at the picture, or move the point with the arrow keys, to read its values.")
                .append(frames.size() > 1 ? " The slider and the button move it through its frames." : "")
                .append("</p>\n<div id=\"figure\" tabindex=\"0\" role=\"img\" aria-describedby=\"how\" aria-label=\"")
                .append(Html.escape(first.altText()))
                .append("\"><img id=\"picture\" alt=\"\"><span id=\"point\"></span></div>\n");
        if (frames.size() > 1) {
            body.append(
                    "<p><button id=\"play\" type=\"button\">Play</button> <input id=\"frame\" type=\"range\" min=\"0\""
                            + " value=\"0\" aria-label=\"frame\" max=\"" + (frames.size() - 1) + "\"></p>\n");
        }
        body.append("<p id=\"value\" aria-live=\"polite\">&nbsp;</p>\n<p id=\"caption\">")
                .append(Html.escape(first.caption()))
                .append("</p>\n");
        table(first.table(), body);
        body.append(state(state))
                .append("<script>\nconst frames=")
                .append(inScript(shown.toString()))
                .append(";\nconst size=[")
                .append(settings.width() + "," + settings.height() + "],grid=" + GRID + ",millis=" + millis + ";\n")
                .append(resource("figure.js"))
                .append("</script>\n");
        to.write(Html.page(first.title(), STYLE + body).getBytes(StandardCharsets.UTF_8));
    }

    private static final String STYLE = """
            <style>#figure{position:relative;width:fit-content;outline-offset:4px}
            #picture{display:block;max-width:100%;border-radius:0}
            #point{position:absolute;width:9px;height:9px;margin:-5px;border:1px solid #000;border-radius:50%;
            box-shadow:0 0 0 1px #fff;pointer-events:none;display:none}
            #value{font:14px "JetBrains Mono",monospace;min-height:1.5em}#frame{width:min(420px,70%)}
            details{max-height:24rem;overflow:auto}</style>
            """;

    private static String inScript(String json) {
        return json.replace("</", "<\\/");
    }

    private static String state(Optional<FigureState> state) {
        return STATE_START + inScript(state.map(StateJson::compact).orElse("{}")) + "</script>\n";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlFigure.class.getResourceAsStream("/assets/export/" + name)) {
            if (in == null) {
                throw new IOException(
                        "assets/export/" + name + " is missing from the class path; rebuild with mvn package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The picture of a frame, and the values under the points of a grid: rows of numbers of texts and how often each follows. */
    private static JsonObject frame(Figure figure, boolean moving, ExportSettings settings) throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        FigureFormat format = moving ? FigureFormat.PNG : FigureFormat.SVG;
        ExportSettings fine = moving ? settings.withDpi(FRAME_DPI) : settings;
        FigureExporter.write(figure, Optional.empty(), fine, format, picture);
        Map<String, Integer> texts = new LinkedHashMap<>();
        texts.put("", 0);
        JsonArray rows = new JsonArray();
        double scale = settings.scale();
        FramedFigure.Hits hits =
                settings.framed(figure).hits(settings.width() / scale, settings.height() / scale, settings.style());
        for (double y = GRID / 2.0; y < settings.height(); y += GRID) {
            JsonArray row = new JsonArray();
            int before = -1;
            int count = 0;
            for (double x = GRID / 2.0; x < settings.width(); x += GRID) {
                String text = hits.at(x / scale, y / scale).map(FigureHit::text).orElse("");
                int index = texts.computeIfAbsent(text, added -> texts.size());
                if (index != before && count > 0) {
                    row.add(before);
                    row.add(count);
                    count = 0;
                }
                before = index;
                count++;
            }
            row.add(before);
            row.add(count);
            rows.add(row);
        }
        JsonObject frame = new JsonObject();
        frame.addProperty("name", moving ? figure.altText().replaceFirst("\\. .*", "") : "");
        frame.addProperty("caption", figure.caption());
        frame.addProperty(
                "src",
                "data:image/" + (moving ? "png" : "svg+xml") + ";base64,"
                        + Base64.getEncoder().encodeToString(picture.toByteArray()));
        frame.add("texts", new Gson().toJsonTree(texts.keySet()));
        frame.add("rows", rows);
        return frame;
    }

    private static void table(DataTable table, StringBuilder body) {
        body.append("<details><summary>The numbers</summary><table><tr>");
        table.columns()
                .forEach(name -> body.append("<th>").append(Html.escape(name)).append("</th>"));
        body.append("</tr>\n");
        for (int r = 0; r < Math.min(MOST_ROWS, table.rowCount()); r++) {
            body.append("<tr>");
            for (int c = 0; c < table.columns().size(); c++) {
                Object value = table.value(r, c);
                body.append(value instanceof Number ? "<td class=\"n\">" : "<td>")
                        .append(value == null ? "" : Html.escape(value.toString()))
                        .append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table>")
                .append(
                        table.rowCount() > MOST_ROWS
                                ? "<p>and " + (table.rowCount() - MOST_ROWS) + " more rows</p>"
                                : "")
                .append("</details>\n");
    }
}

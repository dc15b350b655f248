package io.github.deconvscope.figure.report;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.Html;
import io.github.deconvscope.figure.export.HtmlFigure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a report as one self-contained web page. */
public final class HtmlReport {
    private static final double WIDTH = 480;

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param pages where the page of each figure lies whose values are read under the pointer, seen from the report; none for no links
     */
    public static void write(Report report, Map<Figure, String> pages, OutputStream to) throws IOException {
        StringBuilder body = new StringBuilder("<h1>" + Html.escape(report.title()) + "</h1>\n");
        for (Report.Block block : report.blocks()) {
            if (block instanceof Report.Heading heading) {
                body.append("<h2>").append(Html.escape(heading.text())).append("</h2>\n");
            } else if (block instanceof Report.Text text) {
                body.append("<p>").append(Html.escape(text.text())).append("</p>\n");
            } else if (block instanceof Report.Table table) {
                append(table, body);
            } else if (block instanceof Report.Pictures pictures) {
                body.append("<div class=\"grid\">\n");
                for (Figure figure : pictures.figures()) {
                    append(figure, Optional.ofNullable(pages.get(figure)), body);
                }
                body.append("</div>\n");
            }
        }
        to.write(Html.page(report.title(), body.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private static void append(Report.Table table, StringBuilder body) {
        body.append("<table><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            body.append(table.isNumeric(c) ? "<th class=\"n\">" : "<th>")
                    .append(Html.escape(table.columns().get(c)))
                    .append("</th>");
        }
        body.append("</tr>\n");
        for (List<String> row : table.rows()) {
            body.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                body.append(table.isNumeric(c) ? "<td class=\"n\">" : "<td>")
                        .append(Html.escape(row.get(c)))
                        .append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table>\n");
    }

    /** As a separate image, so that ids inside two drawings do not collide. */
    private static void append(Figure figure, Optional<String> page, StringBuilder body) throws IOException {
        ExportSettings settings = settings(figure);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        FigureExporter.write(figure, Optional.empty(), settings, FigureFormat.SVG, svg);
        body.append("<figure><img alt=\"")
                .append(Html.escape(figure.title() + ". " + figure.altText()))
                .append("\" src=\"data:image/svg+xml;base64,")
                .append(Base64.getEncoder().encodeToString(svg.toByteArray()))
                .append("\"><figcaption>")
                .append(Html.escape(figure.caption()))
                .append(page.map(name -> " <a href=\"" + Html.escape(name) + "\">Values under the pointer</a>")
                        .orElse(""))
                .append("</figcaption></figure>\n");
    }

    private static ExportSettings settings(Figure figure) {
        return ExportSettings.fitting(figure, WIDTH, FigureTheme.LIGHT, true, false, "");
    }

    /** Writes the page of one of the figures. */
    public static void writePage(Figure figure, OutputStream to) throws IOException {
        HtmlFigure.write(List.of(figure), 0, Optional.empty(), settings(figure), to);
    }
}

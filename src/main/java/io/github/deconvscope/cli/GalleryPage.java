package io.github.deconvscope.cli;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.Html;
import java.util.List;

/** The web page that shows all written figures, with the command that makes each. Needs no network and no script. */
final class GalleryPage {
    private final StringBuilder body = new StringBuilder();
    private String page = "";

    void add(FigureEntry entry, Figure figure, String command, List<FigureFormat> formats) {
        if (!entry.page().equals(page)) {
            page = entry.page();
            body.append("<h2>").append(Html.escape(page)).append("</h2>\n");
        }
        body.append("<figure id=\"").append(entry.id()).append("\">\n");
        if (formats.contains(FigureFormat.PNG) || formats.contains(FigureFormat.SVG)) {
            FigureFormat shown = formats.contains(FigureFormat.SVG) ? FigureFormat.SVG : FigureFormat.PNG;
            body.append("<img loading=\"lazy\" src=\"")
                    .append(entry.id())
                    .append('.')
                    .append(shown.extension())
                    .append("\" alt=\"")
                    .append(Html.escape(figure.altText()))
                    .append("\">\n");
        }
        body.append("<figcaption><b>").append(Html.escape(figure.title())).append("</b> ");
        body.append(Html.escape(figure.caption()))
                .append("<br><code>")
                .append(Html.escape(command))
                .append("</code><br>");
        for (FigureFormat format : formats) {
            String name = entry.id() + "." + format.extension();
            body.append(" <a href=\"")
                    .append(name)
                    .append("\">")
                    .append(format.extension())
                    .append("</a>");
        }
        body.append("</figcaption>\n</figure>\n");
    }

    String html() {
        return Html.page("DeconvScope figures", "<h1>DeconvScope figures</h1>\n" + body);
    }
}

package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.OwnFile;

/** Plain HTML pages: one file, no network, no script, light or dark as the reader's system. */
public final class Html {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:15px/1.5 "Noto Sans",system-ui,sans-serif;max-width:1080px;margin:2rem auto;padding:0 1rem}
            h1{font-size:26px;font-weight:600}h2{font-size:18px;font-weight:600;margin:2.2rem 0 .6rem;text-transform:none}
            figure{margin:0 0 2rem}img,svg{max-width:100%;height:auto;background:#fff;border-radius:6px}
            figcaption{font-size:13px;max-width:78ch}code{font:12px "JetBrains Mono",monospace}
            table{border-collapse:collapse;font-size:13px;margin:.4rem 0 1rem}
            th,td{text-align:left;padding:2px 14px 2px 0;border-bottom:1px solid #8884}
            .n{text-align:right}
            td.n{font-family:"JetBrains Mono",monospace}
            .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:0 24px}
            @media print{body{max-width:none;margin:0}figure{break-inside:avoid}}
            """;

    private Html() {}

    /** A whole page. @param body already HTML */
    public static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n" + OwnFile.HTML_MARK + "\n<title>"
                + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    /** Text as HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

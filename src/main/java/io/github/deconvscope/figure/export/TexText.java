package io.github.deconvscope.figure.export;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Plain text as LaTeX: its special characters escaped, signs as commands that every LaTeX knows, letters as they are. */
final class TexText {
    private static final String RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b";
    private static final String RAISED_AS = "0123456789-";
    private static final String LOWERED = "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089";
    private static final Map<Integer, String> SIGNS = new HashMap<>();

    private static void put(String characters, String... commands) {
        int[] points = characters.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            SIGNS.put(points[i], commands[i]);
        }
    }

    private static void math(String characters, String... commands) {
        put(
                characters,
                Stream.of(commands)
                        .map(command -> "\\ensuremath{" + command + "}")
                        .toArray(String[]::new));
    }

    static {
        put(
                "\\{}$&#_%~^<>|\"",
                "\\textbackslash{}",
                "\\{",
                "\\}",
                "\\$",
                "\\&",
                "\\#",
                "\\_",
                "\\%",
                "\\textasciitilde{}",
                "\\textasciicircum{}",
                "\\ensuremath{<}",
                "\\ensuremath{>}",
                "\\textbar{}",
                "''");
        put("\u2026\u2013\u2014\u201c\u201d\u2018\u2019\u00a0", "\\ldots{}", "--", "---", "``", "''", "`", "'", "~");
        math(
                "\u2212\u00d7\u00b7\u00b1\u2264\u2265\u2260\u2248\u221e\u2192\u2190\u2191\u2193\u2211\u221a\u00b0\u2208\u2225\u22c5\u2207\u2295\u2299\u2297\u03a3\u2032",
                "-",
                "\\times",
                "\\cdot",
                "\\pm",
                "\\le",
                "\\ge",
                "\\ne",
                "\\approx",
                "\\infty",
                "\\rightarrow",
                "\\leftarrow",
                "\\uparrow",
                "\\downarrow",
                "\\sum",
                "\\surd",
                "{}^{\\circ}",
                "\\in",
                "\\|",
                "\\cdot",
                "\\nabla",
                "\\oplus",
                "\\odot",
                "\\otimes",
                "\\Sigma",
                "{}^{\\prime}");
        math(
                "\u03b1\u03b2\u03b3\u03b4\u03b5\u03b7\u03b8\u03ba\u03bb\u03bc\u00b5\u03be\u03c0\u03c1\u03c3\u03c4\u03c6\u03c7\u03c8\u03c9\u0394\u039b\u03a6\u03a8\u03a9",
                "\\alpha",
                "\\beta",
                "\\gamma",
                "\\delta",
                "\\varepsilon",
                "\\eta",
                "\\theta",
                "\\kappa",
                "\\lambda",
                "\\mu",
                "\\mu",
                "\\xi",
                "\\pi",
                "\\rho",
                "\\sigma",
                "\\tau",
                "\\varphi",
                "\\chi",
                "\\psi",
                "\\omega",
                "\\Delta",
                "\\Lambda",
                "\\Phi",
                "\\Psi",
                "\\Omega");
        for (int i = 0; i < LOWERED.length(); i++) {
            SIGNS.put((int) LOWERED.charAt(i), "\\ensuremath{_" + i + "}");
        }
    }

    private TexText() {}

    static String escaped(String text) {
        StringBuilder tex = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int from = i;
            while (i < text.length() && RAISED.indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            if (i > from) {
                tex.append("\\ensuremath{^{");
                for (char c : text.substring(from, i).toCharArray()) {
                    tex.append(RAISED_AS.charAt(RAISED.indexOf(c)));
                }
                tex.append("}}");
                continue;
            }
            int character = text.codePointAt(i);
            tex.append(SIGNS.getOrDefault(character, Character.toString(character)));
            i += Character.charCount(character);
        }
        return tex.toString();
    }
}

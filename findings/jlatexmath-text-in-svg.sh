#!/usr/bin/env bash
# JLaTeXMath with Batik: a formula in an SVG file says "1:5" for 1.5, "X" for a sum and "1" for infinity.
#
# One expects: Batik writes text as text, so the numbers and signs of a formula can be searched, copied and read aloud.
# What happens: JLaTeXMath draws with TeX's old fonts and passes on their codes as if they were Unicode: the full stop
#   has the code of ":", minus that of an inverted exclamation mark, the sum that of "X". Batik writes these characters, with
#   the name of a font that exists only inside JLaTeXMath's jar. So the file has neither the right text nor the glyphs:
#   1.5 is 1:5 and "x is in S" is x2S. Remedy: outlines (Batik's textAsShapes), with the formula as alternative text.
# Seen with: org.scilab.forge:jlatexmath 1.0.7, org.apache.xmlgraphics:batik-svggen 1.19, 29 November 2026.
# Needs: bash, JDK 17 with java.desktop and the system's font libraries, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.scilab.forge</groupId><artifactId>jlatexmath</artifactId><version>1.0.7</version></dependency>
<dependency><groupId>org.apache.xmlgraphics</groupId><artifactId>batik-svggen</artifactId><version>1.19</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.batik.svggen.SVGGraphics2D;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.w3c.dom.Document;

class Finding {
    static String svg(String formula) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null);
        SVGGraphics2D graphics = new SVGGraphics2D(document);
        new TeXFormula(formula).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20).paintIcon(null, graphics, 0, 0);
        StringWriter writer = new StringWriter();
        graphics.stream(writer, true);
        return writer.toString();
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("JLaTeXMath 1.0.7, Batik 1.19: the text in the SVG file of a formula");
        boolean same = true;
        List<String[]> cases = List.of(
                new String[] {"1.5", "1:5"},
                new String[] {"a-b", "a\u00a1b"},
                new String[] {"\\sum", "X"},
                new String[] {"\\infty", "1"},
                new String[] {"x\\in S", "x2S"},
                new String[] {"a/b", "a=b"});
        for (String[] one : cases) {
            String svg = svg(one[0]);
            String text = Pattern.compile("<text[^>]*>([^<]*)</text").matcher(svg).results()
                    .map(match -> match.group(1)).collect(Collectors.joining());
            System.out.printf("  %-8s is written %s%n", one[0], text);
            same &= text.equals(one[1]) && svg.contains("font-family:'jlm_") && !svg.contains("font-face");
        }
        if (!same) {
            System.out.println("The behaviour has changed: 1:5, a, inverted !, b, X, 1, x2S, a=b were seen, in fonts the file lacks.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.awt.headless=true -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8 -cp 'lib/*' Finding.java

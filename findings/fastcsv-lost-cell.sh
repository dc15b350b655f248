#!/usr/bin/env bash
# FastCSV: a quoted cell that ends a row and holds a carriage return is lost, and two rows become one, without a word.
#
# One expects: the rows [a, q\rz] and [1, 2] from a,"q\rz"\n1,2 - RFC 4180 allows CR in quotes, and FastCSV promises to keep it.
# What happens: one row [a, 1, 2], where extra fields are allowed, else an error about the number of fields. With CR LF at the
#   end of the row, or the cell elsewhere in it, all is well; so is the relaxed parser, which trimWhitespacesAroundQuotes chooses.
#   FastCSV's own writer makes such files: it quotes the carriage return and ends rows as told.
# Seen with: de.siegmar:fastcsv 4.1.0, JDK 17, x86-64, 29 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>de.siegmar</groupId><artifactId>fastcsv</artifactId><version>4.1.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

class Finding {
    static List<List<String>> rows(String text, boolean relaxed) {
        List<List<String>> rows = new ArrayList<>();
        for (CsvRecord row : CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(relaxed)
                .ofCsvRecord(text)) {
            rows.add(row.getFields());
        }
        return rows;
    }

    public static void main(String[] args) {
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).autoFlush(true).build(text);
        writer.writeRecord("a", "q\rz").writeRecord("1", "2");
        List<List<String>> written = List.of(List.of("a", "q\rz"), List.of("1", "2"));
        List<List<String>> strict = rows(text.toString(), false);
        List<List<String>> relaxed = rows(text.toString(), true);
        System.out.println("written " + (written + ", read " + strict + ", read relaxed " + relaxed).replace("\r", "\\r"));
        boolean asSeen = strict.equals(List.of(List.of("a", "1", "2"))) && relaxed.equals(written);
        System.out.println(asSeen ? "as described" : "CHANGED");
        System.exit(asSeen ? 0 : 1);
    }
}
JAVA
javac -cp 'lib/*' Finding.java
java -cp 'lib/*:.' Finding

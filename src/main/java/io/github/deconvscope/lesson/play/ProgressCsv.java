package io.github.deconvscope.lesson.play;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StepPart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The record of lessons as CSV: a row for each step that asks something, also one that was not reached. */
public final class ProgressCsv {
    /** How such a file begins. */
    public static final String HEAD = "lesson,title,step,question,kind,answer,outcome";

    private ProgressCsv() {}

    /**
     * The columns of {@link #HEAD}.
     *
     * @param lessons in their order
     * @param progress by id of the lesson
     */
    public static String of(List<Lesson> lessons, ProgressStore progress) {
        StringWriter text = new StringWriter();
        try (CsvWriter rows = CsvWriter.builder().build(text)) {
            rows.writeRecord(HEAD.split(","));
            for (Lesson lesson : lessons) {
                LessonProgress record = progress.of(lesson.id());
                for (int i = 0; i < lesson.steps().size(); i++) {
                    StepPart.Gate gate = lesson.steps().get(i).gate().orElse(null);
                    if (gate != null) {
                        String title = lesson.steps().get(i).title();
                        LessonProgress.Answer answer = record.answer(i, title);
                        rows.writeRecord(
                                lesson.id(),
                                lesson.title(),
                                Integer.toString(i + 1),
                                title,
                                gate instanceof StepPart.Do ? "task" : "question",
                                answer == null ? "" : noFormula(answer.answer()),
                                answer == null ? "" : answer.outcome().label());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A spreadsheet would compute what begins like a formula; a number with a sign stays one. */
    private static String noFormula(String answer) {
        return answer.matches("[=+\\-@\t].*") && !answer.matches("[+-]?[0-9].*") ? "'" + answer : answer;
    }
}

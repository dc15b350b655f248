package io.github.deconvscope.ui.page.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LessonMapTest {
    /** Any graph, with the same prerequisite twice; if {@code circles}, also lessons that wait for one another. */
    private static List<List<Integer>> anyGraph(long seed, boolean circles) {
        Random random = new Random(seed);
        int count = random.nextInt(25);
        int likely = 1 + random.nextInt(4);
        List<List<Integer>> before = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int most = circles ? count : i;
            before.add(random.ints(most == 0 ? 0 : random.nextInt(likely), 0, Math.max(1, most))
                    .boxed()
                    .toList());
        }
        return before;
    }

    @RepeatedTest(300)
    void aLessonStandsRightBelowTheLastOfItsPrerequisites(RepetitionInfo run) {
        List<List<Integer>> before = anyGraph(run.getCurrentRepetition(), false);
        int[] rows = LessonMap.rows(before);
        for (int i = 0; i < rows.length; i++) {
            int lesson = i;
            before.get(i).stream().mapToInt(first -> rows[first]).max().ifPresent(last -> assertThat(rows[lesson])
                    .isEqualTo(last + 1));
            if (before.get(i).isEmpty() && before.stream().anyMatch(others -> others.contains(lesson))) {
                assertThat(rows[i]).isZero();
            }
        }
    }

    @RepeatedTest(300)
    void lessonsThatWaitForOneAnotherHaveRowsToo(RepetitionInfo run) {
        List<List<Integer>> before = anyGraph(run.getCurrentRepetition(), true);
        assertThat(LessonMap.rows(before)).hasSize(before.size());
        assertThat(Arrays.stream(LessonMap.rows(before)).boxed())
                .allMatch(row -> row >= 0 && row < 3 + 2 * before.size());
    }

    @Test
    void lessonsWithoutArrowsFillRowsBelowAFreeOne() {
        assertThat(LessonMap.rows(List.of(List.of(), List.of(0), List.of(), List.of(), List.of())))
                .containsExactly(0, 1, 3, 3, 4);
        assertThat(LessonMap.rows(List.of())).isEmpty();
    }

    @Test
    void onlyWhatNoLongerWaySaysGetsAnArrow() {
        assertThat(LessonMap.direct(List.of(List.of(), List.of(0), List.of(1, 0), List.of(2, 0, 1))))
                .containsExactly(Set.of(), Set.of(0), Set.of(1), Set.of(2));
        assertThat(LessonMap.direct(List.of(List.of(1), List.of(0)))).containsExactly(Set.of(1), Set.of(0));
    }

    @RepeatedTest(100)
    void arrowsLeadToAllThatComesBefore(RepetitionInfo run) {
        List<List<Integer>> before = anyGraph(run.getCurrentRepetition(), false);
        List<Set<Integer>> direct = LessonMap.direct(before);
        for (int i = 0; i < before.size(); i++) {
            assertThat(before.get(i)).containsAll(direct.get(i));
            Set<Integer> reached = new HashSet<>(direct.get(i));
            for (int round = 0; round < before.size(); round++) {
                List.copyOf(reached).forEach(first -> reached.addAll(direct.get(first)));
            }
            assertThat(reached).containsAll(before.get(i));
        }
    }
}

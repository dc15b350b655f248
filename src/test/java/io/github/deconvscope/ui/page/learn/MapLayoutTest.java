package io.github.deconvscope.ui.page.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.ui.page.learn.MapLayout.Arrow;
import io.github.deconvscope.ui.page.learn.MapLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MapLayoutTest {
    private static final double EXACT = 1e-9;

    /** Any graph, with cycles and the same prerequisite twice. */
    private static List<List<Integer>> anyGraph(long seed) {
        Random random = new Random(seed);
        int count = random.nextInt(25);
        int likely = 1 + random.nextInt(4);
        List<List<Integer>> before = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            before.add(random.ints(random.nextInt(likely), 0, count).boxed().toList());
        }
        return before;
    }

    @RepeatedTest(300)
    void lessonsStandApartEachRightBelowTheLastOfItsPrerequisites(RepetitionInfo run) {
        List<List<Integer>> before = anyGraph(run.getCurrentRepetition());
        MapLayout map = new MapLayout(before, 1 + run.getCurrentRepetition() % 3);
        List<Place> places = map.places();
        for (int i = 0; i < places.size(); i++) {
            int lesson = i;
            Place place = places.get(i);
            assertThat(place.column()).isBetween(0.5 - EXACT, map.width() - 0.5 + EXACT);
            assertThat(places.subList(0, i))
                    .noneMatch(other ->
                            other.row() == place.row() && Math.abs(other.column() - place.column()) < 1 - EXACT);
            map.arrows().stream()
                    .filter(arrow -> arrow.to() == lesson)
                    .mapToInt(arrow -> places.get(arrow.from()).row())
                    .max()
                    .ifPresent(last -> assertThat(places.get(lesson).row()).isEqualTo(last + 1));
        }
        for (Arrow arrow : map.arrows()) {
            assertThat(before.get(arrow.to())).contains(arrow.from());
        }
    }

    @RepeatedTest(300)
    void withoutCyclesEveryPrerequisiteHasItsArrow(RepetitionInfo run) {
        List<Arrow> wanted = new ArrayList<>();
        List<List<Integer>> before = new ArrayList<>();
        for (List<Integer> any : anyGraph(run.getCurrentRepetition())) {
            int lesson = before.size();
            before.add(any.stream().filter(first -> first < lesson).distinct().toList());
            before.get(lesson).forEach(first -> wanted.add(new Arrow(first, lesson)));
        }
        assertThat(new MapLayout(before, 2).arrows()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void aCycleLosesOneArrowAndWhatComesAfterItNone() {
        MapLayout map = new MapLayout(List.of(List.of(1), List.of(2, 1), List.of(3), List.of(1)), 2);
        assertThat(map.arrows()).hasSize(3).contains(new Arrow(1, 0));
    }

    @Test
    void twoPathsFromOneLessonAreTwoStraightColumnsBelowIt() {
        MapLayout map = new MapLayout(
                List.of(List.of(), List.of(0), List.of(1), List.of(2), List.of(0), List.of(4), List.of(5), List.of(6)),
                2);
        assertThat(map.rows()).isEqualTo(5);
        assertThat(map.width()).isEqualTo(2);
        assertThat(map.places()).extracting(Place::column).containsExactly(1.0, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 1.5);
    }

    @Test
    void lessonsWithoutArrowsFillRowsBelow() {
        MapLayout map = new MapLayout(List.of(List.of(), List.of(0), List.of(), List.of(), List.of()), 2);
        assertThat(map.linkedRows()).isEqualTo(2);
        assertThat(map.places()).extracting(Place::row).containsExactly(0, 1, 2, 2, 3);
        assertThat(new MapLayout(List.of(), 2).rows()).isZero();
    }
}

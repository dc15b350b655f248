package io.github.deconvscope.ui.page.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.ui.page.learn.MapLayout.Arrow;
import io.github.deconvscope.ui.page.learn.MapLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapLayoutTest {
    private static final double EXACT = 1e-9;

    /** Any graph, circles and all. */
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noLessonLiesOnAnotherNorAnArrowOnALesson(int columns) {
        for (int seed = 0; seed < 300; seed++) {
            MapLayout map = new MapLayout(anyGraph(seed), columns);
            List<Place> places = map.places();
            for (int i = 0; i < places.size(); i++) {
                Place a = places.get(i);
                assertThat(a.column()).isBetween(0.5 - EXACT, map.width() - 0.5 + EXACT);
                assertThat(a.row()).isBetween(0, map.rows() - 1);
                for (int j = 0; j < i; j++) {
                    Place b = places.get(j);
                    if (a.row() == b.row()) {
                        assertThat(Math.abs(a.column() - b.column()))
                                .as("seed %d, lessons %d and %d", seed, j, i)
                                .isGreaterThanOrEqualTo(1 - EXACT);
                    }
                }
                for (Arrow arrow : map.arrows()) {
                    for (Place through : arrow.route().subList(1, arrow.route().size() - 1)) {
                        assertThat(through.row() != a.row() || Math.abs(through.column() - a.column()) > 0.6)
                                .as("seed %d, arrow %d to %d beside lesson %d", seed, arrow.from(), arrow.to(), i)
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 2000})
    void anArrowLeadsFromRowToRowFromWhatComesFirst(int seeds) {
        for (int seed = seeds; seed < seeds + 300; seed++) {
            List<List<Integer>> before = anyGraph(seed);
            MapLayout map = new MapLayout(before, 2);
            for (Arrow arrow : map.arrows()) {
                assertThat(before.get(arrow.to())).contains(arrow.from());
                assertThat(arrow.route().get(0)).isEqualTo(map.places().get(arrow.from()));
                assertThat(arrow.route().get(arrow.route().size() - 1))
                        .isEqualTo(map.places().get(arrow.to()));
                int first = map.places().get(arrow.from()).row();
                assertThat(arrow.route())
                        .extracting(Place::row)
                        .containsExactlyElementsOf(
                                IntStream.range(first, first + arrow.route().size())
                                        .boxed()
                                        .toList());
                assertThat(arrow.route().size()).isGreaterThan(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void withoutCirclesEveryPrerequisiteHasItsArrowAndALessonStandsRightBelowTheLast(int seeds) {
        for (int seed = seeds; seed < seeds + 300; seed++) {
            List<List<Integer>> before = new ArrayList<>();
            List<List<Integer>> any = anyGraph(seed);
            for (int i = 0; i < any.size(); i++) {
                int lesson = i;
                before.add(any.get(i).stream()
                        .filter(first -> first < lesson)
                        .distinct()
                        .toList());
            }
            MapLayout map = new MapLayout(before, 2);
            for (int i = 0; i < before.size(); i++) {
                int lesson = i;
                assertThat(map.arrows().stream()
                                .filter(arrow -> arrow.to() == lesson)
                                .map(Arrow::from))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(before.get(i));
                if (!before.get(i).isEmpty()) {
                    int lowest = before.get(i).stream()
                            .mapToInt(first -> map.places().get(first).row())
                            .max()
                            .getAsInt();
                    assertThat(map.places().get(i).row()).isEqualTo(lowest + 1);
                }
            }
        }
    }

    @Test
    void aCircleLosesOneArrowAndWhatComesAfterItNone() {
        MapLayout map = new MapLayout(List.of(List.of(1), List.of(2, 1), List.of(3), List.of(1)), 2);
        assertThat(map.arrows()).hasSize(3);
        assertThat(map.arrows()).anyMatch(arrow -> arrow.from() == 1 && arrow.to() == 0);
    }

    @Test
    void twoPathsFromOneLessonAreTwoStraightColumnsBelowIt() {
        MapLayout map = new MapLayout(
                List.of(List.of(), List.of(0), List.of(1), List.of(2), List.of(0), List.of(4), List.of(5)), 2);
        assertThat(map.rows()).isEqualTo(4);
        assertThat(map.width()).isEqualTo(2, within(EXACT));
        assertThat(map.places()).extracting(Place::column).containsExactly(1.0, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5);
    }

    @Test
    void lessonsWithoutArrowsFillRowsBelow() {
        MapLayout map = new MapLayout(List.of(List.of(), List.of(0), List.of(), List.of(), List.of()), 2);
        assertThat(map.linkedRows()).isEqualTo(2);
        assertThat(map.places()).extracting(Place::row).containsExactly(0, 1, 2, 2, 3);
        assertThat(new MapLayout(List.of(), 2).rows()).isZero();
    }
}

package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.DatasetName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures that were found in a folder or file, in the shape that was asked for.
 *
 * @param place the folder or file; the empty path if there is none
 * @param train pictures to learn from
 * @param test pictures to test on
 * @param notes what was found and decided, a sentence each
 * @param leftOut files that could not be read, with the reason
 */
record Found(Path place, ImageSet train, ImageSet test, List<String> notes, List<String> leftOut) {
    /** One of so many pictures of a class is set aside for testing where no part is meant for it. */
    private static final int SET_ASIDE = 5;

    /** The data set that this is. */
    DataSet normalised(DatasetName name, ChannelStatistics statistics) {
        String where = place.toString().isEmpty() ? "" : place.toAbsolutePath().toString();
        return new DataSet(name, train, test, statistics, where, notes, leftOut);
    }

    /**
     * Sets every fifth picture of each class aside for testing, at least one, chosen by a seed.
     *
     * @throws InvalidInputException if a class has one picture only
     */
    static Found split(Path place, ImageSet all, long seed, List<String> notes, List<String> leftOut) {
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int c = 0; c < all.classNames().size(); c++) {
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (all.label(i) == c) {
                    members.add(i);
                }
            }
            if (members.size() < 2) {
                throw new InvalidInputException(
                        place + " has " + PlainWords.count(members.size(), "picture") + " of the class "
                                + all.classNames().get(c)
                                + "; at least 2 are needed, one to learn from and one to test on. Add some, or take the class away.");
            }
            int aside = Math.max(1, members.size() / SET_ASIDE);
            int[] order = SplitMix.of(seed, c).permutation(members.size());
            for (int i = 0; i < order.length; i++) {
                (i < aside ? test : train).add(members.get(order[i]));
            }
        }
        List<String> told = new ArrayList<>(notes);
        told.add("No part is meant for testing: one picture of " + SET_ASIDE
                + " of each class, at least one, is set aside by the seed " + seed + " (--split-seed).");
        return new Found(place, all.only(sorted(train)), all.only(sorted(test)), told, leftOut);
    }

    private static int[] sorted(List<Integer> images) {
        return images.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}

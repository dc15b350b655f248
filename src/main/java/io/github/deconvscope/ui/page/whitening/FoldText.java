package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.whitening.FoldCheck;

/** Says how far folded and unfolded outputs differ. */
final class FoldText {
    private FoldText() {}

    static String of(FoldCheck fold) {
        return "Outputs of both on " + fold.patches() + " differ by at most "
                + Numbers.shown(fold.largestDifference()) + ", in fp32; the largest output is "
                + Numbers.shown(fold.largestOutput()) + ".";
    }
}

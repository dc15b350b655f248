package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.image.EmbeddedSet;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.ui.control.NumberField;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The settings beside the figures: what they say follows the model's state, and what a person sets goes to the model. */
final class WhiteningControls {
    private final WhiteningModel model;
    private final LayerControls layers;
    private final ComboBox<Source> source = new ComboBox<>();
    private final VBox syntheticBox;
    private final List<Runnable> followers = new ArrayList<>();
    private final Map<Quirk, CheckBox> quirks = new EnumMap<>(Quirk.class);
    private final VBox root = new VBox();
    /** What has no meaning for a layer, whose covariance comes ready made. */
    private final List<Node> pixelsOnly = new ArrayList<>();

    private NumberField group;
    private boolean following;

    /** A line of the list of sources; {@code null} for a layer of a run. */
    private record Source(String title, WhiteningSource source) {}

    WhiteningControls(WhiteningModel model, LayerControls layers) {
        this.model = model;
        this.layers = layers;
        syntheticBox = syntheticBox();
        VBox pixels = group("Source", source, fileButton(), syntheticBox, layers.root());
        VBox patches = patchesBox();
        VBox switches = quirksBox();
        pixelsOnly.add(patches);
        pixelsOnly.add(switches);
        root.getChildren().addAll(pixels, patches, whiteningBox(), switches);
        fillSources();
        model.stateProperty().subscribe(state -> follow());
        model.viewProperty().subscribe(view -> followGroups());
    }

    VBox root() {
        return root;
    }

    private static VBox group(String title, Node... nodes) {
        Label heading = Styled.label(title, "panel-title");
        VBox box = new VBox(heading);
        box.getChildren().addAll(nodes);
        box.getStyleClass().add("control-group");
        return box;
    }

    private void fillSources() {
        for (Photo photo : Photo.values()) {
            source.getItems().add(new Source(photo.label(), WhiteningSource.photo(photo.id())));
        }
        for (EmbeddedSet set : EmbeddedSet.values()) {
            source.getItems().add(new Source(set.label() + ", 400 images", WhiteningSource.dataSet(set.id())));
        }
        source.getItems().add(new Source("Random field", WhiteningSource.synthetic()));
        source.getItems().add(new Source("Layer of a run", null));
        Tip.name(
                source,
                "whiteningSource",
                "Source of the data",
                "Where the features come from: a photograph, a data set, a random field whose correlation you set, or the input of"
                        + " a layer of a recorded or running training. Usual: a photograph.");
        source.setConverter(new Titles<>(Source::title));
        source.valueProperty().subscribe((old, chosen) -> {
            if (!following && chosen != null) {
                choose(chosen);
            }
        });
    }

    private void choose(Source chosen) {
        if (chosen.source() == null) {
            layers.show();
        } else {
            model.change(now -> now.withSource(chosen.source()));
        }
    }

    private Button fileButton() {
        Button open = new Button("Open image\u2026");
        open.setId("openImage");
        Tip.setText(
                open,
                "PNG, JPEG, WebP, GIF, BMP or TIFF, at most 50 megapixels; made smaller to at most 512 pixels per side. You can also drop a file on the page.");
        open.setOnAction(e ->
                new SystemDialogs().openPicture(root.getScene().getWindow()).ifPresent(this::open));
        return open;
    }

    /** Shows an image file. */
    void open(Path file) {
        model.openFile(file);
    }

    private VBox syntheticBox() {
        VBox box = new VBox(8);
        box.getChildren()
                .addAll(
                        number(
                                "correlation",
                                "Correlation of neighbours",
                                0,
                                0.99,
                                false,
                                "How alike neighbouring pixels and channels of the random field are. 0 is white already; natural"
                                        + " images have about 0.9. A higher value spreads the eigenvalues.",
                                state -> state.data().correlation(),
                                (state, v) -> state.withData(new WhiteningState.SyntheticData(
                                        v,
                                        state.data().channels(),
                                        state.data().side(),
                                        state.data().seed()))),
                        number(
                                "channels",
                                "Channels",
                                1,
                                64,
                                true,
                                "Channels of the random field. 64 with a 3 x 3 kernel are 576 features, as in a VGG layer with"
                                        + " block 64.",
                                state -> state.data().channels(),
                                (state, v) -> state.withData(new WhiteningState.SyntheticData(
                                        state.data().correlation(),
                                        (int) v.doubleValue(),
                                        state.data().side(),
                                        state.data().seed()))));
        return box;
    }

    private VBox patchesBox() {
        return group(
                "Patches",
                number(
                        "kernel",
                        "Kernel",
                        1,
                        13,
                        true,
                        "Side of a patch in pixels, as large as the convolution's kernel. Features grow with its square. Usual: 3.",
                        state -> state.patches().kernel(),
                        (state, v) -> patches(state, (int) v.doubleValue(), null, null, null)),
                number(
                        "samplingStride",
                        "Sampling stride",
                        1,
                        16,
                        true,
                        "Pixels from patch to patch. A larger stride gives fewer samples: faster, noisier, and in the end fewer than"
                                + " dimensions. Usual: 3.",
                        state -> state.patches().samplingStride(),
                        (state, v) -> patches(state, null, (int) v.doubleValue(), null, null)),
                number(
                        "block",
                        "Block",
                        1,
                        512,
                        true,
                        "Channels that are whitened together. A smaller block is cheaper and leaves the correlation between"
                                + " blocks. One that does not divide the channels becomes the greatest common divisor."
                                + " Usual: 64.",
                        state -> state.patches().block(),
                        (state, v) -> patches(state, null, null, (int) v.doubleValue(), null)),
                groupField(),
                check(
                        "standardized",
                        "Standardize channels",
                        "Brings each channel to mean 0 and variance 1 first, as data sets are prepared for training. Off: pixel"
                                + " values from 0 to 1.",
                        state -> state.patches().standardized(),
                        (state, on) -> patches(state, null, null, null, on)));
    }

    private static WhiteningState patches(
            WhiteningState state, Integer kernel, Integer stride, Integer block, Boolean standardized) {
        WhiteningState.PatchSettings now = state.patches();
        return state.withPatches(new WhiteningState.PatchSettings(
                kernel == null ? now.kernel() : kernel,
                stride == null ? now.samplingStride() : stride,
                block == null ? now.block() : block,
                standardized == null ? now.standardized() : standardized));
    }

    private Node groupField() {
        group = number(
                "group",
                "Group shown",
                0,
                511,
                true,
                "With several blocks: which of them the eigenvalues, the residual and the gains are of.",
                state -> state.group(),
                (state, v) -> state.withGroup((int) v.doubleValue()));
        return group;
    }

    private VBox whiteningBox() {
        ComboBox<WhiteningMethod> method = new ComboBox<>();
        method.getItems().addAll(WhiteningMethod.values());
        Tip.name(
                method,
                "method",
                "Whitening method",
                "Newton-Schulz is what the layers compute; ZCA is where it converges to; PCA and Cholesky are white too but turn the"
                        + " features. Usual: Newton-Schulz.");
        method.setConverter(new Titles<>(WhiteningMethod::label));
        followers.add(() -> method.setValue(model.getState().method()));
        method.valueProperty().subscribe((old, chosen) -> set(state -> state.withMethod(chosen)));
        NumberField eps = number(
                "eps",
                "eps",
                1e-10,
                10,
                false,
                "Added to the diagonal of the covariance, so that its inverse root exists. Larger values leave small directions"
                        + " small. Usual: 1e-5.",
                state -> state.estimate().eps(),
                (state, v) -> state.withEps(v));
        eps.logarithmicProperty().set(true);
        NumberField batches = number(
                "batches",
                "Mini-batches",
                1,
                64,
                true,
                "Deals the patches into mini-batches and takes the running value, updated by 0.1 per batch, as a layer does for"
                        + " evaluation. 1 takes all patches at once.",
                state -> state.estimate().batches(),
                (state, v) -> state.withBatches((int) v.doubleValue()));
        pixelsOnly.add(eps);
        pixelsOnly.add(batches);
        return group("Whitening", method, eps, batches);
    }

    private VBox quirksBox() {
        VBox box = group("As the published code");
        for (Quirk quirk : Quirk.values()) {
            CheckBox check = check(
                    "quirk-" + quirk.id(),
                    quirk.label(),
                    quirk.explanation(),
                    state -> state.estimate().has(quirk),
                    (state, on) -> state.withQuirk(quirk, on));
            quirks.put(quirk, check);
            box.getChildren().add(check);
        }
        return box;
    }

    private NumberField number(
            String id,
            String label,
            double min,
            double max,
            boolean whole,
            String help,
            java.util.function.ToDoubleFunction<WhiteningState> reader,
            BiFunction<WhiteningState, Double, WhiteningState> writer) {
        NumberField field = new NumberField(label, min, max, reader.applyAsDouble(model.getState()), whole, help);
        field.setId(id);
        field.field().setId(id + "Field");
        followers.add(() -> field.setValue(reader.applyAsDouble(model.getState())));
        field.valueProperty().subscribe((old, value) -> set(state -> writer.apply(state, value.doubleValue())));
        return field;
    }

    private CheckBox check(
            String id,
            String label,
            String help,
            java.util.function.Predicate<WhiteningState> reader,
            BiFunction<WhiteningState, Boolean, WhiteningState> writer) {
        CheckBox check = new CheckBox(label);
        check.setId(id);
        check.setWrapText(true);
        Tip.setText(check, help);
        followers.add(() -> check.setSelected(reader.test(model.getState())));
        check.selectedProperty().subscribe((old, on) -> set(state -> writer.apply(state, on)));
        return check;
    }

    private void set(java.util.function.UnaryOperator<WhiteningState> change) {
        if (!following) {
            model.change(change);
        }
    }

    private void follow() {
        following = true;
        followers.forEach(Runnable::run);
        WhiteningSource now = model.getState().source();
        if (now.isLayer()) {
            source.getSelectionModel().selectLast();
        } else {
            Source known = source.getItems().stream()
                    .filter(s -> now.equals(s.source()))
                    .findFirst()
                    .orElse(new Source(fileName(now), now));
            source.setValue(known);
        }
        following = false;
        followVisibility();
    }

    private static String fileName(WhiteningSource source) {
        return new File(source.name()).getName();
    }

    private void followVisibility() {
        WhiteningSource now = model.getState().source();
        boolean synthetic = now.kind() == WhiteningSource.Kind.SYNTHETIC;
        Presence.set(syntheticBox, synthetic);
        for (Node pixelsOnly : pixelsOnly) {
            Presence.set(pixelsOnly, !now.isLayer());
        }
    }

    private void followGroups() {
        WhiteningView view = model.viewProperty().get();
        int groups = view == null ? 1 : view.estimate().groups().size();
        Presence.set(group, groups > 1);
        quirks.get(Quirk.POOLED_BLOCKS).setDisable(groups == 1);
    }
}

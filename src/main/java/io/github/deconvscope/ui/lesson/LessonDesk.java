package io.github.deconvscope.ui.lesson;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonStage;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.LessonServices;
import io.github.deconvscope.ui.theme.Theme;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.util.Subscription;

/** The lessons of a window: reads them, plays one at a time, keeps progress. For the FX thread only. */
public final class LessonDesk implements AutoCloseable {
    private static final double WIDTH = 340;
    private static final double PRESENT_WIDTH = 560;
    /** What the navigation and the widest page need beside a lesson in large type. */
    private static final double PAGE_WIDTH = 940;
    /** How many frames lie between two looks at the page. */
    private static final int POLL_EVERY = 12;

    private final LessonSpace space;
    private final LessonServices services;
    private final ProgressStore progress;
    private final ReadOnlyObjectWrapper<List<LessonLibrary.Entry>> entries =
            new ReadOnlyObjectWrapper<>(this, "entries", List.of());
    private final ReadOnlyObjectWrapper<Lesson> running = new ReadOnlyObjectWrapper<>(this, "running");
    private final Spotlight spotlight = new Spotlight();
    private final Covers covers = new Covers();
    private final HiddenControls hidden = new HiddenControls();
    private final LessonReader reader;
    private LessonPane pane;
    private LessonPlayer player;
    private boolean classroom;
    private boolean dockShown;
    private Subscription watching = Subscription.EMPTY;
    private int frames;

    /** Begins to read the lessons in the background. */
    public LessonDesk(LessonSpace space, LessonServices services) {
        this.space = space;
        this.services = services;
        classroom = services.classroom();
        progress = new ProgressStore(services.progressFile());
        reader = new LessonReader(services.library(), read -> Platform.runLater(() -> take(read)));
    }

    /** All lessons, broken ones too; empty until they are read. Changes when a file in one's own folder does. */
    public ReadOnlyObjectProperty<List<LessonLibrary.Entry>> entriesProperty() {
        return entries.getReadOnlyProperty();
    }

    /** The lesson being played; {@code null} for none. */
    public ReadOnlyObjectProperty<Lesson> runningProperty() {
        return running.getReadOnlyProperty();
    }

    public ProgressStore progress() {
        return progress;
    }

    public LessonServices services() {
        return services;
    }

    private void take(List<LessonLibrary.Entry> read) {
        entries.set(read);
        Lesson now = running.get();
        if (now == null) {
            return;
        }
        Optional<LessonLibrary.Entry> same =
                read.stream().filter(e -> e.id().equals(now.id())).findFirst();
        if (same.isPresent() && same.get().lesson().isEmpty()) {
            space.showNotice("The lesson " + now.id() + " cannot be used any more: "
                    + same.get().problems().get(0));
        } else if (same.isPresent() && !same.get().lesson().get().equals(now)) {
            play(same.get().lesson().get());
            space.showNotice("The lesson was read again.");
        }
    }

    /** Plays a lesson from where the person left. */
    public void play(Lesson lesson) {
        end();
        try {
            player = new LessonPlayer(
                    lesson,
                    new Stage(),
                    services.library().directory(),
                    services.library().functions(),
                    progress.of(lesson.id()),
                    kept -> keep(lesson, kept));
            player.start();
        } catch (IllegalArgumentException e) {
            player = null;
            space.showNotice("The lesson " + lesson.id() + " cannot be played: " + e.getMessage());
            return;
        }
        running.set(lesson);
        hidden.hide(space.pageRoot(), lesson.hide());
        pane = new LessonPane(this, services.figures());
        space.cover().getChildren().addAll(covers, spotlight);
        dockShown = true;
        watching = Subscription.combine(
                space.pulse().add(this::onFrame),
                space.cover().getScene().widthProperty().subscribe(width -> showDock(dockShown)),
                Theme.get().largeTypeProperty().subscribe(this::present));
        pane.show(player);
    }

    /**
     * Plays a lesson at one of its steps.
     *
     * @param step from 1; one beyond the last is the last
     */
    public void playAt(Lesson lesson, int step) {
        progress.keep(
                lesson.id(),
                progress.of(lesson.id()).at(Math.min(step, lesson.steps().size()) - 1));
        play(lesson);
    }

    /** The lesson to go on with after the one being played; empty if there is none. */
    Optional<Lesson> following() {
        List<Lesson> lessons =
                entries.get().stream().flatMap(entry -> entry.lesson().stream()).toList();
        return progress.following(running.get(), lessons);
    }

    /** Plays it from its beginning; answers are kept. */
    public void replay(Lesson lesson) {
        progress.keep(lesson.id(), progress.of(lesson.id()).rewound());
        play(lesson);
    }

    private void keep(Lesson lesson, io.github.deconvscope.lesson.play.LessonProgress kept) {
        progress.keep(lesson.id(), kept);
        if (!progress.trouble().isEmpty()) {
            space.showNotice(progress.trouble());
        }
    }

    /** Ends the lesson in view; the page stays as it is. */
    public void end() {
        if (player == null) {
            return;
        }
        watching.unsubscribe();
        space.cover().getChildren().removeAll(covers, spotlight);
        hidden.restore();
        player = null;
        pane = null;
        running.set(null);
        showDock(false);
    }

    /** Shows or hides the dock; the lesson goes on. */
    public void toggleDock() {
        if (player != null) {
            showDock(!dockShown);
            if (dockShown) {
                pane.focusHeading();
            } else {
                space.showNotice("The lesson is hidden. Show lesson, or Alt+D, brings it back.");
            }
        }
    }

    private void showDock(boolean shown) {
        dockShown = shown && pane != null;
        Node node = dockShown ? pane : null;
        double room = space.cover().getScene().getWidth() - PAGE_WIDTH;
        space.setDock(node, Theme.get().isLargeType() ? Math.max(WIDTH, Math.min(PRESENT_WIDTH, room)) : WIDTH);
        spotlight.setVisible(dockShown);
        space.offerHiddenLesson(player != null && !dockShown);
    }

    /** Large type, also in figures, for a projector. */
    public void togglePresent() {
        Theme.get().largeTypeProperty().set(!Theme.get().isLargeType());
    }

    private void present(boolean large) {
        if (pane != null) {
            pane.setPresent(large);
            showDock(dockShown);
        }
    }

    /** For a class: without Skip and Show me, and what is covered stays so. */
    public void setClassroom(boolean on) {
        classroom = on;
        if (pane != null) {
            pane.refresh();
        }
    }

    boolean isClassroom() {
        return classroom;
    }

    /** Whether a lesson is being played; then keys of lessons do something. */
    public boolean isRunning() {
        return player != null;
    }

    /** Next step, if this one is done; after the last one the lesson ends. */
    public void next() {
        if (player != null && player.isLast() && player.canGoOn()) {
            end();
        } else {
            change(LessonPlayer::next);
        }
    }

    public void back() {
        change(LessonPlayer::back);
    }

    public void skip() {
        if (!classroom) {
            change(LessonPlayer::skip);
        }
    }

    /** Does what the step asks. */
    public void showMe() {
        if (!classroom) {
            change(LessonPlayer::showMe);
        }
    }

    public void hint() {
        if (pane != null) {
            pane.showHint();
        }
    }

    /** Takes the focus to what the lesson points at, or back to the lesson. */
    public void goThere() {
        if (player == null) {
            return;
        }
        Optional<Node> there =
                dockShown && pane.isFocusWithin() ? target().flatMap(Targets::focusable) : Optional.empty();
        there.ifPresentOrElse(Node::requestFocus, pane::focusHeading);
    }

    private Optional<Node> target() {
        return player.step().parts(StepPart.PointAt.class).stream()
                .findFirst()
                .flatMap(point -> Targets.find(space.pageRoot(), point.target()));
    }

    private void change(java.util.function.Consumer<LessonPlayer> command) {
        if (player == null) {
            return;
        }
        int before = player.index();
        try {
            command.accept(player);
        } catch (IllegalArgumentException e) {
            space.showNotice("The page cannot be set up for this step: " + e.getMessage());
        }
        hidden.hide(space.pageRoot(), running.get().hide());
        follow();
        if (player.index() != before) {
            pane.show(player);
        } else {
            pane.refresh();
        }
    }

    private void onFrame() {
        if (++frames % POLL_EVERY == 0) {
            hidden.hide(space.pageRoot(), running.get().hide());
            if (!player.canGoOn() && player.poll()) {
                pane.refresh();
            }
        }
        spotlight.follow(target());
        follow();
    }

    /** Covers what would reveal the answer until there is one. A step without a question covers what reveals the answer of a later one. */
    private void follow() {
        boolean answered = player.step().gate().isPresent() && player.canGoOn();
        // A hidden lesson covers nothing, so that the whole page can be used; in a class the covers stay.
        boolean all = answered || !dockShown && !classroom;
        covers.follow(
                all
                        ? List.of()
                        : player.step().parts(StepPart.Cover.class).stream()
                                .flatMap(cover -> cover.targets().stream())
                                .flatMap(id -> Targets.find(space.pageRoot(), id).stream())
                                .toList());
    }

    @Override
    public void close() {
        end();
        reader.close();
    }

    /** The pages of the window. */
    private final class Stage implements LessonStage {
        @Override
        public String page() {
            return space.pageId();
        }

        @Override
        public void show(String page, String state) {
            space.open(page, state);
        }

        @Override
        public String pageState() {
            return space.page().state();
        }

        @Override
        public JsonObject runFacts() {
            return space.page().runFacts();
        }
    }
}

package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.page.StepLink;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.export.FigureExport;
import io.github.deconvscope.ui.lesson.LessonDesk;
import io.github.deconvscope.ui.lesson.LessonSpace;
import io.github.deconvscope.ui.live.FigureMenu;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** The frame: which page is in view, its title, its state, links and help. Pages are loaded when first shown and then kept. */
public final class ShellController implements LessonSpace {
    /** Below this width the navigation shows icons only. */
    static final double COMPACT_BELOW = 1240;
    /** Below this width of their area pages stand in what style sheets call {@code .page-area:narrow}: a small window with a lesson. */
    private static final double NARROW_BELOW = 808;

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final WindowServices services;
    private final Map<PageCatalog, PageSlot> loaded = new EnumMap<>(PageCatalog.class);
    private final Map<PageCatalog, ToggleButton> items = new EnumMap<>(PageCatalog.class);
    private final Map<PageCatalog, String> beginnings = new EnumMap<>(PageCatalog.class);
    private final ToggleGroup group = new ToggleGroup();
    private final PauseTransition noticeEnd = new PauseTransition(Duration.seconds(5));
    private final ViewStates states;
    private FigureExport exports;
    private PageSlot current;
    private StatusBar status;
    private Subscription frames = Subscription.EMPTY;
    private HelpSheet help;
    private Optional<LessonDesk> lessons = Optional.empty();

    @FXML
    private StackPane shell;

    @FXML
    private VBox nav;

    @FXML
    private Label brandName;

    @FXML
    private VBox navPages;

    @FXML
    private MenuButton themeMenu;

    @FXML
    private Button lessonButton;

    @FXML
    private Label pageTitle;

    @FXML
    private Label pageSentence;

    @FXML
    private StackPane pageArea;

    @FXML
    private StackPane dock;

    @FXML
    private HBox statusBar;

    @FXML
    private Label notice;

    ShellController(WindowServices services) {
        this.services = Objects.requireNonNull(services);
        states = new ViewStates(this, services.dialogs(), () -> shell.getScene().getWindow());
    }

    @FXML
    private void initialize() {
        for (PageCatalog entry : PageCatalog.values()) {
            ToggleButton item = Styled.of(new ToggleButton(entry.title(), new FontIcon(entry.icon())), "nav-item");
            item.setId("nav-" + entry.id());
            item.setToggleGroup(group);
            item.setMaxWidth(Double.MAX_VALUE);
            Tip.setText(item, entry.title() + " (Ctrl+" + entry.digit() + "). " + entry.sentence());
            item.setOnAction(e -> show(entry));
            items.put(entry, item);
            navPages.getChildren().add(item);
        }
        LookMenu.fill(themeMenu);
        help = new HelpSheet(shell);
        noticeEnd.setOnFinished(e -> notice.setVisible(false));
        shell.widthProperty().subscribe(width -> fitNavigation());
        pageArea.widthProperty()
                .subscribe(width -> pageArea.pseudoClassStateChanged(
                        // Without a width yet, pages would be styled twice when the window opens.
                        NARROW, width.doubleValue() > 0 && width.doubleValue() < NARROW_BELOW));
    }

    /** Connects to the scene: keys and status bar. Once, after the scene was made. */
    void start() {
        status = new StatusBar(statusBar, services, this::currentPage);
        frames = pulse().add(status::refresh);
        exports = new FigureExport(
                () -> shell.getScene().getWindow(),
                () -> link().toString(),
                () -> current.page().figures(),
                () -> current.page().feed(),
                services.dialogs(),
                this::showNotice,
                this::explain);
        FigureMenu.install(shell.getScene(), exports);
        ShellKeys keys = new ShellKeys(shell.getScene(), this);
        keys.put(KeyCode.F1, this::toggleHelp);
        keys.put(KeyCode.E, this::exportFigures, KeyCombination.SHORTCUT_DOWN);
        keys.put(KeyCode.C, this::copyLink, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    }

    boolean isInPage(Node node) {
        return node == pageArea || node.getParent() != null && isInPage(node.getParent());
    }

    boolean isHelpShown() {
        return help.isShown();
    }

    /** The lesson that is played, if one is. */
    Optional<LessonDesk> runningLesson() {
        return lessons.filter(LessonDesk::isRunning);
    }

    /** Shows a page, loading it if it was never shown. */
    void show(PageCatalog entry) {
        items.get(entry).setSelected(true);
        if (current != null && current.entry() == entry) {
            return;
        }
        if (current != null) {
            current.page().onHidden();
        }
        current = loaded.computeIfAbsent(entry, this::load);
        pageTitle.setText(entry.title());
        pageSentence.setText(entry.sentence());
        pageArea.getChildren().setAll(current.root());
        help.hide();
        current.page().onShown();
    }

    private PageSlot load(PageCatalog entry) {
        PageSlot slot = PageSlot.load(entry, this);
        try {
            if (beginnings.containsKey(entry)) {
                slot.page().restore(beginnings.get(entry));
            }
        } catch (InvalidInputException e) {
            // Of another version: the page is as when it is opened for the first time.
        }
        return slot;
    }

    /** Has a page that was not shown yet begin in this state; one that it cannot take is passed over. */
    void beginWith(PageCatalog entry, String state) {
        beginnings.put(entry, state);
    }

    /** The forms of the pages that were shown, as {@link #beginWith} takes them. */
    Map<PageCatalog, String> forms() {
        Map<PageCatalog, String> forms = new EnumMap<>(PageCatalog.class);
        loaded.forEach((entry, slot) -> slot.page().form().ifPresent(form -> forms.put(entry, form)));
        return forms;
    }

    /** Saves and copies figures. */
    FigureExport exports() {
        return exports;
    }

    PageSlot currentPage() {
        return current;
    }

    @Override
    public void setDock(Node node, double width) {
        List<Node> shown = node == null ? List.of() : List.of(node);
        if (!dock.getChildren().equals(shown)) {
            // Only then: a node put in anew loses the focus.
            dock.getChildren().setAll(shown);
        }
        Presence.set(dock, node != null);
        dock.setMinWidth(width);
        dock.setMaxWidth(width);
        fitNavigation();
    }

    @Override
    public void offerHiddenLesson(boolean hidden) {
        Presence.set(lessonButton, hidden);
    }

    @FXML
    private void showLesson() {
        lessons.ifPresent(LessonDesk::toggleDock);
    }

    /** Names beside the icons as long as the page keeps its room, also beside a dock. */
    private void fitNavigation() {
        double room = shell.getWidth() - (dock.isVisible() ? dock.getMinWidth() : 0);
        setCompact(shell.getWidth() > 0 && room < COMPACT_BELOW);
    }

    private void setCompact(boolean compact) {
        Presence.set(brandName, !compact);
        nav.pseudoClassStateChanged(PseudoClass.getPseudoClass("compact"), compact);
    }

    @Override
    public String pageId() {
        return current.entry().id();
    }

    @Override
    public Page page() {
        return current.page();
    }

    @Override
    public Parent pageRoot() {
        return current.root();
    }

    @Override
    public Pane cover() {
        return shell;
    }

    @Override
    public Optional<LessonDesk> lessons() {
        // Made when first asked for: reading all lessons would compete with the start of the window.
        if (lessons.isEmpty()) {
            lessons = services.lessons().map(given -> new LessonDesk(this, given));
        }
        return lessons;
    }

    @Override
    public WindowServices services() {
        return services;
    }

    @Override
    public Pulse pulse() {
        return Pulse.of(shell.getScene());
    }

    @Override
    public void open(String pageId, String state) {
        show(PageCatalog.byId(pageId));
        if (state != null) {
            current.page().restore(state);
        }
    }

    @Override
    public void showNotice(String message) {
        notice.setText(FormWords.of(message));
        notice.setVisible(true);
        noticeEnd.playFromStart();
    }

    @FXML
    private void toggleHelp() {
        if (help.isShown()) {
            help.hide();
        } else if (shell.getScene().getFocusOwner() instanceof FigureView view && view.getFigure() != null) {
            explain(view.getFigure());
        } else {
            help.show(current);
        }
    }

    /** How to read a figure. */
    private void explain(Figure figure) {
        help.show(figure, kindOf(figure));
    }

    /** What figures of this kind show; empty for one that is not in the catalogue. */
    private String kindOf(Figure figure) {
        return current.page().figures().stream()
                .filter(named -> named.figure() == figure)
                .flatMap(named -> FigureCatalog.standard().entries().stream()
                        .filter(entry -> entry.id().equals(named.id())))
                .map(FigureEntry::description)
                .findFirst()
                .orElse("");
    }

    /** Offers what a person may want who sees the window for the first time. */
    void welcome() {
        help.welcome(
                () -> open(
                        PageCatalog.LEARN.id(),
                        new StepLink(LessonLibrary.shippedIds().get(0), 1).toString()),
                () -> {
                    open(PageCatalog.TRAINING.id(), null);
                    ((Button) current.root().lookup("#trainButton")).fire();
                });
    }

    @FXML
    private void exportFigures() {
        List<NamedFigure> figures = current.page().figures();
        if (figures.isEmpty()) {
            showNotice("There is no figure on this page yet.");
        } else {
            exports.export(figures);
        }
    }

    /** The page in view, in its state. */
    public PageLink link() {
        return new PageLink(current.entry(), current.page().state());
    }

    @FXML
    private void copyLink() {
        states.copyLink();
    }

    @FXML
    private void openLink() {
        states.openLink();
    }

    @FXML
    private void resetState() {
        current.page().restore("");
    }

    @FXML
    private void saveState() {
        states.save();
    }

    @FXML
    private void openState() {
        states.open();
    }

    /** Closes the pages that were loaded. */
    void close() {
        noticeEnd.stop();
        frames.unsubscribe();
        lessons.ifPresent(LessonDesk::close);
        loaded.values().forEach(slot -> slot.page().close());
    }
}

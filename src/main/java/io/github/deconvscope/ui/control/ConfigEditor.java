package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

/**
 * A configuration that is being edited as text: what can be read goes into {@link #configProperty}, which is always valid; what cannot
 * stays in {@link #errors} until it is put right. Needs no toolkit.
 */
public final class ConfigEditor {
    private final ReadOnlyObjectWrapper<RunConfig> config;
    private final ObservableMap<RunOption, String> errors = FXCollections.observableHashMap();
    private final ObservableMap<RunOption, String> readOnlyErrors = FXCollections.unmodifiableObservableMap(errors);

    public ConfigEditor(RunConfig start) {
        config = new ReadOnlyObjectWrapper<>(this, "config", Objects.requireNonNull(start));
    }

    /** The last valid configuration. */
    public ReadOnlyObjectProperty<RunConfig> configProperty() {
        return config.getReadOnlyProperty();
    }

    public RunConfig getConfig() {
        return config.get();
    }

    /** What is wrong with the text of an option, in words for the person who typed it. */
    public ObservableMap<RunOption, String> errors() {
        return readOnlyErrors;
    }

    /** Whether every text could be read. */
    public BooleanBinding valid() {
        return Bindings.isEmpty(readOnlyErrors);
    }

    /** Takes a text for an option; one that cannot be read changes the errors and leaves the configuration as it is. */
    public void edit(RunOption option, String text) {
        try {
            RunConfig next = config.get().withText(option, text);
            errors.remove(option);
            config.set(next);
        } catch (InvalidInputException e) {
            errors.put(option, FormWords.of(e.getMessage().replace(option.flag(), option.label())));
        }
    }

    /** Replaces the whole configuration and forgets all errors. */
    public void set(RunConfig next) {
        errors.clear();
        config.set(Objects.requireNonNull(next));
    }
}

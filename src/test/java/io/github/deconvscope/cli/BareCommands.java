package io.github.deconvscope.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** Makes every command with nothing behind it, for tests of one that needs no services. */
final class BareCommands implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (!type.isAnnotationPresent(Command.class)
                || Arrays.stream(type.getDeclaredConstructors()).anyMatch(c -> c.getParameterCount() == 0)) {
            return CommandLine.defaultFactory().create(type);
        }
        Object[] nothing = new Object[type.getConstructors()[0].getParameterCount()];
        return type.cast(type.getConstructors()[0].newInstance(nothing));
    }
}

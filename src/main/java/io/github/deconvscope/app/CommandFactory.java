package io.github.deconvscope.app;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Picocli's factory of commands: a command names the services it needs as the parameters of its one constructor. Apart from {@link Services}, which the
 * JVM could not keep in its class data with a class of picocli above it: those are of a version too old for that.
 */
public final class CommandFactory implements IFactory {
    private final Services services;

    CommandFactory(Services services) {
        this.services = services;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Constructor<?>[] constructors = type.getConstructors();
        boolean asksForServices = type.getName().startsWith("io.github.deconvscope.")
                && constructors.length == 1
                && constructors[0].getParameterCount() > 0;
        if (!asksForServices) {
            // Named only here, since its class is a large one that the window does without.
            return CommandLine.defaultFactory().create(type);
        }
        Class<?>[] wanted = constructors[0].getParameterTypes();
        Object[] given = new Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            given[i] = services.get(wanted[i]);
        }
        return type.cast(constructors[0].newInstance(given));
    }
}

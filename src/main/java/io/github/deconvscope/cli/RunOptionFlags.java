package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command one flag for each {@link RunOption}, or for some of them, in groups, and reads the flags back. */
public class RunOptionFlags implements IModelTransformer {
    private final Set<RunOption> options;
    private final RunConfig start;

    /** All flags. */
    public RunOptionFlags() {
        this(EnumSet.allOf(RunOption.class), RunConfig.defaults());
    }

    /**
     * @param options which get a flag
     * @param start what holds where a flag is not given
     */
    RunOptionFlags(Set<RunOption> options, RunConfig start) {
        this.options = EnumSet.copyOf(options);
        this.start = start;
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (RunOption.Group group : RunOption.Group.values()) {
            ArgGroupSpec.Builder section = ArgGroupSpec.builder()
                    .heading("%n" + group.label() + ":%n")
                    .exclusive(false)
                    .multiplicity("0..1")
                    .validate(false)
                    .order(group.ordinal());
            List<RunOption> members =
                    options.stream().filter(option -> option.group() == group).toList();
            members.forEach(option -> section.addArg(flag(option)));
            if (!members.isEmpty()) {
                command.addArgGroup(section.build());
            }
        }
        return command;
    }

    private OptionSpec flag(RunOption option) {
        String usual = start.text(option);
        String help = option.help() + (usual.isEmpty() ? "" : " Default: " + usual + ".");
        OptionSpec.Builder builder = OptionSpec.builder(option.flag())
                .type(String.class)
                .order(option.ordinal())
                .paramLabel(label(option.type()))
                // A per cent sign would be read as a format.
                .description(help.replace("%", "%%"));
        if (option.type() instanceof OptionType.Flag) {
            builder.arity("0..1").fallbackValue("true");
        }
        return builder.build();
    }

    private static String label(OptionType type) {
        if (type instanceof OptionType.WholeNumber) {
            return "N";
        } else if (type instanceof OptionType.RealNumber) {
            return "X";
        } else if (type instanceof OptionType.Flag) {
            return "true|false";
        } else if (type instanceof OptionType.PathName path) {
            return !path.folder() ? "FILE" : path.file() ? "DIR|FILE" : "DIR";
        } else if (type instanceof OptionType.Epochs) {
            return "E,E";
        } else if (type instanceof OptionType.PlanText) {
            return "STEPS";
        } else if (type instanceof OptionType.OneOf<?> oneOf) {
            StringBuilder ids = new StringBuilder();
            for (Object choice : oneOf.choices().getEnumConstants()) {
                ids.append(ids.isEmpty() ? "" : "|").append(oneOf.format(choice));
            }
            return ids.toString();
        }
        throw new IllegalStateException("no label for " + type);
    }

    /** Options in groups that only order the help are not checked for this by the parser. */
    private static void refuseTwice(String flag, ParseResult parsed) {
        long times = parsed.originalArgs().stream()
                .filter(word -> word.equals(flag) || word.startsWith(flag + "="))
                .count();
        if (times > 1) {
            throw new InvalidInputException(flag + " is given " + times + " times. Give it once.");
        }
    }

    /**
     * Applies the flags that were given to a configuration.
     *
     * @throws io.github.deconvscope.base.InvalidInputException that names the flag, the value and what is allowed
     */
    static RunConfig apply(ParseResult parsed, RunConfig start) {
        RunConfig config = start;
        for (RunOption option : RunOption.values()) {
            String text = parsed.matchedOptionValue(option.flag(), (String) null);
            if (text != null) {
                refuseTwice(option.flag(), parsed);
                config = config.withText(option, text);
            }
        }
        return config;
    }
}

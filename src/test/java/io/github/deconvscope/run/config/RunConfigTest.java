package io.github.deconvscope.run.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunConfigTest {
    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    /** A configuration with every option drawn at random from its legal values. */
    private static RunConfig random(int seed) {
        Random random = new Random(seed);
        RunConfig config = RunConfig.defaults();
        for (RunOption option : RunOption.values()) {
            config = config.with(option, draw(option.type(), random));
        }
        return config;
    }

    private static Object draw(OptionType type, Random random) {
        if (type instanceof OptionType.WholeNumber whole) {
            return whole.min() + (long) (random.nextDouble() * (whole.max() - whole.min()));
        } else if (type instanceof OptionType.RealNumber real) {
            return real.max() * (1 - random.nextDouble() * 0.999);
        } else if (type instanceof OptionType.Flag) {
            return random.nextBoolean();
        } else if (type instanceof OptionType.OneOf<?> oneOf) {
            Object[] constants = oneOf.choices().getEnumConstants();
            return constants[random.nextInt(constants.length)];
        } else if (type instanceof OptionType.Epochs) {
            int first = 1 + random.nextInt(50);
            return random.nextBoolean() ? "" : first + ", " + (first + 1 + random.nextInt(50));
        } else if (type instanceof OptionType.PlanText) {
            return (1 + random.nextInt(99)) + "k5 M " + (1 + random.nextInt(99));
        }
        return "some folder/" + random.nextInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "30,30", "60,30", "30,", ",", "a", "1.5", "30;60", "-1", "9999999"})
    void milestonesThatAreNoneAreRefusedByValue(String text) {
        assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.MILESTONES, text))
                .hasMessage("--milestones is \"" + text
                        + "\". Give numbers of epochs, each larger than the one before, such as 30,60.");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void jsonGivesBackTheSameConfiguration(int seed) {
        RunConfig config = random(seed);
        assertThat(RunConfig.parse(config.toJson().toString())).isEqualTo(config);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void argumentsGiveBackTheSameConfiguration(int seed) {
        RunConfig config = random(seed);
        List<String> arguments = config.toArguments();
        RunConfig read = RunConfig.defaults();
        for (int i = 0; i < arguments.size(); i += 2) {
            read = read.withText(RunOption.byId(arguments.get(i).substring(2)), arguments.get(i + 1));
        }
        assertThat(read).isEqualTo(config);
        assertThat(read.hashCode()).isEqualTo(config.hashCode());
    }

    @ParameterizedTest
    @EnumSource(RunOption.class)
    void everyOptionTeaches(RunOption option) {
        assertThat(option.help()).hasSizeGreaterThan(30).endsWith(".");
        assertThat(option.label()).isNotBlank();
        assertThat(option.type().parse(option.flag(), option.type().format(option.defaultValue())))
                .as("the default is legal")
                .isEqualTo(option.defaultValue());
    }

    @Test
    void idsAreUnique() {
        Set<String> ids = new HashSet<>();
        for (RunOption option : RunOption.values()) {
            assertThat(ids.add(option.id())).as(option.id()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "nan", "NaN", "Infinity", "1e400", "fast", "", "101"})
    void aBadLearningRateIsRefusedByName(String text) {
        assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.LEARNING_RATE, text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--lr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-3", "2.5", "1e9", "many", "99999999999999999999"})
    void aBadBatchIsRefusedByName(String text) {
        assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.BATCH, text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--batch");
    }

    @Test
    void anUnknownChoiceIsAnsweredWithTheChoicesThereAre() {
        assertThatThrownBy(() -> RunConfig.defaults().withText(RunOption.MODEL, "resnet"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--model is \"resnet\", which is not one of: vgg11, vgg13, vgg16, vgg19, resnet18, plan.");
    }

    @Test
    void unknownMembersAreRefused() {
        assertThatThrownBy(() -> RunConfig.parse("{\"learningrat\": 1}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("learningrat");
    }
}

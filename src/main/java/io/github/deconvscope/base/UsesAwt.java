package io.github.deconvscope.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the few classes outside {@code figure} that may touch {@code java.awt} or {@code javax.imageio}, with the reason. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface UsesAwt {
    /** Why this class cannot do without. */
    String value();
}

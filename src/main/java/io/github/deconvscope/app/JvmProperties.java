package io.github.deconvscope.app;

import java.util.LinkedHashMap;
import java.util.Map;

/** Properties of Java that have to be set before the first class of DJL, AWT or JavaFX loads, in each process of this program. */
public final class JvmProperties {
    private JvmProperties() {}

    /** What is set where nothing else was said; by name. */
    public static Map<String, String> usual() {
        Map<String, String> usual = new LinkedHashMap<>();
        // DJL would ask a cloud metadata address and send telemetry when an engine loads.
        usual.put("ai.djl.offline", "true");
        usual.put("OPT_OUT_TRACKING", "true");
        // Figures are painted on images; the window is JavaFX's. Neither needs an AWT display.
        usual.put("java.awt.headless", "true");
        usual.put("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        // With a CUDA toolkit and no driver DJL warns at each start; doctor says it in plain words.
        usual.put("org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error");
        // JNA would start a process, ldconfig, to learn where libraries lie; those here are named by their paths.
        usual.put("jna.platform.library.path", "");
        return usual;
    }

    /** Sets a property unless it was given with {@code -D}. */
    public static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}

package com.plugipay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a node logs.
 *
 * @param level of everything
 * @param requests INFO for a line for each request and each call of a provider, WARN for none
 */
public record LoggingConfig(String level, String requests) {
    private static final List<String> LEVELS = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    public LoggingConfig {
        require("logging.level", level);
        require("logging.requests", requests);
    }

    private static void require(String key, String level) {
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(key + " must be one of " + String.join(", ", LEVELS));
        }
    }

    /** Writes what waits to be written, and ends logging. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /** Sets the levels of this process. */
    void apply() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level));
            context.getLogger("requests").setLevel(Level.toLevel(requests));
        }
    }
}

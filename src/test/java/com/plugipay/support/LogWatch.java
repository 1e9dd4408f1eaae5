package com.plugipay.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Collects what the process logs until this is closed, in any thread. */
public final class LogWatch implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private LogWatch(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    /** Everything. */
    public static LogWatch all() {
        return of(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What is logged under this name or below it. */
    public static LogWatch of(String name) {
        return new LogWatch(name);
    }

    /** The message of each event so far, with its keys and values behind it. */
    public List<String> lines() {
        return lines.list.stream().map(LogWatch::text).toList();
    }

    /** The same for errors, with their causes. */
    public List<String> errors() {
        return errors(event -> true);
    }

    /** The same for errors that have a cause. */
    public List<String> causedErrors() {
        return errors(event -> event.getThrowableProxy() != null);
    }

    private List<String> errors(Predicate<ILoggingEvent> which) {
        return lines.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .filter(which)
                .map(event -> text(event) + ' ' + event.getThrowableProxy())
                .toList();
    }

    private static String text(ILoggingEvent event) {
        List<?> pairs = event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
        return pairs.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ", event.getFormattedMessage() + ' ', ""));
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}

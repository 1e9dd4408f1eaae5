package com.plugipay.errors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells of the first of failures that come one after the other, and of their end; between them there is nothing new to tell.
 * Of one event loop.
 */
public final class RepeatedFailureLog {
    private final Logger log;
    private final String work;
    private boolean lasts;

    /** @param work what is tried again and again, by its name */
    public RepeatedFailureLog(Logger log, String work) {
        this.log = log;
        this.work = work;
    }

    /** How the last try came out: its failure, or null. */
    public void note(@Nullable Throwable failure) {
        if (failure != null && !lasts) {
            log.atWarn().addKeyValue("work", work).setCause(failure).log("Failed and will be tried again");
        } else if (failure == null && lasts) {
            log.atInfo().addKeyValue("work", work).log("Recovered");
        }
        lasts = failure != null;
    }
}

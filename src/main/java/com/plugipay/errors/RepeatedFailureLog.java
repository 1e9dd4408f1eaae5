package com.plugipay.errors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs the first of several failures in a row, and the recovery from them. Of one event loop. */
public final class RepeatedFailureLog {
    private final Logger log;
    private final String work;
    private boolean isFailing;

    /** @param work the name of the work that is repeated */
    public RepeatedFailureLog(Logger log, String work) {
        this.log = log;
        this.work = work;
    }

    /** Takes the result of a try: its failure, or null. */
    public void note(@Nullable Throwable failure) {
        if (failure != null && !isFailing) {
            log.atWarn().addKeyValue("work", work).setCause(failure).log("Failed and will be tried again");
        } else if (failure == null && isFailing) {
            log.atInfo().addKeyValue("work", work).log("Recovered");
        }
        isFailing = failure != null;
    }
}

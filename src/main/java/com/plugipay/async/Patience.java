package com.plugipay.async;

import com.plugipay.errors.ApiException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a buyer's browser waits for what a provider is asked, before a page shows that it is still waited for. */
public final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FORM_MS = 500;

    /** Who comes back from a provider is told how it went there, which most providers know within this time. */
    private static final long RETURN_MS = 2_000;

    private Patience() {}

    /** What comes of a form within half a second, or else this; it goes on all the same. */
    public static <T> Future<T> ofForm(Future<T> asked, T otherwise) {
        return within(FORM_MS, asked, otherwise);
    }

    /** What comes of a buyer's return from a provider within two seconds, or else this; it goes on all the same. */
    public static <T> Future<T> ofReturn(Future<T> asked, T otherwise) {
        return within(RETURN_MS, asked, otherwise);
    }

    private static <T> Future<T> within(long milliseconds, Future<T> asked, T otherwise) {
        Future<T> soon = asked.timeout(milliseconds, TimeUnit.MILLISECONDS);
        return soon.recover(failure -> {
            if (!(failure instanceof TimeoutException)) {
                return Future.failedFuture(failure);
            }
            asked.onFailure(Patience::logged);
            return Future.succeededFuture(otherwise);
        });
    }

    /** A refusal is in the attempt, and the page shows it. */
    private static void logged(Throwable failure) {
        if (!(failure instanceof ApiException)) {
            LOG.atError().setCause(failure).log("Internal error after a page was shown");
        }
    }
}

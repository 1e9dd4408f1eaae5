package com.plugipay.sandbox.kit.faults;

import com.plugipay.sandbox.kit.Answers;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Goes in front of the API of a stand-in, not in front of its buyers' pages, and lets what is set go wrong.
 *
 * <p>What comes behind it must answer through {@link Answers}.
 */
public final class FaultyEdge implements Handler<RoutingContext> {
    /** How often a delayed answer checks whether the faults were cleared. */
    private static final long LOOK_MS = 50;

    private final Faults faults;
    private final ProviderErrors errors;

    public FaultyEdge(Faults faults, ProviderErrors errors) {
        this.faults = faults;
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        FaultSetting delay = faults.setting(Fault.DELAY);
        if (delay != null && faults.occurs(Fault.DELAY) && delay.delayMs() > 0) {
            delay(context, delay.delayMs(), faults.clearings());
        } else {
            undelayed(context);
        }
    }

    /** Waits for so long, or until the faults are cleared. */
    private void delay(RoutingContext context, long leftMs, int clearings) {
        long pauseMs = Math.min(leftMs, LOOK_MS);
        context.vertx().setTimer(pauseMs, ignored -> {
            if (leftMs > pauseMs && clearings == faults.clearings()) {
                delay(context, leftMs - pauseMs, clearings);
            } else {
                undelayed(context);
            }
        });
    }

    private void undelayed(RoutingContext context) {
        if (faults.occurs(Fault.CUT)) {
            cut(context);
        } else if (faults.occurs(Fault.RATE_LIMITED)) {
            errors.rateLimited(context);
        } else if (faults.occurs(Fault.SERVER_ERROR)) {
            errors.serverError(context);
        } else {
            if (faults.occurs(Fault.LOST_ANSWER)) {
                Answers.replace(context, () -> cut(context));
            } else if (faults.occurs(Fault.ERROR_AFTER_COMMIT)) {
                Answers.replace(context, () -> serverError(context));
            }
            context.next();
        }
    }

    /** The error comes alone, without the headers of the answer that it replaces. */
    private void serverError(RoutingContext context) {
        context.response().headers().clear();
        errors.serverError(context);
    }

    private static void cut(RoutingContext context) {
        context.request().connection().close();
    }
}

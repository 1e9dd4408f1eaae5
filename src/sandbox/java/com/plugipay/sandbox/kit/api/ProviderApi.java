package com.plugipay.sandbox.kit.api;

import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.FaultSetting;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API of one provider: finds out whose request it is, has it answered, and words what is refused.
 *
 * <p>The faults that are set happen before a request is handled, or replace the answer of one that was.
 */
public final class ProviderApi<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderApi.class);
    private static final String INSTEAD = ProviderApi.class.getName();

    /** How often a delayed answer checks whether the faults were cleared. */
    private static final long LOOK_MS = 50;

    private final Router router;
    private final Faults faults;
    private final ApiStyle<M> style;
    private final List<String> paths;

    /** @param paths those on which faults happen; everything else under them is refused by {@link #refuseRest} */
    public ProviderApi(Router router, Faults faults, ApiStyle<M> style, List<String> paths) {
        this.router = router;
        this.faults = faults;
        this.style = style;
        this.paths = paths;
        paths.forEach(path -> router.route(path).handler(this::injectFaults));
    }

    public void get(String path, Function<ApiCall<M>, ApiReply> action) {
        on(HttpMethod.GET, path, action);
    }

    public void post(String path, Function<ApiCall<M>, ApiReply> action) {
        on(HttpMethod.POST, path, action);
    }

    public void on(HttpMethod method, String path, Function<ApiCall<M>, ApiReply> action) {
        open(method, path, context -> action.apply(new ApiCall<>(style.merchant(context), context)));
    }

    /** An endpoint that asks for no merchant's credentials, or checks them itself. */
    public void open(HttpMethod method, String path, Function<RoutingContext, ApiReply> action) {
        router.route(method, path).handler(context -> send(context, reply(context, action)));
    }

    /** To be called after all endpoints are added. */
    public void refuseRest() {
        paths.forEach(path -> router.route(path)
                .handler(context -> send(context, reply(context, other -> {
                    style.merchant(other);
                    throw style.unknownPath();
                }))));
    }

    private ApiReply reply(RoutingContext context, Function<RoutingContext, ApiReply> action) {
        try {
            return style.finished(action.apply(context));
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (RuntimeException broken) {
            LOG.error("path={} failed", context.request().path(), broken);
            return refused(style.serverError());
        }
    }

    private ApiReply refused(Refusal refusal) {
        return style.finished(style.refused(refusal));
    }

    private void injectFaults(RoutingContext context) {
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
            context.request().connection().close();
        } else if (faults.occurs(Fault.RATE_LIMITED)) {
            send(context, refused(style.rateLimited()));
        } else if (faults.occurs(Fault.SERVER_ERROR)) {
            send(context, refused(style.serverError()));
        } else {
            if (faults.occurs(Fault.LOST_ANSWER)) {
                context.put(INSTEAD, Fault.LOST_ANSWER);
            } else if (faults.occurs(Fault.ERROR_AFTER_COMMIT)) {
                context.put(INSTEAD, Fault.ERROR_AFTER_COMMIT);
            }
            context.next();
        }
    }

    private void send(RoutingContext context, ApiReply reply) {
        HttpServerResponse response = context.response();
        Fault instead = context.remove(INSTEAD);
        if (instead == Fault.LOST_ANSWER) {
            context.request().connection().close();
        } else if (instead == Fault.ERROR_AFTER_COMMIT) {
            // The error comes alone, without the headers of the answer that it replaces.
            response.headers().clear();
            send(context, refused(style.serverError()));
        } else {
            if (reply.body().length() > 0) {
                response.putHeader("Content-Type", "application/json");
            }
            reply.headers().forEach(response::putHeader);
            response.setStatusCode(reply.status()).end(reply.body());
        }
    }
}

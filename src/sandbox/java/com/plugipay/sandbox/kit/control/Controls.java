package com.plugipay.sandbox.kit.control;

import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.callbacks.SentCallback;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the control API and the control page can do. Unknown names are a 404, nonsense is a 400. */
public final class Controls {
    private static final Logger LOG = LoggerFactory.getLogger(Controls.class);

    private final Map<String, StandIn> standIns;
    private final Map<String, Faults> faults;
    private final CallbackSender callbacks;

    public Controls(Map<String, StandIn> standIns, Map<String, Faults> faults, CallbackSender callbacks) {
        this.standIns = standIns;
        this.faults = faults;
        this.callbacks = callbacks;
    }

    Collection<StandIn> standIns() {
        return standIns.values();
    }

    List<SentCallback> callbacks() {
        return callbacks.newestFirst();
    }

    int callbacksWaiting() {
        return callbacks.waiting();
    }

    Faults faults(String name) {
        return known(name, faults.get(name));
    }

    void act(String name, @Nullable Object id, @Nullable Object action) {
        StandIn standIn = known(name, standIns.get(name));
        if (id instanceof String object && action instanceof String deed) {
            standIn.act(object, deed);
        } else {
            throw new IllegalArgumentException("id and action must be texts");
        }
    }

    JsonObject allFaults() {
        JsonObject all = new JsonObject();
        faults.forEach((name, own) -> all.put(name, own.toJson()));
        return all;
    }

    /** Refuses what another site posts here: there is no login, so this is all that guards the buttons. */
    static void ownFormsOnly(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        if (request.method().equals(HttpMethod.GET) || origin == null || origin.endsWith("://" + request.authority())) {
            context.next();
        } else {
            context.fail(403, new HttpException(403, "This comes from another site"));
        }
    }

    /** The failure handler of both: finds the status and the message, and leaves the form to each. */
    static Handler<RoutingContext> failed(Answer answer) {
        return context -> {
            switch (context.failure()) {
                case HttpException refusal -> answer.give(context, refusal.getStatusCode(), refusal.getPayload());
                case IllegalArgumentException nonsense -> answer.give(context, 400, nonsense.getMessage());
                case null -> answer.give(context, context.statusCode(), null);
                case Throwable broken -> {
                    LOG.error("path={} failed", context.request().path(), broken);
                    answer.give(context, 500, null);
                }
            }
        };
    }

    /** Says what went wrong; the message may be missing. */
    interface Answer {
        void give(RoutingContext context, int status, @Nullable String message);
    }

    private static <T> T known(String name, @Nullable T found) {
        if (found == null) {
            throw new HttpException(404, "There is no stand-in named " + name);
        }
        return found;
    }
}

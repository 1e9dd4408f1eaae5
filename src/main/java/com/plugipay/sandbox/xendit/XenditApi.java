package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.Answers;
import com.plugipay.sandbox.standins.FaultyEdge;
import com.plugipay.sandbox.standins.ProviderErrors;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all endpoints have in common: keys, idempotency, rate limits, errors. */
final class XenditApi implements ProviderErrors {
    private static final Logger LOG = LoggerFactory.getLogger(XenditApi.class);
    private static final String VERSION = "2024-11-11";
    private static final List<String> PATHS = List.of(
            "/v3/*",
            "/v2/*",
            "/sessions/*",
            "/refunds/*",
            "/invoices/*",
            "/payment_requests/*",
            "/transactions/*",
            "/balance");

    private final StandInTools tools;
    private final Timetable timetable;
    private final Map<String, Account> accounts;
    private final RateWindow rates;
    /** By account, endpoint and key. */
    private final Map<List<String>, Kept> kept = new HashMap<>();

    /** An answer that is given again to the same request. */
    private record Kept(Buffer question, ApiCall.Reply answer) {}

    XenditApi(StandInTools tools, Timetable timetable, Map<String, Account> accounts) {
        this.tools = tools;
        this.timetable = timetable;
        this.accounts = accounts;
        this.rates = new RateWindow(tools.clock());
    }

    /** To be called before the endpoints are added. */
    void mount(Router router) {
        FaultyEdge edge = new FaultyEdge(tools.faults(), this);
        PATHS.forEach(path -> router.route(path).handler(edge));
    }

    /** To be called after them: what is asked of no endpoint. */
    void mountRest(Router router) {
        PATHS.forEach(path -> router.route(path)
                .handler(context -> answer(context, call -> {
                    throw new Refusal(404, "NOT_FOUND", "The requested path was not found.");
                })));
    }

    void on(Router router, HttpMethod method, String path, ApiCall.Action action) {
        router.route(method, path).handler(context -> answer(context, action));
    }

    /** As {@link #on}, and the same {@code idempotency-key} gets the same answer. */
    void onceByKey(Router router, String path, ApiCall.Action action) {
        on(router, HttpMethod.POST, path, call -> once(call, action));
    }

    @Override
    public void rateLimited(RoutingContext context) {
        send(context, new Refusal(429, "RATE_LIMIT_EXCEEDED", "You have exceeded the rate limit."), rates.exhausted());
    }

    @Override
    public void serverError(RoutingContext context) {
        send(
                context,
                new Refusal(
                        500,
                        "SERVER_ERROR",
                        "An unexpected error occured, our team has been notified and will troubleshoot the issue"),
                Map.of());
    }

    private void answer(RoutingContext context, ApiCall.Action action) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        try {
            Account account = authenticated(context);
            headers.putAll(
                    rates.count(account.businessId() + context.currentRoute().getPath()));
            timetable.catchUp();
            checkVersion(context);
            ApiCall.Reply reply = action.answer(new ApiCall(account, context));
            Answers.send(context, reply.status(), reply.body(), headers);
        } catch (Refusal refusal) {
            send(context, refusal, headers);
        } catch (RuntimeException broken) {
            LOG.error("path={} failed", context.request().path(), broken);
            serverError(context);
        }
    }

    private static void send(RoutingContext context, Refusal refusal, Map<String, String> headers) {
        Answers.send(context, refusal.status, refusal.body, headers);
    }

    /** The secret key as the user, without a password. */
    private Account authenticated(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return Optional.ofNullable(header)
                .filter(basic -> basic.startsWith("Basic "))
                .map(basic -> decode(basic.substring("Basic ".length())))
                .filter(user -> user.endsWith(":"))
                .map(user -> accounts.get(user.substring(0, user.length() - 1)))
                .orElseThrow(() -> new Refusal(401, "INVALID_API_KEY", "API key is invalid"));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException nonsense) {
            return "";
        }
    }

    private static void checkVersion(RoutingContext context) {
        if (context.normalizedPath().contains("/v3/")
                && !VERSION.equals(context.request().getHeader("api-version"))) {
            throw Refusal.invalid("api-version", "api-version must be one of " + VERSION);
        }
    }

    private ApiCall.Reply once(ApiCall call, ApiCall.Action action) {
        String key = call.header("idempotency-key");
        if (key == null) {
            return action.answer(call);
        }
        List<String> name = List.of(call.account().businessId(), call.context().normalizedPath(), key);
        Kept earlier = kept.get(name);
        if (earlier == null) {
            ApiCall.Reply answer = action.answer(call);
            kept.put(name, new Kept(call.rawBody(), answer));
            return answer;
        }
        if (!earlier.question().equals(call.rawBody())) {
            throw new Refusal(
                    409, "IDEMPOTENCY_ERROR", "This idempotency key was used with another request body before.");
        }
        return earlier.answer();
    }
}

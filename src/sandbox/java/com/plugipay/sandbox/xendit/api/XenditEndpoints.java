package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.BasicCredentials;
import com.plugipay.sandbox.kit.IdempotentResults;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.FaultyEdge;
import com.plugipay.sandbox.kit.faults.ProviderErrors;
import com.plugipay.sandbox.xendit.Account;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all endpoints have in common: keys, idempotency, rate limits, errors. */
public final class XenditEndpoints implements ProviderErrors {
    private static final Logger LOG = LoggerFactory.getLogger(XenditEndpoints.class);
    private static final Duration REMEMBERED = Duration.ofDays(365);
    private static final String VERSION = "2024-11-11";
    private static final List<String> PATHS =
            List.of("/v3/*", "/v2/*", "/sessions/*", "/refunds/*", "/transactions/*", "/balance");

    private final StandInTools tools;
    private final Map<String, Account> accounts;
    private final RateWindow rates;
    /** By account, endpoint and key. */
    private final IdempotentResults<ApiCall.Reply> kept;

    public XenditEndpoints(StandInTools tools, Map<String, Account> accounts) {
        this.tools = tools;
        this.accounts = accounts;
        this.rates = new RateWindow(tools.clock());
        this.kept = new IdempotentResults<>(tools.clock(), REMEMBERED);
    }

    /** To be called before the endpoints are added. */
    public void mount(Router router) {
        FaultyEdge edge = new FaultyEdge(tools.faults(), this);
        PATHS.forEach(path -> router.route(path).handler(edge));
    }

    /** To be called after them: what is asked of no endpoint. */
    public void mountRest(Router router) {
        PATHS.forEach(path -> router.route(path)
                .handler(context -> answer(context, call -> {
                    throw new XenditRefusal(404, "NOT_FOUND", "The requested path was not found.");
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
        send(
                context,
                new XenditRefusal(429, "RATE_LIMIT_EXCEEDED", "You have exceeded the rate limit."),
                rates.exhausted());
    }

    @Override
    public void serverError(RoutingContext context) {
        send(
                context,
                new XenditRefusal(
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
            checkVersion(context);
            ApiCall.Reply reply = action.answer(new ApiCall(account, context));
            Answers.send(context, reply.status(), reply.body(), headers);
        } catch (XenditRefusal refusal) {
            send(context, refusal, headers);
        } catch (RuntimeException broken) {
            LOG.error("path={} failed", context.request().path(), broken);
            serverError(context);
        }
    }

    private static void send(RoutingContext context, XenditRefusal refusal, Map<String, String> headers) {
        Answers.send(context, refusal.status(), refusal.body, headers);
    }

    /** The secret key as the user, without a password. */
    private Account authenticated(RoutingContext context) {
        return BasicCredentials.of(context)
                .filter(basic -> basic.password().isEmpty())
                .map(basic -> accounts.get(basic.user()))
                .orElseThrow(() -> new XenditRefusal(401, "INVALID_API_KEY", "API key is invalid"));
    }

    private static void checkVersion(RoutingContext context) {
        if (context.normalizedPath().contains("/v3/")
                && !VERSION.equals(context.request().getHeader("api-version"))) {
            throw XenditRefusal.invalid("api-version", "api-version must be one of " + VERSION);
        }
    }

    private ApiCall.Reply once(ApiCall call, ApiCall.Action action) {
        String key = call.header("idempotency-key");
        if (key == null) {
            return action.answer(call);
        }
        List<String> name = List.of(call.account().businessId(), call.context().normalizedPath(), key);
        return kept.once(
                        name,
                        call.rawBody(),
                        () -> action.answer(call),
                        () -> new XenditRefusal(
                                409,
                                "IDEMPOTENCY_ERROR",
                                "This idempotency key was used with another request body before."))
                .value();
    }
}

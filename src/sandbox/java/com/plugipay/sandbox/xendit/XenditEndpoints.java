package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What all endpoints of Xendit have in common: keys, the version, the headers about rate limits, pages of lists. */
final class XenditEndpoints implements ApiStyle<XenditMerchant> {
    static final List<String> PATHS =
            List.of("/v3/*", "/v2/*", "/sessions/*", "/refunds/*", "/transactions/*", "/balance");

    private static final String VERSION = "2024-11-11";
    private static final int RATE_LIMIT = 60;
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private final StandInTools tools;
    private final Map<String, XenditMerchant> merchants;
    private final Map<String, Integer> requestsInWindow = new HashMap<>();
    private Instant windowEnds;

    /** @param merchants by their keys */
    XenditEndpoints(StandInTools tools, Map<String, XenditMerchant> merchants) {
        this.tools = tools;
        this.merchants = merchants;
        this.windowEnds = tools.now().plus(RATE_WINDOW);
    }

    /** The secret key is the user, without a password. */
    @Override
    public XenditMerchant merchant(RoutingContext context) {
        XenditMerchant merchant = BasicCredentials.of(context)
                .filter(basic -> basic.password().isEmpty())
                .map(basic -> merchants.get(basic.user()))
                .orElseThrow(XenditErrors::wrongKey);
        countRequest(merchant.businessId + context.currentRoute().getPath()).forEach(context.response()::putHeader);
        if (context.normalizedPath().contains("/v3/")
                && !VERSION.equals(context.request().getHeader("api-version"))) {
            throw XenditErrors.invalid("api-version", "api-version must be one of " + VERSION);
        }
        return merchant;
    }

    @Override
    public Refusal unknownPath() {
        return XenditErrors.of(404, "NOT_FOUND", "The requested path was not found.");
    }

    @Override
    public Refusal rateLimited() {
        return XenditErrors.of(429, "RATE_LIMIT_EXCEEDED", "You have exceeded the rate limit.");
    }

    @Override
    public Refusal serverError() {
        String message = "An unexpected error occured, our team has been notified and will troubleshoot the issue";
        return XenditErrors.of(500, "SERVER_ERROR", message);
    }

    @Override
    public ApiReply finished(ApiReply reply) {
        return reply.status() == 429 ? reply.with(rateHeaders(0)) : reply;
    }

    /** The headers only tell how many requests are left in this minute; a fault refuses them. */
    private Map<String, String> countRequest(String endpoint) {
        if (!tools.now().isBefore(windowEnds)) {
            requestsInWindow.clear();
            windowEnds = tools.now().plus(RATE_WINDOW);
        }
        return rateHeaders(Math.max(0, RATE_LIMIT - requestsInWindow.merge(endpoint, 1, Integer::sum)));
    }

    private Map<String, String> rateHeaders(int remaining) {
        double seconds = Math.max(0, Duration.between(tools.now(), windowEnds).toMillis()) / 1_000.0;
        return Map.of(
                "Rate-Limit-Limit", String.valueOf(RATE_LIMIT),
                "Rate-Limit-Remaining", String.valueOf(remaining),
                "Rate-Limit-Reset", String.format(Locale.ROOT, "%.3f", seconds));
    }

    /** What the path names, if it is this merchant's. */
    static <T extends ProviderObject<?, ?>> T find(ApiCall<XenditMerchant> call, Ledger<T> ledger) {
        return ledger.find(call.merchant(), call.id()).orElseThrow(XenditErrors::notFound);
    }

    /** The one whose id the path names. */
    static ApiReply one(ApiCall<XenditMerchant> call, String idField, Stream<JsonObject> items) {
        return items.filter(item -> item.getString(idField).equals(call.id()))
                .findFirst()
                .map(ApiReply::of)
                .orElseThrow(XenditErrors::notFound);
    }

    /** Those whose field has a value that the query asks for, or all when it asks for none. */
    static Predicate<JsonObject> wanted(ApiCall<XenditMerchant> call, String parameter, String field) {
        List<String> wanted = call.context().queryParam(parameter);
        return item -> wanted.isEmpty() || wanted.contains(item.getString(field));
    }

    /** A page of a list, newest first: {@code limit} items, beginning behind the one whose id {@code after_id} is. */
    static ApiReply page(ApiCall<XenditMerchant> call, int mostItems, String idField, Stream<JsonObject> items) {
        String limit = call.query("limit").orElse("10");
        if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > mostItems) {
            throw XenditErrors.invalid("limit", "limit must be 1 to " + mostItems);
        }
        List<JsonObject> found = call.query("after_id")
                .map(last -> items.dropWhile(item -> !item.getString(idField).equals(last))
                        .skip(1))
                .orElse(items)
                .toList();
        int shown = Math.min(found.size(), Integer.parseInt(limit));
        return ApiReply.of(json(
                "data", new JsonArray(found.subList(0, shown)),
                "has_more", found.size() > shown,
                "links", new JsonArray()));
    }
}

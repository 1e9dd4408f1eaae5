package com.plugipay.webhooks.endpoints;

import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Dialect;
import com.plugipay.model.Mode;
import com.plugipay.text.WebAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input that creates or changes an endpoint. */
public record WebhookEndpointInput(
        WebAddress url,
        @Size(max = 50) @Nullable List<@Size(max = 100) String> events,
        @Size(max = 500) @Nullable String description,
        @Nullable Boolean active,
        @Min(1) @Max(100) @Nullable Integer maxConcurrency,
        @Min(1) @Max(10_000) @Nullable Integer maxPerSecond) {

    private static final int DEFAULT_CONCURRENCY = 20;
    private static final int DEFAULT_PER_SECOND = 500;

    /** The current values, which a PATCH changes. */
    static WebhookEndpointInput of(WebhookEndpoint endpoint) {
        return new WebhookEndpointInput(
                endpoint.url(),
                endpoint.events(),
                endpoint.description(),
                null,
                endpoint.maxConcurrency(),
                endpoint.maxPerSecond());
    }

    List<String> eventsOrAll() {
        return events == null ? List.of() : List.copyOf(events);
    }

    /** The same with the events as a client with this dialect means them. */
    WebhookEndpointInput meantBy(Dialect dialect) {
        return new WebhookEndpointInput(
                url, EventFilter.meant(eventsOrAll(), dialect), description, active, maxConcurrency, maxPerSecond);
    }

    boolean activeOr(boolean otherwise) {
        return active == null ? otherwise : active;
    }

    int concurrencyOrDefault() {
        return maxConcurrency == null ? DEFAULT_CONCURRENCY : maxConcurrency;
    }

    int perSecondOrDefault() {
        return maxPerSecond == null ? DEFAULT_PER_SECOND : maxPerSecond;
    }

    /** Returns this if it is valid in that mode; the address of the URL is checked when something is sent there. */
    WebhookEndpointInput checked(Mode mode) {
        checkUrl(mode);
        List<String> entries = eventsOrAll();
        for (int i = 0; i < entries.size(); i++) {
            if (!EventFilter.isKnown(entries.get(i))) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "events/" + i,
                        "There is no such event; GET /events/types lists them, payment.* and * stand for many.");
            }
        }
        return this;
    }

    private void checkUrl(Mode mode) {
        if (!url.isSecure() && mode == Mode.LIVE) {
            throw refused("In live mode the URL must be https.");
        }
        if (url.isSecure() && url.host().indexOf('_') >= 0) {
            throw refused("TLS knows no host with an underscore in its name; http, which test mode takes, does.");
        }
        if (url.hasFragment()) {
            throw refused("The URL must have no fragment: no request carries it.");
        }
    }

    private static RuntimeException refused(String message) {
        return ErrorCode.VALIDATION_ERROR.forField("url", message);
    }
}

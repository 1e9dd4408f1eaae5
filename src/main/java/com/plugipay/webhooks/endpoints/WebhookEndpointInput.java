package com.plugipay.webhooks.endpoints;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Mode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The input that creates or changes an endpoint. */
public record WebhookEndpointInput(
        @Size(min = 1, max = 2048) String url,
        @Size(max = 50) @Nullable List<@Size(max = 100) String> events,
        @Size(max = 500) @Nullable String description,
        @Nullable Boolean active,
        @Min(1) @Max(100) @Nullable Integer maxConcurrency,
        @Min(1) @Max(10_000) @Nullable Integer maxPerSecond) {

    private static final int DEFAULT_CONCURRENCY = 20;
    private static final int DEFAULT_PER_SECOND = 500;

    private static final int LARGEST_PORT = 65_535;

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
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException malformed) {
            throw refused("This is not a URL: " + malformed.getReason() + ".");
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (address.getHost() == null || !(secure || scheme.equals("http"))) {
            throw refused("The URL must be absolute, with https or http and the name of a host.");
        }
        if (!secure && mode == Mode.LIVE) {
            throw refused("In live mode the URL must be https.");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw refused("The URL must have neither user name nor fragment.");
        }
        if (address.getPort() == 0 || address.getPort() > LARGEST_PORT) {
            throw refused("The URL's port must be from 1 to 65535.");
        }
    }

    private static RuntimeException refused(String message) {
        return ErrorCode.VALIDATION_ERROR.forField("url", message);
    }
}

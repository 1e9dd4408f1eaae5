package com.plugipay.http.server;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * The headers of every response that does not set them itself: it is not cached, its type is not guessed, and browsers that
 * used TLS use it again.
 *
 * @param secure whether clients use https, to this server or to a proxy in front of it
 */
public record StandardHeaders(boolean secure) {
    private static final CharSequence CACHE_NAME = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence OPTIONS_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence TRANSPORT_NAME = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    /** Sets the headers, before a response sets its own. */
    public void on(HttpServerResponse response) {
        response.putHeader(CACHE_NAME, NO_STORE).putHeader(OPTIONS_NAME, NOSNIFF);
        if (secure) {
            response.putHeader(TRANSPORT_NAME, A_YEAR);
        }
    }

    /** Adds the headers to a reply that does not pass through the server. */
    Reply on(Reply reply) {
        Reply standard = reply.with(CACHE_NAME.toString(), NO_STORE.toString())
                .with(OPTIONS_NAME.toString(), NOSNIFF.toString());
        return secure ? standard.with(TRANSPORT_NAME.toString(), A_YEAR.toString()) : standard;
    }
}

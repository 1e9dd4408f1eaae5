package com.plugipay.http.server;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * What every answer carries unless it says otherwise itself: nobody keeps it, nobody guesses its type, and who came by
 * TLS comes by TLS again.
 *
 * @param secure whether clients reach this server by https, be it through a proxy
 */
public record StandardHeaders(boolean secure) {
    private static final CharSequence CACHE_NAME = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence OPTIONS_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence TRANSPORT_NAME = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    /** To be put on a response before anything else. */
    public void on(HttpServerResponse response) {
        response.putHeader(CACHE_NAME, NO_STORE).putHeader(OPTIONS_NAME, NOSNIFF);
        if (secure) {
            response.putHeader(TRANSPORT_NAME, A_YEAR);
        }
    }

    /** The same for an answer that is given in the place of the server. */
    Reply on(Reply reply) {
        Reply standard = reply.with(CACHE_NAME.toString(), NO_STORE.toString())
                .with(OPTIONS_NAME.toString(), NOSNIFF.toString());
        return secure ? standard.with(TRANSPORT_NAME.toString(), A_YEAR.toString()) : standard;
    }
}

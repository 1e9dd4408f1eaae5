package com.plugipay.http.server;

import com.plugipay.errors.ApiException;
import com.plugipay.http.exchange.Reply;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What browsers get in place of what the API responds, where no route can respond. */
public interface BrowserPages {
    /** Responds to a browser that asks for an address which no route can read; false for what it leaves to the API. */
    boolean responds(RoutingContext context);

    /**
     * The page for a request that was not read to its end; empty for what it leaves to the API.
     *
     * @param request with the headers that were read; its address may be unknown
     */
    default Optional<Reply> refusal(HttpServerRequest request, ApiException failure) {
        return Optional.empty();
    }
}

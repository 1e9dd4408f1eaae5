package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.Loopback;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.shop.gateway.GatewayProblem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns templates into answers, and everything that goes wrong into a page that a buyer can read. */
final class ShopPages {
    private static final Logger LOG = LoggerFactory.getLogger(ShopPages.class);

    private final Set<String> paymentOrigins;
    private final String policy;

    /** @param gatewayUrl where buyers pay, under each name that a development machine has for itself */
    ShopPages(String gatewayUrl) {
        URI gateway = URI.create(gatewayUrl);
        paymentOrigins = Loopback.is(gateway.getHost())
                ? Set.of(origin(gateway, "localhost"), origin(gateway, "127.0.0.1"))
                : Set.of(origin(gateway, gateway.getHost()));
        // Browsers hold form-action against redirects too: the Buy form ends at the gateway's payment page.
        policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + String.join(" ", paymentOrigins);
    }

    Future<Void> show(RoutingContext context, String template, Map<String, Object> parameters) {
        return StandInPages.render(context, "shop/" + template, parameters);
    }

    /** Whether a browser would follow the Buy form to this page. */
    boolean allowsPaymentAt(String hostedUrl) {
        URI page = URI.create(hostedUrl);
        return page.getHost() != null && paymentOrigins.contains(origin(page, page.getHost()));
    }

    private static String origin(URI url, String host) {
        return url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Headers for every answer. */
    void protect(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin");
        context.next();
    }

    /** The failure handler: a page with the code and the reason, never a stack trace. */
    void failed(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (context.failure() instanceof GatewayProblem problem) {
            // A refusal is about the request; everything else is a failure between the shop and the gateway.
            response.setStatusCode(problem.status() == 404 || problem.status() == 409 ? problem.status() : 502);
            show(context, "problem", Map.of("problem", problem));
            return;
        }
        int status = context.failure() instanceof HttpException refusal
                ? refusal.getStatusCode()
                : context.statusCode() < 400 ? 500 : context.statusCode();
        if (status == 500) {
            LOG.error("path={} failed", context.request().path(), context.failure());
        }
        sorry(context, status);
    }

    void sorry(RoutingContext context, int status) {
        context.response().setStatusCode(status);
        show(context, "sorry", Map.of("status", status));
    }
}

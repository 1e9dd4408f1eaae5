package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.GatewayProblem;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Set<String> paymentOrigins;
    private final String policy;

    /** @param gatewayUrl where buyers pay, under each name that a development machine has for itself */
    ShopPages(String gatewayUrl) {
        URI gateway = URI.create(gatewayUrl);
        paymentOrigins = LOOPBACK.contains(gateway.getHost())
                ? Set.of(origin(gateway, "localhost"), origin(gateway, "127.0.0.1"))
                : Set.of(origin(gateway, gateway.getHost()));
        // Browsers hold form-action against redirects too: the Buy form ends at the gateway's payment page.
        policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + String.join(" ", paymentOrigins);
    }

    Future<Void> show(RoutingContext context, String template, Map<String, Object> parameters) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        engine.render("shop/" + template + ".jte", parameters, html);
        return context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(html.toByteArray()));
    }

    static Future<Void> goTo(RoutingContext context, String url) {
        return context.response().setStatusCode(303).putHeader("Location", url).end();
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

    /** Refuses forms that another site posts here: the desk has no login, so this is all that guards its buttons. */
    void ownFormsOnly(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        if (!request.method().equals(HttpMethod.POST)
                || origin == null
                || origin.endsWith("://" + request.authority())) {
            context.next();
        } else {
            context.fail(403);
        }
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

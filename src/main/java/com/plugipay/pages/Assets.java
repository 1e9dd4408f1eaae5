package com.plugipay.pages;

import com.plugipay.auth.Signature;
import com.plugipay.http.exchange.CompressedReply;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.text.ClasspathFile;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The static files of the pages, held in memory, and the handler of {@code GET /static/:name} that serves them.
 *
 * <p>The URL of a file contains the hash of its content: a browser may cache it forever and still gets every new version.
 */
public final class Assets implements Handler<RoutingContext> {
    private static final List<String> OWN = List.of(
            "chart.js",
            "checkout.css",
            "checkout.js",
            "dashboard.css",
            "dashboard.js",
            "docs.js",
            "forms.js",
            "icon.svg",
            "invoice.css",
            "live.js",
            "people.css",
            "people.js",
            "portal.css");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private record Asset(CompressedReply reply, String hash) {}

    private final Map<String, Asset> assets;

    private Assets(Map<String, Asset> assets) {
        this.assets = Collections.unmodifiableMap(assets);
    }

    /** Reads all files; fails when one is missing. */
    public static Assets load() {
        Map<String, Asset> assets = new TreeMap<>();
        for (String name : OWN) {
            assets.put(name, asset(name, ClasspathFile.read("/static/" + name)));
        }
        assets.put("htmx.js", asset("htmx.js", Webjar.HTMX.file("dist/htmx.min.js")));
        for (String name : List.of("swagger-ui.css", "swagger-ui-bundle.js")) {
            assets.put(name, asset(name, Webjar.SWAGGER_UI.file(name)));
        }
        for (String name : List.of("uPlot.min.css", "uPlot.iife.min.js")) {
            assets.put(name, asset(name, Webjar.UPLOT.file("dist/" + name)));
        }
        return new Assets(assets);
    }

    /** The URL of a file; throws an IllegalArgumentException when there is no such file. */
    public String url(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("No such static file: " + name);
        }
        return "/static/" + name + "?v=" + asset.hash();
    }

    @Override
    public void handle(RoutingContext context) {
        Asset asset = assets.get(Parameters.path(context, "name"));
        if (asset == null) {
            context.fail(404);
            return;
        }
        boolean isCompressed = Gzip.isTakenBy(context.request());
        String entityTag = '"' + asset.hash() + (isCompressed ? "-gzip" : "") + '"';
        boolean isCached = entityTag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH));
        Reply reply = isCached ? Reply.empty(304) : asset.reply().to(context.request());
        reply.with("ETag", entityTag)
                .with("Vary", "Accept-Encoding")
                .with("Cache-Control", caching(context, asset))
                .to(context);
    }

    /** While nodes of two versions run, an old node may be asked for a new hash: its response must not be cached. */
    private static String caching(RoutingContext context, Asset asset) {
        boolean sameVersion = asset.hash().equals(Parameters.query(context, "v"));
        return sameVersion ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static Asset asset(String name, byte[] content) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("No content type for " + name);
        }
        String hash = HexFormat.of().formatHex(Signature.sha256(content));
        return new Asset(CompressedReply.of(Reply.of(200, type, Buffer.buffer(content))), hash.substring(0, 16));
    }
}

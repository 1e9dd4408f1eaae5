package com.plugipay.pages;

import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The static files of our pages, held in memory, and the handler of {@code GET /static/:name} that serves them.
 *
 * <p>An address carries the hash of the content, so a browser may keep it for good and still gets every new version.
 */
public final class Assets implements Handler<RoutingContext> {
    private static final List<String> OWN = List.of("checkout.css", "checkout.js", "docs.js", "icon.svg", "paying.css");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private record Asset(Buffer content, String type, String hash) {}

    private final Map<String, Asset> assets;

    private Assets(Map<String, Asset> assets) {
        this.assets = Collections.unmodifiableMap(assets);
    }

    /** Reads everything; a file that is missing stops the start. */
    public static Assets load() {
        Map<String, Asset> assets = new TreeMap<>();
        for (String name : OWN) {
            assets.put(name, asset(name, Webjar.read("/static/" + name)));
        }
        assets.put("htmx.js", asset("htmx.js", Webjar.HTMX.file("dist/htmx.min.js")));
        for (String name : List.of("swagger-ui.css", "swagger-ui-bundle.js")) {
            assets.put(name, asset(name, Webjar.SWAGGER_UI.file(name)));
        }
        return new Assets(assets);
    }

    /** The address of a file; an IllegalArgumentException for one that there is not. */
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
        String tag = '"' + asset.hash() + '"';
        boolean isKnown = tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH));
        Reply reply = isKnown ? Reply.empty(304) : Reply.of(200, asset.type(), asset.content());
        reply.with("ETag", tag).with("Cache-Control", caching(context, asset)).to(context);
    }

    /** While nodes of two versions run, the old one is asked for the new hash: what it answers must not be kept. */
    private static String caching(RoutingContext context, Asset asset) {
        boolean sameVersion = asset.hash().equals(Parameters.query(context, "v"));
        return sameVersion ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static Asset asset(String name, byte[] content) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("No content type for " + name);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(
                    Buffer.buffer(content), type, HexFormat.of().formatHex(hash).substring(0, 16));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package com.plugipay.sandbox.kit;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The style sheets, scripts and pictures of a local server, held in memory, and the handler of {@code GET /assets/:name}.
 *
 * <p>It reads the class path itself, because the gateway's Vert.x, on which the demo shop runs, reads nothing from it.
 */
public final class LocalFiles implements Handler<RoutingContext> {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Buffer> files = new HashMap<>();

    /** Reads files of a folder of the class path; fails when one is missing. */
    public LocalFiles(String folder, List<String> names) {
        names.forEach(name -> files.put(name, read("/" + folder + "/" + name)));
    }

    @Override
    public void handle(RoutingContext context) {
        String name = context.pathParam("name");
        Buffer file = files.get(name);
        if (file == null) {
            context.fail(404);
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                .end(file);
    }

    private static Buffer read(String path) {
        try (InputStream file = LocalFiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("Not on the class path: " + path);
            }
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package com.plugipay.http;

import com.plugipay.http.connections.Connections;
import com.plugipay.json.Dialect;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP server of one event loop: the API under both its mounts, callbacks and pages. One is deployed for each core. */
public final class ApiVerticle extends VerticleBase {
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int DRAIN_SECONDS = 20;

    private final HttpServerOptions options;
    private final Connections connections;
    private final Operations operations;
    private final Edge edge;
    private final AddressLimits addresses;
    private final Consumer<Router> uploads;
    private final List<Consumer<Router>> others;
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    private @Nullable HttpServer server;

    /**
     * A server of these.
     *
     * @param uploads mounts the few routes that read their bodies themselves, and bound them: our limit does not hold there
     * @param others mounts what is not of the API
     */
    public ApiVerticle(
            HttpServerOptions options,
            Connections connections,
            Operations operations,
            Edge edge,
            AddressLimits addresses,
            Consumer<Router> uploads,
            List<Consumer<Router>> others) {
        this.options = options;
        this.connections = connections;
        this.operations = operations;
        this.edge = edge;
        this.addresses = addresses;
        this.uploads = uploads;
        this.others = others;
    }

    @Override
    public Future<?> start() {
        HttpServer listening = vertx.createHttpServer(options);
        server = listening;
        return listening
                .connectionHandler(connections::guard)
                .requestHandler(router())
                .listen();
    }

    /** Takes no new requests and waits for those in flight. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** The port that was bound, which the configuration may have left open. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    private Router router() {
        Router router = Router.router(vertx);
        for (Dialect dialect : Dialect.values()) {
            // First, so that a page of another site can read a refusal too.
            router.route(dialect.mount() + "/public/*").handler(fromAnySite());
        }
        router.route().handler(addresses);
        uploads.accept(router);
        Set<String> roots = roots();
        router.route().handler(context -> {
            if (hasNoBody(context.request()) || roots.contains(root(context.normalizedPath()))) {
                context.next();
            } else {
                body.handle(context);
            }
        });
        Buffer document = Buffer.buffer(Dialect.PLUGIPAY.bytes(OpenApi.document(operations)));
        for (Dialect dialect : Dialect.values()) {
            router.get(dialect.mount() + "/openapi.json")
                    .handler(context -> context.response()
                            .putHeader("Content-Type", "application/json")
                            .end(document));
            mount(router, dialect);
        }
        others.forEach(other -> other.accept(router));
        router.errorHandler(404, context -> edge.refuse(context, Problem.NOT_FOUND.here()));
        router.errorHandler(405, context -> edge.refuse(context, Problem.METHOD_NOT_ALLOWED.here()));
        router.errorHandler(413, context -> edge.refuse(context, Problem.PAYLOAD_TOO_LARGE.here()));
        router.errorHandler(400, context -> edge.refuse(context, Problem.VALIDATION_ERROR.here()));
        router.errorHandler(500, this::refuseUnexpected);
        return router;
    }

    /** Where operations are, which look at who asks before they read. */
    private Set<String> roots() {
        return operations.all().stream()
                .flatMap(operation ->
                        Stream.of(Dialect.values()).map(dialect -> dialect.mount() + '/' + operation.resource()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The address of the resource that a path is of. */
    private static String root(String path) {
        for (Dialect dialect : Dialect.values()) {
            if (path.startsWith(dialect.mount() + '/')) {
                int end = path.indexOf('/', dialect.mount().length() + 1);
                return end < 0 ? path : path.substring(0, end);
            }
        }
        return "";
    }

    private void readBody(RoutingContext context) {
        if (hasNoBody(context.request())) {
            context.next();
        } else {
            body.handle(context);
        }
    }

    /** HTTP/1 says so in its headers; there is nothing to wait for then. */
    private static boolean hasNoBody(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.headers().contains("Content-Length")
                && !request.headers().contains("Transfer-Encoding");
    }

    /** What needs no key may be asked by a page of any site; no cookie is ever sent or read. */
    private static CorsHandler fromAnySite() {
        return CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeader("Content-Type")
                .exposedHeader("X-Request-Id")
                .exposedHeader("Retry-After")
                .maxAgeSeconds(600);
    }

    private void refuseUnexpected(RoutingContext context) {
        Throwable failure = context.failure();
        edge.refuse(context, failure == null ? new IllegalStateException("Failed without a cause") : failure);
    }

    /** A length alone is enough to be refused, and without a body nothing has to be known before it is read. */
    private void admit(Operation<?> operation, RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (hasNoBody(context.request()) || (length != null && !length.isEmpty() && isTooLarge(length))) {
            context.next();
        } else {
            edge.admit(operation, context);
        }
    }

    private static boolean isTooLarge(String length) {
        return length.chars().allMatch(Character::isDigit)
                && (length.length() > 9 || Integer.parseInt(length) > LARGEST_BODY);
    }

    /** Routing is linear, so what lies below a resource has a router of its own. */
    private void mount(Router router, Dialect dialect) {
        Map<String, Router> below = new LinkedHashMap<>();
        Set<String> roots = new LinkedHashSet<>();
        for (Operation<?> operation : operations.all()) {
            String root = dialect.mount() + '/' + operation.resource();
            String path = operation.path().substring(1 + operation.resource().length());
            Route route = path.isEmpty()
                    ? router.route(operation.method(), root)
                    : below.computeIfAbsent(root, ignored -> Router.router(vertx))
                            .route(operation.method(), path);
            route.handler(context -> admit(operation, context))
                    .handler(this::readBody)
                    .handler(context -> edge.handle(operation, dialect, context));
            if (path.isEmpty()) {
                roots.add(root);
            }
        }
        // Otherwise the router below, which takes this path too, would know nothing of it: 404 instead of 405.
        roots.forEach(root -> router.route(root).handler(context -> context.fail(405)));
        below.forEach((root, routes) -> router.route(root + "/*").subRouter(routes));
    }
}

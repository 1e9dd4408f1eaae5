package com.plugipay.http.server;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.exchange.RequestBody;
import com.plugipay.http.operations.OpenApi;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Operations;
import com.plugipay.json.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP server of one event loop: the API under both its mounts, callbacks and pages. One is deployed for each core. */
public final class ApiVerticle extends VerticleBase {
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int DRAIN_SECONDS = 20;

    /** RFC 6454, 7: a scheme, a host and perhaps a port; or null. */
    private static final Pattern ORIGIN =
            Pattern.compile("null|[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");

    private final HttpServerOptions options;
    private final Connections connections;
    private final Operations operations;
    private final RequestPipeline edge;
    private final StandardHeaders headers;
    private final AddressLimits addresses;
    private final Consumer<Router> uploads;
    private final List<Consumer<Router>> others;
    private final RequestBody bodies = new RequestBody(LARGEST_BODY);
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
            RequestPipeline edge,
            StandardHeaders headers,
            AddressLimits addresses,
            Consumer<Router> uploads,
            List<Consumer<Router>> others) {
        this.options = options;
        this.connections = connections;
        this.operations = operations;
        this.edge = edge;
        this.headers = headers;
        this.addresses = addresses;
        this.uploads = uploads;
        this.others = others;
    }

    @Override
    public Future<?> start() {
        HttpServer listening = vertx.createHttpServer(options);
        server = listening;
        connections.refuseWith(failure -> headers.on(edge.refusal(failure)));
        listening.invalidRequestHandler(withHeaders(new UnreadableRequests(edge)));
        listening.connectionHandler(connections::guard);
        return listening.requestHandler(withHeaders(router())).listen();
    }

    private Handler<HttpServerRequest> withHeaders(Handler<HttpServerRequest> handler) {
        return request -> {
            headers.on(request.response());
            handler.handle(request);
        };
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
            router.route(dialect.mount() + "/public/*").handler(this::requireOrigin);
            router.route(dialect.mount() + "/public/*").handler(fromAnySite());
        }
        router.route().handler(addresses);
        uploads.accept(router);
        Set<String> roots = roots();
        router.route().handler(context -> {
            if (roots.contains(root(context.normalizedPath()))) {
                context.next();
            } else {
                bodies.handle(context);
            }
        });
        Reply document = Reply.json(200, Buffer.buffer(Dialect.PLUGIPAY.bytes(OpenApi.document(operations))));
        AllowedMethods allowed = new AllowedMethods();
        for (Dialect dialect : Dialect.values()) {
            router.get(dialect.mount() + "/openapi.json").handler(document::to);
            mount(router, dialect, allowed);
        }
        others.forEach(other -> other.accept(router));
        allowed.add("", router);
        router.errorHandler(400, this::refuseUnreadable);
        // Only what decides about other sites refuses with a bare 403.
        router.errorHandler(
                403, context -> edge.refuse(context, ErrorCode.FORBIDDEN.withMessage("Not from that site.")));
        router.errorHandler(404, context -> edge.refuse(context, ErrorCode.NOT_FOUND.exception()));
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", allowed.at(context.normalizedPath()));
            edge.refuse(context, ErrorCode.METHOD_NOT_ALLOWED.exception());
        });
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
        int mount = Dialect.endOfMount(path);
        if (mount < 0) {
            return "";
        }
        int end = path.indexOf('/', mount + 1);
        return end < 0 ? path : path.substring(0, end);
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

    /** Vert.x fails on a header that names no origin. */
    private void requireOrigin(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || ORIGIN.matcher(origin).matches()) {
            context.next();
        } else {
            edge.refuse(context, ErrorCode.VALIDATION_ERROR.withMessage("The Origin header names no origin."));
        }
    }

    /** What the router finds while it looks for a route, such as an address that is badly encoded. */
    private void refuseUnreadable(RoutingContext context) {
        edge.refuse(context, ErrorCode.VALIDATION_ERROR.exception());
    }

    private void refuseUnexpected(RoutingContext context) {
        Throwable failure = context.failure();
        edge.refuse(context, failure == null ? new IllegalStateException("Failed without a cause") : failure);
    }

    /** Nothing has to be known of who asks where there is nothing to read, or where it is refused by its headers alone. */
    private void admit(Operation<?> operation, RoutingContext context) {
        if (bodies.isToBeRead(context.request())) {
            edge.admit(operation, context);
        } else {
            context.next();
        }
    }

    /** Routing is linear, so what lies below a resource has a router of its own. */
    private void mount(Router router, Dialect dialect, AllowedMethods allowed) {
        Map<String, Router> below = new LinkedHashMap<>();
        Set<String> roots = new LinkedHashSet<>();
        for (Operation<?> operation : operations.all()) {
            String root = dialect.mount() + '/' + operation.resource();
            String path = operation.path().substring(1 + operation.resource().length());
            Route route = path.isEmpty()
                    ? router.route(operation.method(), root)
                    : below.computeIfAbsent(
                                    root, ignored -> Router.router(vertx).errorHandler(400, this::refuseUnreadable))
                            .route(operation.method(), path);
            // By which it is counted, and told of in the log: a router knows only what is below it.
            route.setName(dialect.mount() + operation.path())
                    .handler(context -> admit(operation, context))
                    .handler(bodies)
                    .handler(context -> edge.handle(operation, dialect, context));
            if (path.isEmpty()) {
                roots.add(root);
            }
        }
        // Otherwise the router below, which takes this path too, would know nothing of it: 404 instead of 405. By that
        // router's
        // name, so that a method that there is not is counted like one further below.
        roots.forEach(root -> router.route(root).setName(root + '/').handler(context -> context.fail(405)));
        below.forEach((root, routes) -> {
            allowed.add(root, routes);
            router.route(root + "/*").subRouter(routes);
        });
    }
}

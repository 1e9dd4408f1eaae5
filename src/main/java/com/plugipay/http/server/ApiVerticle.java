package com.plugipay.http.server;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.documentation.ApiDocument;
import com.plugipay.http.exchange.FormUpload;
import com.plugipay.http.exchange.RequestBody;
import com.plugipay.http.operations.CallTarget;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.requests.RequestLog;
import com.plugipay.json.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
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
    private static final int LONGEST_ADDRESS = 8 * 1024;
    private static final int DRAIN_SECONDS = 20;

    /** RFC 6454, 7: a scheme, a host and perhaps a port; or null. */
    private static final Pattern ORIGIN =
            Pattern.compile("null|[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");

    /** A route that matched an address of the API would hide that another one matches it with another method. */
    private static final String OUTSIDE_OF_THE_API = Stream.of(Dialect.values())
            .map(dialect -> "(?!" + dialect.mount() + "(/|$))")
            .collect(Collectors.joining("", "", "/.*"));

    private final HttpServerOptions options;
    private final Connections connections;
    private final Operations operations;
    private final ApiDocument document;
    private final RequestPipeline pipeline;
    private final StandardHeaders headers;
    private final AddressLimits addresses;
    private final RequestLog log;
    private final Consumer<Router> uploads;
    private final List<Consumer<Router>> others;
    private final BrowserPages pages;
    private final RequestBody bodies = new RequestBody(LARGEST_BODY);
    private @Nullable HttpServer server;

    /**
     * A server of operations and other routes.
     *
     * @param uploads mounts the few routes that read their bodies themselves, with limits of their own
     * @param others mount routes outside the API
     * @param pages for browsers whose requests reach no route
     */
    public ApiVerticle(
            HttpServerOptions options,
            Connections connections,
            Operations operations,
            ApiDocument document,
            RequestPipeline pipeline,
            StandardHeaders headers,
            AddressLimits addresses,
            RequestLog log,
            Consumer<Router> uploads,
            List<Consumer<Router>> others,
            BrowserPages pages) {
        this.options = options;
        this.connections = connections;
        this.operations = operations;
        this.document = document;
        this.pipeline = pipeline;
        this.headers = headers;
        this.addresses = addresses;
        this.log = log;
        this.uploads = uploads;
        this.others = others;
        this.pages = pages;
    }

    @Override
    public Future<?> start() {
        HttpServer listening = vertx.createHttpServer(options);
        server = listening;
        connections.refuseWith(failure -> headers.on(pipeline.refusal(failure)));
        listening.invalidRequestHandler(withHeaders(new UnreadableRequests(pipeline, pages)));
        listening.connectionHandler(connections::guard);
        return HttpConfig.listening(
                listening.requestHandler(withHeaders(router())).listen(), "http.port", options.getPort());
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
        router.route().handler(log);
        for (Dialect dialect : Dialect.values()) {
            // First, so that pages of other sites can read refusals too.
            router.route(dialect.mount() + "/public/*").handler(this::requireOrigin);
            router.route(dialect.mount() + "/public/*").handler(fromAnySite());
        }
        router.route().handler(addresses);
        router.route().handler(ApiVerticle::requireShortAddress);
        uploads.accept(router);
        Set<String> roots = roots();
        router.route().handler(context -> {
            if (roots.contains(root(context.normalizedPath()))) {
                context.next();
            } else {
                bodies.handle(context);
            }
        });
        AllowedMethods allowed = new AllowedMethods();
        for (Dialect dialect : Dialect.values()) {
            router.get(dialect.mount() + "/openapi.json").handler(document);
            mount(router, dialect, allowed);
        }
        others.forEach(other -> other.accept(router));
        allowed.add("", router);
        router.routeWithRegex(OUTSIDE_OF_THE_API).setName("none").handler(context -> failElsewhere(context, allowed));
        router.errorHandler(400, this::refuseUnreadable);
        // A 403 without a failure comes from the CORS handler.
        router.errorHandler(
                403, context -> pipeline.refuse(context, ErrorCode.FORBIDDEN.withMessage("Not from that site.")));
        router.errorHandler(404, context -> pipeline.refuse(context, ErrorCode.NOT_FOUND.exception()));
        router.errorHandler(405, context -> {
            String methods = allowed.at(context.normalizedPath());
            context.response().putHeader("Allow", methods);
            pipeline.refuse(
                    context,
                    ErrorCode.METHOD_NOT_ALLOWED.withMessage("There is no " + CallTarget.asked(context.request())
                            + ": this address takes " + methods + '.'));
        });
        router.errorHandler(500, this::refuseUnexpected);
        return router;
    }

    /** The server reads longer ones, so that who has sent one gets a page or what the API responds, as the address says. */
    private static void requireShortAddress(RoutingContext context) {
        if (context.request().uri().length() > LONGEST_ADDRESS) {
            context.fail(ErrorCode.URI_TOO_LONG.exception());
        } else {
            context.next();
        }
    }

    /** Fails where no page is, or takes the method, so that the handlers for failures of pages around it respond. */
    private static void failElsewhere(RoutingContext context, AllowedMethods allowed) {
        String methods = allowed.at(context.normalizedPath());
        if (methods.isEmpty()) {
            context.fail(404);
        } else {
            context.response().putHeader("Allow", methods);
            context.fail(405);
        }
    }

    /** The addresses of the operations' resources: they identify the caller before they read a body. */
    private Set<String> roots() {
        return operations.all().stream()
                .flatMap(operation ->
                        Stream.of(Dialect.values()).map(dialect -> dialect.mount() + '/' + operation.resource()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The address of the resource in a path. */
    private static String root(String path) {
        int mount = Dialect.endOfMount(path);
        if (mount < 0) {
            return "";
        }
        int end = path.indexOf('/', mount + 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** Operations without a key are open to pages of all sites; no cookie is ever sent or read. */
    private static CorsHandler fromAnySite() {
        return CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeader("Content-Type")
                .exposedHeader("X-Request-Id")
                .exposedHeader("Retry-After")
                .maxAgeSeconds(600);
    }

    /** Vert.x would fail on a malformed Origin header. */
    private void requireOrigin(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || ORIGIN.matcher(origin).matches()) {
            context.next();
        } else {
            pipeline.refuse(context, ErrorCode.VALIDATION_ERROR.withMessage("The Origin header names no origin."));
        }
    }

    /** Handles what the router itself refuses, such as an address that is badly encoded. */
    private void refuseUnreadable(RoutingContext context) {
        if (!pages.responds(context)) {
            pipeline.refuse(context, ErrorCode.VALIDATION_ERROR.exception());
        }
    }

    private void refuseUnexpected(RoutingContext context) {
        Throwable failure = context.failure();
        pipeline.refuse(context, failure == null ? new IllegalStateException("Failed without a cause") : failure);
    }

    /** Identifies the caller if there is a body to read. */
    private void admit(Operation<?> operation, RequestBody body, RoutingContext context) {
        if (body.isToBeRead(context.request())) {
            pipeline.admit(operation, context);
        } else {
            context.next();
        }
    }

    /** Mounts the operations. Each resource has a router of its own, because routing is linear. */
    private void mount(Router router, Dialect dialect, AllowedMethods allowed) {
        Map<String, Router> below = new LinkedHashMap<>();
        Set<String> roots = new LinkedHashSet<>();
        for (Operation<?> operation : operations.at(dialect)) {
            String root = dialect.mount() + '/' + operation.resource();
            String path = operation.path().substring(1 + operation.resource().length());
            int file = operation.largestFile();
            RequestBody body = file == 0 ? bodies : new RequestBody(file + FormUpload.OVERHEAD);
            Route route = path.isEmpty()
                    ? router.route(operation.method(), root)
                    : below.computeIfAbsent(
                                    root, ignored -> Router.router(vertx).errorHandler(400, this::refuseUnreadable))
                            .route(operation.method(), path);
            // Metrics and logs show this name; a sub-router would name only the part of the path below it.
            route.setName(dialect.mount() + operation.path())
                    .handler(context -> admit(operation, body, context))
                    .handler(body)
                    .handler(context -> pipeline.handle(operation, dialect, context));
            if (path.isEmpty()) {
                roots.add(root);
            }
        }
        // The sub-router takes this path too, and would respond with 404 instead of 405. The name is that of the
        // sub-router, so that metrics count both alike.
        roots.forEach(root -> router.route(root).setName(root + '/').handler(context -> context.fail(405)));
        below.forEach((root, routes) -> {
            allowed.add(root, routes);
            router.route(root + "/*").subRouter(routes);
        });
    }
}

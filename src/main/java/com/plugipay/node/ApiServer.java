package com.plugipay.node;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.RefusalLog;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.documentation.ApiDocument;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.exchange.SameOrigin;
import com.plugipay.http.requests.RequestLog;
import com.plugipay.http.server.ApiVerticle;
import com.plugipay.http.server.BrowserPages;
import com.plugipay.http.server.RequestPipeline;
import com.plugipay.http.server.SessionCalls;
import com.plugipay.http.server.StandardHeaders;
import com.plugipay.idempotency.ExpiredResponses;
import com.plugipay.work.Work;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Serves the routes of all modules, by a verticle for each event loop. They share a port. */
public final class ApiServer {
    private final Node node;
    private final List<? extends Module> modules;
    private final RefusalLog refusals;
    private final RequestPipeline pipeline;
    private final StandardHeaders headers;
    private final AddressLimits addresses;
    private final ApiDocument document;
    private final List<ApiVerticle> verticles = new CopyOnWriteArrayList<>();

    public ApiServer(Node node, List<? extends Module> modules) {
        this.node = node;
        this.modules = modules;
        this.refusals = new RefusalLog(node.metrics());
        this.pipeline = new RequestPipeline(
                node.authenticator(),
                new SessionCalls(
                        node.sessions(),
                        node.sessionCookie(),
                        new SameOrigin(node.http().baseUrl())),
                node.clients(),
                node.keyLimits(),
                refusals,
                node.database(),
                node.masterKeys(),
                node.clock());
        this.headers = new StandardHeaders(node.http().isSecure());
        this.addresses = new AddressLimits(node.clients(), node.limits());
        this.document = new ApiDocument(node.operations());
        modules.forEach(module -> module.mount(node.operations()));
    }

    /** The pages of the first module that has one. */
    private record PagesOfModules(List<? extends Module> modules) implements BrowserPages {
        @Override
        public boolean responds(RoutingContext context) {
            return modules.stream().anyMatch(module -> module.respondsToUnreadable(context));
        }

        @Override
        public Optional<Reply> refusal(HttpServerRequest request, ApiException failure) {
            return modules.stream()
                    .flatMap(module -> module.refusalOfUnreadable(request, failure).stream())
                    .findFirst();
        }
    }

    /** A verticle for one event loop. */
    public ApiVerticle verticle() {
        ApiVerticle verticle = new ApiVerticle(
                node.serverOptions(),
                node.connections(),
                node.operations(),
                document,
                pipeline,
                headers,
                addresses,
                new RequestLog(node.requests()),
                router -> modules.forEach(module -> module.mountUploads(router)),
                modules.stream().<Consumer<Router>>map(module -> module::mount).toList(),
                new PagesOfModules(modules));
        verticles.add(verticle);
        return verticle;
    }

    /** Periodic work for requests: it logs how many refusals were not logged, and deletes expired responses. */
    public List<Work> work() {
        return List.of(
                Work.of(
                        "refusals",
                        Duration.ofSeconds(1),
                        now -> refusals.logOmitted(now).map(false)),
                ExpiredResponses.of(node.database()));
    }

    /** The port that was bound, which the configuration may have left open. */
    public int port() {
        return verticles.getFirst().port();
    }
}

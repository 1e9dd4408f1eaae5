package com.plugipay.resilience.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A merchant's server for webhooks: it remembers the deliveries, and a test changes its behavior. */
public final class WebhookReceiver {
    /** The path of the test's own requests, which are not deliveries. */
    private static final String CHECK = "/check";

    private final String name;
    private final Vertx vertx;
    private final HttpServer server;
    private final Queue<ReceivedDelivery> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> otherPaths = new ConcurrentSkipListSet<>();
    private volatile Supplier<ReceiverBehavior> next;
    private volatile boolean hasAccepted;

    private WebhookReceiver(Vertx vertx, String name, ReceiverBehavior behavior) {
        this.name = name;
        this.vertx = vertx;
        this.next = () -> behavior;
        this.server = TestGateway.get(vertx.createHttpServer(new HttpServerOptions().setSoLinger(0))
                .requestHandler(request -> request.body().onSuccess(body -> arrived(request)))
                .listen(0, "127.0.0.1"));
    }

    /** Starts one; messages call it by that name. */
    public static WebhookReceiver open(Vertx vertx, String name, ReceiverBehavior behavior) {
        return new WebhookReceiver(vertx, name, behavior);
    }

    private void arrived(HttpServerRequest request) {
        if (request.path().equals(CHECK)) {
            request.response().end();
            return;
        }
        if (!request.path().equals("/hooks")) {
            otherPaths.add(request.path());
        }
        ReceiverBehavior behavior = next.get();
        if (behavior.accepts()) {
            hasAccepted = true;
        }
        arrivals.add(new ReceivedDelivery(
                request.getHeader("X-Plugipay-Delivery-Id"),
                request.getHeader("X-Plugipay-Event-Id"),
                Instant.now(),
                behavior.accepts()));
        behavior.answer(vertx, request);
    }

    /**
     * Waits until it has received everything that was sent to it before: all connections of a server share one event loop, which
     * has read from each of them between the first and the last of these requests on a later connection.
     */
    void awaitArrivals() {
        try (RawConnection connection = RawConnection.from("127.0.0.1", server.actualPort())) {
            for (int i = 0; i < 3; i++) {
                connection.send("GET " + CHECK + " HTTP/1.1\r\nHost: x\r\n\r\n");
                String answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                assertThat(connection.read(answer.length())).isEqualTo(answer);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String name() {
        return name;
    }

    public String url() {
        return "http://localhost:" + server.actualPort() + "/hooks";
    }

    public void behaves(ReceiverBehavior behavior) {
        next = () -> behavior;
    }

    /** A new behavior for each delivery. */
    public void behaves(Supplier<ReceiverBehavior> behaviors) {
        next = behaviors;
    }

    /** Whether it has accepted anything so far. */
    public boolean hasAccepted() {
        return hasAccepted;
    }

    public List<ReceivedDelivery> arrivals() {
        return List.copyOf(arrivals);
    }

    public int size() {
        return arrivals.size();
    }

    public Set<String> acceptedEvents() {
        return arrivals.stream()
                .filter(ReceivedDelivery::accepted)
                .map(ReceivedDelivery::event)
                .collect(Collectors.toSet());
    }

    public Set<String> acceptedDeliveries() {
        return arrivals.stream()
                .filter(ReceivedDelivery::accepted)
                .map(ReceivedDelivery::delivery)
                .collect(Collectors.toSet());
    }

    /** The paths of requests that did not come to its own URL. */
    public Set<String> otherPaths() {
        return Set.copyOf(otherPaths);
    }
}

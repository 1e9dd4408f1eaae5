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

/** A merchant's server for webhooks: it remembers what has arrived, and its manners change. */
public final class WebhookReceiver {
    /** The path of the test's own requests, which are not deliveries. */
    private static final String KNOCK = "/knock";

    private final String name;
    private final Vertx vertx;
    private final HttpServer server;
    private final Queue<ReceivedDelivery> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> strayed = new ConcurrentSkipListSet<>();
    private volatile Supplier<ReceiverBehavior> manners;
    private volatile boolean everTook;

    private WebhookReceiver(Vertx vertx, String name, ReceiverBehavior manner) {
        this.name = name;
        this.vertx = vertx;
        this.manners = () -> manner;
        this.server = TestGateway.get(vertx.createHttpServer(new HttpServerOptions().setSoLinger(0))
                .requestHandler(request -> request.body().onSuccess(body -> arrived(request)))
                .listen(0, "127.0.0.1"));
    }

    /** Opens one that is called by that name in messages. */
    public static WebhookReceiver open(Vertx vertx, String name, ReceiverBehavior manner) {
        return new WebhookReceiver(vertx, name, manner);
    }

    private void arrived(HttpServerRequest request) {
        if (request.path().equals(KNOCK)) {
            request.response().end();
            return;
        }
        if (!request.path().equals("/hooks")) {
            strayed.add(request.path());
        }
        ReceiverBehavior manner = manners.get();
        if (manner.takes()) {
            everTook = true;
        }
        arrivals.add(new ReceivedDelivery(
                request.getHeader("X-Plugipay-Delivery-Id"),
                request.getHeader("X-Plugipay-Event-Id"),
                Instant.now(),
                manner.takes()));
        manner.answer(vertx, request);
    }

    /**
     * Waits until everything is taken in that was sent to it before: all connections of a server share one event loop, which
     * has read from each of them between the first and the last of these requests on a later connection.
     */
    void awaitArrivals() {
        try (RawConnection connection = RawConnection.from("127.0.0.1", server.actualPort())) {
            for (int i = 0; i < 3; i++) {
                connection.send("GET " + KNOCK + " HTTP/1.1\r\nHost: x\r\n\r\n");
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

    public void turns(ReceiverBehavior manner) {
        manners = () -> manner;
    }

    /** Another manner for each that arrives. */
    public void turns(Supplier<ReceiverBehavior> any) {
        manners = any;
    }

    /** Whether it has taken anything so far. */
    public boolean everTook() {
        return everTook;
    }

    public List<ReceivedDelivery> arrivals() {
        return List.copyOf(arrivals);
    }

    public int size() {
        return arrivals.size();
    }

    public Set<String> takenEvents() {
        return arrivals.stream()
                .filter(ReceivedDelivery::taken)
                .map(ReceivedDelivery::event)
                .collect(Collectors.toSet());
    }

    public Set<String> takenDeliveries() {
        return arrivals.stream()
                .filter(ReceivedDelivery::taken)
                .map(ReceivedDelivery::delivery)
                .collect(Collectors.toSet());
    }

    /** Where else it was asked than at its own address. */
    public Set<String> strayed() {
        return Set.copyOf(strayed);
    }
}

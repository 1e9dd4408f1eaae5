package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.config.HttpConfig;
import com.plugipay.http.Servers;
import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.connections.Connections;
import com.plugipay.management.Metrics;
import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However odd what others send, a node counts it with the series that it has. */
class BoundedMetricsTest {
    private static final int TIMES = 1_000;
    private static final Set<String> LABELS =
            Set.of("2xx", "3xx", "4xx", "5xx", "1xx", "other", "200", "404", "GET", "POST", "OTHER", "?");

    private final Metrics metrics = new Metrics();
    private final HttpServerOptions options =
            Servers.options(new HttpConfig("127.0.0.1", 0, "http://127.0.0.1", "", "", List.of()));
    private final Vertx vertx = Servers.vertx(
            metrics, new Connections(ConnectionConfig.standard(), options, address -> false, metrics.registry()));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void methodsPathsAndHostsOfStrangersAreNoLabels() {
        HttpServer server = TestGateway.get(vertx.createHttpServer(options)
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen());
        send(List.of(server.actualPort()));
        assertThat(series()).isLessThan(300);
        assertOnlyKnownLabels();
        assertThat(metrics.registry().scrape())
                .contains("vertx_http_server_requests_total{code=\"404\",method=\"OTHER\"} " + TIMES + ".0");
    }

    @Test
    void statusesOfOtherServersAreNoLabels() {
        List<Integer> ports = IntStream.range(0, 20)
                .mapToObj(i -> TestGateway.get(vertx.createNetServer()
                        .connectHandler(BoundedMetricsTest::answerOddly)
                        .listen(0, "127.0.0.1")))
                .map(NetServer::actualPort)
                .toList();
        send(ports);
        assertThat(series()).isLessThan(300);
        assertOnlyKnownLabels();
        assertThat(metrics.registry().scrape()).contains("code=\"2xx\"", "code=\"4xx\"", "code=\"other\"");
    }

    @Test
    void thereIsANetBelow() {
        for (int i = 0; i < 10_000; i++) {
            Counter.builder("plugipay.odd")
                    .tag("odd", "o" + i)
                    .register(metrics.registry())
                    .increment();
        }
        assertThat(series()).isLessThanOrEqualTo(4_000);
    }

    /** A method, a path and a host that nobody has sent before, each time, to one server after the other. */
    private void send(List<Integer> ports) {
        TestGateway.get(Future.all(IntStream.range(0, TIMES)
                .mapToObj(i -> client.request(
                                HttpMethod.valueOf("ODD" + i), ports.get(i % ports.size()), "127.0.0.1", "/odd/" + i)
                        .compose(request -> request.putHeader("Host", "odd" + i).send())
                        .compose(HttpClientResponse::body))
                .toList()));
    }

    /** Some beyond what any HTTP knows. */
    private static void answerOddly(NetSocket socket) {
        socket.handler(request -> {
            String text = request.toString();
            int odd = Integer.parseInt(text.substring(3, text.indexOf(' ')));
            socket.end(Buffer.buffer(
                    "HTTP/1.1 " + (200 + odd * 7) + " Odd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        });
    }

    private long series() {
        return metrics.registry().getMeters().size();
    }

    private void assertOnlyKnownLabels() {
        Set<String> labels = metrics.registry().getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("vertx.http"))
                .flatMap(id -> id.getTags().stream())
                .map(tag -> tag.getValue())
                .collect(Collectors.toSet());
        assertThat(LABELS).containsAll(labels);
        assertThat(metrics.registry().getMeters())
                .noneSatisfy(meter -> assertThat(meter.getId().toString()).contains("odd"))
                .noneSatisfy(meter -> assertThat(meter.getId().toString()).contains("127.0.0.1"));
    }
}

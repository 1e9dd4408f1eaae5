package com.plugipay.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.server.HttpConfig;
import com.plugipay.http.server.Servers;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
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
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever clients send, the number of series of a node stays bounded. */
class BoundedMetricsTest {
    private static final int TIMES = 1_000;
    private static final Set<String> LABELS =
            Set.of("2xx", "3xx", "4xx", "5xx", "1xx", "other", "GET", "POST", "OTHER", "none", "?");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "ODD%d", "odd%d");
    private static final List<String> PATHS = List.of(
            "/odd/%d",
            "/v1/customers",
            "/v1/customers/odd%d",
            "/v1/customers/odd%d/odd",
            "/v1/odd%d",
            "/api/v1/customers/odd%d?odd=%1$d",
            "/v1/public/odd%d",
            "/v1/public/checkout/sessions/odd%d",
            "/v1/inbound-webhooks/xendit/odd%d",
            "/c/odd%d",
            "/c/odd%d/odd",
            "/c/odd%d/proof",
            "/p/odd%d/return",
            "/static/odd%d",
            "//odd%d",
            "/%%00odd%d",
            "/v1/customers/%%zzodd%d");
    private static final Set<String> OTHER_ROUTES = Set.of(
            "none",
            "/v1/openapi.json",
            "/v1/inbound-webhooks/xendit/:workspaceId",
            "/c/:id",
            "/c/:id/proof",
            "/p/:id/return",
            "/static/:name");

    private final Metrics metrics = new Metrics();
    private final HttpServerOptions options =
            Servers.options(new HttpConfig("127.0.0.1", 0, "http://127.0.0.1", "", "", List.of()));
    private final Vertx vertx = Servers.vertx(
            metrics.options(),
            metrics.factory(),
            new Connections(ConnectionConfig.standard(), options, address -> false, metrics.registry()));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void unknownMethodsPathsAndHostsAreNoLabels() {
        HttpServer server = TestGateway.get(vertx.createHttpServer(options)
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen());
        send(List.of(server.actualPort()));
        assertThat(series()).isLessThan(300);
        assertOnlyKnownLabels();
        assertThat(metrics.registry().scrape())
                .contains("vertx_http_server_requests_total{code=\"4xx\",method=\"OTHER\",route=\"none\"} " + TIMES
                        + ".0");
    }

    @Test
    void aPathIsCountedByItsRoute() {
        try (TestGateway gateway = TestGateway.withoutProviders(TestDatabase.create())) {
            Api api = gateway.merchant();
            api.get("/v1/customers").expect(200);
            Set<String> routes = routes(api);
            URI server = URI.create(gateway.baseUrl());
            TestGateway.get(Future.all(IntStream.range(0, TIMES)
                    .mapToObj(i -> client.request(
                                    HttpMethod.valueOf(
                                            METHODS.get(i % METHODS.size()).formatted(i)),
                                    server.getPort(),
                                    server.getHost(),
                                    PATHS.get(i % PATHS.size()).formatted(i))
                            .compose(request ->
                                    request.putHeader("Host", "odd" + i).send())
                            .compose(HttpClientResponse::body))
                    .toList()));
            List<String> series = Management.get(gateway.managementUrl() + "/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("vertx_http_server"))
                    .toList();
            assertThat(series).hasSizeLessThan(1_000).noneMatch(line -> line.contains("odd"));
            assertThat(labels(series, "method")).isSubsetOf("GET", "POST", "PUT", "DELETE", "OPTIONS", "OTHER");
            assertThat(labels(series, "code")).isSubsetOf("2xx", "3xx", "4xx", "5xx");
            assertThat(labels(series, "route"))
                    .contains(
                            "none",
                            "/v1/customers",
                            "/v1/customers/:id",
                            "/c/:id",
                            "/v1/inbound-webhooks/xendit/:workspaceId")
                    .isSubsetOf(routes);
        }
    }

    /** All allowed values of the labels: the documented ones and a few others. */
    private static Set<String> routes(Api api) {
        Set<String> routes = new HashSet<>(OTHER_ROUTES);
        for (String path : (Iterable<String>)
                () -> api.get("/v1/openapi.json").json().path("paths").fieldNames()) {
            String template = path.replaceAll("\\{(\\w+)\\}", ":$1");
            routes.addAll(List.of("/v1" + template, "/api/v1" + template));
        }
        return routes;
    }

    private static Set<String> labels(List<String> series, String name) {
        Pattern label = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"");
        return series.stream()
                .map(label::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
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
    void theNumberOfSeriesIsLimited() {
        for (int i = 0; i < 10_000; i++) {
            Counter.builder("plugipay.odd")
                    .tag("odd", "o" + i)
                    .register(metrics.registry())
                    .increment();
        }
        assertThat(series()).isLessThanOrEqualTo(4_000);
    }

    /** Sends a new method, path and host each time, to each server in turn. */
    private void send(List<Integer> ports) {
        TestGateway.get(Future.all(IntStream.range(0, TIMES)
                .mapToObj(i -> client.request(
                                HttpMethod.valueOf("ODD" + i), ports.get(i % ports.size()), "127.0.0.1", "/odd/" + i)
                        .compose(request -> request.putHeader("Host", "odd" + i).send())
                        .compose(HttpClientResponse::body))
                .toList()));
    }

    /** Some of these are no HTTP statuses. */
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

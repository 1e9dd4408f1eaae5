package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.http.server.StandardHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The static files, the documentation and the headers, over real HTTP. */
@ExtendWith(VertxExtension.class)
class StaticPagesTest {
    private static final Assets ASSETS = Assets.load();
    private static WebClient client;

    @BeforeAll
    static void start(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/static/:name").handler(ASSETS);
        router.get("/c/:id").handler(SecurityHeaders.CHECKOUT).handler(context -> context.end("page"));
        new DocsPage(ASSETS).mount(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    new StandardHeaders(false).on(request.response());
                    router.handle(request);
                })
                .listen(0, "127.0.0.1")
                .await();
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(server.actualPort())
                        .setFollowRedirects(false));
    }

    @Test
    void aVersionIsCachedForGood() {
        HttpResponse<Buffer> answer = send(get(ASSETS.url("people.css")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");

        HttpResponse<Buffer> again =
                send(get(ASSETS.url("people.css")).putHeader("If-None-Match", answer.getHeader("ETag")));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isNull();
    }

    @Test
    void anotherVersionIsNotCached() {
        for (String url : new String[] {"/static/htmx.js", "/static/htmx.js?v=0123456789abcdef"}) {
            HttpResponse<Buffer> answer = send(get(url));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-cache");
            assertThat(answer.bodyAsString()).startsWith("var htmx=");
        }
    }

    @Test
    void nothingElseIsServed() {
        assertThat(send(get("/static/other.css")).statusCode()).isEqualTo(404);
        assertThat(send(get("/static/..%2Ftexts%2Fcheckout_en.properties")).statusCode())
                .isEqualTo(404);
        assertThatThrownBy(() -> ASSETS.url("other.css")).hasMessageContaining("other.css");
    }

    @Test
    void thePagesHaveAStrictPolicy() {
        HttpResponse<Buffer> answer = send(get("/c/sess_1"));

        assertThat(answer.getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; ")
                .contains("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theDocumentationLoadsNothingFromOtherHosts() {
        HttpResponse<Buffer> answer = send(get("/docs"));

        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.getHeader("Content-Security-Policy")).contains("script-src 'self';");
        assertThat(answer.bodyAsString())
                .contains("data-openapi=\"/v1/openapi.json\"", ASSETS.url("swagger-ui-bundle.js"))
                .doesNotContain("http:", "https:");
        assertThat(send(get(ASSETS.url("swagger-ui-bundle.js"))).body().length())
                .isGreaterThan(1_000_000);
    }

    private static HttpRequest<Buffer> get(String url) {
        return client.get(url);
    }

    private static HttpResponse<Buffer> send(HttpRequest<Buffer> request) {
        return request.send().await();
    }
}

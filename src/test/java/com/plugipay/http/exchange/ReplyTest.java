package com.plugipay.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.server.StandardHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a route does with a request, the request is answered. */
@ExtendWith(VertxExtension.class)
class ReplyTest {
    private final Vertx vertx;
    private final Router router;

    ReplyTest(Vertx vertx) {
        this.vertx = vertx;
        router = Router.router(vertx);
    }

    @Test
    void aReplyThatCannotBeWrittenFailsItsRoute() throws Exception {
        router.get("/")
                .handler(context -> Reply.send(
                        context,
                        later(Reply.empty(200).with("X-Odd", "a\u007fb").with("X-Good", "a"))));
        router.errorHandler(500, context -> Reply.json(500, Buffer.buffer("{}")).to(context));
        HttpResponse<String> answer = ask();
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.headers().firstValue("X-Good")).isEmpty();
    }

    @Test
    void anErrorReplyThatCannotBeWrittenIs500() throws Exception {
        router.get("/").handler(context -> Reply.send(context, Future.failedFuture("broken")));
        router.errorHandler(
                500, context -> Reply.empty(500).with("X-Odd", "\u0000").to(context));
        assertThat(ask().statusCode()).isEqualTo(500);
    }

    @Test
    void aRedirectEncodesItsAddress() throws Exception {
        router.get("/")
                .handler(context ->
                        Reply.send(context, later(Reply.seeOther("https://shop.example/\u007fa b\r\n?é=😀"))));
        HttpResponse<String> answer = ask();
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("https://shop.example/%7Fa%20b%0D%0A?%C3%A9=%F0%9F%98%80");
    }

    @Test
    void aReplyByTlsRequiresTls() throws Exception {
        router.route().handler(context -> {
            new StandardHeaders(true).on(context.response());
            Reply.empty(200).to(context);
        });
        HttpResponse<String> answer = ask();
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private Future<Reply> later(Reply reply) {
        return vertx.timer(1).map(reply);
    }

    private HttpResponse<String> ask() throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

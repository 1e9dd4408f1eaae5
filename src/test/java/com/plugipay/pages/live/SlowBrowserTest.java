package com.plugipay.pages.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.MemberRole;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser that does not take what it is told is cut off: what it has not taken would fill the memory of the node. */
@ExtendWith(VertxExtension.class)
class SlowBrowserTest {
    private static final String MESSAGE = "data:" + "x".repeat(64 * 1024) + "\n\n";

    /** More than the buffers of two sockets take. */
    private static final int MOST = 1_000;

    private final LiveWatcher watcher =
            new LiveWatcher(new Tenant("ws_1", Mode.TEST), "usr_1", "ses_1", MemberRole.READ_ONLY);

    @Test
    void isCutOffAndNothingIsKeptForIt(Vertx vertx) throws IOException {
        CompletableFuture<LiveStream> opened = new CompletableFuture<>();
        Router router = Router.router(vertx);
        router.get("/live").handler(request -> opened.complete(new LiveStream(request, watcher)));
        HttpServer server =
                TestGateway.get(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        try (Socket browser = new Socket()) {
            browser.setReceiveBufferSize(1_024);
            browser.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
            browser.getOutputStream()
                    .write("GET /live HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            LiveStream stream = opened.join();

            int sent = 0;
            while (!stream.over().isComplete() && sent < MOST) {
                stream.send(MESSAGE);
                sent++;
                TestGateway.get(vertx.timer(1));
            }

            assertThat(stream.over().isComplete()).isTrue();
        }
    }
}

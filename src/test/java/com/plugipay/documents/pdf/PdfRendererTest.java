package com.plugipay.documents.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.errors.ErrorCode;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of making PDFs: nothing is fetched, and only so many wait. */
class PdfRendererTest {
    private final Vertx vertx = Vertx.vertx();
    private final PdfRenderer renderer = new PdfRenderer(vertx, DocumentConfig.standard());

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void nothingIsReadFromTheNetworkOrFromFiles() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(1);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            Buffer pdf = TestGateway.get(renderer.render(Buffer.buffer("""
                    <html><head><link rel="stylesheet" href="%1$sa.css"/><style>@import "%1$sb.css";
                    @font-face { font-family: x; src: url("%1$sc.ttf") } p { background: url("%1$sd.png"); font-family: x }
                    </style></head><body><p>Kept</p><img src="%1$se.png"/><img src="file:///etc/hostname"/></body></html>""".formatted(url))));
            assertThat(Billing.text(pdf.getBytes())).contains("Kept");
            assertThat(connected(server)).isFalse();
        }
    }

    @Test
    void tooManyThatWaitAreRefused() {
        Buffer html = Buffer.buffer("<html><body><p>x</p></body></html>");
        List<Future<Buffer>> all =
                Stream.generate(() -> renderer.render(html)).limit(80).toList();
        TestGateway.get(Future.join(all).transform(ended -> Future.succeededFuture()));
        assertThat(all.stream().filter(Future::succeeded).count()).isBetween(64L, 79L);
        assertThat(all.stream().filter(Future::failed)).allMatch(refused -> ErrorCode.UNAVAILABLE.is(refused.cause()));
    }

    private static boolean connected(ServerSocket server) throws Exception {
        try {
            server.accept().close();
            return true;
        } catch (java.net.SocketTimeoutException none) {
            return false;
        }
    }
}

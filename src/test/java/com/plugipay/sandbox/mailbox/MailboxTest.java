package com.plugipay.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.plugipay.documents.Billing;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The mailbox of development shows what was sent, and trusts none of it. */
class MailboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final Mailbox mailbox = Mailbox.start("127.0.0.1");
    private final StandIns server =
            new StandIns(new StandInSettings("127.0.0.1", 0, 1, 0, InstantSource.system()), List.of(), mailbox::mount);

    @AfterEach
    void stop() {
        mailbox.close();
        TestGateway.get(vertx.close());
    }

    @Test
    void whatWasSentIsShown() {
        TestGateway.get(vertx.deployVerticle(server));
        assertThat(show("/mailbox")).contains("No mails yet.");
        GreenMailUtil.sendTextEmail(
                "siti@example.com",
                "shop@example.com",
                "Invoice <b>1</b>",
                "Please pay <script>",
                new ServerSetup(mailbox.port(), mailbox.host(), ServerSetup.PROTOCOL_SMTP));
        assertThat(show("/mailbox")).contains("siti@example.com", "Invoice &lt;b&gt;1&lt;/b&gt;", "/mailbox/1");
        assertThat(show("/mailbox/1")).contains("Please pay &lt;script&gt;");
        assertThat(Billing.fetch(server.publicUrl() + "/mailbox/2").statusCode())
                .isEqualTo(404);
    }

    private String show(String path) {
        return new String(Billing.fetch(server.publicUrl() + path).body(), StandardCharsets.UTF_8);
    }
}

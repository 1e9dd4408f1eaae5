package com.plugipay.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.shop.WebhookInbox.Receipt;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shop believes, and what not; the first vector is the documentation's, section 9. */
class WebhookInboxTest {
    private static final String SECRET = "whsec_EXAMPLE0123456789abcdef";
    private static final long SIGNED_AT = 1_790_000_000L;
    private static final String BODY =
            "{\"id\":\"evt_01J00000000000000000000000\",\"type\":\"plugipay.invoice.paid.v1\",\"accountId\":\"ws_01J00000000000000000000000\",\"occurredAt\":\"2026-11-22T00:00:00.000Z\",\"data\":{\"object\":{\"id\":\"inv_01J00000000000000000000000\",\"status\":\"paid\"},\"aggregateType\":\"invoice\",\"aggregateId\":\"inv_01J00000000000000000000000\"}}";
    private static final String RIGHT = "v1=e174fbaf01455da90190b58177e0b67284ddc492a082ca91001e2b0aaa98f68c";
    private static final String WRONG = "v1=" + "00".repeat(32);
    private static final String HEADER = "t=" + SIGNED_AT + "," + RIGHT;

    private Instant now = Instant.ofEpochSecond(SIGNED_AT + 10);
    private final List<ReceivedEvent> heard = new ArrayList<>();
    private final WebhookInbox inbox = new WebhookInbox(SECRET, () -> now, heard::add);

    @Test
    void believesTheDocumentedVector() {
        assertThat(inbox.receive(HEADER, bytes(BODY))).isEqualTo(Receipt.ACCEPTED);
        assertThat(heard).extracting(ReceivedEvent::id).containsExactly("evt_01J00000000000000000000000");
        assertThat(heard.getFirst().type()).isEqualTo("plugipay.invoice.paid.v1");
        assertThat(heard.getFirst().object().getString("status")).isEqualTo("paid");
        assertThat(heard.getFirst().body()).isEqualTo(BODY);
    }

    @Test
    void takesAnyOfSeveralSignaturesDuringARotation() {
        assertThat(inbox.receive("t=" + SIGNED_AT + "," + WRONG + "," + RIGHT, bytes(BODY)))
                .isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void refusesAWrongSignature() {
        assertThat(inbox.receive("t=" + SIGNED_AT + "," + WRONG, bytes(BODY))).isEqualTo(Receipt.REFUSED);
        assertThat(Receipt.REFUSED.status()).isEqualTo(401);
        assertThat(heard).isEmpty();
        assertThat(inbox.newestFirst()).isEmpty();
        assertThat(inbox.refused()).isEqualTo(1);
    }

    @Test
    void refusesAnotherBodyOrTimestampUnderARightSignature() {
        assertThat(inbox.receive(HEADER, bytes(BODY.replace("paid", "void")))).isEqualTo(Receipt.REFUSED);
        assertThat(inbox.receive("t=" + (SIGNED_AT + 1) + "," + RIGHT, bytes(BODY)))
                .isEqualTo(Receipt.REFUSED);
    }

    @Test
    void refusesHeadersThatMakeNoSense() {
        assertThat(inbox.receive(null, bytes(BODY))).isEqualTo(Receipt.REFUSED);
        for (String header : List.of(
                "",
                RIGHT,
                "t=" + SIGNED_AT,
                "t=soon," + RIGHT,
                "t=99999999999999999999," + RIGHT,
                "t=" + Long.MIN_VALUE + "," + RIGHT,
                "t=" + SIGNED_AT + ",v1=not-hex",
                "t=" + SIGNED_AT + ",v1=" + "ab".repeat(4_000))) {
            assertThat(inbox.receive(header, bytes(BODY))).as(header).isEqualTo(Receipt.REFUSED);
        }
    }

    @Test
    void refusesWhatWasSignedTooLongAgoOrAhead() {
        now = Instant.ofEpochSecond(SIGNED_AT + 301);
        assertThat(inbox.receive(HEADER, bytes(BODY))).isEqualTo(Receipt.REFUSED);
        now = Instant.ofEpochSecond(SIGNED_AT - 301);
        assertThat(inbox.receive(HEADER, bytes(BODY))).isEqualTo(Receipt.REFUSED);
        now = Instant.ofEpochSecond(SIGNED_AT + 300);
        assertThat(inbox.receive(HEADER, bytes(BODY))).isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void actsOnceOnAnEventThatIsDeliveredTwice() {
        inbox.receive(HEADER, bytes(BODY));
        assertThat(inbox.receive(HEADER, bytes(BODY))).isEqualTo(Receipt.DUPLICATE);
        assertThat(Receipt.DUPLICATE.status()).isEqualTo(200);
        assertThat(heard).hasSize(1);
        assertThat(inbox.newestFirst()).hasSize(1);
        assertThat(inbox.newestFirst().getFirst().deliveries()).isEqualTo(2);
    }

    @Test
    void saysWhenSomethingRightlySignedIsNoEvent() {
        for (String body : List.of("", "[]", "{", "{\"id\":1,\"type\":\"payment.succeeded\"}", "{\"id\":\"evt_1\"}")) {
            assertThat(inbox.receive(signed(body), bytes(body))).as(body).isEqualTo(Receipt.MALFORMED);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void keepsTheLastTwoHundredNewestFirst() {
        for (int number = 0; number < WebhookInbox.LIMIT + 5; number++) {
            String body = "{\"id\":\"evt_" + number + "\",\"type\":\"payment.pending\"}";
            inbox.receive(signed(body), bytes(body));
        }
        assertThat(inbox.newestFirst()).hasSize(WebhookInbox.LIMIT);
        assertThat(inbox.newestFirst().getFirst().id()).isEqualTo("evt_204");
        assertThat(inbox.newestFirst().getLast().id()).isEqualTo("evt_5");
    }

    static String signed(String body) {
        return signed(body, SECRET, SIGNED_AT);
    }

    static String signed(String body, String secret, long at) {
        return "t=" + at + ",v1="
                + HexFormat.of().formatHex(RequestSigner.hmac(RequestSigner.key(secret), bytes(at + "." + body)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

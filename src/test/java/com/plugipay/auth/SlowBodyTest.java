package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A request whose body arrives long after its head: the key is checked at the end, the timestamp at the beginning. */
class SlowBodyTest {
    private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String BODY = "{\"name\":\"Slow\"}";

    @Test
    void aKeyThatIsRevokedWhileTheBodyArrivesIsRefused() throws IOException {
        TestGateway gateway = TestGateway.shared();
        Api owner = gateway.merchant();
        Answer key = owner.post("/v1/api-keys", "{\"name\":\"Till\"}").expect(201);
        try (RawConnection connection =
                RawConnection.to(gateway).send(head("Authorization: Bearer " + key.text("key")))) {
            assertThat(connection.read(GO_ON.length())).isEqualTo(GO_ON);
            owner.delete("/v1/api-keys/" + key.id()).expect(204);
            assertThat(connection.send(BODY).readAll())
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\"invalid_key\"");
        }
        assertThat(owner.get("/v1/customers").data()).isEmpty();
    }

    @Test
    void theAgeOfASignatureCountsAtTheBeginningOfItsRequest() throws IOException {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            Api api = gateway.merchant();
            RequestSigner signer =
                    new RequestSigner(api.key().apiKey().keyId(), api.key().secret());
            long time = gateway.clock().instant().getEpochSecond();
            String authorization =
                    signer.authorization("POST", "/v1/customers", time, BODY.getBytes(StandardCharsets.UTF_8), null);
            String signed = "Authorization: " + authorization + "\r\nX-Plugipay-Timestamp: " + time;
            try (RawConnection connection = RawConnection.to(gateway).send(head(signed))) {
                assertThat(connection.read(GO_ON.length())).isEqualTo(GO_ON);
                gateway.clock().advance(Duration.ofMinutes(6));
                // The revocation of another key removes this one from the cache.
                String other = api.post("/v1/api-keys", "{\"name\":\"Till\"}")
                        .expect(201)
                        .id();
                api.delete("/v1/api-keys/" + other).expect(204);
                assertThat(connection.send(BODY).readAll()).startsWith("HTTP/1.1 201 ");
            }
        }
    }

    private static String head(String authorization) {
        return "POST /v1/customers HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n" + authorization
                + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n";
    }
}

package com.plugipay.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The check vectors of the API's documentation, section 4. */
class RequestSignerTest {
    private static final long TIMESTAMP = 1_790_000_000L;

    private final RequestSigner signer = new RequestSigner("pk_test_EXAMPLE", "sk_test_EXAMPLEsecret0123456789");

    @Test
    void signsABodyAndItsIdempotencyKey() {
        byte[] body = "{\"email\":\"alice@example.com\",\"name\":\"Alice Tan\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(signer.signature(
                        "POST", "/api/v1/customers", TIMESTAMP, body, "idem_11111111-2222-4333-8444-555555555555"))
                .isEqualTo("b187738e7f4e8e06ffe4e3355575bb8d5c1212439f1504c3ac230ff8ad6bcc5f");
    }

    @Test
    void signsTheQueryAsItIsSent() {
        assertThat(signer.signature(
                        "GET", "/api/v1/customers?limit=5&email=alice%40example.com", TIMESTAMP, new byte[0], null))
                .isEqualTo("cf0cd0f020f9c42237eecffdb411772f2ea1daa297a1cf7c3632c516cfb4e6f2");
    }

    @Test
    void signsAMultipartUploadAsIfItWereEmpty() {
        assertThat(signer.signature("POST", "/api/v1/uploads/image", TIMESTAMP, new byte[0], "idem_upload_1"))
                .isEqualTo("81061d6071cc996a5f6356cef64075cb8495254f6d429bc62e153f3f13ba0818");
    }

    @Test
    void namesTheKeyInTheHeader() {
        assertThat(signer.authorization("GET", "/v1/payments", TIMESTAMP, new byte[0], null))
                .matches("Plugipay-HMAC-SHA256 keyId=pk_test_EXAMPLE, scope=\\*, signature=[0-9a-f]{64}");
    }
}

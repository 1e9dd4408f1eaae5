package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Pages and files are compressed for those who take that; what holds a secret never is. */
class CompressionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void pagesAndFilesAreCompressedForThoseWhoTakeIt() throws Exception {
        String session = session();
        for (String address : List.of("/c/" + session, "/c/none", "/static/htmx.js", "/v1/openapi.json")) {
            HttpResponse<byte[]> plain = get(address, "");
            HttpResponse<byte[]> small = get(address, "br;q=0.9, gzip");
            assertThat(header(plain, "Content-Encoding")).as(address).isEmpty();
            assertThat(header(plain, "Vary")).as(address).contains("Accept-Encoding");
            assertThat(header(small, "Content-Encoding")).as(address).isEqualTo("gzip");
            assertThat(small.body().length).as(address).isLessThan(plain.body().length * 3 / 5);
            assertThat(unzipped(small.body())).as(address).isEqualTo(plain.body());
            assertThat(header(get(address, "gzip;q=0, identity"), "Content-Encoding"))
                    .isEmpty();
        }
        HttpResponse<byte[]> file = get("/static/htmx.js", "gzip");
        assertThat(header(file, "ETag")).isNotEqualTo(header(get("/static/htmx.js", ""), "ETag"));
    }

    @Test
    void whatHoldsASecretIsNot() throws Exception {
        PersonClient owner = owner();
        Map<String, String> takes = Map.of("Accept-Encoding", "gzip");
        assertThat(owner.api("POST", "/v1/api-keys", "{\"name\":\"" + "x".repeat(90) + "\"}", takes)
                        .expect(201)
                        .header("Content-Encoding"))
                .isEmpty();
        for (String page : List.of("/dashboard/account", "/dashboard/security", "/dashboard/sign-in")) {
            assertThat(owner.open(page, takes).headers().firstValue("Content-Encoding"))
                    .as(page)
                    .isEmpty();
        }
        assertThat(header(get("/v1/public/checkout/sessions/" + session(), "gzip"), "Content-Encoding"))
                .isEmpty();
    }

    private PersonClient owner() {
        Workspace workspace = gateway.workspace().workspace();
        return PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", workspace);
    }

    private HttpResponse<byte[]> get(String address, String accepted) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + address));
        return HTTP.send(
                (accepted.isEmpty() ? request : request.header("Accept-Encoding", accepted))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }
}

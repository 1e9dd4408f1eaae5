package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a browser loads for the documentation of the API, as it goes over the wire. */
class DocsWeightTest {
    private static final Pattern FILE = Pattern.compile("(?:href|src|data-openapi)=\"(/(?:static|v1)/[^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestGateway gateway = TestGateway.shared();

    @Test
    void thePageWithAllItsFilesIsUnder600Kilobytes() throws Exception {
        HttpResponse<byte[]> page = get("/docs");
        List<String> files = new ArrayList<>(FILE.matcher(text(page))
                .results()
                .map(MatchResult::group)
                .map(match -> FILE.matcher(match).replaceAll("$1"))
                .distinct()
                .toList());
        assertThat(files).hasSize(5).contains("/v1/openapi.json");
        long bytes = page.body().length;
        for (String file : files) {
            HttpResponse<byte[]> answer = get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Encoding")).as(file).contains("gzip");
            bytes += answer.body().length;
        }
        assertThat(bytes).isLessThan(600_000);
    }

    private static String text(HttpResponse<byte[]> compressed) throws IOException {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aClientThatCannotReadItGetsThePlainFile() throws Exception {
        for (String encodings : List.of("identity", "gzip;q=0", "br", "deflate, gzip;q=0.0")) {
            HttpResponse<byte[]> plain = get("/v1/openapi.json", encodings);
            assertThat(plain.headers().firstValue("Content-Encoding"))
                    .as(encodings)
                    .isEmpty();
            assertThat(plain.headers().firstValue("Vary")).contains("Accept-Encoding");
            assertThat(plain.body()[0]).isEqualTo((byte) '{');
        }
    }

    @Test
    void theBeginningOfTheSiteLeadsSomewhere() throws Exception {
        HttpResponse<byte[]> beginning = get("/");
        assertThat(beginning.statusCode()).isEqualTo(303);
        assertThat(beginning.headers().firstValue("Location")).contains("/dashboard");
    }

    private HttpResponse<byte[]> get(String target) throws Exception {
        return get(target, "gzip, deflate, br");
    }

    private HttpResponse<byte[]> get(String target, String encodings) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.baseUrl() + target))
                        .header("Accept-Encoding", encodings)
                        .build(),
                BodyHandlers.ofByteArray());
    }
}

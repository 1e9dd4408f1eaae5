package com.plugipay.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.auth.Signature;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The proof of a transfer from the buyer's browser to the merchant, over real HTTP. */
class ProofUploadTest extends WithTransfers {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void theMerchantSeesTheUploadedProof() throws Exception {
        String session = transfer(api);
        byte[] jpeg = Files.located(Files.picture("jpeg", 77));
        assertThat(page(session)).contains("enctype=\"multipart/form-data\"", "name=\"proof\"");

        received(send(session, jpeg), session);

        assertThat(page(session + "?notice=proof_received")).contains("Your proof was sent");
        JsonNode proof = proofs(session).path(0);
        assertThat(proof.path("id").asText()).startsWith("prf_");
        assertThat(proof.path("contentType").asText()).isEqualTo("image/jpeg");
        assertThat(proof.path("checkoutSessionId").asText()).isEqualTo(session);
        assertThat(proof.path("reusedFrom").isNull()).isTrue();
        HttpResponse<byte[]> file = download(api, proof.path("id").asText());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().map())
                .containsEntry("Content-Type", List.of("image/jpeg"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("private, no-store"))
                .containsEntry(
                        "Content-Disposition",
                        List.of("attachment; filename=\"" + proof.path("id").asText() + ".jpeg\""));
        assertThat(file.body().length).isEqualTo(proof.path("size").asInt());
        assertThat(HexFormat.of().formatHex(Signature.sha256(file.body())))
                .isEqualTo(proof.path("sha256").asText());
        assertThat(new String(file.body(), StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
        assertThat(api.audited("objectId=" + proof.path("id").asText(), 1)
                        .data()
                        .findValuesAsText("action"))
                .containsExactly("proof.received");
    }

    @Test
    void aProofChangesNoState() {
        String session = transfer(api);
        String before = api.get("/v1/checkout-sessions/" + session).data().toString();
        received(send(session, Files.picture("png", 3)), session);
        assertThat(api.get("/v1/checkout-sessions/" + session).data().toString())
                .isEqualTo(before);
        assertThat(api.get("/v1/payments?checkoutSessionId=" + session).data()).isEmpty();

        api.post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "").expect(200);
        assertThat(page(session)).contains("name=\"proof\"");
        received(send(session, Files.PDF), session);
        assertThat(api.get("/v1/checkout-sessions/" + session).text("status")).isEqualTo("open");
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        assertThat(send(session, Files.picture("png", 4)).header("Location")).isEqualTo("/c/" + session);
        assertThat(proofs(session)).hasSize(2);
    }

    @Test
    void atMostFiveProofsAreAcceptedHoweverManyComeAtATime() {
        String session = transfer(api);
        List<String> locations = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> send(session, Files.picture("png", i)))
                .peek(answer -> assertThat(answer.status()).as(answer.body()).isIn(303, 503))
                .map(answer -> answer.header("Location"))
                .toList();
        assertThat(locations)
                .filteredOn(location -> location.endsWith("proof_received"))
                .hasSizeLessThanOrEqualTo(5);
        for (int i = 12; i < 17; i++) {
            send(session, Files.picture("png", i));
        }
        assertThat(proofs(session)).hasSize(5);
        assertThat(send(session, Files.PDF).header("Location")).endsWith("?notice=proof_refused");
    }

    @Test
    void theSameFileTwiceIsOneProof() {
        String session = transfer(api);
        received(send(session, Files.PDF), session);
        received(send(session, Files.PDF), session);
        assertThat(proofs(session)).hasSize(1);
    }

    @Test
    void aProofThatWasSentToAnotherSessionIsFlagged() {
        String first = transfer(api);
        String second = transfer(api);
        received(send(first, Files.picture("jpeg", 9)), first);
        received(send(second, Files.located(Files.picture("jpeg", 9))), second);
        assertThat(proofs(second).path(0).path("reusedFrom").asText()).isEqualTo(first);
        assertThat(proofs(first).path(0).path("reusedFrom").isNull()).isTrue();

        Api other = gateway.merchant();
        String elsewhere = transfer(other);
        received(send(elsewhere, Files.picture("jpeg", 9)), elsewhere);
        assertThat(other.get("/v1/checkout-sessions/" + elsewhere + "/proofs")
                        .data()
                        .path(0)
                        .path("reusedFrom")
                        .isNull())
                .as("what others are sent is nobody's business")
                .isTrue();
    }

    @Test
    void theListHasPages() {
        String session = transfer(api);
        for (int i = 0; i < 3; i++) {
            received(send(session, Files.picture("png", i)), session);
        }
        String list = "/v1/checkout-sessions/" + session + "/proofs?limit=2";
        Answer page = api.get(list).expect(200);
        assertThat(page.data()).hasSize(2);
        String cursor = page.json().path("meta").path("cursor").asText();
        assertThat(api.get(list + "&cursor=" + cursor).expect(200).data()).hasSize(1);
    }

    @Test
    void fiveMegabytesAreAccepted() {
        String session = transfer(api);
        byte[] filler = new byte[FIVE_MEGABYTES - Files.PDF.length - 9];
        Arrays.fill(filler, (byte) ' ');
        byte[] exact = Files.join(Arrays.copyOf(Files.PDF, 9), filler, Files.PDF);
        assertThat(exact).hasSize(FIVE_MEGABYTES);
        received(send(session, exact), session);
        assertThat(proofs(session).path(0).path("size").asInt()).isEqualTo(FIVE_MEGABYTES);
    }

    @Test
    void noOtherWorkspaceSeesAProof() throws Exception {
        String session = transfer(api);
        received(send(session, Files.PDF), session);
        String id = proofs(session).path(0).path("id").asText();
        Api other = gateway.merchant();
        assertThat(download(other, id).statusCode()).isEqualTo(404);
        for (String path : List.of(
                "/c/" + session + "/proofs",
                "/c/" + session + "/proof/" + id,
                "/c/" + session + "/proofs/" + id + "/content",
                "/v1/public/checkout/sessions/" + session + "/proofs",
                "/static/" + id + ".pdf")) {
            assertThat(api.raw("GET", path, new byte[0], Map.of()).status())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String path : List.of(
                "/v1/checkout-sessions/" + session + "/proofs", "/v1/proofs/" + id, "/v1/proofs/" + id + "/content")) {
            api.raw("GET", path, new byte[0], Map.of()).expect(401, "unauthorized");
        }
        assertThat(page(session)).doesNotContain(id);
    }

    private HttpResponse<byte[]> download(Api merchant, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/v1/proofs/" + id + "/content"))
                .header("Authorization", "Bearer " + merchant.key().key())
                .method("GET", BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofByteArray());
    }
}

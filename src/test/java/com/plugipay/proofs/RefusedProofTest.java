package com.plugipay.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not accepted is reported to the buyer on the page, and nothing of it is stored. */
class RefusedProofTest extends WithTransfers {
    @ParameterizedTest
    @ValueSource(strings = {"png garbage", "html", "svg", "empty", "polyglot", "bomb"})
    void aRefusedFileIsReportedOnThePage(String what) {
        byte[] png = Files.picture("png", 1);
        byte[] file = switch (what) {
            case "png garbage" -> Files.join(Arrays.copyOf(png, 33), new byte[2000]);
            case "html" -> Files.HTML;
            case "svg" -> Files.SVG;
            case "empty" -> new byte[0];
            case "polyglot" -> Files.join(png, Files.HTML);
            default -> Files.claiming(20_000, 20_000);
        };
        String session = transfer(api);
        Answer answer = send(session, file);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/c/" + session + "?notice=proof_unreadable");
        assertThat(page(session + "?notice=proof_unreadable")).contains("This file cannot be read");
        assertThat(proofs(session)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {FIVE_MEGABYTES + 1, 6 * 1024 * 1024, 30 * 1024 * 1024})
    void aFileThatIsTooLargeIsReportedOnThePage(int size) {
        String session = transfer(api);
        Answer answer = send(session, Files.join(Files.PDF, new byte[size - Files.PDF.length]));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("This file is too large", "name=\"proof\"");
        assertThat(proofs(session)).isEmpty();
        assertThat(api.raw("GET", "/c/" + session + "/proof", new byte[0], Map.of())
                        .header("Location"))
                .as("loading the answer again")
                .isEqualTo("/c/" + session);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data", "image/png"})
    void aBodyThatIsNoFormIsRefused(String type) {
        String session = transfer(api);
        Answer answer = api.raw("POST", "/c/" + session + "/proof", Files.PDF, Map.of("Content-Type", type));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("?notice=proof_unreadable");
    }

    @Test
    void anIncompleteFormIsRefused() throws IOException {
        String session = transfer(api);
        try (RawConnection connection = RawConnection.to(gateway)) {
            String form = new String(form(Files.PDF), StandardCharsets.ISO_8859_1);
            connection.send("POST /c/" + session + "/proof HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; "
                    + "boundary=x\r\nContent-Length: " + (form.length() + 100) + "\r\n\r\n" + form);
        }
        assertThat(proofs(session)).isEmpty();
        received(send(session, Files.PDF), session);
    }

    @Test
    void onlyATransferAcceptsProofs() {
        String open = session(api);
        assertThat(send(open, Files.PDF).header("Location")).isEqualTo("/c/" + open);
        assertThat(page(open)).doesNotContain("name=\"proof\"");
        Answer nowhere = send("sess_01M81BMWWHETYET72QYTRTH8JK", Files.PDF);
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.header("Content-Type")).startsWith("text/html");
        assertThat(send("..%2f", Files.PDF).status()).isEqualTo(404);
    }

    @Test
    void otherBodiesKeepTheirLimit() {
        String session = transfer(api);
        byte[] large = new byte[300 * 1024];
        for (String path : List.of("/c/" + session + "/charge", "/c/" + session + "/proofs", "/v1/customers")) {
            assertThat(api.raw("POST", path, large, Map.of()).status()).as(path).isEqualTo(413);
        }
    }
}

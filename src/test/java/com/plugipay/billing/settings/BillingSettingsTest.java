package com.plugipay.billing.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a workspace sets about its bills, and that its invoices keep to it. */
class BillingSettingsTest {
    private static final String PATH = "/v1/billing-settings";

    private final Api api = TestGateway.shared().merchant();

    @Test
    void aWorkspaceThatHasSetNothingHasDefaults() {
        Answer settings = api.get(PATH).expect(200);
        assertThat(settings.text("timeZone")).isEqualTo("UTC");
        assertThat(settings.text("invoiceNumberFormat")).isEqualTo("INV-{year}-{number:6}");
        assertThat(settings.text("language")).isEqualTo("id");
        assertThat(settings.data().path("logo").isNull()).isTrue();
        assertThat(settings.data().path("updatedAt").isNull()).isTrue();
    }

    @Test
    void onlyWhatIsGivenChanges() {
        change("{\"timeZone\":\"Asia/Jakarta\",\"businessName\":\"PT Kopi\",\"language\":\"en\"}");
        Answer second = change("{\"businessName\":null,\"businessPhone\":\"+62 22 1234\"}");
        assertThat(second.text("timeZone")).isEqualTo("Asia/Jakarta");
        assertThat(second.text("language")).isEqualTo("en");
        assertThat(second.data().path("businessName").isNull()).isTrue();
        assertThat(api.get(PATH).data()).isEqualTo(second.data());
        Answer reset = change("{\"timeZone\":null,\"language\":null,\"invoiceNumberFormat\":null}");
        assertThat(reset.text("timeZone")).isEqualTo("UTC");
        assertThat(reset.text("language")).isEqualTo("id");
    }

    @Test
    void changesAtTheSameMomentAreAllKept() {
        List<String> bodies = List.of(
                "{\"timeZone\":\"Asia/Tokyo\"}",
                "{\"businessName\":\"PT Kopi\"}",
                "{\"businessPhone\":\"1\"}",
                "{\"language\":\"en\"}");
        List<CompletableFuture<Answer>> sent =
                bodies.stream().map(body -> api.sendLater("PATCH", PATH, body)).toList();
        sent.forEach(answer -> answer.join().expect(200));
        Answer settings = api.get(PATH);
        assertThat(settings.text("timeZone")).isEqualTo("Asia/Tokyo");
        assertThat(settings.text("businessName")).isEqualTo("PT Kopi");
        assertThat(settings.text("businessPhone")).isEqualTo("1");
        assertThat(settings.text("language")).isEqualTo("en");
    }

    @Test
    void aLogoIsEncodedAgainAndStaysUntilItIsTakenAway() throws IOException {
        Answer set = change("{\"logo\":\"" + picture("png", 40) + "\"}");
        assertThat(set.data().at("/logo/contentType").asText()).isEqualTo("image/png");
        assertThat(set.data().at("/logo/width").asInt()).isEqualTo(40);
        Answer renamed = change("{\"businessName\":\"PT Kopi\"}");
        assertThat(renamed.data().path("logo")).isEqualTo(set.data().path("logo"));
        assertThat(change("{\"logo\":\"" + picture("jpeg", 30) + "\"}")
                        .data()
                        .at("/logo/width")
                        .asInt())
                .isEqualTo(30);
        assertThat(change("{\"logo\":null}").data().path("logo").isNull()).isTrue();
    }

    @Test
    void whatIsNoLogoIsRefused() throws IOException {
        for (String logo : List.of(
                "present",
                "https://shop.example/logo.png",
                "data:image/svg+xml;base64,PHN2Zy8+",
                "data:image/png;base64,AAAA",
                "data:image/png;base64,AAAAA",
                picture("png", 1_001))) {
            assertThat(api.patch(PATH, "{\"logo\":\"" + logo + "\"}")
                            .expect(400, "validation_error")
                            .field())
                    .as(logo.substring(0, Math.min(40, logo.length())))
                    .isEqualTo("logo");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeZone            | +07:00
            timeZone            | Mars/Olympus
            timeZone            | EST5EDT4
            invoiceNumberFormat | INV-{year}
            invoiceNumberFormat | {number}{number}
            invoiceNumberFormat | 9{number}
            invoiceNumberFormat | {number}9
            invoiceNumberFormat | {year}{number}
            invoiceNumberFormat | {number:6}{month}
            invoiceNumberFormat | {number:13}
            invoiceNumberFormat | {number:0}
            invoiceNumberFormat | {day}-{number}
            invoiceNumberFormat | <b>-{number}
            invoiceNumberFormat | 'INV-{number} '
            language            | fr
            businessEmail       | nobody
            businessName        | 'PT\\nKopi'
            businessPhone       | '1\\r2'
            """)
    void nonsenseIsRefused(String field, String value) {
        Answer refused = api.patch(PATH, "{\"" + field + "\":\"" + value + "\"}");
        assertThat(refused.expect(400, "validation_error").field()).isEqualTo(field);
        assertThat(api.get(PATH).data().path("updatedAt").isNull()).isTrue();
    }

    @Test
    void numbersAreWrittenAsSetAndCountedOnWithoutAGap() {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        assertThat(issue(customer)).matches("INV-20\\d\\d-000001");
        change("{\"invoiceNumberFormat\":\"KS/{number}/{year}.{month}\",\"timeZone\":\"Asia/Jakarta\"}");
        assertThat(issue(customer)).matches("KS/2/20\\d\\d\\.(0[1-9]|1[0-2])");
        change("{\"invoiceNumberFormat\":null}");
        assertThat(issue(customer)).matches("INV-20\\d\\d-000003");
    }

    @Test
    void anInvoiceWhoseNumberAnotherHasIsRefusedAndTakesNoPlace() {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        change("{\"invoiceNumberFormat\":\"{number}-2\"}");
        assertThat(issue(customer)).isEqualTo("1-2");
        change("{\"invoiceNumberFormat\":\"1-{number}\"}");
        api.post("/v1/invoices", invoice(customer)).expect(409, "conflict");
        change("{\"invoiceNumberFormat\":\"{number}\"}");
        assertThat(issue(customer)).isEqualTo("2");
    }

    @Test
    void theOtherModeHasSettingsOfItsOwn() {
        WorkspaceCommand.Created workspace = TestGateway.shared().workspace();
        Api live = Api.of(TestGateway.shared(), workspace.live());
        Api test = Api.of(TestGateway.shared(), workspace.test());
        test.patch(PATH, "{\"businessName\":\"PT Kopi\"}").expect(200);
        assertThat(live.get(PATH).data().path("businessName").isNull()).isTrue();
        assertThat(test.get("/api/v1/billing-settings").text("businessName")).isEqualTo("PT Kopi");
    }

    private Answer change(String body) {
        return api.patch(PATH, body).expect(200);
    }

    private String issue(String customer) {
        return api.post("/v1/invoices", invoice(customer)).expect(201).text("number");
    }

    private static String invoice(String customer) {
        return """
                {"customerId":"%s","currency":"IDR","status":"open",
                 "lines":[{"description":"Beans","quantity":1,"unitAmount":75000}]}""".formatted(customer);
    }

    private static String picture(String format, int width) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, 20, BufferedImage.TYPE_INT_RGB), format, bytes);
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}

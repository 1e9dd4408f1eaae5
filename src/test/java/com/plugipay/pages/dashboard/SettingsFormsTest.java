package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The forms of the settings. */
class SettingsFormsTest extends WithOwner {
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String SETTINGS = "/dashboard/billing-settings";

    /** What a browser would send of a form in which nothing was touched. */
    private Map<String, String> untouched(String page, String action) {
        Matcher forms = FORM.matcher(owner.get(page).body());
        while (forms.find()) {
            if (forms.group(1).endsWith(action)) {
                Map<String, String> fields = new HashMap<>();
                Matcher hidden = HIDDEN.matcher(forms.group());
                while (hidden.find()) {
                    fields.put(hidden.group(1), hidden.group(2));
                    fields.putIfAbsent(hidden.group(1).replace("shown:", ""), hidden.group(2));
                }
                return fields;
            }
        }
        throw new AssertionError("No form " + action + " on " + page);
    }

    @Test
    void aFormChangesOnlyWhatWasTouched() {
        Map<String, String> form = untouched(SETTINGS, "/edit");
        api.patch(
                        "/v1/billing-settings",
                        "{\"businessPhone\":\"+62 1\",\"tagline\":\"Meanwhile\",\"timeZone\":\"Asia/Jakarta\"}")
                .expect(200);
        form.put("businessName", "Kopi");
        form.put("tagline", "");
        assertThat(owner.post(SETTINGS + "/edit", form).location()).isEqualTo(SETTINGS);

        Answer settings = api.get("/v1/billing-settings").expect(200);
        assertThat(settings.text("businessName")).isEqualTo("Kopi");
        assertThat(settings.text("businessPhone")).isEqualTo("+62 1");
        assertThat(settings.text("tagline")).isEqualTo("Meanwhile");
        assertThat(settings.text("timeZone")).isEqualTo("Asia/Jakarta");

        form = untouched(SETTINGS, "/edit");
        form.put("businessPhone", "");
        owner.post(SETTINGS + "/edit", form);
        assertThat(api.get("/v1/billing-settings").data().path("businessPhone").isNull())
                .isTrue();
    }

    @Test
    void aRefusedFormStillComparesWithWhatItHasShown() {
        Map<String, String> form = untouched(SETTINGS, "/edit");
        api.patch("/v1/billing-settings", "{\"tagline\":\"Meanwhile\"}").expect(200);
        form.put("businessEmail", "nonsense");
        Page refused = owner.post(SETTINGS + "/edit", form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains("value=\"nonsense\"")
                .contains("name=\"shown:tagline\" value=\"\"")
                .contains("name=\"shown:businessEmail\" value=\"\"");
    }

    @Test
    void formsBeginWithTheCurrencyOfTheBusiness() {
        assertThat(owner.get("/dashboard/checkout-sessions/new").body()).contains("<option value=\"IDR\"");
        api.patch("/v1/billing-settings", "{\"defaultCurrency\":\"SGD\"}").expect(200);
        assertThat(owner.get("/dashboard/checkout-sessions/new").body())
                .containsPattern("<option value=\"SGD\" selected");
    }

    @Test
    void aLogoThatIsTooLargeOrNoPictureIsRefusedAndNothingChanges() {
        for (byte[] file :
                new byte[][] {"GIF89a".getBytes(StandardCharsets.US_ASCII), new byte[2 * 1024 * 1024 + 1], {}}) {
            Answer refused = upload(file, "same-origin");
            assertThat(refused.status()).isEqualTo(303);
            assertThat(refused.header("Location")).isEqualTo(SETTINGS + "?notice=logo");
        }
        assertThat(upload("GIF89a".getBytes(StandardCharsets.US_ASCII), "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(owner.get(SETTINGS + "?notice=logo").body()).contains("role=\"alert\"");
        assertThat(owner.get(SETTINGS + "?notice=nothing").body()).doesNotContain("role=\"alert\"");
        assertThat(owner.get("/dashboard/billing-settings/logo").status()).isEqualTo(404);
        assertThat(api.get("/v1/billing-settings").data().path("updatedAt").isNull())
                .isTrue();
    }

    private Answer upload(byte[] file, String site) {
        byte[] head = "--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] foot = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] form = new byte[head.length + file.length + foot.length];
        System.arraycopy(head, 0, form, 0, head.length);
        System.arraycopy(file, 0, form, head.length, file.length);
        System.arraycopy(foot, 0, form, head.length + file.length, foot.length);
        return api.raw(
                "POST",
                "/dashboard/billing-settings/logo",
                form,
                Map.of(
                        "Content-Type",
                        "multipart/form-data; boundary=x",
                        "Cookie",
                        "plugipay_session=" + owner.cookie(),
                        "Sec-Fetch-Site",
                        site));
    }

    @Test
    void theOrderOfMethodsIsSavedAndOthersStay() {
        String page = "/dashboard/payment-methods";
        api.put("/v1/adapters/routing", "{\"order\":[],\"methods\":{},\"disabledMethods\":[\"ovo\"]}")
                .expect(200);
        Map<String, String> form = untouched(page, "payment-methods");
        form.remove("offered");
        assertThat(owner.post(page, form).location()).isEqualTo(page);
        Answer routing = api.get("/v1/adapters/routing").expect(200);
        assertThat(routing.data().path("disabledMethods").toString()).isEqualTo("[\"ovo\",\"bank_transfer\"]");
        api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(422);
    }
}

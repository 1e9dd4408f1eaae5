package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.branding.AccentStyle;
import com.plugipay.pages.branding.Branding;
import com.plugipay.pages.branding.PageStyle;
import com.plugipay.pages.branding.ShownLogo;
import com.plugipay.pages.codes.QrPicture;
import com.plugipay.providers.Method;
import com.plugipay.providers.Method.Group;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.NextAction.BankAccount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutPageTest {
    private static final CheckoutPage PAGES = new CheckoutPage(Assets.load());
    private static final Texts ENGLISH = Texts.from("en");
    private static final Texts INDONESIAN = Texts.from("id");
    private static final String EVIL = "\" onload=\"x\"><script>alert('1')</script>{0}";

    static Stream<Arguments> everyPage() {
        return Stream.of(ENGLISH, INDONESIAN)
                .flatMap(texts -> Stream.of(Screen.values()).map(screen -> Arguments.of(screen, texts.lang(), texts)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPage")
    void isAValidDocument(Screen screen, String lang, Texts texts) {
        String page = page(SampleViews.on(screen), texts);

        assertThat(page).startsWith("<!doctype html>").contains("<html lang=\"" + lang + "\">", "</html>");
        assertThat(page).contains("Kopi Senja", "Rp\u00a0147.000", texts.get("test.title"), "<style>");
        assertThat(page).containsOnlyOnce("<main").containsOnlyOnce("<h1").containsOnlyOnce("<title>");
        assertThat(page).doesNotContain("null", "javascript:");
        keepsToThePolicy(page);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPage")
    void escapesTextOfBuyersAndMerchants(Screen screen, String lang, Texts texts) {
        String page = page(SampleViews.saying(screen, EVIL), texts);

        assertThat(page).contains("&lt;script>").doesNotContain("<script>");
        keepsToThePolicy(page);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPage")
    void theFragmentEqualsTheMainElementOfThePage(Screen screen, String lang, Texts texts) {
        String fragment =
                PAGES.fragment(SampleViews.on(screen), texts).toString().strip();

        assertThat(fragment).startsWith("<main").endsWith("</main>");
        assertThat(page(SampleViews.on(screen), texts)).contains(fragment);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LEAVING", "COMPLETE", "EXPIRED", "CANCELED"},
            mode = Mode.EXCLUDE)
    void anOpenScreenPolls(Screen screen) {
        CheckoutView view = SampleViews.on(screen);

        assertThat(page(view, ENGLISH))
                .contains("hx-get=\"/c/sess_01J00000000000000000000000/live?state=" + view.state() + "\"")
                .contains("hx-trigger=\"every 2s\"", "hx-swap=\"outerHTML\"", "/static/htmx.js?v=");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAVING", "COMPLETE", "EXPIRED", "CANCELED"})
    void aFinalScreenDoesNotPoll(Screen screen) {
        assertThat(page(SampleViews.on(screen), ENGLISH)).doesNotContain("hx-", "/static/htmx.js");
    }

    @Test
    void namesEachMethodOfAScreen() {
        assertThat(SampleViews.on(Screen.CHOOSE).state()).isEqualTo("CHOOSE");
        assertThat(SampleViews.on(Screen.VIRTUAL_ACCOUNT).state()).isEqualTo("VIRTUAL_ACCOUNT.mandiri_va");
    }

    @Test
    void aMethodIsChosenByAForm() {
        String page =
                page(SampleViews.offering(List.of(Method.QRIS, Method.BCA_VA, Method.BANK_TRANSFER), null), ENGLISH);

        assertThat(page).contains("action=\"/c/sess_01J00000000000000000000000/charge\"");
        assertThat(page)
                .contains("name=\"method\" value=\"bank_transfer\"", "Bank transfer", "BCA Virtual Account")
                .doesNotContain("class=\"group\"", "class=\"notice\"", "/change\"");
        assertThat(page).contains("/cancel\"", "Rp\u00a0120.000", "2 × Rp\u00a060.000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "id"})
    void aLongListIsFoldedInTheOrderOfItsGroups(String lang) {
        Texts texts = Texts.from(lang);
        String page = page(SampleViews.on(Screen.CHOOSE), texts);

        assertThat(page.split("<details class=\"group\"", -1)).hasSize(4);
        assertThat(page)
                .containsSubsequence(
                        "value=\"qris\"",
                        texts.group(Group.VIRTUAL_ACCOUNT),
                        "BCA, Mandiri, BNI, BRI",
                        "value=\"bsi_va\"",
                        texts.group(Group.WALLET),
                        "value=\"gopay\"",
                        "value=\"card\"",
                        "value=\"paypal\"",
                        texts.group(Group.STORE),
                        "value=\"alfamart\"",
                        "value=\"bank_transfer\"");
        for (Method method : Method.values()) {
            assertThat(page).containsOnlyOnce("value=\"" + method.text() + "\"").contains(texts.methodHint(method));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNoticeComesFirstAndIsAnnouncedWithTheHeading(Notice notice) {
        for (Texts texts : List.of(ENGLISH, INDONESIAN)) {
            assertThat(page(SampleViews.offering(List.of(Method.QRIS), notice), texts))
                    .containsSubsequence(
                            "class=\"notice\" id=\"notice\"",
                            texts.get("notice." + notice.text()),
                            "<h2 tabindex=\"-1\" aria-describedby=\"notice\">");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSFER", "QR", "VIRTUAL_ACCOUNT", "CODE", "REDIRECT", "UNPAID", "WAITING"})
    void anotherMethodCanBeChosenInOneStep(Screen screen) {
        assertThat(page(SampleViews.on(screen), ENGLISH))
                .contains("action=\"/c/sess_01J00000000000000000000000/change\"", "/cancel\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHOOSE", "CLAIMED", "HELD", "LEAVING", "COMPLETE", "EXPIRED", "CANCELED"})
    void noOtherMethodIsOfferedWhereNoneCanBeChosen(Screen screen) {
        assertThat(page(SampleViews.on(screen), ENGLISH)).doesNotContain("/change\"");
    }

    @Test
    void showsTheQrCodeInThePage() {
        assertThat(page(SampleViews.on(Screen.QR), INDONESIAN))
                .contains("aria-label=\"Kode QR untuk membayar Rp\u00a0147.000 kepada Kopi Senja\"")
                .contains("<path fill=\"#000\" d=\""
                        + QrPicture.of(SampleViews.QR).path() + "\"/>")
                .contains("href=\"/c/sess_01J00000000000000000000000/qr.png\" download")
                .contains("Ponsel tidak bisa memindai layarnya sendiri", "aplikasi bank atau e-wallet apa pun")
                .contains("data-until=\"2026-11-22T08:04:00Z");
        NextAction wallet = new NextAction.ShowQr("x", null);
        assertThat(page(SampleViews.doing(Screen.QR, Method.GOPAY, wallet, null), INDONESIAN))
                .contains("Buka aplikasi GoPay.");
    }

    @Test
    void showsAVirtualAccount() {
        assertThat(page(SampleViews.on(Screen.VIRTUAL_ACCOUNT), ENGLISH))
                .contains("Bank Central Asia", "8808 1234 1234 1234", "data-copy=\"8808123412341234\"")
                .contains("Company code", "data-copy=\"70012\"", "data-copy=\"147000\"", "Multipayment")
                .contains("Account name", "Check that it says Kopi Senja and Rp\u00a0147.000")
                .contains("data-until=\"2026-11-22T08:04:00Z");
        NextAction other = new NextAction.ShowVirtualAccount("BCA", "12345", null, null, null);
        assertThat(page(SampleViews.doing(Screen.VIRTUAL_ACCOUNT, Method.BCA_VA, other, Notice.KEPT), ENGLISH))
                .contains("Virtual account number", "data-copy=\"12345\"", "cannot be changed right now")
                .contains("Check that it says Rp\u00a0147.000, then confirm.")
                .doesNotContain("Company code", "Account name");
    }

    @Test
    void showsTheCodeForTheStore() {
        assertThat(page(SampleViews.on(Screen.CODE), ENGLISH))
                .contains("PLUG 7QK2 MX9", "data-copy=\"PLUG7QK2MX9\"", "Tell the cashier", "Rp\u00a0147.000");
    }

    @Test
    void offersToAskAgainWhileTheResultIsAwaited() {
        assertThat(page(SampleViews.on(Screen.WAITING), ENGLISH))
                .contains("/charge\"", "name=\"method\" value=\"paypal\"", "Ask again", "Waiting for PayPal");
        assertThat(page(SampleViews.on(Screen.HELD), ENGLISH))
                .contains("nothing more for you to do")
                .doesNotContain("<form", "Pay before");
    }

    @Test
    void aTransferCanHaveAUniqueAmount() {
        NextAction unique = new NextAction.TransferInstructions(
                List.of(new BankAccount("BCA", "1", "Kopi")), null, null, 147_321, "IDR", 321L, "T-7QK2MX");

        assertThat(page(SampleViews.doing(Screen.TRANSFER, Method.BANK_TRANSFER, unique, null), ENGLISH))
                .contains("Transfer exactly Rp\u00a0147.321", "The last digits", "data-copy=\"147321\"")
                .contains("Rp\u00a0147.<mark>321</mark>", "+ Rp\u00a0321", "Unique code");
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSFER", "CLAIMED"})
    void showsEverythingThatATransferNeeds(Screen screen) {
        assertThat(page(SampleViews.on(screen), ENGLISH))
                .contains("Bank Central Asia", "123-456-7890", "data-copy=\"1234567890\"", "data-copy=\"147000\"")
                .contains("T-7QK2MX", "<noscript>", "Load it again");
    }

    @Test
    void onlyAnOpenTransferHasTheClaimButton() {
        assertThat(page(SampleViews.on(Screen.TRANSFER), ENGLISH))
                .contains("/buyer-claim\"", "/cancel\"", "src=\"https://shop.example/qr.png?a=1&amp;b=2\"")
                .contains("22 November 2026, 15:04 WIB (UTC+7)");
        assertThat(page(SampleViews.on(Screen.CLAIMED), ENGLISH))
                .doesNotContain("/buyer-claim\"", "/cancel\"", "Pay before", "<img");
    }

    @Test
    void showsTheBrandingOfTheBusiness() {
        Branding branding = new Branding(
                "Kopi & Co",
                new ShownLogo(120, 56),
                "#B3261E",
                "Since <1998>",
                List.of("Jl. Braga 1"),
                "Thanks for your \"order\"!",
                "toko@kopi.example",
                "+62 (21) 555-1");
        String complete = page(SampleViews.of(branding, Screen.COMPLETE), ENGLISH);

        assertThat(complete)
                .contains(
                        "<style>" + AccentStyle.text("#B3261E") + "</style>",
                        "Since &lt;1998&gt;",
                        "Jl. Braga 1",
                        "Thanks for your \"order\"!",
                        "Kopi &amp; Co");
        assertThat(page(SampleViews.of(branding, Screen.CHOOSE), ENGLISH))
                .contains("width=\"120\" height=\"56\"", "src=\"/c/sess_01J00000000000000000000000/logo\"")
                .doesNotContain("Thanks for your");
    }

    @Test
    void hasErrorPages() {
        for (Texts texts : List.of(ENGLISH, INDONESIAN)) {
            String notFound = PAGES.message("notFound", texts).toString();
            String error = PAGES.message("error", texts).toString();

            assertThat(notFound).contains("lang=\"" + texts.lang() + "\"", texts.get("notFound.title"));
            assertThat(error).contains("lang=\"" + texts.lang() + "\"", texts.get("error.text"));
            keepsToThePolicy(notFound);
            keepsToThePolicy(error);
        }
    }

    @Test
    void refusesAUrlThatIsNoWebUrl() {
        NextAction script = new NextAction.Redirect("javascript:alert(1)", null);

        assertThatThrownBy(() -> SampleViews.leadingTo("javascript:alert(1)")).hasMessageContaining("absolute");
        assertThatThrownBy(() -> SampleViews.doing(Screen.REDIRECT, Method.DANA, script, null))
                .hasMessageContaining("http");
        assertThatThrownBy(() -> SampleViews.doing(Screen.TRANSFER, Method.DANA, script, null))
                .hasMessageContaining("TRANSFER");
    }

    private static String page(CheckoutView view, Texts texts) {
        return PAGES.page(view, texts).toString();
    }

    private static void keepsToThePolicy(String page) {
        assertThat(page)
                .containsOnlyOnce("<style>" + PageStyle.TEXT + "</style>")
                .containsOnlyOnce("<style")
                .doesNotContain(" style=");
        assertThat(page).doesNotContainPattern("<[a-z0-9]+(\\s+[a-z-]+(=\"[^\"]*\")?)*\\s+on[a-z]+=");
        assertThat(page).doesNotContainPattern("<script(?![^>]* src=\"/static/)");
    }
}

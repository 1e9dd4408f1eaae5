package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.pages.CheckoutView.Screen;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

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
    void isASoundDocument(Screen screen, String lang, Texts texts) {
        String page = page(Views.on(screen), texts);

        assertThat(page).startsWith("<!doctype html>").contains("<html lang=\"" + lang + "\">", "</html>");
        assertThat(page).contains("Kopi Senja", "Rp 147.000", texts.get("test.title"), "/static/checkout.css?v=");
        assertThat(page).containsOnlyOnce("<main").containsOnlyOnce("<h1").containsOnlyOnce("<title>");
        assertThat(page).doesNotContain("null", "javascript:");
        keepsToThePolicy(page);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPage")
    void escapesWhatStrangersWrote(Screen screen, String lang, Texts texts) {
        String page = page(Views.saying(screen, EVIL), texts);

        assertThat(page).contains("&lt;script>").doesNotContain("<script>");
        keepsToThePolicy(page);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPage")
    void theFragmentIsTheMainOfThePage(Screen screen, String lang, Texts texts) {
        String fragment = PAGES.fragment(Views.on(screen), texts).toString().strip();

        assertThat(fragment).startsWith("<main").endsWith("</main>");
        assertThat(page(Views.on(screen), texts)).contains(fragment);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHOOSE", "TRANSFER", "CLAIMED"})
    void anOpenScreenAsksForNews(Screen screen) {
        assertThat(page(Views.on(screen), ENGLISH))
                .contains("hx-get=\"/c/sess_01J00000000000000000000000/live?screen=" + screen + "\"")
                .contains("hx-trigger=\"every 2s\"", "hx-swap=\"outerHTML\"", "/static/htmx.js?v=");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHOOSE", "TRANSFER", "CLAIMED"})
    void aClosedScreenIsStill(Screen screen) {
        assertThat(page(Views.on(screen), ENGLISH)).doesNotContain("hx-", "<script");
    }

    @Test
    void choosesAMethodByAPlainForm() {
        String page = page(Views.on(Screen.CHOOSE), ENGLISH);

        assertThat(page).contains("action=\"/c/sess_01J00000000000000000000000/charge\"");
        assertThat(page).contains("name=\"method\" value=\"bank_transfer\"", "Bank transfer");
        assertThat(page).contains("value=\"pay_later\"", "Pay later");
        assertThat(page).contains("/cancel\"", "Rp 120.000", "2 × Rp 60.000");
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSFER", "CLAIMED"})
    void tellsEverythingThatATransferNeeds(Screen screen) {
        assertThat(page(Views.on(screen), ENGLISH))
                .contains("Bank Central Asia", "123-456-7890", "data-copy=\"1234567890\"", "data-copy=\"147000\"")
                .contains("T-7QK2MX", "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>");
    }

    @Test
    void onlyAnOpenTransferAsksForTheClaim() {
        assertThat(page(Views.on(Screen.TRANSFER), ENGLISH))
                .contains("/buyer-claim\"", "/cancel\"", "src=\"https://shop.example/qr.png?a=1&amp;b=2\"")
                .contains("22 November 2026, 15:04 WIB (UTC+7)");
        assertThat(page(Views.on(Screen.CLAIMED), ENGLISH))
                .doesNotContain("/buyer-claim\"", "/cancel\"", "Pay before", "<img");
    }

    @Test
    void goesOnToTheShop() {
        String complete = page(Views.on(Screen.COMPLETE), ENGLISH);
        String url = "https://shop.example/thanks?order=1&amp;ok=1\"";

        assertThat(complete).contains("content=\"3;url=" + url, "href=\"" + url, "data-forward=\"" + url);
        assertThat(page(Views.on(Screen.CANCELED), ENGLISH)).contains("content=\"5;url=https://shop.example/cart\"");
        assertThat(page(Views.on(Screen.EXPIRED), ENGLISH))
                .contains("href=\"https://shop.example/cart\"")
                .doesNotContain("http-equiv");
    }

    @Test
    void hasPagesForWhatWentWrong() {
        for (Texts texts : List.of(ENGLISH, INDONESIAN)) {
            String notFound = PAGES.notFound(texts).toString();
            String error = PAGES.error(texts).toString();

            assertThat(notFound).contains("lang=\"" + texts.lang() + "\"", texts.get("notFound.title"));
            assertThat(error).contains("lang=\"" + texts.lang() + "\"", texts.get("error.text"));
            keepsToThePolicy(notFound);
            keepsToThePolicy(error);
        }
    }

    @Test
    void refusesAnAddressThatIsNoWebSite() {
        assertThatThrownBy(() -> leadingTo("javascript:alert(1)", null)).hasMessageContaining("successUrl");
        assertThatThrownBy(() -> leadingTo("https://shop.example", Screen.TRANSFER))
                .hasMessageContaining("transfer");
    }

    private static CheckoutView leadingTo(String url, @Nullable Screen screen) {
        CheckoutView view = Views.on(Screen.CHOOSE);
        Screen shown = screen == null ? view.screen() : screen;
        return new CheckoutView(
                view.id(), "Kopi", 1, "IDR", null, List.of(), shown, List.of(), null, Views.DEADLINE, url, url, false);
    }

    private static String page(CheckoutView view, Texts texts) {
        return PAGES.page(view, texts).toString();
    }

    private static void keepsToThePolicy(String page) {
        assertThat(page).doesNotContain("<style", " style=");
        assertThat(page).doesNotContainPattern("<[a-z0-9]+(\\s+[a-z-]+(=\"[^\"]*\")?)*\\s+on[a-z]+=");
        assertThat(page).doesNotContainPattern("<script(?![^>]* src=\"/static/)");
    }
}

package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What certain screens of the checkout page say, and where they lead. */
class CheckoutScreensTest {
    private static final CheckoutPage PAGES = new CheckoutPage(Assets.load());
    private static final Texts ENGLISH = Texts.from("en");
    private static final Texts INDONESIAN = Texts.from("id");

    @ParameterizedTest
    @EnumSource
    void noPageIsLoadedAgainOrLeftByItself(Screen screen) {
        assertThat(page(SampleViews.on(screen), ENGLISH)).doesNotContain("http-equiv");
        assertThat(page(SampleViews.on(screen), ENGLISH).contains("data-leave")).isEqualTo(screen == Screen.LEAVING);
    }

    @Test
    void whoHasNotPaidIsToldSoAndNotShownThatAnybodyWaits() {
        NextAction redirect = new NextAction.Redirect("https://pay.example/go", null);
        for (Notice notice : List.of(Notice.UNPAID, Notice.DECLINED_THERE)) {
            assertThat(page(SampleViews.doing(Screen.UNPAID, Method.CARD, redirect, notice), ENGLISH))
                    .contains("Not paid yet", ENGLISH.get("notice." + notice.text()), "Continue to card payment")
                    .contains("data-address=\"/c/sess_01J00000000000000000000000?notice=unpaid\"", "/change\"")
                    .doesNotContain("class=\"waiting\"", "checking your payment");
        }
        assertThat(page(SampleViews.offering(List.of(Method.QRIS), Notice.UNFINISHED), INDONESIAN))
                .contains("<h2 tabindex=\"-1\" aria-describedby=\"notice\">Belum dibayar</h2>");
    }

    @Test
    void namesWhomTheCodePaysAndNotTheShop() {
        String page = page(SampleViews.on(Screen.QR), ENGLISH);

        assertThat(page)
                .contains("<span class=\"payee\">PT Senja Kopi</span>", "NMID ID1024313642889")
                .contains("Check that it says PT Senja Kopi and Rp\u00a0147.000, then confirm.");
        assertThat(page(SampleViews.on(Screen.APP), ENGLISH))
                .contains("Check that it says PT Senja Kopi and Rp\u00a0147.000, then confirm.");
        NextAction unreadable = new NextAction.ShowQr(SampleViews.QR.replace("Senja", "Pagi!"), null);
        for (Texts texts : List.of(ENGLISH, INDONESIAN)) {
            assertThat(page(SampleViews.doing(Screen.QR, Method.QRIS, unreadable, null), texts))
                    .contains(texts.get("qr.step.check.amount", "Rp\u00a0147.000"))
                    .doesNotContain("class=\"payee\"", "NMID", "PT Pagi! Kopi");
        }
    }

    @Test
    void linksToTheShopAndLeavesNothingByItself() {
        assertThat(page(SampleViews.on(Screen.COMPLETE), ENGLISH))
                .contains("href=\"https://shop.example/thanks?order=1&amp;ok=1\"")
                .doesNotContain("http-equiv");
        for (Screen over : List.of(Screen.CANCELED, Screen.EXPIRED)) {
            assertThat(page(SampleViews.on(over), ENGLISH))
                    .contains("href=\"https://shop.example/cart\"")
                    .doesNotContain("http-equiv");
        }
    }

    @Test
    void redirectsToTheProviderOnce() {
        String url = "https://pay.example/go?a=1&amp;b=2\"";

        assertThat(page(SampleViews.on(Screen.LEAVING), ENGLISH))
                .contains("data-leave=\"yes\"", "class=\"primary\" href=\"" + url, "/static/checkout.js");
        assertThat(page(SampleViews.on(Screen.REDIRECT), ENGLISH))
                .contains("class=\"primary\" href=\"" + url, "Continue to card payment", "checking your payment")
                .doesNotContain("data-leave");
    }

    private static String page(CheckoutView view, Texts texts) {
        return PAGES.page(view, texts).toString();
    }
}

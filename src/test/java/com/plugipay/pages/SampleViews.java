package com.plugipay.pages;

import com.plugipay.checkout.LineItem;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.branding.Branding;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.NextAction.BankAccount;
import com.plugipay.text.WebAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkout views for tests. */
public final class SampleViews {
    static final Instant DEADLINE = Instant.parse("2026-11-22T08:04:00Z");
    public static final String QR =
            "00020101021226610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI51440014ID.CO.QRIS"
                    + ".WWW0215ID10243136428890303UMI5204581453033605406147000"
                    + "5802ID5913PT Senja Kopi6007Jakarta630438BA";

    private SampleViews() {}

    /** An ordinary sale of 147,000 rupiah. */
    static CheckoutView on(Screen screen) {
        return with(screen, "Kopi Senja", "Order 1042", "Bank Central Asia");
    }

    /** A sale in which every free text is {@code text}. */
    static CheckoutView saying(Screen screen, String text) {
        return with(screen, text, text, text);
    }

    /** The choice between these. */
    static CheckoutView offering(List<Method> methods, @Nullable Notice notice) {
        return CheckoutViewBuilder.builder(on(Screen.CHOOSE))
                .methods(methods)
                .notice(notice)
                .build();
    }

    /** A screen with another action than usual. */
    static CheckoutView doing(Screen screen, Method method, NextAction action, @Nullable Notice notice) {
        return CheckoutViewBuilder.builder(on(Screen.CHOOSE))
                .screen(screen)
                .method(method)
                .action(action)
                .notice(notice)
                .build();
    }

    /** The page of a business on this screen. */
    static CheckoutView of(Branding branding, Screen screen) {
        return CheckoutViewBuilder.builder(on(screen)).branding(branding).build();
    }

    /** A sale after which the buyer is sent to this URL. */
    static CheckoutView leadingTo(String url) {
        return CheckoutViewBuilder.builder()
                .id("sess_1")
                .branding(Branding.named("Kopi"))
                .amount(1)
                .currency("IDR")
                .lineItems(List.of())
                .screen(Screen.CHOOSE)
                .methods(List.of())
                .storable(List.of())
                .stored(List.of())
                .proofs(List.of())
                .expiresAt(DEADLINE)
                .pageUrl("https://pay.example/c/sess_1")
                .successUrl(WebAddress.of(url))
                .cancelUrl(WebAddress.of("https://shop.example/cart"))
                .build();
    }

    private static CheckoutView with(Screen screen, String merchant, String description, String bank) {
        return CheckoutViewBuilder.builder()
                .id("sess_01J00000000000000000000000")
                .branding(Branding.named(merchant))
                .amount(147_000)
                .currency("IDR")
                .description(description)
                .lineItems(List.of(new LineItem(description, 2, 60_000), new LineItem("Susu", 1, 27_000)))
                .screen(screen)
                .methods(List.of(Method.values()))
                .storable(List.of())
                .stored(List.of())
                .proofs(List.of())
                .method(method(screen))
                .action(action(screen, merchant, description, bank))
                .expiresAt(DEADLINE)
                .pageUrl("https://pay.example/c/sess_01J00000000000000000000000")
                .successUrl(WebAddress.of("https://shop.example/thanks?order=1&ok=1"))
                .cancelUrl(WebAddress.of("https://shop.example/cart"))
                .testMode(true)
                .build();
    }

    private static @Nullable Method method(Screen screen) {
        return switch (screen) {
            case TRANSFER, CLAIMED -> Method.BANK_TRANSFER;
            case QR -> Method.QRIS;
            case VIRTUAL_ACCOUNT -> Method.MANDIRI_VA;
            case CODE -> Method.ALFAMART;
            case LEAVING, REDIRECT, UNPAID -> Method.CARD;
            case APP, UNUSABLE -> Method.GOPAY;
            case WAITING, HELD -> Method.PAYPAL;
            case CHOOSE, COMPLETE, EXPIRED, CANCELED -> null;
        };
    }

    private static @Nullable NextAction action(Screen screen, String merchant, String text, String bank) {
        return switch (screen) {
            case TRANSFER, CLAIMED ->
                new NextAction.TransferInstructions(
                        List.of(
                                new BankAccount(bank, "123-456-7890", merchant),
                                new BankAccount("Mandiri", "900 12", bank)),
                        WebAddress.of("https://shop.example/qr.png?a=1&b=2"),
                        text,
                        147_000,
                        "IDR",
                        null,
                        "T-7QK2MX");
            case QR -> new NextAction.ShowQr(text.equals("Order 1042") ? QR : text, DEADLINE);
            case VIRTUAL_ACCOUNT ->
                new NextAction.ShowVirtualAccount(
                        bank,
                        text.equals("Order 1042") ? "8808123412341234" : text,
                        text.equals("Order 1042") ? "70012" : text,
                        merchant,
                        DEADLINE);
            case CODE -> new NextAction.ShowCode(bank, text.equals("Order 1042") ? "PLUG7QK2MX9" : text, DEADLINE);
            case LEAVING, REDIRECT, UNPAID ->
                new NextAction.Redirect(
                        "https://pay.example/go?a=1&b=" + (text.equals("Order 1042") ? "2" : text), null);
            case APP ->
                new NextAction.Redirect(
                        "gojek://gopay/merchanttransfer?tref=1&b=2",
                        text.equals("Order 1042") ? QR : text,
                        null,
                        DEADLINE);
            case CHOOSE, WAITING, UNUSABLE, HELD, COMPLETE, EXPIRED, CANCELED -> null;
        };
    }
}

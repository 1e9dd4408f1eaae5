package com.plugipay.pages;

import com.plugipay.pages.CheckoutView.BankAccount;
import com.plugipay.pages.CheckoutView.Line;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.CheckoutView.Transfer;
import java.time.Instant;
import java.util.List;

/** Checkout views for tests. */
final class Views {
    static final Instant DEADLINE = Instant.parse("2026-11-22T08:04:00Z");

    private Views() {}

    /** An ordinary sale of 147,000 rupiah. */
    static CheckoutView on(Screen screen) {
        return with(screen, "Kopi Senja", "Order 1042", "Bank Central Asia");
    }

    /** A sale whose every free text is {@code text}. */
    static CheckoutView saying(Screen screen, String text) {
        return with(screen, text, text, text);
    }

    private static CheckoutView with(Screen screen, String merchant, String description, String bank) {
        Transfer transfer = new Transfer(
                List.of(new BankAccount(bank, "123-456-7890", merchant), new BankAccount("Mandiri", "900 12", bank)),
                "https://shop.example/qr.png?a=1&b=2",
                description,
                "T-7QK2MX");
        return new CheckoutView(
                "sess_01J00000000000000000000000",
                merchant,
                147_000,
                "IDR",
                description,
                List.of(new Line(description, 2, 60_000), new Line("Susu", 1, 27_000)),
                screen,
                List.of("bank_transfer", "pay_later"),
                transfer,
                DEADLINE,
                "https://shop.example/thanks?order=1&ok=1",
                "https://shop.example/cart",
                true);
    }
}

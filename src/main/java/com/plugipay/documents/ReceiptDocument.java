package com.plugipay.documents;

import com.plugipay.model.Mode;
import com.plugipay.receipts.PaymentReceipt;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a receipt shows.
 *
 * @param payer null when nobody knows who has paid
 * @param zone in which its dates are written
 */
public record ReceiptDocument(
        PaymentReceipt receipt,
        Party seller,
        @Nullable Party payer,
        List<Line> lines,
        @Nullable String invoiceNumber,
        DocumentTexts words,
        ZoneId zone,
        Design design) {

    public ReceiptDocument {
        lines = List.copyOf(lines);
    }

    /** One thing that was paid; the amount is in minor units and may be negative for a discount. */
    public record Line(String description, long amount) {}

    /** The same without who has paid, for a page that the address of another one leads to. */
    public ReceiptDocument withoutPayer() {
        return new ReceiptDocument(receipt, seller, null, lines, invoiceNumber, words, zone, design);
    }

    public String title() {
        return words.get("receipt.title", number());
    }

    public String number() {
        return Objects.requireNonNullElse(receipt.number(), receipt.id());
    }

    public boolean isTest() {
        return receipt.mode() == Mode.TEST;
    }

    public String money(long minorUnits) {
        return words.money(minorUnits, receipt.currency());
    }

    public String date() {
        return words.date(receipt.issuedAt(), zone);
    }

    /** The name of its file without the ending. */
    public String fileName() {
        return number();
    }
}

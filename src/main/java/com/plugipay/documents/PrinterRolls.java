package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.text.EscPosRoll;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Invoices and receipts for receipt printers. */
final class PrinterRolls {
    private PrinterRolls() {}

    /** @param columns how many characters a line of the printer has */
    static Buffer of(InvoiceDocument document, int columns) {
        Invoice invoice = document.invoice();
        DocumentTexts words = document.words();
        Design design = document.design();
        EscPosRoll roll = head(document.seller(), document.title(), document.isTest(), words, columns);
        date(roll, document, "invoice.issued", invoice.issuedAt());
        date(roll, document, "invoice.due", invoice.dueAt());
        date(roll, document, "invoice.paid", invoice.paidAt());
        roll.pair(words.get("invoice.to"), document.customer().name()).rule();
        for (InvoiceLine line : invoice.lines()) {
            roll.line(line.description())
                    .pair(line.quantity() + " × " + document.money(line.unitAmount()), document.money(line.amount()));
        }
        roll.rule().pair(words.get("invoice.subtotal"), document.money(invoice.subtotal()));
        if (invoice.discount() != 0) {
            roll.pair(words.get("invoice.discount"), document.money(-invoice.discount()));
        }
        if (invoice.tax() != 0) {
            roll.pair(design.taxLabel(), document.money(invoice.tax()));
        }
        roll.boldPair(words.get("invoice.total"), document.money(invoice.total()));
        if (document.includedTax() != 0) {
            roll.pair(design.includedTaxLabel(), document.money(document.includedTax()));
        }
        roll.space().center(document.advice());
        centered(roll, design.config().termsText());
        centered(roll, design.config().footerText());
        return roll.cut();
    }

    /** @param columns how many characters a line of the printer has */
    static Buffer of(ReceiptDocument document, int columns) {
        DocumentTexts words = document.words();
        EscPosRoll roll = head(document.seller(), document.title(), document.isTest(), words, columns)
                .pair(words.get("receipt.issued"), document.date())
                .pair(
                        words.get("receipt.method"),
                        words.method(document.receipt().method()));
        if (document.payer() != null) {
            roll.pair(words.get("receipt.for"), document.payer().name());
        }
        if (document.invoiceNumber() != null) {
            roll.pair(words.get("receipt.invoice"), document.invoiceNumber());
        }
        Design design = document.design();
        if (design.config().cashierLabel() != null) {
            roll.pair(words.get("receipt.cashier"), design.config().cashierLabel());
        }
        roll.rule();
        document.lines().forEach(line -> roll.pair(line.description(), document.money(line.amount())));
        long amount = document.receipt().amount();
        roll.rule().boldPair(words.get("receipt.total"), document.money(amount));
        if (design.includedTax(amount) != 0) {
            roll.pair(design.includedTaxLabel(), document.money(design.includedTax(amount)));
        }
        centered(roll, design.config().thankYouText());
        centered(roll, design.config().footerText());
        return roll.cut();
    }

    private static EscPosRoll head(Party seller, String title, boolean isTest, DocumentTexts words, int columns) {
        EscPosRoll roll = new EscPosRoll(columns).heading(seller.name());
        seller.lines().forEach(roll::center);
        roll.space().heading(title);
        if (isTest) {
            roll.center(words.get("test"));
        }
        return roll.rule();
    }

    private static void centered(EscPosRoll roll, @Nullable String text) {
        if (text != null) {
            roll.space();
            text.lines().forEach(roll::center);
        }
    }

    private static void date(EscPosRoll roll, InvoiceDocument document, String key, @Nullable Instant moment) {
        if (moment != null) {
            roll.pair(document.words().get(key), document.date(moment));
        }
    }
}

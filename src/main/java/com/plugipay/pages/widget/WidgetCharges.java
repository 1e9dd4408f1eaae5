package com.plugipay.pages.widget;

import com.plugipay.attempts.Attempt;
import com.plugipay.checkout.CheckoutSnapshot;
import com.plugipay.pages.Texts;
import com.plugipay.pages.codes.QrPicture;
import com.plugipay.providers.NextAction;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says for each next action of a buyer what the widget does. What it cannot show, the hosted page does. */
final class WidgetCharges {
    private final Vertx vertx;

    WidgetCharges(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What follows from an attempt at this session. */
    Future<WidgetCharge> of(CheckoutSnapshot snapshot, Attempt attempt, Texts texts) {
        return switch (attempt.nextAction()) {
            // The provider has not responded yet, and the page waits for it.
            case null -> redirect(snapshot.session().hostedUrl());
            case NextAction.Redirect redirect ->
                redirect(redirect.opensApp() ? snapshot.session().hostedUrl() : redirect.url());
            case NextAction.ShowQr qr ->
                picture(qr.qrString())
                        .map(url -> instructions(
                                texts.get("qr.title", texts.method(attempt.method())),
                                lines(),
                                List.of(),
                                url,
                                attempt));
            case NextAction.ShowVirtualAccount account ->
                Future.succeededFuture(virtualAccount(snapshot, account, attempt, texts));
            case NextAction.ShowCode code ->
                Future.succeededFuture(instructions(
                        texts.get("code.title", code.storeName()),
                        lines(texts.get("code.code") + ": " + code.paymentCode()),
                        List.of(),
                        null,
                        attempt));
            case NextAction.TransferInstructions transfer -> Future.succeededFuture(transfer(transfer, attempt, texts));
        };
    }

    private static Future<WidgetCharge> redirect(String url) {
        return Future.succeededFuture(new WidgetCharge.Redirect(url));
    }

    private static WidgetCharge virtualAccount(
            CheckoutSnapshot snapshot, NextAction.ShowVirtualAccount account, Attempt attempt, Texts texts) {
        String billerCode = account.billerCode();
        String note = billerCode == null
                ? lines(
                        texts.get("va.number") + ": " + account.accountNumber(),
                        texts.get("va.exactly", texts.money(attempt.amount(), attempt.currency())))
                : lines(
                        texts.get("va.biller") + ": " + billerCode,
                        texts.get("va.billKey") + ": " + account.accountNumber(),
                        texts.get("va.exactly", texts.money(attempt.amount(), attempt.currency())));
        String holder = Objects.requireNonNullElse(account.accountName(), snapshot.merchantName());
        return instructions(
                texts.method(attempt.method()),
                note,
                List.of(new NextAction.BankAccount(account.bankName(), account.accountNumber(), holder)),
                null,
                attempt);
    }

    private static WidgetCharge transfer(NextAction.TransferInstructions transfer, Attempt attempt, Texts texts) {
        WebAddress qr = transfer.staticQrImageUrl();
        String note = lines(
                texts.get("transfer.exactly", texts.money(transfer.amount(), transfer.currency())),
                texts.get("transfer.reference") + ": " + transfer.reference(),
                transfer.instructions());
        return instructions(
                texts.transferTitle(transfer.bankAccounts().size()),
                note,
                transfer.bankAccounts(),
                qr == null ? null : qr.text(),
                attempt);
    }

    private static WidgetCharge instructions(
            String heading,
            @Nullable String note,
            List<NextAction.BankAccount> accounts,
            @Nullable String qrImageUrl,
            Attempt attempt) {
        return new WidgetCharge.Instructions(
                new WidgetInstructions(heading, note, accounts, qrImageUrl, attempt.amount(), attempt.currency()));
    }

    private static @Nullable String lines(@Nullable String... lines) {
        String joined =
                Stream.of(lines).filter(line -> line != null && !line.isBlank()).collect(Collectors.joining("\n"));
        return joined.isEmpty() ? null : joined;
    }

    /** The QR code as a data URL. */
    private Future<String> picture(String text) {
        return vertx.executeBlocking(() -> QrPicture.of(text).png())
                .map(png -> "data:image/png;base64," + Base64.getEncoder().encodeToString(png.getBytes()));
    }
}

package com.plugipay.receipts;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.work.Work;
import java.util.List;

/** Receipts over HTTP, and their numbers. */
public final class ReceiptModule implements Module {
    private final ReceiptStore receipts;

    public ReceiptModule(ReceiptStore receipts) {
        this.receipts = receipts;
    }

    @Override
    public void mount(Operations api) {
        api.get("/receipts", "List receipts")
                .returnsPage(PaymentReceipt.class, "sourceType", "customerId", "issuedAfter", "issuedBefore")
                .handledBy(call -> receipts.list(call.tenant(), call.listing()));
        api.get("/receipts/:id", "Retrieve a receipt")
                .returns(200, PaymentReceipt.class)
                .handledBy(call -> receipts.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        for (String source : List.of("checkout-sessions", "invoices")) {
            api.get("/" + source + "/:id/receipt", "Retrieve the receipt of what was paid; there is none before")
                    .returns(200, PaymentReceipt.class)
                    .handledBy(call -> receipts.findBySource(call.tenant(), call.id())
                            .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        }
        api.alias("/checkout-sessions/:id/receipt-link", "/checkout-sessions/:id/receipt");
        api.get("/checkout-sessions/:id/receipt-link", "Retrieve the receipt of a completed session")
                .returns(200, PaymentReceipt.class)
                .handledBy(call -> receipts.findBySource(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
    }

    @Override
    public List<Work> work() {
        return List.of(ReceiptNumbering.of(receipts));
    }
}

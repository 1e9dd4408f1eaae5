package com.plugipay.pages.dashboard.kinds;

import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.stuck.Stuck;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How is shown what is stuck: each leads to the page of the object, where a person can decide. */
public final class StuckKind {
    private StuckKind() {}

    public static ObjectKind<Stuck> stuck() {
        return new ObjectKind<>("stuck", Stuck.class, Stuck::id)
                .listedOnly(StuckKind::page)
                .column(
                        "object",
                        (stuck, texts) -> Cell.text(
                                texts.get("stuck." + stuck.type().name().toLowerCase(Locale.ROOT))))
                .column("reason", (stuck, texts) -> Cell.code(stuck.reason()))
                .column("provider", (stuck, texts) -> Cell.text(texts.provider(stuck.provider())))
                .column("nextTryAt", (stuck, texts) -> texts.time(stuck.nextTryAt()))
                .column("id", (stuck, texts) -> Cell.code(stuck.id()))
                .column("createdAt", (stuck, texts) -> texts.time(stuck.createdAt()));
    }

    private static @Nullable String page(Stuck stuck) {
        String pages = switch (stuck.type()) {
            case PAYMENT_ATTEMPT -> "payment-attempts";
            case REFUND -> "refunds";
            case CHECKOUT_SESSION -> "checkout-sessions";
            case SUBSCRIPTION -> "subscriptions";
            case WEBHOOK_RECOVERY -> "webhook-recoveries";
            case EVENT -> "events";
            case MAIL ->
                stuck.id().startsWith("inv_") ? "invoices" : stuck.id().startsWith("rcpt_") ? "receipts" : null;
            case CALLBACK, COLLECTION_TRY, PAYMENT_METHOD, TEST_CLOCK -> null;
        };
        return pages == null ? null : PeoplePage.ROOT + '/' + pages + '/' + stuck.id();
    }
}

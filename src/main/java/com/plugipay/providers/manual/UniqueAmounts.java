package com.plugipay.providers.manual;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decides the amount that a buyer has to transfer: the price, or in a workspace with unique codes an amount near it. */
public final class UniqueAmounts {
    private static final String WITH_CODES = "IDR";

    private final ProviderAccountCredentials.Source accounts;
    private final UniqueAmountStore amounts;

    public UniqueAmounts(ProviderAccountCredentials.Source accounts, UniqueAmountStore amounts) {
        this.accounts = accounts;
        this.amounts = amounts;
    }

    /**
     * Returns the amount to transfer, always the same for the same owner.
     *
     * @param ownerId the session or direct payment to be paid
     * @return fails with {@link ErrorCode#PROVIDER_REJECTED} when all codes are in use: no amount is used twice at a time
     */
    public Future<AmountDue> of(
            Tenant tenant, ProviderKind provider, String ownerId, long price, String currency, Instant now) {
        if (!provider.isConfirmedByHand() || !currency.equals(WITH_CODES)) {
            return Future.succeededFuture(AmountDue.plain(price));
        }
        return accounts.find(tenant, provider)
                .compose(account -> account.flatMap(UniqueCode::of)
                        .map(code -> amounts.pick(tenant, code, ownerId, price, currency, now)
                                .map(picked -> picked.orElseThrow(UniqueAmounts::exhausted)))
                        .orElseGet(() -> Future.succeededFuture(AmountDue.plain(price))));
    }

    private static RuntimeException exhausted() {
        String message =
                "All unique codes for this amount are in use. Confirm or reject transfers that are waited for.";
        return ErrorCode.PROVIDER_REJECTED
                .withMessage(message)
                .with(List.of(Map.of("code", "unique_codes_exhausted", "message", message)));
    }
}

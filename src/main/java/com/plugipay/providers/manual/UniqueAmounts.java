package com.plugipay.providers.manual;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.AmountLimits;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decides the amount that a buyer has to transfer: the price, or in a workspace with unique codes an amount near it. */
public final class UniqueAmounts {
    private static final String WITH_CODES = "IDR";

    private final ProviderAccountCredentials.Source accounts;
    private final UniqueAmountStore amounts;
    private final Limits limits;

    /** The amounts that a provider takes by a method. */
    public interface Limits {
        AmountLimits of(ProviderKind provider, Method method, String currency);
    }

    public UniqueAmounts(ProviderAccountCredentials.Source accounts, UniqueAmountStore amounts, Limits limits) {
        this.accounts = accounts;
        this.amounts = amounts;
        this.limits = limits;
    }

    /**
     * Returns the amount to transfer, always the same for the same owner. A code never leads beyond what the method takes: a
     * price at the limit is the amount itself.
     *
     * @param ownerId the session or direct payment to be paid
     * @return fails with {@link ErrorCode#PROVIDER_REJECTED} when all codes are in use: no amount is used twice at a time
     */
    public Future<AmountDue> of(
            Tenant tenant, ProviderKind provider, String ownerId, long price, String currency, Instant now) {
        if (!provider.isConfirmedByHand() || !currency.equals(WITH_CODES)) {
            return Future.succeededFuture(AmountDue.plain(price));
        }
        AmountLimits allowed = limits.of(provider, Method.BANK_TRANSFER, currency);
        return accounts.find(tenant, provider)
                .compose(account -> account.flatMap(UniqueCode::of)
                        .filter(code -> !code.isLeftOut(price, allowed))
                        .map(code -> code.range(price, allowed))
                        .map(range -> amounts.pick(tenant, range, ownerId, price, currency, now)
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

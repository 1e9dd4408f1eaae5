package com.plugipay.providers.midtrans;

import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.midtrans.api.MidtransApi;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Stores payment methods: a card with its payment, a GoPay account without one.
 *
 * <p>Midtrans's page takes no card without a payment, and its API to register one needs the card's number, which must not
 * reach Plugipay. A GoPay account cannot be linked by a payment of Core: it is linked first and charged afterwards.
 */
final class MidtransStoredMethods {
    private final MidtransGoPayAccounts goPay;
    private final MidtransStoredCharges charges;
    private final InstantSource clock;

    MidtransStoredMethods(MidtransApi api, CallbackUrls callbackUrls, InstantSource clock) {
        this.goPay = new MidtransGoPayAccounts(api, callbackUrls);
        this.charges = new MidtransStoredCharges(api, goPay, callbackUrls, clock);
        this.clock = clock;
    }

    Future<Outcome> handle(ProviderAccountCredentials account, Command.OfStoredMethod command) {
        return switch (command) {
            case Command.Setup setup ->
                setup.method() == Method.GOPAY
                        ? goPay.link(account, setup)
                        : Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
            case Command.ChargeStored charge -> charges.charge(account, charge);
            case Command.QueryStored query -> query(account, query.stored());
            case Command.DeleteStored deletion -> delete(account, deletion.stored());
        };
    }

    /** Queries a charge of a stored method. */
    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryStatus query, Command.ChargeStored charge) {
        return charges.query(account, charge, query.charge());
    }

    /** Queries a setup. */
    Future<Outcome> setupStatus(ProviderAccountCredentials account, Command.QueryStatus query) {
        return query.charge().method() == Method.GOPAY
                ? goPay.setupStatus(account, query.charge())
                : Future.succeededFuture(new Outcome.Declined("not_found", "Midtrans has no such setup."));
    }

    private Future<Outcome> query(ProviderAccountCredentials account, StoredMethod stored) {
        return switch (stored.method()) {
            case CARD -> Future.succeededFuture(MidtransStoredCard.status(stored, clock.instant()));
            case GOPAY -> goPay.query(account, stored);
            default -> Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
        };
    }

    /** Midtrans's API deletes no card: it ends for Plugipay, which forgets its token. */
    private Future<Outcome> delete(ProviderAccountCredentials account, StoredMethod stored) {
        return switch (stored.method()) {
            case CARD -> Future.succeededFuture(Outcome.Succeeded.done());
            case GOPAY -> goPay.unlink(account, stored);
            default -> Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
        };
    }
}

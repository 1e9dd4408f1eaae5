package com.plugipay.providers.manual;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountStore;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.TransferInstructions;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Bank transfer without a provider: shows the merchant's own accounts, and knows nothing of the money. Only the merchant
 * sees it arrive, and says so with confirm or reject.
 */
public final class ManualProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no bank account to transfer to.");

    private final ProviderAccountStore accounts;

    public ManualProvider(ProviderAccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.MANUAL;
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.Charge charge -> charge(charge);
            case Command.Probe probe ->
                accounts.manual(probe.tenant()).map(account -> account.isPresent() ? done(0, "") : NOT_CONNECTED);
            // Nobody but the merchant knows, and the merchant has not said.
            case Command.LookUp lookUp -> Future.succeededFuture(new Outcome.Pending(lookUp.providerReference()));
            // There is nothing to cancel anywhere: the instructions are just not shown any more.
            case Command.Cancel ignored -> Future.succeededFuture(done(0, ""));
            // The merchant sends the money back itself and records it here.
            case Command.Refund refund -> Future.succeededFuture(done(refund.amount(), refund.currency()));
            case Command.LookUpRefund lookUp -> Future.succeededFuture(new Outcome.Pending(lookUp.providerReference()));
        };
    }

    private Future<Outcome> charge(Command.Charge charge) {
        return accounts.manual(charge.tenant())
                .map(found -> found.<Outcome>map(account -> instructions(charge, account))
                        .orElse(NOT_CONNECTED));
    }

    private static Outcome instructions(Command.Charge charge, ManualAccount account) {
        String reference = TransferReference.of(charge.chargeId());
        return new Outcome.NeedsAction(
                reference,
                new TransferInstructions(
                        account.bankAccounts(),
                        account.staticQrImageUrl(),
                        account.instructions(),
                        charge.amount(),
                        charge.currency(),
                        reference));
    }

    private static Outcome done(long amount, String currency) {
        return new Outcome.Succeeded(null, amount, currency, null, Map.of());
    }
}

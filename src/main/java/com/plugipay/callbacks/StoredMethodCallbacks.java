package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Callbacks about stored payment methods. They are only a hint: the provider is asked what holds. */
final class StoredMethodCallbacks {
    private final Providers providers;
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final PaymentMethodStore methods;

    StoredMethodCallbacks(
            Providers providers, AttemptStore attempts, ChargeService charges, PaymentMethodStore methods) {
        this.providers = providers;
        this.attempts = attempts;
        this.charges = charges;
        this.methods = methods;
    }

    /** Follows a callback; does nothing about a method that was not stored with Plugipay. */
    Future<Void> handle(ChangeContext context, ProviderKind provider, CallbackEvent.OfStoredMethod event) {
        return awaiting(context, provider, event.chargeId())
                .compose(attempt -> attempt.isPresent()
                        ? charges.notice(
                                        context,
                                        attempt.get(),
                                        new CallbackEvent.OfCharge(attempt.get().id(), null, null))
                                .mapEmpty()
                        : known(context, provider, event.token()));
    }

    /** The attempt that stores the method; empty when the method is known already. */
    private Future<Optional<Attempt>> awaiting(
            ChangeContext context, ProviderKind provider, @Nullable String chargeId) {
        return attempts.named(context.tenant(), provider, chargeId, null)
                .map(found -> found.filter(Attempt::awaitsStoredMethod));
    }

    private Future<Void> known(ChangeContext context, ProviderKind provider, @Nullable Secret token) {
        return token == null
                ? Future.succeededFuture()
                : methods.byToken(context.tenant(), provider, token).compose(found -> ask(context, provider, found));
    }

    private Future<Void> ask(ChangeContext context, ProviderKind provider, List<Chargeable> known) {
        List<Chargeable> active =
                known.stream().filter(each -> each.method().isActive()).toList();
        if (active.isEmpty()) {
            return Future.succeededFuture();
        }
        Command query =
                new Command.QueryStored(context.tenant(), active.getFirst().stored());
        return providers.ask(provider, query).compose(outcome -> switch (outcome) {
            case Outcome.Succeeded ignored -> Future.succeededFuture();
            case Outcome.Declined declined ->
                DeclineCodes.isNeverAgain(declined.code()) ? end(context, active, declined.code()) : unknown();
            default -> unknown();
        });
    }

    private Future<Void> end(ChangeContext context, List<Chargeable> ended, String code) {
        StoredPaymentMethod.Status status = StoredPaymentMethod.Status.endedBy(code);
        return Future.join(ended.stream()
                        .map(each -> methods.end(context, each.method().id(), status))
                        .toList())
                .mapEmpty();
    }

    private static Future<Void> unknown() {
        return Future.failedFuture(ErrorCode.PROVIDER_TIMEOUT.exception());
    }
}

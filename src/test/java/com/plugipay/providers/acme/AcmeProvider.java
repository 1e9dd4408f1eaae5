package com.plugipay.providers.acme;

import com.plugipay.auth.Signature;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verification;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That provider: a page on which the buyer pays, a signed callback that says so, and refunds at once. */
final class AcmeProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no account there.");

    private final ProviderAccountCredentials.Source accounts;
    private final AcmeApi api;

    AcmeProvider(ProviderAccountCredentials.Source accounts, AcmeApi api) {
        this.accounts = accounts;
        this.api = api;
    }

    @Override
    public ProviderKind kind() {
        return AcmeFactory.KIND;
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks("http://127.0.0.1");
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return null;
    }

    @Override
    public Future<Outcome> handle(Command command) {
        if (command instanceof Command.Probe probe) {
            return handle(command, probe.credentials());
        }
        return accounts.find(command.tenant(), AcmeFactory.KIND)
                .compose(found -> found.map(account -> handle(command, account.credentials()))
                        .orElseGet(() -> Future.succeededFuture(NOT_CONNECTED)));
    }

    private Future<Outcome> handle(Command command, Credentials account) {
        Tenant tenant = command.tenant();
        return switch (command) {
            case Command.Probe ignored -> api.get(tenant, account, "/me", me -> Outcome.Succeeded.done());
            case Command.Charge charge -> {
                JsonObject body = new JsonObject()
                        .put("id", charge.chargeId())
                        .put("amount", charge.amount())
                        .put("returnUrl", charge.returnUrl());
                yield api.post(
                        tenant,
                        account,
                        "/charges",
                        body,
                        made -> new Outcome.NeedsAction(
                                charge.chargeId(),
                                new NextAction.Redirect(made.getString("page"), charge.expiresAt()),
                                Map.of()));
            }
            case Command.LookUp asked ->
                api.get(tenant, account, "/charges/" + asked.charge().chargeId(), now -> outcome(asked.charge(), now));
            case Command.Cancel asked ->
                api.post(
                        tenant,
                        account,
                        "/charges/" + asked.charge().chargeId() + "/cancel",
                        new JsonObject(),
                        now -> outcome(asked.charge(), now) instanceof Outcome.Succeeded
                                ? new Outcome.Rejected("already_paid", "The payment has been made.")
                                : Outcome.Succeeded.done());
            case Command.LookUpFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            case Command.Refund refund ->
                api.post(
                        tenant,
                        account,
                        "/refunds",
                        new JsonObject()
                                .put("id", refund.refundId())
                                .put("charge", refund.charge().chargeId())
                                .put("amount", refund.amount()),
                        AcmeProvider::refunded);
            case Command.LookUpRefund asked ->
                api.get(tenant, account, "/refunds/" + asked.refundId(), AcmeProvider::refunded);
        };
    }

    private static Outcome outcome(ChargeReference charge, JsonObject now) {
        return switch (now.getString("status")) {
            case "paid" -> new Outcome.Succeeded(charge.chargeId(), now.getLong("amount"), "IDR", null, Map.of());
            case "open" -> new Outcome.Pending(charge.chargeId(), Map.of());
            default -> new Outcome.Declined("canceled", "The payment was canceled.");
        };
    }

    private static Outcome refunded(JsonObject refund) {
        return new Outcome.Succeeded(refund.getString("id"), refund.getLong("amount"), "IDR", null, Map.of());
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return accounts.find(new Tenant(callback.workspaceId(), Mode.TEST), AcmeFactory.KIND)
                .map(found -> found.filter(account -> isSigned(callback, account.credentials()))
                        .<Verification>map(account -> new Verification.Genuine(
                                Mode.TEST, callback.body().toString()))
                        .orElseGet(Verification.Rejected::new));
    }

    private static boolean isSigned(ProviderCallback callback, Credentials account) {
        byte[] expected = Signature.sign(
                Signature.key(account.require("secret")), callback.body().toString());
        return Signature.fits(
                expected,
                Optional.ofNullable(callback.headers().get("x-acme-signature")).orElse(""));
    }

    /** The callback only says that there is something to ask about. */
    @Override
    public List<CallbackEvent> read(Buffer body) {
        return List.of(new CallbackEvent.OfCharge(body.toJsonObject().getString("charge"), null, null));
    }
}

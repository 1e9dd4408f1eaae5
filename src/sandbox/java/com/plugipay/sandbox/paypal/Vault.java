package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.StandInSettings.require;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import java.time.Instant;
import java.util.Optional;

/** Stores buyers' accounts for merchants: with an order, or by a setup that the buyer approves. */
record Vault(PayPalTools tools, PayPalNotifier notifier, Ledger<SetupToken> setups, Ledger<PaymentToken> tokens) {
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** An order that is captured says so at once; its account is stored a moment later. */
    private static final long STORING_MS = 100;

    Vault(PayPalTools tools, PayPalNotifier notifier) {
        this(tools, notifier, new Ledger<>(), new Ledger<>());
    }

    /** By the setup's id, for its buyer, who needs no key; not when its time ran out. */
    Optional<SetupToken> open(String id) {
        return setups.find(id).filter(setup -> !setup.expired(tools.now()));
    }

    void approve(SetupToken setup, PaymentToken.Later later) {
        require(setup.status() == SetupToken.Status.PAYER_ACTION_REQUIRED, "This setup is approved already.");
        setup.later = later;
        setup.become(SetupToken.Status.APPROVED, tools.now());
    }

    /** Makes the token of a setup that its buyer has approved. */
    PaymentToken store(SetupToken setup) {
        PayPalIssue.SETUP_TOKEN_NOT_APPROVED.refuseIf(setup.status() == SetupToken.Status.PAYER_ACTION_REQUIRED);
        PayPalIssue.SETUP_TOKEN_ALREADY_USED.refuseIf(setup.status() == SetupToken.Status.VAULTED);
        setup.become(SetupToken.Status.VAULTED, tools.now());
        return add(new PaymentToken(newId(), setup.owner(), setup.customer, setup.later, null, tools.now()));
    }

    /** Stores the account that has paid this order, soon. */
    void storeSoon(PayPalOrder order) {
        VaultCustomer customer = order.request.storedFor();
        if (customer == null) {
            return;
        }
        tools.standIn().vertx().setTimer(STORING_MS, ignored -> {
            Instant now = tools.now();
            order.stored = add(new PaymentToken(newId(), order.owner(), customer, order.later, order.id(), now));
        });
    }

    private PaymentToken add(PaymentToken token) {
        tokens.add(token);
        notifier.send(token, "CREATED");
        return token;
    }

    private String newId() {
        return tools.standIn().ids().pick(LETTERS, 8);
    }

    /** The account that a merchant charges by this id, or why it cannot. */
    PaymentToken charged(RestApp app, String id) {
        PaymentToken token = tokens.find(app, id).orElseThrow(PayPalIssue.TOKEN_ID_NOT_FOUND::refusal);
        PayPalIssue.AGREEMENT_ALREADY_CANCELLED.refuseIf(token.status() == PaymentToken.Status.REVOKED);
        PayPalIssue issue = token.later.issue;
        if (issue != null) {
            throw issue.refusal();
        }
        return token;
    }

    /** The merchant needs it no more. */
    void delete(PaymentToken token) {
        tokens.remove(token);
        notifier.send(token, "DELETED");
    }

    /** The buyer ends the agreement: PayPal knows the token, and lets nothing be charged by it. */
    void revoke(PaymentToken token) {
        token.become(PaymentToken.Status.REVOKED, tools.now());
        notifier.send(token, "DELETED");
    }
}

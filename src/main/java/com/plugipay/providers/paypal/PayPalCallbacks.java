package com.plugipay.providers.paypal;

import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.providers.paypal.signature.PayPalCertificates;
import com.plugipay.providers.paypal.signature.PayPalTransmission;
import io.vertx.core.Future;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the signature of callbacks without a request to PayPal for each. The signature covers the transmission's id, which
 * identifies the callback, and a checksum of the body, which a forged body can match: a genuine callback is only a reason to
 * query the status.
 */
final class PayPalCallbacks {
    /** PayPal retries for three days; an older transmission is a replay. */
    private static final Duration OLDEST = Duration.ofDays(4);

    private final ProviderAccountCredentials.Source accounts;
    private final PayPalCertificates certificates;
    private final InstantSource clock;

    PayPalCallbacks(ProviderAccountCredentials.Source accounts, PayPalCertificates certificates, InstantSource clock) {
        this.accounts = accounts;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Checks the cheap reasons to refuse first: no certificate is fetched for a workspace without a webhook. */
    Future<Verification> verify(ProviderCallback callback) {
        Optional<PayPalTransmission> found = PayPalTransmission.of(callback.headers())
                // A sender may name any time, and adding to the latest possible instant would fail.
                .filter(sent -> sent.sentAt().isAfter(clock.instant().minus(OLDEST)))
                .filter(sent -> certificates.areTakenFrom(sent.certificateUrl()));
        if (found.isEmpty()) {
            return Future.succeededFuture(new Verification.Rejected());
        }
        PayPalTransmission transmission = found.get();
        return webhooks(callback.workspaceId())
                .compose(webhooks -> webhooks.isEmpty()
                        ? Future.succeededFuture(new Verification.Rejected())
                        : certificates
                                .at(webhooks.getFirst().tenant(), transmission.certificateUrl())
                                .map(certificate -> switch (certificate) {
                                    case PayPalCertificates.Trusted trusted ->
                                        verification(callback, transmission, trusted.certificate(), webhooks);
                                    case PayPalCertificates.Worthless ignored -> new Verification.Rejected();
                                    case PayPalCertificates.Unreachable unreachable ->
                                        new Verification.Unavailable(unreachable.reason());
                                }));
    }

    private record Webhook(Tenant tenant, String id) {}

    /** Finds the webhooks of both modes: they share an address, and the signature tells them apart. */
    private Future<List<Webhook>> webhooks(String workspaceId) {
        return accounts.ofAllModes(workspaceId, PayPalFactory.KIND)
                .map(found -> found.values().stream()
                        .map(PayPalCallbacks::webhook)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Webhook> webhook(ProviderAccountCredentials account) {
        return account.publicConfig().get(PayPalWebhooks.WEBHOOK_ID) instanceof String id
                ? Optional.of(new Webhook(account.tenant(), id))
                : Optional.empty();
    }

    private static Verification verification(
            ProviderCallback callback,
            PayPalTransmission transmission,
            X509Certificate certificate,
            List<Webhook> webhooks) {
        return webhooks.stream()
                .filter(webhook -> transmission.isSignedBy(certificate.getPublicKey(), webhook.id(), callback.body()))
                .findFirst()
                .<Verification>map(
                        webhook -> new Verification.Genuine(webhook.tenant().mode(), transmission.id()))
                .orElseGet(Verification.Rejected::new);
    }
}

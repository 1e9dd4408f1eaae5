package com.plugipay.providers.xendit;

import com.plugipay.model.Mode;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies callbacks. The only proof is the account's verification token in a header, which does not cover the body. See
 * https://docs.xendit.co/docs/handling-webhooks.
 */
final class XenditCallbacks {
    private static final int LONGEST_IDENTITY = 200;

    private final ProviderAccountCredentials.Source accounts;
    private final InstantSource clock;

    XenditCallbacks(ProviderAccountCredentials.Source accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    Future<Verification> verify(ProviderCallback callback) {
        String token = callback.headers().get("x-callback-token");
        if (token == null) {
            return Future.succeededFuture(new Verification.Rejected());
        }
        byte[] received = token.getBytes(StandardCharsets.UTF_8);
        return accounts.ofAllModes(callback.workspaceId(), XenditFactory.KIND).map(found -> {
            boolean ofLive = matches(found.get(Mode.LIVE), received);
            boolean ofTest = matches(found.get(Mode.TEST), received);
            return ofLive || ofTest
                    ? new Verification.Genuine(ofLive ? Mode.LIVE : Mode.TEST, identity(callback))
                    : new Verification.Rejected();
        });
    }

    /** Always compares both tokens, so that the time it takes does not show which of them matches. */
    private boolean matches(@Nullable ProviderAccountCredentials account, byte[] received) {
        if (account == null) {
            return false;
        }
        Credentials credentials = account.credentials();
        boolean isCurrent = isToken(credentials.find(XenditAccount.TOKEN), received);
        boolean isFormer = isToken(XenditAccount.formerToken(credentials, clock.instant()), received);
        return isCurrent || isFormer;
    }

    private static boolean isToken(@Nullable Secret token, byte[] received) {
        return token != null && !token.reveal().isEmpty() && MessageDigest.isEqual(token.bytes(), received);
    }

    /** The delivery's id, or else the event with the object's id and status, or else a hash of the body. */
    static String identity(ProviderCallback callback) {
        String delivery = callback.headers().get("webhook-id");
        if (delivery != null && !delivery.isBlank()) {
            return bounded("webhook-id:" + delivery.strip());
        }
        String event = event(JsonFields.parse(callback.body()));
        return event == null ? sha256(callback.body()) : bounded(event);
    }

    private static @Nullable String event(JsonFields body) {
        if (!body.isObject()) {
            return null;
        }
        XenditCallbackEnvelope envelope = XenditCallbackEnvelope.open(body);
        String known = envelope.data().anyId("id", "payment_id", "payment_request_id", "payment_session_id");
        String token = envelope.data().id(XenditTokens.TOKEN);
        // The identity is stored in the clear, and a token is a secret.
        String id = known != null || token == null ? known : Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
        return id == null
                ? null
                : envelope.event() + ':' + id + ':' + envelope.data().status();
    }

    private static String bounded(String identity) {
        return identity.length() <= LONGEST_IDENTITY ? identity : sha256(Buffer.buffer(identity));
    }

    private static String sha256(Buffer bytes) {
        return "sha256:" + Hashes.sha256(bytes.getBytes());
    }
}

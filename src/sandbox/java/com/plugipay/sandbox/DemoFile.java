package com.plugipay.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import com.plugipay.json.Json;
import com.plugipay.sandbox.kit.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code data/dev.json}: the demo workspace and where everything is, for scripts, and the same as a newcomer reads it.
 *
 * @param sandboxUrl where the stand-ins are; null in a file of an earlier version
 * @param key the bearer form of the key
 * @param webhookSecret null until the shop's webhook endpoint is made
 * @param dashboardUrl signs the owner in, once; null until it is made
 */
public record DemoFile(
        String baseUrl,
        String shopUrl,
        @Nullable String sandboxUrl,
        String workspaceId,
        String keyId,
        String secret,
        String key,
        @Nullable String webhookSecret,
        @Nullable String dashboardUrl) {
    @JsonProperty(access = Access.READ_ONLY)
    public String docsUrl() {
        return baseUrl + "/docs";
    }

    @JsonProperty(access = Access.READ_ONLY)
    public String webhookInboxUrl() {
        return shopUrl + "/webhooks";
    }

    /** What was written the last time, if anything. */
    static Optional<DemoFile> read(Path file) throws IOException {
        return PrivateFile.read(file).map(text -> Json.read(text, DemoFile.class));
    }

    /** Writes it so that only its owner can read it. */
    void write(Path file) throws IOException {
        PrivateFile.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    /** The same workspace with these addresses; a webhook endpoint at another address is not the shop's any more. */
    DemoFile at(String gateway, String shop, String sandbox) {
        String known = shop.equals(shopUrl) ? webhookSecret : null;
        return new DemoFile(gateway, shop, sandbox, workspaceId, keyId, secret, key, known, null);
    }

    DemoFile withWebhookSecret(String webhookSecret) {
        return new DemoFile(baseUrl, shopUrl, sandboxUrl, workspaceId, keyId, secret, key, webhookSecret, dashboardUrl);
    }

    DemoFile withDashboard(String url) {
        return new DemoFile(baseUrl, shopUrl, sandboxUrl, workspaceId, keyId, secret, key, webhookSecret, url);
    }

    /** What stands on the screen after the first command. */
    String welcome(Path data, String sandboxUrl) {
        return """

                Plugipay is running, in development mode.

                  Demo shop      %1$s          buy something, pay as you like
                  Its desk       %1$s/desk     confirm the transfer, as the merchant
                  Providers      %8$s/control  scan, pay, decline; make them fail
                  Mailbox        %8$s/mailbox  the mails that were sent
                  Dashboard      %9$s
                                 signs you in as the owner, once
                  API            %2$s/v1
                  API, to try    %3$s

                  export BASE_URL=%2$s KEY=%6$s
                  export KEY_ID=%4$s SECRET=%5$s

                  curl -sw "\\n" %2$s/v1/checkout-sessions \\
                    -H 'Authorization: Bearer %6$s' \\
                    -H 'Content-Type: application/json' \\
                    -d '{"amount":150000,"currency":"IDR","successUrl":"%1$s","cancelUrl":"%1$s"}'

                The same for scripts is in %7$s/dev.json. The database and a master key made for it are in %7$s.
                Ctrl-C stops everything.
                """.formatted(shopUrl, baseUrl, docsUrl(), keyId, secret, key, data, sandboxUrl, dashboardUrl);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "DemoFile[" + workspaceId + ", " + keyId + "]";
    }
}

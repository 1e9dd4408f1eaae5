package com.plugipay.sandbox;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.plugipay.json.Json;
import com.plugipay.sandbox.kit.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code data/dev.json}: the demo workspace and where everything is, for scripts.
 *
 * @param key the bearer form of the key
 * @param webhookSecret null until the shop's webhook endpoint is made
 */
public record DemoFile(
        String baseUrl,
        String shopUrl,
        String docsUrl,
        String workspaceId,
        String keyId,
        String secret,
        String key,
        String webhookInboxUrl,
        @Nullable String webhookSecret) {

    /** What was written the last time, if anything. */
    static Optional<DemoFile> read(Path file) throws IOException {
        return PrivateFile.read(file).map(text -> Json.read(text, DemoFile.class));
    }

    /** Writes it so that only its owner can read it. */
    void write(Path file) throws IOException {
        PrivateFile.write(file, Json.MAPPER.writer(new DefaultPrettyPrinter()).writeValueAsString(this));
    }

    DemoFile withWebhookSecret(String webhookSecret) {
        return new DemoFile(baseUrl, shopUrl, docsUrl, workspaceId, keyId, secret, key, webhookInboxUrl, webhookSecret);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "DemoFile[" + workspaceId + ", " + keyId + "]";
    }
}

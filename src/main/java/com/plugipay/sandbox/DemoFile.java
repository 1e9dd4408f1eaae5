package com.plugipay.sandbox;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.plugipay.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        return Files.exists(file)
                ? Optional.of(Json.MAPPER.readValue(file.toFile(), DemoFile.class))
                : Optional.empty();
    }

    /** Writes it so that only its owner can read it. */
    void write(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, Json.MAPPER.writer(new DefaultPrettyPrinter()).writeValueAsBytes(this));
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

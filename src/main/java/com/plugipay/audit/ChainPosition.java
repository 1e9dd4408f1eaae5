package com.plugipay.audit;

import com.plugipay.auth.Signature;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A position in the chain of a tenant's audit log: after the entry of that id and number.
 *
 * <p>{@code hash(n) = SHA-256(hash(n - 1) + columns of entry n)}. Each column is its length in bytes as a big-endian 32-bit
 * number, and the UTF-8 text; null has the length -1. {@code hash(0)} is 32 zero bytes.
 *
 * @param hash in hex
 */
record ChainPosition(String id, long number, String hash) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int NULL = -1;

    /** Before the first entry. */
    static final ChainPosition START = new ChainPosition("", 0, "00".repeat(32));

    /** The position after an entry that follows. */
    ChainPosition next(AuditEntryRow entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.write(HEX.parseHex(hash));
            for (@Nullable String text : entry.texts()) {
                write(output, text);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ChainPosition(entry.id(), number + 1, HEX.formatHex(Signature.sha256(bytes.toByteArray())));
    }

    private static void write(DataOutputStream output, @Nullable String text) throws IOException {
        if (text == null) {
            output.writeInt(NULL);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            output.writeInt(utf8.length);
            output.write(utf8);
        }
    }
}

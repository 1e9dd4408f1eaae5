package com.plugipay.pages.dashboard.export;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file that is written piece by piece, of which only the piece is in memory. Compressing takes long enough to be kept
 * from event loops; one thread at a time may use it.
 */
final class ZipParts {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(written, StandardCharsets.UTF_8);

    /** Begins a file. */
    void begin(String name) {
        try {
            zip.putNextEntry(new ZipEntry(name));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Adds to the file that was begun last. */
    void add(byte[] content) {
        try {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the last additions have become; empty when the compression waits for more. */
    Buffer take() {
        Buffer part = Buffer.buffer(written.toByteArray());
        written.reset();
        return part;
    }

    /** Ends the zip file, and frees what the compression holds outside of the heap. */
    void end() {
        try {
            zip.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

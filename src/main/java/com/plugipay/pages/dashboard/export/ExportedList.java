package com.plugipay.pages.dashboard.export;

import com.plugipay.http.operations.Operation;
import com.plugipay.json.Dialect;
import com.plugipay.pages.dashboard.objects.CsvRows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A list of the API as a file of an export. */
record ExportedList(Operation<?> operation, Format format) {
    /** They have no pages; other lists without pages are no objects of the workspace. */
    private static final Set<String> WHOLE = Set.of("/members", "/invitations");

    /** It repeats what other lists have. */
    private static final String STUCK = "/stuck";

    /** How objects are written. */
    enum Format {
        CSV,
        /** One object in each line. */
        JSONL
    }

    /** Whether an operation lists objects of a workspace. */
    static boolean isExported(Operation<?> operation) {
        return operation.method().equals(HttpMethod.GET)
                && operation.path().indexOf(':') < 0
                && (operation.isPaged() ? !operation.path().equals(STUCK) : WHOLE.contains(operation.path()));
    }

    /** What the list is called. */
    String name() {
        return operation.path().substring(1).replace('/', '-');
    }

    /** The path of its file. */
    String file() {
        return switch (format) {
            case CSV -> "csv/" + name() + ".csv";
            case JSONL -> "json/" + name() + ".jsonl";
        };
    }

    /** What the file begins with. */
    String header() {
        return switch (format) {
            case CSV -> rows().header();
            case JSONL -> "";
        };
    }

    private CsvRows rows() {
        return new CsvRows(Objects.requireNonNull(operation.output()));
    }

    /** The lines of these objects. */
    byte[] lines(List<Object> objects) {
        Buffer lines = Buffer.buffer();
        CsvRows rows = rows();
        for (Object object : objects) {
            switch (format) {
                case CSV -> lines.appendBytes(rows.row(object).getBytes(StandardCharsets.UTF_8));
                case JSONL -> lines.appendBytes(Dialect.PLUGIPAY.bytes(object)).appendByte((byte) '\n');
            }
        }
        return lines.getBytes();
    }
}

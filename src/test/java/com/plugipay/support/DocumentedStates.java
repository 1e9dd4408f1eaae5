package com.plugipay.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The state machines that are drawn in the documentation, and a database that refuses every other change of state. Where rows
 * begin is not looked at, nor what is set back by hand and leaves {@code updated_at} as it was: tests need rows as they are
 * after a crash.
 */
public final class DocumentedStates {
    private static final Path DRAWN = Path.of("src", "docs", "states.md");
    private static final Pattern LINE = Pattern.compile("## (?<object>.+)|    (?<from>\\S+) --> (?<to>\\w+)(: .+)?");
    private static final Map<String, String> TABLES = Map.of(
            "checkout session", "checkout_sessions",
            "payment", "payments",
            "payment attempt", "payment_attempts",
            "refund", "refunds",
            "subscription", "subscriptions",
            "test clock", "test_clocks",
            "invoice", "invoices",
            "gift card", "gift_cards",
            "webhook delivery", "webhook_deliveries");

    private static final String REFUSE = """
            create function refuse_undrawn_state() returns trigger language plpgsql as $$
            begin
                raise exception '%: % --> % is not drawn in src/docs/states.md', tg_table_name, old.status, new.status;
            end $$""";

    private DocumentedStates() {}

    /** Returns the allowed changes of each table: {@code from --> to}, where {@code [*]} is the beginning. */
    public static Map<String, Set<String>> read() {
        Map<String, Set<String>> drawn = new LinkedHashMap<>();
        String table = "";
        try {
            for (String line : Files.readAllLines(DRAWN)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches() && matcher.group("object") != null) {
                    table = TABLES.get(matcher.group("object").toLowerCase(Locale.ROOT));
                } else if (matcher.matches()) {
                    drawn.computeIfAbsent(table, of -> new TreeSet<>())
                            .add(matcher.group("from") + " --> " + matcher.group("to"));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return drawn;
    }

    /** Makes the database refuse undocumented changes. */
    static void hold(Statement database) throws SQLException {
        database.execute(REFUSE);
        for (Map.Entry<String, Set<String>> drawn : read().entrySet()) {
            database.execute(("create trigger changes_as_drawn before update on %s for each row"
                            + " when (old.updated_at <> new.updated_at and old.status <> new.status"
                            + " and old.status || ' --> ' || new.status not in (%s))"
                            + " execute function refuse_undrawn_state()")
                    .formatted(drawn.getKey(), changes(drawn.getValue())));
        }
    }

    private static String changes(Set<String> drawn) {
        return drawn.stream()
                .filter(each -> !each.startsWith("[*]"))
                .map(each -> "'" + each + "'")
                .collect(Collectors.joining(", "));
    }
}

package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where SQL is written, and what each statement names: checked in the sources, as no compiled class shows it. */
class SqlRulesTest {
    private static final Path MAIN = Path.of("src", "main", "java");

    /** Stores and their parts, the claims, the database itself and its horizon. */
    private static final Pattern HOLDS_SQL = Pattern.compile(".*(Store|Row|Statement)|DueTable|Database|Horizon");

    private static final Pattern SQL =
            Pattern.compile("\"\\s*(?:select|insert into|update|delete from|with \\w+ as) ", Pattern.CASE_INSENSITIVE);

    private static final Pattern CONSTANT =
            Pattern.compile("static final \\w+ ([A-Z][A-Z0-9_]*)\\s*=(.*?);\\n", Pattern.DOTALL);

    /** The tables whose rows belong to a workspace and a mode. */
    private static final Pattern TENANT_TABLE = Pattern.compile("(?:from|into|update|join)\\s+(?:"
            + "customers|checkout_sessions|payments|payment_attempts|refunds|events|audit_log|audit_chain|audit_chain_heads"
            + "|idempotency_keys"
            + "|webhook_endpoints|webhook_deliveries|webhook_recoveries|provider_callbacks|provider_accounts"
            + "|api_keys|method_routings|proofs|webhook_endpoint_queues|signed_writes|callback_paces|callback_minutes"
            + "|day_figures"
            + "|unique_amounts|plans|prices|invoices|invoice_numbers|subscriptions|usage_records|billing_settings"
            + "|payment_methods|dunning_policies|default_dunning_policies|collection_tries|mails|receipts"
            + "|notifications|receipt_numbers|test_clocks|portal_sessions|files|templates|default_templates"
            + "|gift_cards|gift_card_entries)\\b");

    /** Claims of workers over all workspaces, operators' commands, and searches by an id that cannot be guessed. */
    private static final Set<String> OF_ALL_WORKSPACES = Set.of(
            "CallbackPaceStore.DELETE_MINUTES",
            "CallbackStore.DELETE_DONE",
            "CallbackStore.DELETE_GIVEN_UP",
            "CallbackStore.QUEUE",
            "CheckoutSessionStore.DUE",
            "CheckoutSessionStore.FIND_PUBLIC",
            "FileStore.FIND_PUBLIC",
            "IdempotencyStore.DELETE_EXPIRED_RESPONSES",
            "IdempotencyStore.DELETE_EXPIRED_SIGNED_WRITES",
            "InvoiceStore.FIND_PUBLIC",
            "PaymentStore.FIND_PUBLIC",
            "ReceiptStore.FIND_PUBLIC");

    /** Claims and deletions that find rows by their physical place; to be rewritten with a measurement. */
    private static final Set<String> BY_CTID = Set.of(
            "CallbackStore",
            "DueTable",
            "FanOutStore",
            "IdempotencyStore",
            "InactiveQueueStore",
            "WebhookRetentionStore",
            "WorkspaceDeletionStatement");

    @Test
    void sqlIsInStoresOnly() {
        Set<String> elsewhere = new TreeSet<>();
        sources().forEach((name, text) -> {
            if (SQL.matcher(text).find() && !HOLDS_SQL.matcher(name).matches()) {
                elsewhere.add(name);
            }
        });
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void noParameterPositionIsComputed() {
        assertThat(sources())
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain("$%"));
    }

    @Test
    void rowsAreFoundByTheirKeys() {
        Set<String> found = new TreeSet<>();
        sources().forEach((name, text) -> {
            if (text.contains("ctid")) {
                found.add(name);
            }
        });
        assertThat(found).isEqualTo(new TreeSet<>(BY_CTID));
    }

    @Test
    void everyStatementNamesWorkspaceAndMode() {
        Set<String> without = new TreeSet<>();
        sources().forEach((name, text) -> {
            Matcher constant = CONSTANT.matcher(text);
            while (constant.find()) {
                String statement = constant.group(2);
                // A statement that ends before its condition begins a list, and KeysetQuery adds the condition.
                boolean isWhole = statement.contains("where") || statement.contains("values");
                boolean names = statement.contains("workspace") && statement.contains("mode");
                boolean isOfTenants = statement.contains("SELECT +")
                        || TENANT_TABLE.matcher(statement).find();
                if (isWhole && !names && isOfTenants) {
                    without.add(name + '.' + constant.group(1));
                }
            }
        });
        assertThat(without).isEqualTo(new TreeSet<>(OF_ALL_WORKSPACES));
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString();
                sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return sources;
    }
}

package com.plugipay.workspaces;

import static com.plugipay.workspaces.WorkspaceDeletionStatement.clearing;
import static com.plugipay.workspaces.WorkspaceDeletionStatement.deleting;
import static com.plugipay.workspaces.WorkspaceDeletionStatement.deletingLarge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All tables with rows of workspaces, in the order in which a deletion goes through them: a row is deleted after those that
 * refer to it. First what lets somebody in, although that is refused already.
 */
final class WorkspaceTables {
    static final List<WorkspaceDeletionStatement> ALL = List.of(
            deleting("api_keys", "mode", "id"),
            deleting("notification_settings", "person_id"),
            deleting("members", "id"),
            deleting("invitations", "id"),
            deleting("provisioned_workspaces", "platform_id"),
            deleting("provider_accounts", "mode", "kind"),
            deleting("portal_sessions", "mode", "id"),
            deleting("webhook_endpoints", "mode", "id"),
            clearing("person_sessions", "workspace_id", "person_id", "id"),
            deleting("webhook_recoveries", "mode", "id"),
            deleting("webhook_deliveries", "mode", "id"),
            deleting("webhook_endpoint_queues", "mode", "endpoint_id"),
            deleting("events", "mode", "id"),
            deleting("mails", "mode", "id"),
            deleting("notifications", "mode", "person_id", "occasion_id"),
            deleting("idempotency_keys", "mode", "key"),
            deleting("signed_writes", "mode", "digest bytea"),
            deletingLarge(50, "provider_callbacks", "mode", "provider", "identity"),
            deleting("callback_paces", "mode", "provider"),
            deleting("callback_minutes", "mode", "provider", "minute timestamptz"),
            deleting("day_figures", "mode", "starts_at timestamptz"),
            deleting("method_routings", "mode"),
            deleting("unique_amounts", "mode", "currency", "amount bigint"),
            deletingLarge(10, "proofs", "mode", "id"),
            deleting("receipts", "mode", "id"),
            deleting("receipt_numbers", "mode"),
            deleting("gift_card_entries", "mode", "id"),
            deleting("gift_cards", "mode", "id"),
            deleting("refunds", "mode", "id"),
            deleting("payments", "mode", "id"),
            deleting("payment_attempts", "mode", "id"),
            deleting("checkout_sessions", "mode", "id"),
            deleting("collection_tries", "mode", "id"),
            deleting("invoices", "mode", "id"),
            deleting("invoice_numbers", "mode"),
            deleting("usage_records", "mode", "id"),
            deleting("subscriptions", "mode", "id"),
            // Customers and their payment methods refer to each other.
            clearing("customers", "default_payment_token_id", "mode", "id"),
            deleting("payment_methods", "mode", "id"),
            deleting("customers", "mode", "id"),
            deleting("test_clocks", "mode", "id"),
            deleting("prices", "mode", "id"),
            deleting("plans", "mode", "id"),
            deleting("default_dunning_policies", "mode"),
            deleting("dunning_policies", "mode", "id"),
            deleting("billing_settings", "mode"),
            deletingLarge(10, "files", "mode", "name"),
            deleting("default_templates", "mode", "kind"),
            deleting("templates", "mode", "id"),
            // Entries first: while there is one, a chain is made for it.
            deleting("audit_log", "mode", "id"),
            deleting("audit_chain", "mode", "entry_id"),
            deleting("audit_chain_heads", "mode"));

    private WorkspaceTables() {}

    /** The statement of this name; the first one when there is none, as when another version has recorded it. */
    static WorkspaceDeletionStatement named(@Nullable String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElse(ALL.getFirst());
    }

    /** The one that follows; empty after the last. */
    static Optional<WorkspaceDeletionStatement> after(WorkspaceDeletionStatement statement) {
        int next = ALL.indexOf(statement) + 1;
        return next == ALL.size() ? Optional.empty() : Optional.of(ALL.get(next));
    }
}

package com.plugipay.secrets;

import com.plugipay.secrets.MasterKeys.Place;

/**
 * Every column of the database that {@link MasterKeys} encrypts. There is no {@link Place} outside them, so that
 * re-encryption covers all of them.
 *
 * <p>Each table has the key (workspace_id, mode, {@link #key()}), or belongs to a person.
 */
public enum EncryptedColumn {
    API_KEY_SECRET("api_keys", "secret", "secret", "id", false),
    PROVIDER_CREDENTIALS("provider_accounts", "credentials", "credentials", "kind", true),
    /** Stands before the next column, so that re-encryption does not miss a secret that a rotation moves there. */
    WEBHOOK_SECRET("webhook_endpoints", "secret", "secret", "id", false),
    WEBHOOK_PREVIOUS_SECRET("webhook_endpoints", "previous_secret", "secret", "id", false),
    PAYMENT_METHOD_TOKEN("payment_methods", "token", "token", "id", true),
    AUTHENTICATOR_SECRET("person_authenticators", "secret", "secret", "person_id", false),
    /** Only in rows marked as encrypted. */
    STORED_RESPONSE("idempotency_keys", "body", "body", "key", true);

    private final String table;
    private final String column;
    private final String boundTo;
    private final String key;
    private final boolean bindsMode;

    EncryptedColumn(String table, String column, String boundTo, String key, boolean bindsMode) {
        this.table = table;
        this.column = column;
        this.boundTo = boundTo;
        this.key = key;
        this.bindsMode = bindsMode;
    }

    public String table() {
        return table;
    }

    public String column() {
        return column;
    }

    /** Whether the rows are those of people: their ids stand where workspaces have theirs, as in the audit log. */
    public boolean isOfPeople() {
        return this == AUTHENTICATOR_SECRET;
    }

    /** The column that identifies a row within a workspace and mode. */
    public String key() {
        return key;
    }

    /** The column in the associated data: a value that was moved to another column keeps the first one. */
    String boundTo() {
        return boundTo;
    }

    /** The place of the value in one row. */
    public Place of(String workspaceId, String mode, String keyOfRow) {
        return new Place(this, workspaceId, bindsMode ? mode + '/' + keyOfRow : keyOfRow);
    }
}

package com.plugipay.keys;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.Database;
import com.plugipay.keys.EncryptedValueStore.Value;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.TreeMap;

/** Secrets of every kind in a database, and their values. */
public final class StoredSecrets {
    public static final String KEY_REQUEST = "{\"name\":\"Kasir\"}";

    private static final String CONNECT = """
            insert into provider_accounts (workspace_id, mode, kind, status, credentials, created_at, updated_at)
            values ($1, $2, 'midtrans', 'active', $3, now(), now())""";

    private static final String STORE = """
            insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, status, token,
                token_sha256, provider_data, deletion_tries, created_at, updated_at)
            values ($1, $2, $3, $4, 'midtrans', 'card', 'Visa', 'active', $5, '', '{}', 0, now(), now())""";

    private static final String SET_UP = """
            with person as (
                insert into people (id, email, locale, created_at, updated_at)
                values ($1, $1 || '@shop.example', 'en', now(), now())
                returning id)
            insert into person_authenticators (person_id, secret, last_step, created_at)
            select id, $2, 0, now() from person""";

    private StoredSecrets() {}

    /** Creates a workspace with one secret of each kind, by the gateway and its master keys. */
    public static WorkspaceCommand.Created write(TestGateway gateway) {
        WorkspaceCommand.Created workspace = gateway.workspace();
        Api api = Api.of(gateway, workspace.test());
        api.post("/v1/api-keys", KEY_REQUEST, "kept").expect(201);
        String endpoint = api.post("/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                .expect(201)
                .id();
        api.post("/v1/webhooks/" + endpoint + "/rotate-secret", "{\"overlapHours\":24}")
                .expect(200);
        Tenant tenant = workspace.test().apiKey().tenant();
        byte[] credentials = gateway.masterKeys()
                .encrypt(
                        EncryptedColumn.PROVIDER_CREDENTIALS.of(
                                tenant.workspaceId(), tenant.mode().text(), "midtrans"),
                        new Secret("{\"serverKey\":\"SB-Mid-server-x\"}"));
        TestGateway.get(gateway.gateway()
                .database()
                .run(CONNECT, Tuple.of(tenant.workspaceId(), tenant.mode().text(), Buffer.buffer(credentials))));
        storePaymentMethod(
                gateway, tenant, api.post("/v1/customers", "{}").expect(201).id());
        setUpAuthenticator(gateway, "usr_of_" + tenant.workspaceId());
        return workspace;
    }

    private static void setUpAuthenticator(TestGateway gateway, String personId) {
        byte[] secret = gateway.masterKeys()
                .encrypt(EncryptedColumn.AUTHENTICATOR_SECRET.of(personId, "live", personId), new Secret("ONSWG4TFOQ"));
        TestGateway.get(gateway.gateway().database().run(SET_UP, Tuple.of(personId, Buffer.buffer(secret))));
    }

    private static void storePaymentMethod(TestGateway gateway, Tenant tenant, String customer) {
        String id = customer.replace("cus_", "pt_");
        String mode = tenant.mode().text();
        byte[] token = gateway.masterKeys()
                .encrypt(
                        EncryptedColumn.PAYMENT_METHOD_TOKEN.of(tenant.workspaceId(), mode, id),
                        new Secret("481111-saved-token"));
        TestGateway.get(gateway.gateway()
                .database()
                .run(STORE, Tuple.of(tenant.workspaceId(), mode, id, customer, Buffer.buffer(token))));
    }

    /** Returns all secrets by their places. */
    public static Map<String, String> read(Database database, MasterKeys masterKeys) {
        Map<String, String> secrets = new TreeMap<>();
        for (EncryptedColumn column : EncryptedColumn.values()) {
            for (Value value : TestGateway.get(new EncryptedValueStore(database).after(column, "", "", "", 100_000))) {
                secrets.put(
                        column + " " + value.workspaceId() + " " + value.mode() + " " + value.key(),
                        masterKeys.decrypt(value.place(), value.bytes()).reveal());
            }
        }
        return secrets;
    }
}

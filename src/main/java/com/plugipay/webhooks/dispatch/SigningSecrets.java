package com.plugipay.webhooks.dispatch;

import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Decrypts the secrets that sign an endpoint's deliveries: during a rotation the previous one too, the current one last. */
record SigningSecrets(MasterKeys masterKeys) {

    List<Secret> of(EndpointFacts endpoint, EndpointKey key) {
        List<Secret> secrets = new ArrayList<>(2);
        if (endpoint.previousSecret() != null) {
            secrets.add(decrypt(EncryptedColumn.WEBHOOK_PREVIOUS_SECRET, key, endpoint.previousSecret()));
        }
        secrets.add(decrypt(EncryptedColumn.WEBHOOK_SECRET, key, endpoint.secret()));
        return secrets;
    }

    private Secret decrypt(EncryptedColumn column, EndpointKey key, Buffer secret) {
        return masterKeys.decrypt(column.of(key.workspaceId(), key.mode(), key.endpointId()), secret.getBytes());
    }
}

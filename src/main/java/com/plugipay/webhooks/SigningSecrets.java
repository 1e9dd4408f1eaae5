package com.plugipay.webhooks;

import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.Lanes.EndpointFacts;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** What an endpoint's deliveries are signed with: during a rotation the previous secret too, the current one last. */
record SigningSecrets(MasterKeys masterKeys) {

    List<Secret> of(EndpointFacts endpoint, LaneKey lane) {
        List<Secret> secrets = new ArrayList<>(2);
        if (endpoint.previousSecret() != null) {
            secrets.add(decrypt(EncryptedColumn.WEBHOOK_PREVIOUS_SECRET, lane, endpoint.previousSecret()));
        }
        secrets.add(decrypt(EncryptedColumn.WEBHOOK_SECRET, lane, endpoint.secret()));
        return secrets;
    }

    private Secret decrypt(EncryptedColumn column, LaneKey lane, Buffer secret) {
        return masterKeys.decrypt(column.of(lane.workspaceId(), lane.mode(), lane.endpointId()), secret.getBytes());
    }
}

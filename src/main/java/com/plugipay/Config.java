package com.plugipay;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.documents.pdf.DocumentConfig;
import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.server.HttpConfig;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.mail.SmtpConfig;
import com.plugipay.management.ManagementConfig;
import com.plugipay.payments.Fees;
import com.plugipay.people.PeopleConfig;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.accounts.AmountLimitTable;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.WebhookConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The whole configuration. Its records refuse nonsense and name the key.
 *
 * @param nodeName what this node is called; empty means by the name of its host
 * @param masterKeys see {@link MasterKeys#parse}
 */
public record Config(
        String nodeName,
        HttpConfig http,
        ConnectionConfig connections,
        ManagementConfig management,
        DatabaseConfig database,
        WebhookConfig webhooks,
        ProviderConfig providers,
        DocumentConfig documents,
        SmtpConfig mail,
        PeopleConfig people,
        LimitsConfig limits,
        List<Fees.Rate> fees,
        List<AmountLimitTable.Line> amountLimits,
        LoggingConfig logging,
        ShutdownConfig shutdown,
        Secret masterKeys) {

    public Config {
        fees = List.copyOf(fees);
        amountLimits = List.copyOf(amountLimits);
        if (masterKeys.reveal().isBlank()) {
            throw new IllegalArgumentException("masterKeys is missing: set PLUGIPAY_MASTER_KEYS to"
                    + " 1:<base64 of 32 random bytes>, such as 1:$(openssl rand -base64 32)");
        }
        try {
            MasterKeys.parse(masterKeys);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("masterKeys: " + wrong.getMessage(), wrong);
        }
    }

    /** What this node is called. */
    public String nodeNameOrHost() {
        if (!nodeName.isBlank()) {
            return nodeName;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

package com.plugipay.support.settings;

import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.mail.SmtpConfig;
import com.plugipay.people.PeopleConfig;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a gateway that tests change.
 *
 * @param masterKeys null for new ones
 * @param host what browsers call it
 */
public record GatewaySettings(
        ConnectionConfig connections,
        ProviderConfig providers,
        LimitsConfig limits,
        List<String> trustedProxies,
        @Nullable Secret masterKeys,
        SmtpConfig mail,
        PeopleConfig people,
        String host) {
    public static final GatewaySettings STANDARD = new GatewaySettings(
            ConnectionConfig.standard(),
            ProviderConfig.standard(),
            TestGateway.LIFTED,
            List.of(),
            null,
            SmtpConfig.none(),
            PeopleConfig.standard(),
            "127.0.0.1");

    public GatewaySettings at(String host) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings with(ConnectionConfig connections) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings with(ProviderConfig providers) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings with(LimitsConfig limits) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings behind(List<String> trustedProxies) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings mailing(int port) {
        SmtpConfig smtp = new SmtpConfig("127.0.0.1", port, "none", "", new Secret(""), "gateway@plugipay.example");
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, smtp, people, host);
    }

    public GatewaySettings with(PeopleConfig people) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }

    public GatewaySettings with(Secret masterKeys) {
        return new GatewaySettings(connections, providers, limits, trustedProxies, masterKeys, mail, people, host);
    }
}

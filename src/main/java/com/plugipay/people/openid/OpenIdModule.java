package com.plugipay.people.openid;

import com.plugipay.http.exchange.HostCookie;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.people.PeopleConfig.OpenId;
import com.plugipay.people.PeopleModule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in with an OpenID provider, if the configuration names one. */
public final class OpenIdModule implements Module {
    private final HostCookie cookie;
    private final @Nullable OpenIdSignIn signIn;

    public OpenIdModule(Node node, OpenId config, PeopleModule people, OpenIdPeople.Invitations invitations) {
        this.cookie = new HostCookie("plugipay_openid", node.http().isSecure(), PendingSignIn.LASTS);
        this.signIn = config.isConfigured() ? signIn(node, config, people, invitations) : null;
    }

    private OpenIdSignIn signIn(Node node, OpenId config, PeopleModule people, OpenIdPeople.Invitations invitations) {
        OpenIdClient client = new OpenIdClient(node.vertx(), config);
        return new OpenIdSignIn(
                config,
                node.http().baseUrl(),
                client,
                new OpenIdDirectory(client::metadata, node.clock()),
                node.masterKeys().tokens("openid sign-in"),
                people.usedTokens(),
                new OpenIdPeople(config.issuer(), people.people(), people.identities(), invitations),
                people.signIn());
    }

    /** Empty when there is no provider. */
    public Optional<OpenIdSignIn> signIn() {
        return Optional.ofNullable(signIn);
    }

    /** The cookie of browsers whose people are at the provider. */
    public HostCookie cookie() {
        return cookie;
    }
}

package com.plugipay.people.openid;

import com.plugipay.people.PeopleConfig.OpenId;
import com.plugipay.people.SignIn;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.people.factors.UsedTokenStore;
import com.plugipay.people.openid.OpenIdOutcome.Refusal;
import com.plugipay.people.openid.OpenIdOutcome.Refused;
import com.plugipay.secrets.Secret;
import com.plugipay.secrets.TokenCipher;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How people sign in with an OpenID provider: by the authorization code flow with PKCE. What the provider says takes the place of
 * the password, and of nothing else.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core</a>
 */
public final class OpenIdSignIn {
    /** Where the provider sends browsers back to, below the address of this gateway. */
    public static final String CALLBACK = "/dashboard/openid/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);

    private final OpenId config;
    private final String callback;
    private final OpenIdClient client;
    private final OpenIdDirectory directory;
    private final IdTokens tokens;
    private final TokenCipher cipher;
    private final UsedTokenStore usedTokens;
    private final OpenIdPeople people;
    private final SignIn signIn;

    /** @param baseUrl the address of this gateway */
    OpenIdSignIn(
            OpenId config,
            String baseUrl,
            OpenIdClient client,
            OpenIdDirectory directory,
            TokenCipher cipher,
            UsedTokenStore usedTokens,
            OpenIdPeople people,
            SignIn signIn) {
        this.config = config;
        this.callback = baseUrl + CALLBACK;
        this.client = client;
        this.directory = directory;
        this.tokens = new IdTokens(config);
        this.cipher = cipher;
        this.usedTokens = usedTokens;
        this.people = people;
        this.signIn = signIn;
    }

    /** Where a browser goes to, and what its cookie keeps meanwhile. */
    public record Departure(String address, Secret cookie) {}

    /** What the provider has sent a browser back with; nothing of it can be trusted. */
    public record Answer(
            @Nullable String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer) {
        /** Without the code. */
        @Override
        public String toString() {
            return "Answer[]";
        }
    }

    /** What the button calls the provider. */
    public String name() {
        return config.name();
    }

    /**
     * Begins to sign in; empty while the provider cannot be reached.
     *
     * @param next the page to go on to, of this gateway
     * @param isAgain whether the provider should ask who it is although it knows
     */
    public Future<Optional<Departure>> begin(String next, boolean isAgain, Browser browser) {
        signIn.takeOfClient(browser);
        PendingSignIn pending = PendingSignIn.create(next, browser.now());
        return directory
                .current()
                .map(metadata -> Optional.of(new Departure(address(metadata, pending, isAgain), pending.seal(cipher))))
                .recover(failure -> failure instanceof OpenIdFailure
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    private String address(OpenIdMetadata metadata, PendingSignIn pending, boolean isAgain) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", config.clientId());
        query.put("redirect_uri", callback);
        query.put("scope", "openid email profile");
        query.put("state", pending.state());
        query.put("nonce", pending.nonce());
        query.put("code_challenge", pending.challenge());
        query.put("code_challenge_method", "S256");
        if (isAgain) {
            query.put("prompt", "login");
        }
        String endpoint = metadata.authorizationEndpoint();
        return endpoint + (endpoint.contains("?") ? "&" : "?") + OpenIdClient.encoded(query);
    }

    /**
     * Ends it with what the provider has answered.
     *
     * @param cookie what the browser has kept; null for nothing
     * @param language of whoever is new
     */
    public Future<OpenIdOutcome> complete(Answer answer, @Nullable String cookie, Language language, Browser browser) {
        signIn.takeOfClient(browser);
        Optional<PendingSignIn> kept = PendingSignIn.open(cipher, cookie, browser.now());
        if (kept.isEmpty() || !kept.get().isOf(answer.state())) {
            return Future.succeededFuture(new Refused(Refusal.OVER));
        }
        PendingSignIn pending = kept.get();
        return usedTokens
                .use(new Secret(pending.state()), pending.endsAt())
                .compose(isFirst -> isFirst
                        ? redeem(answer, pending, language, browser)
                        : Future.<OpenIdOutcome>succeededFuture(new Refused(Refusal.OVER)))
                .recover(failure -> failure instanceof OpenIdFailure refused
                        ? Future.succeededFuture(refused(refused))
                        : Future.failedFuture(failure));
    }

    private Future<OpenIdOutcome> redeem(Answer answer, PendingSignIn pending, Language language, Browser browser) {
        String code = answer.code();
        if (answer.error() != null || code == null || code.isEmpty()) {
            return Future.succeededFuture(new Refused(Refusal.REFUSED));
        }
        if (answer.issuer() != null && !answer.issuer().equals(config.issuer())) {
            return Future.failedFuture(OpenIdFailure.refused("The answer is that of another issuer"));
        }
        return directory
                .current()
                .compose(metadata -> client.redeem(metadata, code, pending.verifier(), callback)
                        .compose(token -> withItsKey(metadata, token)
                                .map(known -> tokens.verify(token, known.keys(), pending.nonce(), browser.now()))))
                .compose(claims -> people.find(claims, language, browser))
                // Whoever the provider has named has proved as much as by the password.
                .compose(person -> signIn.admit(person, browser))
                .map(admission -> new OpenIdOutcome.SignedIn(admission, pending.next()));
    }

    /** The provider may have a new key since it was asked. */
    private Future<OpenIdMetadata> withItsKey(OpenIdMetadata metadata, Secret token) {
        return tokens.isByUnknownKey(token, metadata.keys()) ? directory.newest() : Future.succeededFuture(metadata);
    }

    private static OpenIdOutcome refused(OpenIdFailure failure) {
        boolean isStranger = failure.refusal() == Refusal.UNINVITED || failure.refusal() == Refusal.TAKEN;
        LOG.atLevel(isStranger ? Level.INFO : Level.WARN)
                .addKeyValue("refusal", failure.refusal())
                .addKeyValue("reason", failure.getMessage())
                .log("Nobody was signed in by the OpenID provider");
        return new Refused(failure.refusal());
    }
}

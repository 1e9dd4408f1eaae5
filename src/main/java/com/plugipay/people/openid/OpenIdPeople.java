package com.plugipay.people.openid;

import com.plugipay.async.Rounds;
import com.plugipay.people.Person;
import com.plugipay.people.PersonIdentityStore;
import com.plugipay.people.PersonIdentityStore.Identity;
import com.plugipay.people.PersonStore;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.people.openid.OpenIdOutcome.Refusal;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds whom an account at the provider signs in. It is linked to the person with its address, or to a new one who is invited,
 * when the provider vouches for the address; from then on it is known by its subject.
 */
public final class OpenIdPeople {
    private final String issuer;
    private final PersonStore people;
    private final PersonIdentityStore identities;
    private final Invitations invitations;

    /** Says who is invited. It is implemented in {@code members}, which depends on people. */
    public interface Invitations {
        /** Whether this address has an invitation that can be accepted. */
        Future<Boolean> includes(String email, Instant now);
    }

    OpenIdPeople(String issuer, PersonStore people, PersonIdentityStore identities, Invitations invitations) {
        this.issuer = issuer;
        this.people = people;
        this.identities = identities;
        this.invitations = invitations;
    }

    /** The person; fails with an {@link OpenIdFailure} for a stranger. */
    Future<Person> find(OpenIdClaims claims, Language language, Browser browser) {
        Identity identity = new Identity(issuer, claims.subject(), claims.email());
        // Whatever was not written because somebody was faster is read again.
        return Rounds.until(() -> identities
                .find(identity)
                .compose(known ->
                        known.isPresent() ? Future.succeededFuture(known) : link(claims, identity, language, browser)));
    }

    private Future<Optional<Person>> link(OpenIdClaims claims, Identity identity, Language language, Browser browser) {
        String email = claims.email();
        if (email == null || !claims.isVerified()) {
            return Future.failedFuture(
                    new OpenIdFailure(Refusal.UNINVITED, "The provider does not vouch for an address"));
        }
        return people.byEmail(email)
                .compose(found -> found.isPresent()
                        ? link(found.get(), identity, browser)
                        : create(Person.create(email, claims.name(), language, browser.now()), identity, browser));
    }

    private Future<Optional<Person>> link(Person person, Identity identity, Browser browser) {
        return identities.has(person, issuer).compose(hasOther -> {
            if (hasOther) {
                return taken(identity);
            }
            return identities
                    .link(person, identity, browser)
                    .map(isLinked -> isLinked ? Optional.of(person) : Optional.empty());
        });
    }

    /** Unless the person's account is this one, and was linked just now by another request. */
    private Future<Optional<Person>> taken(Identity identity) {
        return identities.find(identity).map(known -> {
            if (known.isEmpty()) {
                throw new OpenIdFailure(Refusal.TAKEN, "The person has another account at the provider");
            }
            return known;
        });
    }

    private Future<Optional<Person>> create(Person person, Identity identity, Browser browser) {
        return invitations.includes(person.email(), browser.now()).compose(isInvited -> {
            if (!isInvited) {
                throw new OpenIdFailure(Refusal.UNINVITED, "Nobody with this address was invited");
            }
            return identities
                    .create(person.withProvedEmail(), identity, browser)
                    .map(isMade -> isMade ? Optional.of(person) : Optional.empty());
        });
    }
}

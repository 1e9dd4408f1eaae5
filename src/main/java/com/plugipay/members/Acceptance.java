package com.plugipay.members;

import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.people.Admission;
import com.plugipay.people.Person;
import com.plugipay.people.PersonStore;
import com.plugipay.people.SessionStore.Begun;
import com.plugipay.people.SignIn;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import com.plugipay.workspaces.Workspace;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * How invitations are accepted: by the person who has signed in with the address, by a known person who gives the password, or by
 * a new one who chooses a password. The link proves the address.
 */
public final class Acceptance {
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final InvitationStore invitations;
    private final WorkspaceStore workspaces;
    private final PersonStore people;
    private final SignIn signIn;

    Acceptance(
            Database database,
            InvitationStore invitations,
            WorkspaceStore workspaces,
            PersonStore people,
            SignIn signIn) {
        this.database = database;
        this.invitations = invitations;
        this.workspaces = workspaces;
        this.people = people;
        this.signIn = signIn;
    }

    /**
     * An invitation that can be accepted.
     *
     * @param workspace its name
     * @param person who has the address; empty for nobody yet
     */
    public record Offer(Invitation invitation, String workspace, Optional<Person> person) {
        /** Whether somebody has the address, and a password. */
        public boolean isKnown() {
            return person.filter(Person::hasPassword).isPresent();
        }
    }

    /** The invitation of this token, while it can be accepted. */
    public Future<Optional<Offer>> offer(String token, Browser browser) {
        signIn.takeOfClient(browser);
        return invitations
                .byToken(token, browser.now())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : offer(found.get()).map(Optional::of));
    }

    /** The offer of an invitation, whoever asks. */
    public Future<Offer> offer(Invitation invitation) {
        return Future.all(workspaces.find(invitation.workspaceId()), people.byEmail(invitation.email()))
                .map(both -> new Offer(
                        invitation,
                        both.<Optional<Workspace>>resultAt(0)
                                .map(Workspace::name)
                                .orElse(""),
                        both.resultAt(1)));
    }

    /** Accepts it for the person who has the address, and has signed in. */
    public Future<Void> accept(Offer offer, Browser browser) {
        return join(offer, offer.person().orElseThrow(ErrorCode.CONFLICT::exception), false, browser);
    }

    /**
     * Accepts it and admits the person; fails naming the field when the password is wrong, or too weak for a new one. Whoever
     * still has to prove a second factor accepts it after that.
     */
    public Future<Admission> accept(Offer offer, String name, Secret password, Language language, Browser browser) {
        String email = offer.invitation().email();
        if (offer.isKnown()) {
            return signIn.byPassword(email, password, browser).compose(found -> {
                Admission admission = found.orElseThrow(() ->
                        ErrorCode.VALIDATION_ERROR.forField("password", "This is not the password of the account."));
                return admission instanceof Begun
                        ? accept(offer, browser).map(admission)
                        : Future.succeededFuture(admission);
            });
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ErrorCode.VALIDATION_ERROR.forField("name", "A name has 1 to " + LONGEST_NAME + " characters.");
        }
        Person person = offer.person().orElseGet(() -> Person.create(email, name, language, browser.now()));
        return signIn.withNewPassword(
                person,
                password,
                browser,
                () -> join(offer, person, offer.person().isEmpty(), browser));
    }

    private Future<Void> join(Offer offer, Person person, boolean isNew, Browser browser) {
        Tenant workspace = new Tenant(offer.invitation().workspaceId(), Mode.LIVE);
        ChangeContext context = new ChangeContext(workspace, person.actor(), browser.ip(), browser.now(), null);
        return invitations
                .accepting(context, offer.invitation(), person, isNew)
                .refusing("members_person_fkey", ErrorCode.CONFLICT::exception)
                .run(database)
                .map(isAccepted -> {
                    if (!isAccepted) {
                        throw ErrorCode.GONE.exception();
                    }
                    return null;
                });
    }
}

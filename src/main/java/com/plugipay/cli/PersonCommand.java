package com.plugipay.cli;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.mail.MailAddress;
import com.plugipay.members.MemberStore;
import com.plugipay.members.MemberWorkspaceStore;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.Person;
import com.plugipay.people.PersonLinkStore;
import com.plugipay.people.PersonStore;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import com.plugipay.workspaces.Workspace;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a person the owner of a workspace, and a link by which that person signs in once. */
public final class PersonCommand {
    private static final Pattern ID = Pattern.compile("ws_[0-9A-Z]{26}");

    private PersonCommand() {}

    /**
     * Makes the person, unless there is one with that address, and the workspace, unless its id is given; gives the output
     * for the operator.
     *
     * @param workspace the name of a new workspace, or the id of one that is there
     */
    public static String create(
            DatabaseConfig config, Secret masterKeys, String baseUrl, String email, String workspace) throws Exception {
        if (!MailAddress.isValid(email)) {
            throw new IllegalArgumentException("this is no e-mail address: " + email);
        }
        WorkspaceCommand.requireName(workspace);
        return OperatorCommand.run(config, masterKeys, (database, keys) -> {
            boolean isNew = !ID.matcher(workspace).matches();
            Workspace owned = isNew
                    ? Workspace.create(workspace, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    : withoutMember(database, workspace, email);
            String link = OperatorCommand.get(owner(database, baseUrl, email, owned, isNew, Instant.now()));
            return """
                    workspace  %s  %s
                    owner      %s
                    link       %s
                    It signs in once, within a day.""".formatted(owned.id(), owned.name(), Person.normal(email), link);
        });
    }

    /** A workspace to which nobody with that address belongs; its members have roles, which the owners change. */
    private static Workspace withoutMember(Database database, String id, String email) throws Exception {
        Workspace found = OperatorCommand.get(new WorkspaceStore(database).find(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no workspace " + id));
        Optional<Person> person = OperatorCommand.get(new PersonStore(database).byEmail(email));
        Tenant tenant = new Tenant(id, Mode.LIVE);
        if (person.isPresent()
                && OperatorCommand.get(new MemberStore(database)
                                .ofWorkspace(tenant, person.get().id()))
                        .isPresent()) {
            throw new IllegalArgumentException(email + " is a member of " + id + " already");
        }
        return found;
    }

    /**
     * Makes a link that signs in a person who is there, without password and second factor.
     *
     * @throws IllegalArgumentException when nobody has this address
     */
    public static String link(DatabaseConfig config, Secret masterKeys, String baseUrl, String email) throws Exception {
        return OperatorCommand.run(
                config,
                masterKeys,
                (database, keys) -> OperatorCommand.get(new PersonStore(database)
                        .byEmail(email)
                        .compose(found -> link(
                                database,
                                baseUrl,
                                found.orElseThrow(
                                        () -> new IllegalArgumentException("nobody has the address " + email)),
                                Instant.now().truncatedTo(ChronoUnit.MILLIS)))));
    }

    /**
     * The address of a page that signs in the owner of a workspace, once.
     *
     * @param isNew whether the workspace is to be made too
     */
    public static Future<String> owner(
            Database database, String baseUrl, String email, Workspace workspace, boolean isNew, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        PersonStore people = new PersonStore(database);
        return people.byEmail(email)
                .compose(found -> {
                    Person person = found.orElseGet(() -> Person.create(email, null, Language.ENGLISH, now));
                    Write write = Write.of(ChangeContext.worker(
                            PersonPrincipal.tenantOf(person.id()), WorkspaceCommand.OPERATOR, now));
                    if (found.isEmpty()) {
                        write.step("person", PersonStore.INSERT, PersonStore.values(person));
                    }
                    return MemberWorkspaceStore.owned(write, workspace, isNew, person.id(), now)
                            .run(database)
                            .map(person);
                })
                .compose(person -> link(database, baseUrl, person, now));
    }

    private static Future<String> link(Database database, String baseUrl, Person person, Instant now) {
        return new PersonLinkStore(database)
                .make(person, PersonLinkStore.Kind.SIGN_IN, null, now)
                .map(token -> baseUrl + "/dashboard/link/" + token.reveal());
    }
}

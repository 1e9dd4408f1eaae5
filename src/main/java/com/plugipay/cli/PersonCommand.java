package com.plugipay.cli;

import com.plugipay.auth.PersonPrincipal;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.mail.MailAddress;
import com.plugipay.members.MemberWorkspaceStore;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.Person;
import com.plugipay.people.PersonLinkStore;
import com.plugipay.people.PersonStore;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Language;
import com.plugipay.workspaces.Workspace;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes a person the owner of a new workspace, and a link by which that person signs in once. */
public final class PersonCommand {
    private PersonCommand() {}

    /** Makes the person, unless there is one with that address, and the workspace; gives the output for the operator. */
    public static String create(
            DatabaseConfig config, Secret masterKeys, String baseUrl, String email, String workspace) throws Exception {
        if (!MailAddress.isValid(email)) {
            throw new IllegalArgumentException("this is no e-mail address: " + email);
        }
        WorkspaceCommand.requireName(workspace);
        return OperatorCommand.run(config, masterKeys, (database, keys) -> {
            Workspace made = Workspace.create(workspace, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            String link = OperatorCommand.get(owner(database, baseUrl, email, made, true, Instant.now()));
            return """
                    workspace  %s  %s
                    owner      %s
                    link       %s
                    It signs in once, within a day.""".formatted(made.id(), made.name(), Person.normal(email), link);
        });
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

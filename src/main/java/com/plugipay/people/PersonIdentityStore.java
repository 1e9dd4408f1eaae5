package com.plugipay.people;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.people.AccountResults.LinkedAccount;
import com.plugipay.people.AccountResults.UnlinkedAccount;
import com.plugipay.people.SignIn.Browser;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts at an OpenID provider by which people sign in, in the database. */
public final class PersonIdentityStore {
    /** What client libraries call such a provider. */
    static final String PROVIDER = "openid";

    private static final NamedSql FIND = NamedSql.of("""
            select %s
              from person_identities i join people p on p.id = i.person_id
             where i.issuer = :issuer and i.subject = :subject""".formatted(PersonStore.COLUMNS));
    private static final NamedSql LIST = NamedSql.of("""
            select id, email, linked_at from person_identities where person_id = :person_id order by id""");
    private static final NamedSql HAS = NamedSql.of("""
            select id from person_identities where person_id = :person_id and issuer = :issuer""");

    /** Unless the person or the account is linked already. */
    private static final NamedSql LINK = NamedSql.of("""
            insert into person_identities (person_id, issuer, id, subject, email, linked_at)
            select p.id, :issuer, :id, :subject, :email, :now from people p where p.id = :person_id
            on conflict do nothing
            returning person_id""");

    /** Of a person who is made by the step before; refused as a whole when the account is linked already. */
    private static final NamedSql LINK_NEW = NamedSql.of("""
            insert into person_identities (person_id, issuer, id, subject, email, linked_at)
            select p.id, :issuer, :id, :subject, :email, :now from person p
            returning person_id""");

    /** Unless the person could not sign in any more. */
    private static final NamedSql UNLINK = NamedSql.of("""
            delete from person_identities i
             where i.person_id = :person_id
               and exists (select 1 from people p where p.id = :person_id and p.password is not null)
            returning i.person_id""");

    private final Database database;

    public PersonIdentityStore(Database database) {
        this.database = database;
    }

    /**
     * An account at a provider.
     *
     * @param subject as which the provider knows it, now and for ever
     * @param email what the provider calls its address; null for none
     */
    public record Identity(
            String issuer, String subject, @Nullable String email) {}

    /** The person to whom an account is linked. */
    public Future<Optional<Person>> find(Identity identity) {
        Values values = Values.none().and("issuer", identity.issuer()).and("subject", identity.subject());
        return database.one(FIND, values, PersonStore::read);
    }

    /** Whether a person has an account of this issuer. */
    public Future<Boolean> has(Person person, String issuer) {
        Values values = Values.none().and("person_id", person.id()).and("issuer", issuer);
        return database.one(HAS, values, row -> true).map(Optional::isPresent);
    }

    /** Links an account to a person; false when one of the two is linked already. */
    public Future<Boolean> link(Person person, Identity identity, Browser browser) {
        Write write = Write.of(PersonStore.context(person, browser.ip(), browser.now()))
                .step("changed", LINK, values(person, identity, browser));
        return PersonAuditStatement.everywhere(write, person.actor(), browser.ip(), "person.identity_linked")
                .run(database);
    }

    /** Makes a person and links an account; false when somebody has the address, or the account is linked already. */
    public Future<Boolean> create(Person person, Identity identity, Browser browser) {
        return Write.of(PersonStore.context(person, browser.ip(), browser.now()))
                .step("person", PersonStore.INSERT, PersonStore.values(person))
                .step("changed", LINK_NEW, values(person, identity, browser))
                .audit("person.created", person.id())
                .audit("person.identity_linked", person.id())
                .refusing("person_identities_subject_key", ErrorCode.CONFLICT::exception)
                .run(database)
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private static Values values(Person person, Identity identity, Browser browser) {
        return Values.none()
                .and("person_id", person.id())
                .and("issuer", identity.issuer())
                .and("id", Ids.at(browser.now(), "idn"))
                .and("subject", identity.subject())
                .and("email", identity.email());
    }

    /** The accounts that are linked to a person. */
    public Future<List<LinkedAccount>> list(String personId) {
        return database.many(
                LIST,
                Values.none().and("person_id", personId),
                row -> new LinkedAccount(
                        row.getString("id"), PROVIDER, row.getString("email"), Columns.moment(row, "linked_at")));
    }

    /** Unlinks what is linked to a person; fails when that is nothing, or all by which the person can sign in. */
    Future<Change<UnlinkedAccount>> unlink(ChangeContext context, Person person) {
        return list(person.id()).map(all -> {
            if (all.isEmpty()) {
                throw ErrorCode.NOT_FOUND.exception();
            }
            if (!person.hasPassword()) {
                throw ErrorCode.CONFLICT.withMessage("Choose a password first: there is nothing else to sign in with.");
            }
            Write write =
                    Write.of(context).step("changed", UNLINK, Values.none().and("person_id", person.id()));
            return PersonAuditStatement.everywhere(write, person.actor(), context.ip(), "person.identity_unlinked")
                    .returning(new UnlinkedAccount(true, PROVIDER));
        });
    }
}

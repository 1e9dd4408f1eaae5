package com.plugipay.giftcards;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Listing.Condition;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.PreviousAttributes;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gift cards in the database. Each change of a balance is one statement, which also writes the entry of it. */
public final class GiftCardStore {
    private static final String SELECT = """
            select workspace_id, mode, id, code, currency, initial_balance, balance, status, customer_id, expires_at, note,
                   issued_source, issued_ref, metadata::text, created_at, updated_at
              from gift_cards""";

    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql FIND_BY_CODE = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and upper(code) = upper(:code collate "C")""");
    private static final NamedSql SESSION_CURRENCY = NamedSql.of("""
            select currency from checkout_sessions
             where workspace_id = :workspace and mode = :mode and id = :id""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into gift_cards (workspace_id, mode, id, code, currency, initial_balance, balance, status, customer_id,
                expires_at, note, issued_source, issued_ref, metadata, created_at, updated_at)
            values (:workspace, :mode, :id, :code, :currency, :balance, :balance, :status, :customer_id, :expires_at,
                :note, :issued_source, :issued_ref, :metadata::text::jsonb, :now, :updated_at)
            returning id""");

    private static final NamedSql UPDATE = NamedSql.of("""
            update gift_cards set balance = :balance, status = :status, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id
               and balance = :balance_before and updated_at = :updated_at_before
            returning id""");

    private static final Map<String, String> FILTERS = Map.of("customerId", "customer_id", "status", "status");

    private final Database database;
    private final InstantSource clock;

    public GiftCardStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Change<GiftCard> insert(ChangeContext context, GiftCard card) {
        return Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        changed(card)
                                .and("code", card.code())
                                .and("currency", card.currency())
                                .and("customer_id", card.customerId())
                                .and("expires_at", card.expiresAt())
                                .and("note", card.note())
                                .and("issued_source", card.issuedSource())
                                .and("issued_ref", card.issuedRef())
                                .and("metadata", Columns.json(card.metadata())))
                .step(
                        "gift_card_entry",
                        GiftCardEntryStore.INSERT,
                        GiftCardEntryStore.values(GiftCardEntry.ofIssue(card)))
                .refusing(
                        "gift_cards_code_key",
                        () -> ErrorCode.CONFLICT.forField("code", "Another gift card has this code."))
                .refusing(
                        "gift_cards_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .event(EventType.GIFT_CARD_ISSUED, card)
                .returning(card);
    }

    /** Changes a card that has not been changed since it was read, and adds the entry of the change. */
    Change<ChangedGiftCard> update(
            ChangeContext context, EventType event, GiftCard before, GiftCard after, GiftCardEntry entry) {
        return Write.of(context)
                .step(
                        "changed",
                        UPDATE,
                        changed(after)
                                .and("balance_before", before.balance())
                                .and("updated_at_before", before.updatedAt()))
                .step("gift_card_entry", GiftCardEntryStore.INSERT, GiftCardEntryStore.values(entry))
                .event(event, after, PreviousAttributes.of(before, after), Map.of("entry", entry))
                .returning(new ChangedGiftCard(after, entry));
    }

    /** Finds a card by its id or by its code. */
    Future<Optional<GiftCard>> find(Tenant tenant, String idOrCode) {
        return idOrCode.startsWith(GiftCard.PREFIX + '_')
                ? database.pointQueries().one(FIND, Values.of(tenant).and("id", idOrCode), this::read)
                : database.one(FIND_BY_CODE, Values.of(tenant).and("code", idOrCode), this::read);
    }

    /** The currency of a checkout session, if there is such a session. */
    Future<Optional<String>> sessionCurrency(Tenant tenant, String id) {
        return database.one(SESSION_CURRENCY, Values.of(tenant).and("id", id), row -> row.getString("currency"));
    }

    Future<Page<GiftCard>> list(Tenant tenant, Listing listing) {
        Listing.Query query = switch (String.valueOf(listing.filters().get("status"))) {
            case "expired" ->
                listing.without("status").query(tenant, FILTERS, List.of(isActive(), time("expires_at <= :at")));
            case "active" -> listing.query(tenant, FILTERS, List.of(time("(expires_at is null or expires_at > :at)")));
            default -> listing.query(tenant, FILTERS);
        };
        return database.many(SELECT + query.where(), query.parameters(), this::read)
                .map(found -> Page.of(listing, found));
    }

    private static Condition isActive() {
        return Condition.constant("status = 'active'");
    }

    private Condition time(String sql) {
        return new Condition(sql, "at", clock.instant());
    }

    private static Values changed(GiftCard card) {
        return Values.none()
                .and("id", card.id())
                .and("balance", card.balance())
                .and("status", card.status().text())
                .and("updated_at", card.updatedAt());
    }

    private GiftCard read(Row row) {
        String customerId = row.getString("customer_id");
        Instant expiresAt = Columns.instant(row, "expires_at");
        return new GiftCard(
                        row.getString("id"),
                        row.getString("workspace_id"),
                        Columns.mode(row),
                        row.getString("code"),
                        row.getString("currency"),
                        row.getLong("initial_balance"),
                        row.getLong("balance"),
                        Columns.constant(row, "status", GiftCard.Status.class),
                        customerId,
                        GiftCard.Kind.of(customerId),
                        expiresAt,
                        row.getString("note"),
                        row.getString("issued_source"),
                        row.getString("issued_ref"),
                        Columns.strings(row, "metadata"),
                        Columns.moment(row, "created_at"),
                        Columns.moment(row, "updated_at"))
                .at(clock.instant());
    }
}

package com.plugipay.giftcards;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Optional;

/** The entries of gift cards in the database. They are written with the change of their card. */
final class GiftCardEntryStore {
    /** The step that follows the change of the card. */
    static final NamedSql INSERT = NamedSql.of("""
            insert into gift_card_entries (workspace_id, mode, id, gift_card_id, kind, delta, balance_after, currency,
                external_source, external_ref, checkout_session_id, note, created_at)
            select :workspace, :mode, :id, :gift_card_id, :kind, :delta, :balance_after, :currency, :external_source,
                   :external_ref, :checkout_session_id, :note, :created_at
              from changed""");

    private static final String SELECT = """
            select workspace_id, mode, id, gift_card_id, kind, delta, balance_after, currency, external_source, external_ref,
                   checkout_session_id, note, created_at
              from gift_card_entries""";

    private static final NamedSql FIND = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and gift_card_id = :gift_card_id and kind = :kind
               and external_source = :external_source and external_ref = :external_ref""");

    private static final Map<String, String> FILTERS = Map.of("giftCardId", "gift_card_id");

    private final Database database;

    GiftCardEntryStore(Database database) {
        this.database = database;
    }

    /** The entry of this kind that was made for this pair. */
    Future<Optional<GiftCardEntry>> find(
            Tenant tenant, String giftCardId, GiftCardEntry.Kind kind, String externalSource, String externalRef) {
        Values values = Values.of(tenant)
                .and("gift_card_id", giftCardId)
                .and("kind", kind.text())
                .and("external_source", externalSource)
                .and("external_ref", externalRef);
        return database.one(FIND, values, GiftCardEntryStore::read);
    }

    Future<Page<GiftCardEntry>> list(Tenant tenant, String giftCardId, Listing listing) {
        Listing.Query query = listing.only("giftCardId", giftCardId).query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), GiftCardEntryStore::read)
                .map(found -> Page.of(listing, found));
    }

    static Values values(GiftCardEntry entry) {
        return Values.none()
                .and("id", entry.id())
                .and("gift_card_id", entry.giftCardId())
                .and("kind", entry.kind().text())
                .and("delta", entry.delta())
                .and("balance_after", entry.balanceAfter())
                .and("currency", entry.currency())
                .and("external_source", entry.externalSource())
                .and("external_ref", entry.externalRef())
                .and("checkout_session_id", entry.checkoutSessionId())
                .and("note", entry.note())
                .and("created_at", entry.createdAt());
    }

    private static GiftCardEntry read(Row row) {
        return new GiftCardEntry(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("gift_card_id"),
                Columns.constant(row, "kind", GiftCardEntry.Kind.class),
                row.getLong("delta"),
                row.getLong("balance_after"),
                row.getString("currency"),
                row.getString("external_source"),
                row.getString("external_ref"),
                row.getString("checkout_session_id"),
                null,
                row.getString("note"),
                Columns.moment(row, "created_at"));
    }
}
